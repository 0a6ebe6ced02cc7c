# SPDX-License-Identifier: MIT
"""Findings about the build, its cumulative update and the support of its product."""

from __future__ import annotations

from datetime import date

import pytest

from exchpatch_gui.catalogue.lifecycle import Lifecycle
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.catalogues import (
    DAY,
    catalogue,
    context,
    cve,
    esu_period,
    exploited,
    finding,
    findings,
    identity,
    identity_of_family,
    known_issue,
    light,
    light_of,
    product,
    se_updates,
    update,
)

RED, YELLOW = TrafficLight.RED, TrafficLight.YELLOW
GREEN, GREY, INFO = TrafficLight.GREEN, TrafficLight.GREY, TrafficLight.INFO

QUIET = catalogue(se_updates())
JUNE = {"SE RTM": "15.2.2562.43"}


def seen(build, judging=QUIET, day=DAY):
    return context(identity(build, judging), judging, day)


def partly(family, judging=QUIET):
    return context(identity_of_family(family, judging), judging)


def ids(checked):
    return {one.id for one in findings(checked)}


def test_newest_supported_build_is_green():
    judging = catalogue(se_updates(), [cve("CVE-1", JUNE)])

    assert light_of("15.2.2562.43", judging) is GREEN
    assert finding(seen("15.2.2562.43", judging), "cve.summary").variant == "clear"
    assert finding(seen("15.2.2562.43", judging), "build.latest_su").variant == "current"


@pytest.mark.parametrize(
    ("build", "variant", "value"),
    [
        ("15.2.2562.37", "listed", "Exchange SE RTM Feb26SU"),
        ("15.2.2562.17", "listed", "Exchange SE RTM"),
        ("15.2.2562.38", "between", "Exchange SE RTM"),
        ("15.2.2562.44", "newer", "Exchange SE RTM"),
        ("15.2.1600.1", "unknown_family", "Exchange 2019"),
        ("6.5.7638.1", "unknown_family", "Exchange"),
    ],
)
def test_version_is_named_as_exactly_as_it_is_known(build, variant, value):
    found = finding(seen(build), "build.version")

    assert (found.light, found.variant, found.value) == (INFO, variant, value)
    assert found.details["build"] == build


def test_version_with_three_parts_claims_no_update():
    found = finding(partly((15, 2, 2562)), "build.version")

    assert (found.variant, found.value) == ("partly", "Exchange SE RTM")
    assert found.details["candidates"] == 4


def test_version_with_three_parts_of_a_newer_level_is_newer():
    assert finding(partly((15, 2, 3000)), "build.version").variant == "newer"


@pytest.mark.parametrize(("product_id", "variant"), [("2016", "product_only"), ("", "nothing")])
def test_version_without_a_build_says_what_is_known(product_id, variant):
    who = Identity(IdentityVerdict.EXCHANGE, product=product_id)

    assert finding(context(who, QUIET), "build.version").variant == variant


def test_missing_security_update_is_a_plan_at_first_and_pressing_after_a_month():
    on_time = finding(seen("15.2.2562.41", day=date(2026, 7, 9)), "build.latest_su")
    late = finding(seen("15.2.2562.41", day=date(2026, 7, 10)), "build.latest_su")

    assert (on_time.light, on_time.variant) == (YELLOW, "behind")
    assert (late.light, late.variant) == (RED, "overdue")
    assert on_time.details["newest"] == "SE RTM Jun26SU"
    assert on_time.details["count"] == 1


def test_missing_update_is_pressing_at_once_if_the_hole_is_exploited():
    judging = catalogue(se_updates(), [cve("CVE-1", JUNE, cvss=4.0, kev=exploited())])

    assert finding(seen("15.2.2562.41", judging), "build.latest_su").light is RED


def test_fixed_hole_does_not_press():
    judging = catalogue(se_updates(), [cve("CVE-1", {"SE RTM": "15.2.2562.37"}, kev=exploited())])

    assert finding(seen("15.2.2562.41", judging), "build.latest_su").light is YELLOW


def test_update_level_that_does_not_show_is_grey_and_never_green():
    checked = partly((15, 2, 2562))

    assert finding(checked, "build.latest_su").light is GREY
    assert light(findings(checked)) is not GREEN


def test_listed_hotfix_on_top_of_the_newest_security_update_is_a_plan():
    hotfix = update("SE RTM Jul26HU", "15.2.2562.45", date(2026, 6, 15))
    checked = seen("15.2.2562.43", catalogue([*se_updates(), hotfix]))

    assert finding(checked, "build.newer_non_security").light is YELLOW
    assert finding(checked, "build.latest_su").light is GREEN
    assert "build.newer_non_security" not in ids(seen("15.2.2562.43"))


LEVELS = (
    update("2019 CU13", "15.2.1258.12", date(2023, 5, 3)),
    update("2019 CU14", "15.2.1544.4", date(2024, 2, 13)),
    update("2019 CU15", "15.2.1748.10", date(2025, 2, 10)),
)


@pytest.mark.parametrize(
    ("build", "colour", "variant"),
    [
        ("15.2.1258.12", RED, "dropped"),
        ("15.2.1544.4", YELLOW, "served"),
        ("15.2.1748.10", GREEN, "newest"),
    ],
)
def test_cumulative_update_without_fixes_of_its_own_is_red(build, colour, variant):
    checked = seen(build, catalogue(LEVELS), date(2025, 3, 1))

    found = finding(checked, "build.cu_unsupported")

    assert (found.light, found.variant) == (colour, variant)


def test_dropped_level_is_named_with_its_age():
    found = finding(
        seen("15.2.1258.12", catalogue(LEVELS), date(2025, 3, 1)), "build.cu_unsupported"
    )

    assert found.value == "CU13"
    assert found.details["days"] == 668
    assert found.details["newest"] == "2019 CU15"


def test_level_of_a_product_out_of_support_is_only_named_if_it_was_dropped():
    judging = catalogue(LEVELS)

    assert finding(seen("15.2.1258.12", judging), "build.cu_unsupported").light is RED
    assert "build.cu_unsupported" not in ids(seen("15.2.1544.4", judging))
    assert "build.cu_unsupported" not in ids(seen("15.2.1748.10", judging))


def test_unlisted_level_is_not_judged_as_one():
    assert "build.cu_unsupported" not in ids(seen("15.2.1600.1", catalogue(LEVELS)))


@pytest.mark.parametrize(
    ("day", "colour", "variant"),
    [
        (date(2024, 10, 13), GREEN, "far"),
        (date(2024, 10, 14), YELLOW, "ahead"),
        (date(2025, 4, 19), YELLOW, "soon"),
        (date(2025, 10, 14), YELLOW, "soon"),
        (date(2025, 10, 15), RED, "ended"),
    ],
)
def test_end_of_support_is_announced_a_year_ahead_and_red_from_the_day_after(day, colour, variant):
    found = finding(seen("15.2.1748.10", catalogue(LEVELS), day), "build.end_of_life")

    assert (found.light, found.variant, found.value) == (colour, variant, "2025-10-14")


@pytest.mark.parametrize(
    ("day", "variant"), [(DAY, "ended_esu"), (date(2026, 11, 1), "ended_esu_over")]
)
def test_paid_extension_leaves_a_product_red_whatever_its_build(day, variant):
    judging = catalogue(
        LEVELS,
        products=[product("2019", esu=("P2",))],
        esu_periods=[esu_period("P2", date(2026, 5, 1), date(2026, 10, 31))],
    )

    found = finding(seen("15.2.1748.10", judging, day), "build.end_of_life")

    assert (found.light, found.variant) == (RED, variant)


@pytest.mark.parametrize(
    ("build", "colour", "variant"),
    [
        ("15.2.2562.43", GREEN, "current"),
        ("6.5.7638.1", RED, "ancient"),
        ("15.20.1.1", GREY, "unknown"),
    ],
)
def test_support_of_current_ancient_and_unknown_products(build, colour, variant):
    found = finding(seen(build), "build.end_of_life")

    assert (found.light, found.variant) == (colour, variant)


def test_product_of_old_that_is_known_by_name_alone_is_ancient():
    who = Identity(IdentityVerdict.EXCHANGE, product="2003")

    assert finding(context(who, QUIET), "build.end_of_life").variant == "ancient"


def test_unknown_product_without_a_build_has_unknown_support():
    who = Identity(IdentityVerdict.EXCHANGE)

    assert finding(context(who, QUIET), "build.end_of_life").light is GREY


LAST_UPDATES = (
    update("2019 CU15", "15.2.1748.10", date(2025, 2, 10)),
    update("2019 CU15 Oct25SU", "15.2.1748.39", date(2025, 10, 14)),
    update("2019 CU15 Jun26SU", "15.2.1748.46", date(2026, 6, 9), public=False),
)


@pytest.mark.parametrize(
    ("build", "variant", "last"),
    [
        ("15.2.1748.10", "public", "2019 CU15 Oct25SU"),
        ("15.2.1748.39", "restricted", "2019 CU15 Jun26SU"),
    ],
)
def test_last_updates_of_a_product_out_of_support_are_still_named(build, variant, last):
    found = finding(seen(build, catalogue(LAST_UPDATES)), "build.out_of_support_unpatched")

    assert (found.light, found.variant, found.details["last"]) == (RED, variant, last)


def test_server_on_the_very_last_update_lacks_none():
    checked = seen("15.2.1748.46", catalogue(LAST_UPDATES))

    assert "build.out_of_support_unpatched" not in ids(checked)
    assert "build.latest_su" not in ids(checked)


@pytest.mark.parametrize(
    ("builds", "ongoing", "colour", "variant"),
    [
        ({"15.2.2562.37": "15.2.2562.41"}, False, YELLOW, "mended"),
        ({"15.2.2562.37": None}, False, INFO, "unmended"),
        ({"15.2.2562.17": None}, True, INFO, "ongoing"),
    ],
)
def test_known_fault_is_a_plan_only_where_something_mends_it(builds, ongoing, colour, variant):
    issue = known_issue("fault", builds, ongoing=ongoing, url="https://aka.ms/fault")
    judging = catalogue(se_updates(), lifecycle=Lifecycle(known_issues=(issue,)))

    found = finding(seen("15.2.2562.37", judging), "build.known_issue")

    assert (found.light, found.variant, found.instance) == (colour, variant, "fault")
    assert found.links == ("https://aka.ms/fault",)


def test_update_that_is_linked_nowhere_leads_to_the_list_of_builds():
    hotfix = update("SE RTM Jul26HU", "15.2.2562.45", date(2026, 6, 15))
    linked = hotfix._replace(blog="https://aka.ms/blog")

    def links(one):
        checked = seen("15.2.2562.43", catalogue([*se_updates(), one]))
        return finding(checked, "build.newer_non_security").links

    assert links(hotfix) == ("https://aka.ms/HC-ExBuilds",)
    assert links(linked) == ("https://aka.ms/blog",)
