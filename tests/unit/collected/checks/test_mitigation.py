# SPDX-License-Identifier: MIT
"""What is said of the Emergency Mitigation service."""

from __future__ import annotations

from datetime import date

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of

YELLOW, GREEN = TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

OLD, JUN26SU = "15.2.1748.39", "15.2.1748.46"
ALL = [
    "eems.state",
    "eems.service",
    "eems.endpoint",
    "eems.applied",
    "eems.blocked",
    "eems.blind",
]


@pytest.mark.parametrize("check_id", ALL)
def test_builds_and_roles_without_the_service_are_not_judged(check_id):
    edge = {"edge_transport_role_key": True}

    assert findings_of(check_id, build="15.2.922.7") == ()
    assert findings_of(check_id, build="15.0.1497.48") == ()
    assert findings_of(check_id, exchange_setup=edge) == ()


@pytest.mark.parametrize(
    ("organization", "server", "light", "value"),
    [
        (True, True, GREEN, "Enabled"),
        (False, True, YELLOW, "Disabled (organization)"),
        (True, False, YELLOW, "Disabled (server)"),
        (False, False, YELLOW, "Disabled"),
        (None, True, GREY, ""),
        (True, None, GREY, ""),
    ],
)
def test_mitigations_have_to_be_allowed_at_both_levels(organization, server, light, value):
    found = finding_of(
        "eems.state",
        organization_config={"mitigations_enabled": organization},
        exchange_server={"mitigations_enabled": server},
    )

    assert (found.light, found.value) == (light, value)


@pytest.mark.parametrize(
    ("services", "light", "value"),
    [
        ([("Running", "Auto")], INFO, "Running"),
        ([("Stopped", "Auto")], YELLOW, "Investigate"),
        ([("Running", "Manual")], YELLOW, "Investigate"),
        ([], YELLOW, "Unknown"),
    ],
)
def test_the_service_has_to_run_and_start_by_itself(services, light, value):
    rows = [
        {"name": "MSExchangeMitigation", "state": state, "start_mode": mode}
        for state, mode in services
    ]

    found = finding_of("eems.service", services={"items": [{"name": "W3SVC"}, *rows]})

    assert (found.light, found.value) == (light, value)


@pytest.mark.parametrize(
    ("status", "light", "value"),
    [(200, INFO, "200"), (403, YELLOW, "403"), (None, YELLOW, "Unreachable")],
)
def test_the_page_of_mitigations_has_to_answer(status, light, value):
    answer = {"status_code": status, "error_text": "no answer"}

    found = finding_of("eems.endpoint", mitigation_endpoint=answer)

    assert (found.light, found.value) == (light, value)


def test_mitigations_in_place_are_listed():
    found = finding_of("eems.applied", exchange_server={"mitigations_applied": ["M1", "M2.1"]})

    assert (found.light, found.value) == (INFO, "M1, M2.1")
    assert finding_of("eems.applied").value == "None"


def test_a_forbidden_mitigation_is_yellow():
    found = finding_of("eems.blocked", exchange_server={"mitigations_blocked": ["M2"]})

    assert (found.light, found.value) == (YELLOW, "M2")
    assert finding_of("eems.blocked").light is INFO


@pytest.mark.parametrize(
    ("build", "day", "light", "variant"),
    [
        (JUN26SU, date(2026, 8, 1), GREEN, "sees"),
        (OLD, date(2026, 6, 20), YELLOW, "soon"),
        (OLD, date(2026, 7, 1), YELLOW, "blind"),
        ("15.1.2507.66", date(2026, 7, 1), YELLOW, "blind"),
    ],
)
def test_a_service_that_can_not_read_what_is_published_is_a_finding(build, day, light, variant):
    found = finding_of("eems.blind", build=build, day=day)

    assert (found.light, found.variant) == (light, variant)


def test_before_it_was_announced_nobody_knew_of_the_blindness():
    assert findings_of("eems.blind", build=OLD, day=date(2026, 4, 2)) == ()
