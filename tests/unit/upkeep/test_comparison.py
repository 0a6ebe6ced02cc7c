# SPDX-License-Identifier: MIT
"""A comparison as a whole: build, outcome, and what means nothing for a server."""

from __future__ import annotations

import pytest

from exchpatch_gui.upkeep.differences import Area, Compared, Judged, Outcome
from exchpatch_gui.upkeep.powershell import written
from tests.helpers.collected import not_collected
from tests.helpers.snapshots import NEW, OLD, area_of, compared, service, snapshot

EDGE = {"exchange_setup": {"edge_transport_role_key": True}}


@pytest.mark.parametrize(
    ("build", "kind", "judged", "outcome"),
    [
        (NEW, "newer", Judged.EXPECTED, Outcome.AS_BEFORE),
        (OLD, "same", Judged.LOOK, Outcome.LOOK),
        ("15.02.1748.010", "older", Judged.LOOK, Outcome.LOOK),
    ],
)
def test_the_build_tells_whether_the_update_is_in(build, kind, judged, outcome):
    comparison = compared({}, {}, build=build)

    (found,) = comparison.area(Area.BUILD).differences
    assert (found.kind, found.judged) == (kind, judged)
    assert comparison.build_before == "15.2.1748.39"
    assert comparison.outcome is outcome


@pytest.mark.parametrize("setup", [{"exsetup_file_version": None}, {"exsetup_file_version": "odd"}])
def test_a_build_that_is_not_known_is_told(setup):
    comparison = compared({}, {"exchange_setup": setup})

    assert [(one.part, one.role) for one in comparison.unseen] == [("exchange_setup", "after")]
    assert (comparison.build_after, comparison.outcome) == ("", Outcome.UNKNOWN)


def test_a_setup_that_was_not_collected_makes_no_edge_server():
    found = snapshot()
    gone = compared({"component_states": not_collected()}, {}).unseen

    assert not found.is_edge
    assert [one.part for one in gone] == ["component_states"]


def test_an_edge_server_has_no_web_server_to_compare():
    gone = dict.fromkeys(("iis_sites", "iis_apphost", "auth_config"), not_collected("skipped"))

    comparison = compared(EDGE | gone, EDGE | gone)

    assert {one.area for one in comparison.areas} == {
        Area.BUILD,
        Area.SERVICES,
        Area.COMPONENTS,
        Area.CERTIFICATES,
        Area.FILES,
    }
    assert comparison.outcome is Outcome.AS_BEFORE
    assert comparison.area(Area.SITES) == Compared(Area.SITES)


def test_what_is_missing_on_both_sides_is_told_of_both():
    gone = {"component_states": not_collected("skipped", "No account was given.")}

    unseen = compared(gone, gone).unseen

    assert [(one.role, one.reason) for one in unseen] == [
        ("before", "No account was given."),
        ("after", "No account was given."),
    ]


def test_the_most_urgent_comes_first_and_decides():
    before = {
        "services": {"items": [service("Backup"), service("W3SVC")]},
        "component_states": not_collected(),
    }
    after = before | {
        "services": {
            "items": [service("Backup", "Stopped"), service("W3SVC", "Stopped", "Disabled")]
        }
    }

    comparison = compared(before, after)

    assert [one.judged for one in comparison.differences] == ["restore", "look", "expected"]
    assert comparison.outcome is Outcome.RESTORE


def test_an_area_without_differences_is_as_before():
    area = area_of(
        Area.SERVICES,
        {"services": {"items": [service("W3SVC")]}},
        {"services": {"items": [service("W3SVC")]}},
    )

    assert (area.same, area.count) == (1, 1)


@pytest.mark.parametrize(
    "value",
    ["a\nb", "a\r", "a\u2019b", "a\u201cb", 'a"b', "a`b", "a{b", "a|b", "a\u0085b", "ä", "x" * 257],
)
def test_a_command_is_never_written_with_an_odd_value(value):
    assert written("Start-Service -Name {}", value) == ()


def test_values_stand_between_apostrophes():
    assert written("A {} {}", "it's", "$(x); & y") == ("A 'it''s' '$(x); & y'",)
