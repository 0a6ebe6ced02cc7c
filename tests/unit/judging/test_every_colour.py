# SPDX-License-Identifier: MIT
"""What the build decides is found where it is bad, not where it is good, and never guessed."""

from __future__ import annotations

import json
from datetime import date

import pytest

from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.checks.inside.base import discover
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.catalogues import context, findings, identity, identity_of_family, worded

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

SHIPPED = load_shipped()
MAY, JUNE = date(2026, 5, 20), date(2026, 6, 20)
BAD = [
    ("build.cu_unsupported", "15.2.1118.7", JUNE, "", RED),
    ("build.end_of_life", "15.2.1748.46", JUNE, "", RED),
    ("build.latest_su", "15.2.2562.17", JUNE, "", RED),
    ("build.newer_non_security", "15.2.2562.37", MAY, "", YELLOW),
    ("build.out_of_support_unpatched", "15.1.2507.61", JUNE, "", RED),
    ("build.known_issue", "15.2.1544.9", JUNE, "mar24su-faults", YELLOW),
    ("build.known_issue", "15.2.1258.38", JUNE, "nov24su-transport-rules", YELLOW),
    ("build.known_issue", "15.2.2562.20", JUNE, "apr25hu-online-archive", YELLOW),
    ("cve.by_build", "15.2.2562.17", JUNE, "CVE-2025-59248", RED),
    ("cve.summary", "15.2.2562.17", JUNE, "", RED),
]
NEWEST = "15.2.2562.43"


def seen(who, day):
    return context(who, SHIPPED.as_of(day), day)


def lights(checked):
    """Give the light of every finding by its id and instance; each can be worded."""
    found = findings(checked)
    assert all(all(worded(one)) for one in found)
    return {(one.id, one.instance): one.light for one in found}


@pytest.mark.parametrize(("check_id", "build", "day", "instance", "light"), BAD)
def test_what_is_wrong_with_a_build_is_found(check_id, build, day, instance, light):
    found = lights(seen(identity(build, SHIPPED.as_of(day)), day))

    assert found[check_id, instance] is light


def test_no_check_that_matters_is_left_out(shared):
    facts = json.loads((shared / "facts" / "checks.json").read_text(encoding="utf-8"))["checks"]
    wanted = {one["id"] for one in facts if one["importance"] in {"must", "should"}}
    by_build = wanted - {one.id for one in discover()} - {"build.version"}

    families = {"build.known_issue" if "known_issue" in one else one for one in by_build}

    assert len(wanted) == 137
    assert families == {check_id for check_id, *_ in BAD}


def test_the_newest_build_of_a_supported_product_has_no_fault():
    found = lights(seen(identity(NEWEST, SHIPPED.as_of(JUNE)), JUNE))

    judged = {place: light for place, light in found.items() if light is not INFO}
    assert judged == {
        ("build.cu_unsupported", ""): GREEN,
        ("build.end_of_life", ""): GREEN,
        ("build.latest_su", ""): GREEN,
        ("cve.summary", ""): GREEN,
    }
    assert found["build.version", ""] is INFO


def test_without_a_build_nothing_is_guessed():
    found = lights(seen(Identity(verdict=IdentityVerdict.EXCHANGE), JUNE))

    assert found == {
        ("build.version", ""): INFO,
        ("build.end_of_life", ""): GREY,
        ("cve.summary", ""): GREY,
    }


def test_without_the_update_level_it_is_grey_whether_the_newest_is_installed():
    who = identity_of_family((15, 2, 2562), SHIPPED.as_of(JUNE))

    found = lights(seen(who, JUNE))

    assert found["build.latest_su", ""] is GREY
    assert GREEN not in {
        light for (check_id, _), light in found.items() if check_id.startswith("cve.")
    }


@pytest.mark.parametrize(
    ("build", "light"),
    [
        ("15.2.2562.17", YELLOW),
        ("15.2.2562.25", YELLOW),
        ("15.2.2562.26", YELLOW),
        ("15.2.2562.27", None),
        ("15.2.2562.28", None),
        ("15.2.1748.25", YELLOW),
        ("15.2.1544.24", None),
    ],
)
def test_an_interim_update_keeps_the_fault_of_what_it_was_made_for(build, light):
    found = lights(seen(identity(build, SHIPPED.as_of(JUNE)), JUNE))

    assert found.get(("build.known_issue", "apr25hu-online-archive")) is light
