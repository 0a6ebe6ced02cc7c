# SPDX-License-Identifier: MIT
"""Some servers of the fleet let one in, and what is found inside fits what is seen outside."""

from __future__ import annotations

import threading

import pytest

from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.collected.document import Collected
from exchpatch_gui.collected.local_system import ExchangeSetup
from exchpatch_gui.demo.fleet import FLEET, DemoFleet
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.sign_ins import Secret
from exchpatch_gui.remote.collect import collect
from exchpatch_gui.remote.order import Order
from exchpatch_gui.remote.trial import Step, StepState, TrialStep, try_sign_in
from tests.helpers.collected import context_of, worst_of

SIGNED_IN = (
    "exchange.fabrikam.example",
    "lab.contoso.example",
    "mail.contoso.example",
    "mail.fabrikam.example",
    "mail.northwind.example",
)


def order(fleet: DemoFleet, name: str) -> Order:
    target = server(fleet, name).target
    ca_file = str(fleet.ca_file)
    return Order(target, fleet.remotes[target], fleet.credentials[target], ca_file=ca_file)


def server(fleet: DemoFleet, name: str) -> Server:
    return next(one for one in fleet.servers if one.name == name)


@pytest.fixture(scope="module")
def found(fleet: DemoFleet) -> dict[str, Collected]:
    """Give the facts of each server that lets one in."""
    never = threading.Event()
    return {name: collect(order(fleet, name), never, lambda _progress: None) for name in SIGNED_IN}


def test_some_servers_are_signed_in_to_and_none_of_the_others(fleet: DemoFleet):
    targets = {server(fleet, name).target for name in SIGNED_IN}

    assert set(fleet.remotes) == set(fleet.credentials) == targets


def test_each_customer_has_an_account_with_a_password_of_its_own(fleet: DemoFleet):
    accounts = {
        server(fleet, name).group: fleet.credentials[server(fleet, name).target]
        for name in SIGNED_IN
    }
    passwords = {one.secret.reveal() for one in accounts.values() if one.secret}

    assert len(passwords) == len(accounts) == 3
    assert min(map(len, passwords)) >= 16


@pytest.mark.parametrize("name", SIGNED_IN)
def test_the_build_inside_is_the_one_seen_outside(found: dict[str, Collected], name: str):
    script = next(one for one in FLEET if one.host == name)
    setup = found[name].need(ExchangeSetup)

    inside = BuildNumber.parse(setup.exsetup_file_version or "")

    assert inside == script.site.front_ends[0].build  # type: ignore[attr-defined]
    assert found[name].computer == script.site.front_ends[0].name  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "light", "ids"),
    [
        ("mail.contoso.example", TrafficLight.GREEN, set()),
        ("exchange.fabrikam.example", TrafficLight.YELLOW, {"os.power_plan"}),
        (
            "mail.northwind.example",
            TrafficLight.YELLOW,
            {"os.reboot_pending", "tls.1_0", "tls.1_1", "tls.hardening", "eems.blind"},
        ),
        (
            "mail.fabrikam.example",
            TrafficLight.RED,
            {"cve.extended_protection", "svc.critical", "svc.test_service_health", "eems.blind"},
        ),
    ],
)
def test_inside_is_found_what_is_the_matter_and_nothing_else(
    found: dict[str, Collected], name: str, light: TrafficLight, ids: set[str]
):
    script = next(one for one in FLEET if one.host == name)
    build = str(script.site.front_ends[0].build)  # type: ignore[attr-defined]
    context = context_of(found[name], build=build, day=load_shipped().date)

    worst, matter = worst_of(context)

    assert worst is light
    assert matter == ids


def test_an_account_without_a_role_leaves_half_unchecked(found: dict[str, Collected]):
    context = context_of(
        found["lab.contoso.example"], build="15.2.2562.56", day=load_shipped().date
    )

    worst, matter = worst_of(context)

    assert worst is TrafficLight.GREY
    assert len(matter) > 30


@pytest.mark.parametrize("name", SIGNED_IN)
def test_the_doctor_is_content_with_all_but_the_missing_role(fleet: DemoFleet, name: str):
    steps: list[TrialStep] = []

    passed = try_sign_in(order(fleet, name), threading.Event(), steps.append)

    assert tuple(one.step for one in steps) == tuple(Step)
    assert passed is (name != "lab.contoso.example")
    assert steps[-1].state is (StepState.DONE if passed else StepState.FAILED)


def test_nobody_else_is_let_in(fleet: DemoFleet):
    given = order(fleet, "mail.contoso.example")
    other = Order(
        given.target,
        given.remote,
        type(given.credential)(given.credential.sign_in, Secret("guessed")),
    )
    steps: list[TrialStep] = []

    assert not try_sign_in(other, threading.Event(), steps.append)
    assert steps[-1].step is Step.SIGN_IN
