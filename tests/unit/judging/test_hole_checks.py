# SPDX-License-Identifier: MIT
"""Findings about vulnerabilities and the catalogue, and the light they make."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.catalogues import (
    DAY,
    action,
    catalogue,
    context,
    cve,
    exploited,
    finding,
    findings,
    identity,
    identity_of_family,
    light,
    light_of,
    number,
    se_updates,
    update,
)

RED, YELLOW = TrafficLight.RED, TrafficLight.YELLOW
GREEN, GREY, INFO = TrafficLight.GREEN, TrafficLight.GREY, TrafficLight.INFO

QUIET = catalogue(se_updates())
JUNE = {"SE RTM": "15.2.2562.43"}
OF_2019 = update("2019 CU15", "15.2.1748.10", date(2025, 2, 10))


def seen(build, judging=QUIET, day=DAY):
    return context(identity(build, judging), judging, day)


def partly(family, judging=QUIET):
    return context(identity_of_family(family, judging), judging)


def ids(checked):
    return {one.id for one in findings(checked)}


@pytest.mark.parametrize(
    ("score", "severity", "days_of_grace"),
    [
        (7.0, "Important", 14),
        (6.9, "Important", 30),
        (None, "Important", 14),
        (None, "", 14),
        (None, "Moderate", 30),
        (5.0, "Critical", 14),
    ],
)
def test_open_hole_turns_red_after_the_days_that_audits_allow(score, severity, days_of_grace):
    judging = catalogue(se_updates(), [cve("CVE-1", JUNE, cvss=score, severity=severity)])
    last = date(2026, 6, 9) + timedelta(days=days_of_grace)

    assert finding(seen("15.2.2562.41", judging, last), "cve.by_build").light is YELLOW
    assert finding(
        seen("15.2.2562.41", judging, last + timedelta(days=1)), "cve.by_build"
    ).light is (RED)


def test_exploited_and_open_is_always_red():
    judging = catalogue(se_updates(), [cve("CVE-1", JUNE, cvss=2.0, kev=exploited())])
    checked = seen("15.2.2562.41", judging, date(2026, 6, 10))

    assert finding(checked, "cve.by_build").variant == "exploited"
    assert finding(checked, "cve.summary").variant == "exploited"
    assert light(findings(checked)) is RED


def test_every_open_hole_has_a_finding_of_its_own():
    judging = catalogue(se_updates(), [cve("CVE-1", JUNE), cve("CVE-2", JUNE)])

    found = [one for one in findings(seen("15.2.2562.41", judging)) if one.id == "cve.by_build"]

    assert [(one.instance, one.value) for one in found] == [("CVE-1", "CVE-1"), ("CVE-2", "CVE-2")]


def test_hole_without_a_fix_is_yellow_and_red_if_it_is_exploited():
    affected = {"affected": (se_updates()[0].level,), "fixed_on": None}
    quiet = catalogue(se_updates(), [cve("CVE-1", **affected)])
    used = catalogue(se_updates(), [cve("CVE-1", kev=exploited(), **affected)])

    assert finding(seen("15.2.2562.43", quiet), "cve.by_build").variant == "no_fix"
    assert light_of("15.2.2562.43", quiet) is YELLOW
    assert finding(seen("15.2.2562.43", used), "cve.by_build").variant == "exploited_no_fix"
    assert light_of("15.2.2562.43", used) is RED


def test_fix_by_a_replaced_package_is_told_apart():
    first = {se_updates()[0].level: number("15.2.2562.41")}
    judging = catalogue(se_updates(), [cve("CVE-1", JUNE, first_fixed=first)])

    assert finding(seen("15.2.2562.41", judging), "cve.by_build").variant == "reissued"


def test_summary_is_red_as_soon_as_one_fix_has_waited_too_long():
    judging = catalogue(se_updates(), [cve("CVE-1", JUNE)])

    assert finding(seen("15.2.2562.41", judging), "cve.summary").light is YELLOW
    assert finding(seen("15.2.2562.41", judging, date(2026, 7, 20)), "cve.summary").light is RED


@pytest.mark.parametrize(
    ("entry", "variant"), [(None, "possible"), (exploited(), "possible_exploited")]
)
def test_possible_hole_is_yellow_and_never_green(entry, variant):
    judging = catalogue(se_updates(), [cve("CVE-1", JUNE, kev=entry)])
    checked = partly((15, 2, 2562), judging)

    found = finding(checked, "cve.summary")

    assert (found.light, found.variant) == (YELLOW, variant)
    assert "cve.by_build" not in ids(checked)
    assert light(findings(checked)) is YELLOW


def test_without_a_build_vulnerabilities_are_not_checked():
    who = Identity(IdentityVerdict.EXCHANGE, product="SE")

    found = finding(context(who, QUIET), "cve.summary")

    assert (found.light, found.variant) == (GREY, "not_judged")


def test_sentence_names_five_holes_and_says_that_there_are_more():
    judging = catalogue(se_updates(), [cve(f"CVE-{one}", JUNE) for one in range(7)])

    named = finding(seen("15.2.2562.41", judging), "cve.summary").details["cves"]

    assert named == "CVE-0, CVE-1, CVE-2, CVE-3, CVE-4 …"


def test_step_that_cannot_be_seen_from_outside_is_said_and_leaves_the_light_alone():
    step = (action("extended-protection"),)
    hole = cve("CVE-1", JUNE, build_is_enough=False, actions=step, kev=exploited())
    checked = seen("15.2.2562.43", catalogue(se_updates(), [hole]))

    found = finding(checked, "cve.beyond_build")

    assert (found.light, found.details["needs"]) == (INFO, "extended-protection")
    assert light(findings(checked)) is GREEN


def test_what_was_never_assessed_is_grey():
    judging = catalogue([OF_2019, *se_updates()], [cve("CVE-1", JUNE)])

    found = finding(seen("15.2.1748.10", judging), "cve.unknown")

    assert (found.light, found.variant) == (GREY, "not_assessed")


def test_advisory_without_an_update_is_only_said():
    hole = cve("ADV-1", {"2019 CU15": "15.2.1748.10"}, fix_unknown=("SE",))
    checked = seen("15.2.2562.43", catalogue([OF_2019, *se_updates()], [hole]))

    found = finding(checked, "cve.unknown")

    assert (found.light, found.variant) == (INFO, "no_fix")
    assert light(findings(checked)) is GREEN


def test_stale_catalogue_never_yields_green():
    judging = catalogue(se_updates(), [cve("CVE-1", JUNE)])
    last_good, first_stale = DAY + timedelta(days=35), DAY + timedelta(days=36)

    assert light_of("15.2.2562.43", judging, last_good) is GREEN
    assert light_of("15.2.2562.43", judging, first_stale) is YELLOW
    found = finding(seen("15.2.2562.43", judging, first_stale), "catalogue.stale")
    assert found.details["days"] == 36


@pytest.mark.parametrize("build", ["15.2.2562.44", "15.2.3000.1"])
def test_build_newer_than_the_catalogue_is_yellow_for_the_catalogue_alone(build):
    checked = seen(build, catalogue(se_updates(), [cve("CVE-1", JUNE)]))

    yellow = [one.id for one in findings(checked) if one.light is YELLOW]

    assert yellow == ["catalogue.behind"]
    assert light(findings(checked)) is YELLOW
    assert finding(checked, "build.latest_su").variant == "newer"


def test_findings_rest_on_the_evidence_of_the_identity():
    checked = seen("15.2.2562.17", catalogue(se_updates(), [cve("CVE-1", JUNE)]))

    own = [one for one in findings(checked) if not one.id.startswith("catalogue.")]

    assert all(one.evidence == ("obs-1",) for one in own)
