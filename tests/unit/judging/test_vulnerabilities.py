# SPDX-License-Identifier: MIT
"""Vulnerabilities of a server, exact or with candidates, and how long they stood open."""

from __future__ import annotations

from datetime import date

from exchpatch_gui.catalogue.cve_rule import CveRule
from exchpatch_gui.catalogue.exposure import exposure, past_exposure
from exchpatch_gui.catalogue.model import Campaign
from exchpatch_gui.catalogue.placement import place
from exchpatch_gui.catalogue.vulnerabilities import cve_results
from exchpatch_gui.domain.verdicts import CveReason, CveResult, CveState
from tests.helpers.catalogues import (
    DAY,
    action,
    catalogue,
    cve,
    exploited,
    number,
    product,
    se_updates,
    update,
)

OLD = cve("CVE-OLD", {"SE RTM": "15.2.2562.37"}, fixed_on=date(2026, 2, 10))
NEW = cve("CVE-NEW", {"SE RTM": "15.2.2562.43"}, cvss=9.8, severity="Critical")
USED = cve("CVE-USED", {"SE RTM": "15.2.2562.43"}, cvss=4.0, kev=exploited())


def results(holes, *builds, updates=None):
    judging = catalogue(se_updates() if updates is None else updates, holes)
    placements = [place(number(build), judging) for build in builds]
    return {one.id: one for one in cve_results(placements, CveRule(judging))}


def test_candidates_that_agree_are_judged_as_one():
    found = results([OLD, NEW], "15.2.2562.17", "15.2.2562.20")

    assert {one.state for one in found.values()} == {CveState.OPEN}


def test_hole_that_only_some_candidates_have_open_is_possible():
    found = results([OLD, NEW], "15.2.2562.17", "15.2.2562.37")

    assert found["CVE-OLD"].state is CveState.POSSIBLE
    assert found["CVE-OLD"].reason is CveReason.CANDIDATES
    assert found["CVE-OLD"].fixed_in == number("15.2.2562.37")
    assert found["CVE-NEW"].state is CveState.OPEN


def test_hole_is_fixed_only_if_every_candidate_has_the_fix():
    found = results([OLD], "15.2.2562.37", "15.2.2562.43")

    assert found["CVE-OLD"].state is CveState.FIXED


def test_candidates_without_an_open_one_show_what_is_worst():
    step = cve(
        "CVE-STEP",
        {"2019 CU14": "15.2.1544.4"},
        build_is_enough=False,
        actions=(action("prepare-schema"),),
    )
    releases = [
        update("2019 CU14", "15.2.1544.4", date(2024, 2, 13)),
        update("2019 CU15", "15.2.1748.10", date(2025, 2, 10)),
    ]

    found = results([step], "15.2.1544.4", "15.2.1748.10", updates=releases)

    assert found["CVE-STEP"].state is CveState.CONFIGURATION_MISSING


def test_hole_of_one_product_is_possible_where_the_product_is_not_sure():
    found = results([NEW], "15.2.1748.60", "15.2.2562.17")

    assert found["CVE-NEW"].state is CveState.POSSIBLE


def test_hole_that_affects_no_candidate_is_not_listed():
    elsewhere = cve("CVE-1", {"2019 CU15": "15.2.1748.39"}, fixed_on=date(2025, 10, 14))

    assert results([elsewhere], "15.2.2562.17") == {}


def test_worst_come_first_and_exploited_before_severe():
    judging = catalogue(se_updates(), [OLD, NEW, USED])

    found = cve_results([place(number("15.2.2562.37"), judging)], CveRule(judging))

    assert [one.id for one in found] == ["CVE-USED", "CVE-NEW", "CVE-OLD"]


def test_facts_of_exploitation_and_the_campaign_are_carried_over():
    named = USED._replace(campaigns=("proxy-shell", "unlisted"))
    known = {"proxy-shell": Campaign("ProxyShell", "", "high", ())}
    judging = catalogue(se_updates(), [named])._replace(campaigns=known)

    (found,) = cve_results([place(number("15.2.2562.37"), judging)], CveRule(judging))

    assert (found.known_exploited, found.ransomware) == (True, True)
    assert found.exploited_since == date(2026, 6, 10)
    assert found.name == "ProxyShell"


def test_exposure_counts_from_the_oldest_open_fix_to_the_judging_day():
    found = results([OLD, NEW], "15.2.2562.17")

    exposed = exposure(found.values(), DAY)

    assert exposed is not None
    assert (exposed.since, exposed.until, exposed.days) == (date(2026, 2, 10), DAY, 130)


def test_nothing_open_means_no_exposure():
    assert exposure(results([OLD], "15.2.2562.43").values(), DAY) is None


def test_open_hole_without_a_fix_is_no_exposure():
    assert exposure([CveResult("CVE-1", CveState.OPEN)], DAY) is None


def test_past_exposure_ends_on_the_day_the_fix_was_first_seen():
    found = results([NEW], "15.2.2562.43")

    past = past_exposure(
        number("15.2.2562.43"), date(2026, 6, 9), date(2026, 6, 12), found.values()
    )

    assert past is not None
    assert past.days == 3


def test_build_that_closed_nothing_was_not_waited_for():
    found = results([OLD], "15.2.2562.41")

    assert past_exposure(number("15.2.2562.41"), DAY, DAY, found.values()) is None


def test_product_that_is_not_in_the_catalogue_has_no_vulnerabilities_there():
    judging = catalogue(se_updates(), [NEW], products=[product("SE")])

    assert cve_results([place(number("15.1.1.1"), judging)], CveRule(judging)) == ()
