# SPDX-License-Identifier: MIT
"""Known histories and ways, judged by the shipped catalogue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exchpatch_gui.catalogue.model import UpdateKind
from exchpatch_gui.catalogue.placement import place
from exchpatch_gui.catalogue.steps import WORDED_ACTIONS
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import CveReason, CveState, StepKind, SupportStatus
from tests.helpers.catalogues import (
    finding,
    number,
)
from tests.unit.judging.shipped import (
    SHIPPED,
    TODAY,
    checked,
    light_on,
    state_of,
    states_of,
)


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


def test_every_required_step_of_the_catalogue_has_its_own_sentences():
    required = {one.id for cve in SHIPPED.cves for one in cve.actions if one.required}

    assert required == WORDED_ACTIONS


def test_updates_between_two_products_are_all_of_known_kinds():
    assert {one.kind for one in SHIPPED.updates} == set(UpdateKind)


def test_exposure_counts_from_the_publication_of_the_oldest_open_fix():
    exposed = checked("15.2.2562.37", date(2026, 10, 15)).exposure

    assert exposed is not None
    assert (exposed.since, exposed.days) == (date(2026, 6, 9), 128)


def test_lowest_and_highest_imaginable_builds_are_judged():
    for build in (BuildNumber(0, 0, 0, 0), BuildNumber(99, 99, 99_999, 99_999)):
        assert checked(str(build)).support.status is SupportStatus.UNKNOWN
