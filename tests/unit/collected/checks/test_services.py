# SPDX-License-Identifier: MIT
"""What is said of the services that Exchange needs."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO


def services(*rows):
    names = ("name", "state", "start_mode")
    return {"items": [dict(zip(names, row, strict=True)) for row in rows]}


WELL = (
    ("W3SVC", "Running", "Auto"),
    ("MSExchangeIS", "Running", "Auto"),
    ("MSExchangeHM", "Running", "Auto"),
)


@pytest.mark.parametrize("check_id", ["svc.critical", "svc.common", "svc.misconfigured"])
def test_services_that_run_and_start_by_themselves_are_in_order(check_id):
    assert finding_of(check_id, services=services(*WELL)).light is GREEN


@pytest.mark.parametrize("check_id", ["svc.critical", "svc.common", "svc.misconfigured"])
def test_a_list_without_any_of_them_is_not_taken_for_good_news(check_id):
    assert finding_of(check_id, services=services(("Spooler", "Running", "Auto"))).light is GREY


@pytest.mark.parametrize(
    ("check_id", "row", "light", "value"),
    [
        (
            "svc.critical",
            ("HostControllerService", "Stopped", "Disabled"),
            RED,
            "Stopped/Disabled",
        ),
        ("svc.critical", ("mpssvc", "Paused", "Auto"), RED, "Paused/Auto"),
        ("svc.critical", ("pla", "Stopped", "Disabled"), RED, "Stopped/Disabled"),
        ("svc.common", ("MSExchangeDagMgmt", "Stopped", "Auto"), YELLOW, "Stopped/Auto"),
        ("svc.common", ("BITS", "Stopped", "Disabled"), YELLOW, "Stopped/Disabled"),
        ("svc.misconfigured", ("MSExchangeHM", "Running", "Manual"), YELLOW, "Running/Manual"),
        ("svc.misconfigured", ("W3SVC", "Stopped", "Disabled"), YELLOW, "Stopped/Disabled"),
    ],
)
def test_each_service_that_is_wrong_has_its_own_line(check_id, row, light, value):
    others = [one for one in WELL if one[0] != row[0]]

    found = finding_of(check_id, services=services(*others, row))

    assert (found.light, found.instance, found.value) == (light, row[0], value)


def test_a_service_that_starts_on_demand_may_be_stopped():
    given = services(*WELL, ("pla", "Stopped", "Manual"), ("BITS", "Stopped", "Manual"))

    idle, whole = findings_of("svc.critical", services=given)

    assert (idle.light, idle.instance, idle.value) == (INFO, "pla", "Stopped/Manual")
    assert whole.light is GREEN
    assert finding_of("svc.common", services=given).light is GREEN
    assert finding_of("svc.misconfigured", services=given).light is GREEN


def test_what_exchange_itself_misses_is_told_once_for_all_roles():
    roles = [
        {"role": "Mailbox Server Role", "services_not_running": ["MSExchangeIS", "IISAdmin"]},
        {"role": "Client Access Server Role", "services_not_running": ["IISAdmin"]},
    ]

    first, second = findings_of("svc.test_service_health", service_health={"items": roles})

    assert (first.light, first.instance) == (YELLOW, "MSExchangeIS")
    assert second.instance == "IISAdmin"
    assert second.details["roles"] == "Mailbox Server Role, Client Access Server Role"


@pytest.mark.parametrize(("roles", "light"), [([{"role": "Mailbox"}], GREEN), ([], GREY)])
def test_a_test_without_complaints_is_good_if_it_tested_something(roles, light):
    assert finding_of("svc.test_service_health", service_health={"items": roles}).light is light
