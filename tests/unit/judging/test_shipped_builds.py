# SPDX-License-Identifier: MIT
"""Every build and every exploited vulnerability of the shipped catalogue."""

from __future__ import annotations

import pytest

from exchpatch_gui.catalogue.model import Level
from exchpatch_gui.catalogue.placement import place
from exchpatch_gui.domain.identity_words import Precision, Relation
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import CveState
from tests.helpers.catalogues import (
    context,
    finding,
    findings,
    identity_of_family,
    light,
)
from tests.unit.judging.shipped import (
    DONE,
    EXPLOITED,
    SHIPPED,
    TODAY,
    checked,
    light_on,
    predecessor,
    state_of,
    states_of,
)


def test_every_listed_build_is_named_exactly():
    for release in SHIPPED.updates:
        placement = place(release.build, SHIPPED)

        assert placement.relation is Relation.LISTED
        assert placement.update is release
        assert placement.level == release.level
        assert placement.product == release.level.product


def test_unlisted_neighbour_of_every_build_is_judged_by_order_and_not_for_being_unlisted():
    for release in SHIPPED.updates:
        neighbour = release.build._replace(revision=release.build.revision + 1)
        if SHIPPED.update_at(neighbour) or SHIPPED.also_listed(neighbour):
            continue
        placement = place(neighbour, SHIPPED)
        newest = SHIPPED.updates_of(release.level)[-1]

        assert placement.update is None
        assert placement.level == release.level
        assert placement.relation is (
            Relation.NEWER_THAN_CATALOGUE if release is newest else Relation.BETWEEN
        )


@pytest.mark.parametrize("level", {one.level for one in SHIPPED.updates}, ids=str)
def test_unlisted_build_above_the_newest_of_its_level_lacks_no_update_of_it(level: Level):
    newest = SHIPPED.updates_of(level)[-1].build
    found = checked(str(newest._replace(revision=newest.revision + 1)))

    outdated = {"behind", "overdue", "public", "restricted"}
    assert not outdated & {one.variant for one in findings(found) if one.id != "catalogue.behind"}
    assert finding(found, "catalogue.behind").light is TrafficLight.YELLOW


def test_three_parts_of_every_cumulative_update_claim_no_level():
    for family in {release.build.family for release in SHIPPED.updates}:
        who = identity_of_family(family, SHIPPED)

        assert who.precision is Precision.CUMULATIVE_UPDATE
        assert (who.update, who.judged) == ("", None)
        assert who.candidates


def test_three_parts_of_the_newest_level_are_not_green():
    found = context(identity_of_family((15, 2, 2562), SHIPPED), SHIPPED, TODAY)

    assert light(findings(found)) is TrafficLight.YELLOW
    assert CveState.POSSIBLE in {one.state for one in found.cves}


def test_there_are_nineteen_exploited_vulnerabilities():
    assert len(EXPLOITED) == 19


@pytest.mark.parametrize("cve", EXPLOITED, ids=lambda cve: cve.id)
def test_exploited_vulnerability_is_open_before_its_fix_and_closed_by_it(cve):
    for level, fix in cve.fixed.items():
        before = predecessor(fix, level)

        assert state_of(cve.id, fix).state in DONE, level
        assert before is None or state_of(cve.id, before).state is CveState.OPEN, level


@pytest.mark.parametrize("cve", EXPLOITED, ids=lambda cve: cve.id)
def test_exploited_vulnerability_is_fixed_by_the_build_unless_a_step_goes_with_it(cve):
    states = {state_of(cve.id, fix).state for fix in cve.fixed.values()}

    assert states == {CveState.FIXED if cve.build_is_enough else CveState.CONFIGURATION_MISSING}


def test_every_fix_of_every_vulnerability_is_closed_by_its_own_build():
    for cve in SHIPPED.cves:
        for fix in cve.fixed.values():
            assert state_of(cve.id, fix).state in DONE, (cve.id, fix)


def test_exploited_and_open_is_red_on_every_build_that_has_it():
    for release in SHIPPED.updates:
        holes = states_of(release.build).values()
        used = any(one.known_exploited and one.state is CveState.OPEN for one in holes)

        assert not used or light_on(str(release.build)) is TrafficLight.RED, release.title
