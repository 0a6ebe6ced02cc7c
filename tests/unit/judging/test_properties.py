# SPDX-License-Identifier: MIT
"""What has to hold for any build, any update and any day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from exchpatch_gui.catalogue import loader
from exchpatch_gui.catalogue.assess import assess
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.identity_words import Relation
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import CveState
from tests.helpers.catalogues import (
    context,
    findings,
    identity,
    identity_of_family,
    light,
    light_of,
)

SHIPPED = loader.load_shipped()
RELEASES = SHIPPED.updates

numbers = st.integers(min_value=0, max_value=99_999)
builds = st.builds(BuildNumber, st.integers(0, 99), st.integers(0, 99), numbers, numbers)


def near(release, build, revision):
    return release.build._replace(
        build=max(release.build.build + build, 0),
        revision=max(release.build.revision + revision, 0),
    )


near_builds = st.builds(near, st.sampled_from(RELEASES), st.integers(-3, 3), st.integers(-5, 5))
days = st.dates(date(2013, 1, 1), date(2035, 1, 1))


@given(build=builds | near_builds, day=days)
def test_judging_never_raises_on_any_four_integers(build, day):
    as_known = SHIPPED.as_of(day)
    checked = context(identity(str(build), as_known), as_known, day)

    assert light(findings(checked)) in TrafficLight


@given(family=st.tuples(st.integers(0, 99), st.integers(0, 99), numbers), day=days)
def test_judging_three_parts_never_raises_and_is_never_green(family, day):
    as_known = SHIPPED.as_of(day)
    checked = context(identity_of_family(family, as_known), as_known, day)

    assert light(findings(checked)) is not TrafficLight.GREEN


@given(
    template=st.sampled_from(RELEASES),
    offset=st.tuples(st.sampled_from((0, 0, 0, -3, -1, 1, 3)), st.integers(-5, 40)),
    late=st.integers(0, 400),
    public=st.booleans(),
    day=st.sampled_from(
        [date(2019, 7, 1), date(2023, 9, 1), date(2025, 9, 20), date(2026, 10, 20)]
    ),
    judged=st.sampled_from(RELEASES) | st.none(),
)
def test_adding_an_update_to_a_catalogue_never_turns_red_to_green(
    template, offset, late, public, day, judged
):
    build = near(template, *offset)
    assume(SHIPPED.update_at(build) is None)
    added = template._replace(
        build=build, public=public, released=template.released + timedelta(days=late)
    )
    assume(SHIPPED.product_of(build) == added.level.product)
    assume(SHIPPED.level_of(build.family) in {added.level, None})
    more = SHIPPED._replace(updates=tuple(sorted([*RELEASES, added], key=lambda one: one.build)))
    server = str(judged.build if judged else build)

    before = light_of(server, SHIPPED.as_of(day), day)
    after = light_of(server, more.as_of(day), day)

    assert not (before is TrafficLight.RED and after is TrafficLight.GREEN)


@settings(max_examples=50)
@given(release=st.sampled_from(RELEASES), later=st.integers(0, 3000), steps=st.integers(1, 9999))
def test_build_newer_than_the_catalogue_is_never_called_outdated(release, later, steps):
    day = release.released + timedelta(days=later)
    as_known = SHIPPED.as_of(day)
    newest = max(one.build for one in RELEASES if one.build.family == release.build.family)
    build = newest._replace(revision=newest.revision + steps)
    who = identity(str(build), as_known)
    assume(who.relation is Relation.NEWER_THAN_CATALOGUE)  # 2010 counts in another way

    assessment = assess(who, as_known, day)

    assert assessment.standing.missing == ()
    assert assessment.advice.target_build is not None
    assert assessment.advice.target_build >= build


@settings(max_examples=50)
@given(release=st.sampled_from(RELEASES), steps=st.integers(1, 40))
def test_newer_build_of_a_level_never_has_more_open_holes(release, steps):
    lower = release.build
    higher = lower._replace(revision=lower.revision + steps)

    def is_open(build):
        results = assess(identity(str(build), SHIPPED), SHIPPED, SHIPPED.date).cves
        return {one.id for one in results if one.state is CveState.OPEN}

    assert is_open(higher) <= is_open(lower)
