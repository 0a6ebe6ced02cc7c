# SPDX-License-Identifier: MIT
"""The evaluation rule, one case a test."""

from __future__ import annotations

from datetime import date

import pytest

from exchpatch_gui.catalogue.cve_rule import CveRule
from exchpatch_gui.catalogue.placement import place
from exchpatch_gui.domain.verdicts import CveReason, CveState
from tests.helpers.catalogues import action, catalogue, cve, level, number, se_updates, update

PUBLISHED = date(2026, 6, 9)
RELEASES = (
    *se_updates(),
    update("2019 CU13", "15.2.1258.12", date(2023, 5, 3)),
    update("2019 CU14", "15.2.1544.4", date(2024, 2, 13)),
    update("2019 CU14 Mar24SU", "15.2.1544.9", date(2024, 3, 12)),
    update("2019 CU14 Apr24HU", "15.2.1544.11", date(2024, 4, 23)),
    update("2019 CU15", "15.2.1748.10", date(2025, 2, 10)),
)
LISTED = catalogue(RELEASES)


def ruled(build, hole, judging=LISTED):
    return CveRule(judging).apply(hole, place(number(build), judging))


def test_build_below_the_fix_of_its_level_is_open_since_the_fix_came_out():
    ruling = ruled("15.2.2562.41", cve("CVE-1", {"SE RTM": "15.2.2562.43"}))

    assert (ruling.state, ruling.reason) == (CveState.OPEN, CveReason.BUILD)
    assert ruling.fixed_in == number("15.2.2562.43")
    assert ruling.since == PUBLISHED


@pytest.mark.parametrize("build", ["15.2.2562.43", "15.2.2562.44", "15.2.2562.999"])
def test_build_of_the_fix_and_every_later_one_are_fixed(build):
    ruling = ruled(build, cve("CVE-1", {"SE RTM": "15.2.2562.43"}))

    assert ruling.state is CveState.FIXED


def test_level_newer_than_every_fixed_one_contains_the_fix():
    hole = cve("CVE-1", {"2019 CU13": "15.2.1258.39", "2019 CU14": "15.2.1544.9"})

    assert ruled("15.2.1748.10", hole).state is CveState.FIXED


def test_unlisted_level_newer_than_every_fixed_one_contains_the_fix():
    assert ruled("15.2.3000.1", cve("CVE-1", {"SE RTM": "15.2.2562.43"})).state is CveState.FIXED


def test_level_that_got_no_fix_of_its_own_is_open_and_leads_to_the_next_that_did():
    hole = cve("CVE-1", {"2019 CU14": "15.2.1544.9", "2019 CU15": "15.2.1748.10"})

    ruling = ruled("15.2.1258.40", hole)

    assert (ruling.state, ruling.reason) == (CveState.OPEN, CveReason.OTHER_CU)
    assert ruling.fixed_in == number("15.2.1544.9")


def test_level_whose_fix_is_another_level_is_open_for_that_reason():
    hole = cve(
        "CVE-1",
        {"2019 CU13": "15.2.1544.4", "2019 CU14": "15.2.1544.4"},
        needs_other_cu={level("2019 CU13"): level("2019 CU14")},
    )

    assert ruled("15.2.1258.12", hole).reason is CveReason.OTHER_CU
    assert ruled("15.2.1544.4", hole).state is CveState.FIXED


@pytest.mark.parametrize(
    ("build", "reason", "since"),
    [
        ("15.2.1544.4", CveReason.BUILD, date(2024, 3, 12)),
        ("15.2.1544.9", CveReason.REISSUED, date(2024, 4, 23)),
        ("15.2.1544.10", CveReason.REISSUED, date(2024, 4, 23)),
    ],
)
def test_first_package_that_was_issued_again_is_told_apart(build, reason, since):
    hole = cve(
        "CVE-1",
        {"2019 CU14": "15.2.1544.11"},
        first_fixed={level("2019 CU14"): number("15.2.1544.9")},
    )

    ruling = ruled(build, hole)

    assert (ruling.state, ruling.reason, ruling.since) == (CveState.OPEN, reason, since)


def test_affected_level_newer_than_every_fix_is_open_without_one():
    hole = cve("CVE-1", {"2019 CU14": "15.2.1544.9"}, affected=(level("2019 CU15"),))

    ruling = ruled("15.2.1748.10", hole)

    assert (ruling.state, ruling.reason) == (CveState.OPEN, CveReason.NO_FIX)


def test_affected_product_without_any_fix_is_open_without_one():
    hole = cve("CVE-1", affected=(level("SE RTM"),), fixed_on=None)

    ruling = ruled("15.2.2562.43", hole)

    assert (ruling.state, ruling.reason) == (CveState.OPEN, CveReason.NO_FIX)
    assert ruling.since is None


def test_product_that_no_fix_names_is_not_affected():
    hole = cve("CVE-1", {"2019 CU14": "15.2.1544.9"}, fixed_on=date(2025, 8, 1))

    assert ruled("15.2.2562.17", hole) is None


def test_first_release_of_a_modern_product_contains_earlier_fixes():
    hole = cve("CVE-1", {"2019 CU14": "15.2.1544.9"}, fixed_on=date(2024, 3, 12))

    ruling = ruled("15.2.2562.17", hole)

    assert (ruling.state, ruling.fixed_in) == (CveState.FIXED, number("15.2.2562.17"))


def test_modern_product_that_is_not_listed_yet_contains_earlier_fixes_too():
    before_se = catalogue(one for one in RELEASES if one.level.product != "SE")
    hole = cve("CVE-1", {"2019 CU14": "15.2.1544.9"}, fixed_on=date(2024, 3, 12))

    ruling = ruled("15.2.2562.17", hole, before_se)

    assert (ruling.state, ruling.fixed_in) == (CveState.FIXED, None)


def test_what_was_fixed_after_the_end_of_support_was_not_assessed():
    hole = cve("CVE-1", {"SE RTM": "15.2.2562.43"})

    ruling = ruled("15.1.2507.61", hole)

    assert (ruling.state, ruling.reason) == (CveState.UNKNOWN, CveReason.NOT_ASSESSED)


def test_product_outside_the_catalogue_is_not_judged():
    assert ruled("6.5.7638.1", cve("CVE-1", {"SE RTM": "15.2.2562.43"})) is None


def test_product_with_an_unknown_fix_is_unknown():
    hole = cve("CVE-1", {"SE RTM": "15.2.2562.43"}, fix_unknown=("2019",))

    ruling = ruled("15.2.1748.10", hole)

    assert (ruling.state, ruling.reason) == (CveState.UNKNOWN, CveReason.NO_FIX)


UNNUMBERED = cve(
    "CVE-1",
    {"2019 CU15": "15.2.1748.10"},
    fixed_on=date(2024, 3, 12),
    fix_unknown=("2019 CU14",),
)


@pytest.mark.parametrize(
    ("build", "state"),
    [
        ("15.2.1544.4", CveState.OPEN),
        ("15.2.1544.6", CveState.UNKNOWN),
        ("15.2.1544.9", CveState.FIXED),
        ("15.2.1544.11", CveState.FIXED),
    ],
)
def test_fix_without_a_recorded_build_is_judged_by_days_of_release(build, state):
    assert ruled(build, UNNUMBERED).state is state


def test_fix_without_a_recorded_build_names_the_first_release_that_contains_it():
    assert ruled("15.2.1544.4", UNNUMBERED).fixed_in == number("15.2.1544.9")


def test_fix_without_a_recorded_build_and_nothing_later_stays_unknown_above_the_last():
    newest_first = UNNUMBERED._replace(fixed_on=date(2024, 5, 1))

    assert ruled("15.2.1544.11", newest_first).state is CveState.OPEN
    assert ruled("15.2.1544.12", newest_first).state is CveState.UNKNOWN


def test_fix_older_than_every_release_of_its_level_is_in_all_of_them():
    before_all = UNNUMBERED._replace(fixed_on=date(2024, 1, 1))

    assert ruled("15.2.1544.4", before_all).state is CveState.FIXED


def test_fix_that_is_not_a_build_says_nothing_by_build():
    setting = UNNUMBERED._replace(build_is_enough=False, actions=(action("runtime"),))

    ruling = ruled("15.2.1544.11", setting)

    assert (ruling.state, ruling.needs) == (CveState.UNKNOWN, ("runtime",))


def test_required_step_leaves_the_fix_unverified():
    hole = cve(
        "CVE-1",
        {"SE RTM": "15.2.2562.43"},
        build_is_enough=False,
        actions=(action("extended-protection"), action("advice", required=False)),
    )

    ruling = ruled("15.2.2562.43", hole)

    assert ruling.state is CveState.CONFIGURATION_MISSING
    assert ruling.reason is CveReason.ACTION
    assert ruling.needs == ("extended-protection",)


def test_required_step_is_named_while_the_fix_is_missing_as_well():
    hole = cve(
        "CVE-1",
        {"SE RTM": "15.2.2562.43"},
        build_is_enough=False,
        actions=(action("extended-protection"),),
    )

    ruling = ruled("15.2.2562.41", hole)

    assert (ruling.state, ruling.needs) == (CveState.OPEN, ("extended-protection",))


@pytest.mark.parametrize("step", ["no-disabling-override", "serialized-data-signing"])
def test_step_that_somebody_could_only_have_undone_counts_as_taken_and_is_kept(step):
    hole = cve("CVE-1", {"SE RTM": "15.2.2562.43"}, actions=(action(step),))

    ruling = ruled("15.2.2562.43", hole)

    assert (ruling.state, ruling.needs) == (CveState.FIXED, (step,))


def test_step_that_a_later_level_takes_is_asked_of_the_fixed_level_alone():
    hole = cve(
        "CVE-1",
        {"2019 CU14": "15.2.1544.4"},
        build_is_enough=False,
        actions=(action("prepare-schema"),),
    )

    assert ruled("15.2.1544.9", hole).state is CveState.CONFIGURATION_MISSING
    assert ruled("15.2.1748.10", hole).state is CveState.FIXED


def test_step_that_stays_to_be_done_is_asked_of_later_levels_too():
    hole = cve(
        "CVE-1",
        {"2019 CU14": "15.2.1544.4"},
        build_is_enough=False,
        fixed_on=date(2024, 2, 13),
        actions=(action("download-domains"),),
    )

    assert ruled("15.2.1748.10", hole).state is CveState.CONFIGURATION_MISSING
    assert ruled("15.2.2562.17", hole).state is CveState.CONFIGURATION_MISSING


def test_fix_that_the_catalogue_does_not_list_counts_from_the_day_of_the_first_one():
    hole = cve("CVE-1", {"SE RTM": "15.2.2562.50"}, fixed_on=date(2026, 6, 15))

    assert ruled("15.2.2562.43", hole).since == date(2026, 6, 15)
