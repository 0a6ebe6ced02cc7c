# SPDX-License-Identifier: MIT
"""The shipped catalogue, judged: every build, every exploited vulnerability, known histories."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest

from exchpatch_gui.catalogue import loader
from exchpatch_gui.catalogue.assess import Assessor
from exchpatch_gui.catalogue.model import Level, UpdateKind
from exchpatch_gui.catalogue.placement import place
from exchpatch_gui.catalogue.steps import WORDED_ACTIONS
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.identity import Precision, Relation
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import CveReason, CveState, StepKind, SupportStatus
from tests.helpers.catalogues import (
    context,
    finding,
    findings,
    identity,
    identity_of_family,
    light,
    number,
)

SHIPPED = loader.load_shipped()
TODAY = SHIPPED.date
EXPLOITED = [cve for cve in SHIPPED.cves if cve.kev is not None]
DONE = {CveState.FIXED, CveState.CONFIGURATION_MISSING}


@cache
def on(day):
    as_known = SHIPPED.as_of(day)
    return as_known, Assessor(as_known, day)


@cache
def checked(build, day=TODAY):
    judging, assessor = on(day)
    return context(identity(build, judging), judging, day, assessor=assessor)


@cache
def states_of(build):
    return {one.id: one for one in checked(str(build)).cves}


def state_of(cve_id, build):
    return states_of(build)[cve_id]


def light_on(build, day=TODAY):
    return light(findings(checked(build, day)))


def predecessor(build, level):
    """Give the newest listed build of the product that lacks what came with a build."""
    below = place(build, SHIPPED).below
    return below.build if below is not None and below.level.product == level.product else None


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


def test_product_out_of_support_is_red_on_each_of_its_builds():
    for release in SHIPPED.updates:
        if release.level.product != "SE":
            assert light_on(str(release.build)) is TrafficLight.RED, release.title


def test_newest_build_of_the_only_supported_product_is_green_on_the_day_of_the_catalogue():
    assert light_on("15.2.2562.56") is TrafficLight.GREEN
    assert light_on("15.2.2562.56", TODAY + timedelta(days=36)) is TrafficLight.YELLOW


@pytest.mark.parametrize(
    ("build", "names"),
    [
        ("15.2.2562.49", "Sep26SU"),
        ("14.3.266.1", "RU11"),
    ],
)
def test_replaced_and_renumbered_packages_are_named(build, names):
    placement = place(number(build), SHIPPED)

    assert placement.update is not None
    assert placement.update.name == names


def test_march_2021_package_of_an_old_level_closes_proxylogon_and_not_earlier_holes():
    states = states_of(number("15.1.1779.8"))

    assert states["CVE-2021-26855"].state is CveState.FIXED
    assert states["CVE-2020-0688"].state is CveState.OPEN
    assert states["CVE-2020-0688"].reason is CveReason.OTHER_CU


def test_level_that_has_to_move_is_sent_to_the_next_one():
    found = state_of("CVE-2024-21410", number("15.2.1258.39"))

    assert (found.state, found.reason) == (CveState.OPEN, CveReason.OTHER_CU)
    assert found.fixed_in == number("15.2.1544.4")


def test_package_that_was_issued_again_is_open_until_the_second_one():
    found = state_of("CVE-2024-49040", number("15.2.1544.13"))

    assert (found.state, found.reason) == (CveState.OPEN, CveReason.REISSUED)
    assert state_of("CVE-2024-49040", number("15.2.1544.14")).state is CveState.FIXED


def test_what_came_after_the_end_of_2013_was_not_assessed_for_it():
    found = state_of("CVE-2026-42897", number("15.0.1497.48"))

    assert (found.state, found.reason) == (CveState.UNKNOWN, CveReason.NOT_ASSESSED)


def test_fix_whose_build_nobody_recorded_is_decided_by_its_neighbours():
    assert state_of("CVE-2019-0817", number("15.2.221.14")).state is CveState.OPEN
    assert state_of("CVE-2019-0817", number("15.2.221.15")).state is CveState.UNKNOWN
    assert state_of("CVE-2019-0817", number("15.2.221.17")).state is CveState.FIXED


def test_first_release_of_se_contains_what_was_fixed_before():
    assert state_of("CVE-2021-26855", number("15.2.2562.17")).state is CveState.FIXED


def test_as_of_a_day_nothing_later_counts():
    before_kev = checked("15.1.2507.61", date(2026, 5, 14))
    after_kev = checked("15.1.2507.61", date(2026, 5, 15))

    def used(assessment):
        return {one.id: one for one in assessment.cves}["CVE-2026-42897"]

    assert used(before_kev).state is CveState.OPEN
    assert not used(before_kev).known_exploited
    assert used(after_kev).known_exploited
    assert used(after_kev).reason is CveReason.NO_FIX


def test_as_of_the_last_day_of_support_a_current_server_is_no_emergency():
    last_day = date(2025, 10, 14)

    assert light_on("15.2.1748.39", last_day) is TrafficLight.YELLOW
    next_day = last_day + timedelta(days=1)
    assert light_on("15.2.1748.39", next_day) is TrafficLight.RED


def test_as_of_2023_a_supported_product_on_an_old_level_is_told_so():
    day = date(2023, 6, 20)
    found = checked("15.2.922.27", day)

    assert found.support.status is SupportStatus.SUPPORTED_UNTIL
    assert finding(found, "build.cu_unsupported").variant == "dropped"
    assert found.advice.target_build == number("15.2.1258.16")


@pytest.mark.parametrize(
    ("build", "kinds"),
    [
        ("15.2.2562.37", ["security-update"]),
        ("15.2.1748.39", ["migrate", "security-update"]),
        ("15.2.1748.10", ["security-update", "migrate", "security-update"]),
        (
            "15.2.1118.7",
            [
                "prerequisite",
                "prerequisite",
                "cumulative-update",
                "security-update",
                "migrate",
                "security-update",
            ],
        ),
    ],
)
def test_way_of_a_server(build, kinds):
    steps = checked(build, date(2026, 11, 24)).advice.steps

    beside = {StepKind.CONFIGURE, StepKind.VERIFY}
    assert [step.kind.value for step in steps if step.kind not in beside] == kinds
    assert steps[-1].kind is StepKind.VERIFY


def test_way_of_every_build_ends_on_the_newest_of_se():
    goal = SHIPPED.updates[-1].build

    for release in SHIPPED.updates:
        advice = checked(str(release.build)).advice

        assert advice.target_build == goal, release.title
        assert advice.reached == (release.build == goal)
        assert [step.order for step in advice.steps] == list(range(1, len(advice.steps) + 1))


def test_no_replaced_or_paid_package_is_ever_a_step():
    unwelcome = {one.build for one in SHIPPED.updates if one.replaced or not one.public}

    for release in SHIPPED.updates:
        steps = checked(str(release.build)).advice.steps

        assert not unwelcome & {step.build for step in steps}, release.title


def test_steps_close_everything_that_is_open():
    for release in SHIPPED.updates:
        assessment = checked(str(release.build))
        closed = {one for step in assessment.advice.steps for one in step.closes}
        is_open = {one.id for one in assessment.cves if one.state is CveState.OPEN}

        assert is_open <= closed, release.title


def test_every_required_step_of_the_catalogue_has_its_own_sentences_or_needs_none():
    undoable = {"no-disabling-override", "serialized-data-signing"}
    required = {one.id for cve in SHIPPED.cves for one in cve.actions if one.required}

    assert required - undoable == WORDED_ACTIONS


def test_updates_between_two_products_are_all_of_known_kinds():
    assert {one.kind for one in SHIPPED.updates} == set(UpdateKind)


def test_exposure_counts_from_the_publication_of_the_oldest_open_fix():
    exposed = checked("15.2.2562.37", date(2026, 10, 15)).exposure

    assert exposed is not None
    assert (exposed.since, exposed.days) == (date(2026, 6, 9), 128)


def test_lowest_and_highest_imaginable_builds_are_judged():
    for build in (BuildNumber(0, 0, 0, 0), BuildNumber(99, 99, 99_999, 99_999)):
        assert checked(str(build)).support.status is SupportStatus.UNKNOWN
