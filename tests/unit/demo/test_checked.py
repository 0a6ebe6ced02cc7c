# SPDX-License-Identifier: MIT
"""The program's own probes see in the fleet what its script means to show."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace

import pytest

from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.demo.fleet import DemoFleet
from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.identity import Node
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision, Relation
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.runs import ServerResult, Trigger
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.request import RunRequest
from exchpatch_gui.services.container import build_engine

SLOW = "library.adatum.example"


def checked(servers: Iterable[Server], options: ProbeOptions) -> dict[str, ServerResult]:
    catalogue = load_shipped()
    engine = build_engine(Judge(catalogue, catalogue.date), options)
    request = RunRequest(tuple(servers), Trigger.DEMO, options)
    run = engine.run(request, lambda _event: None, threading.Event())
    return {one.server.name: one for one in run.results if one.server}


@pytest.fixture(scope="module")
def results(fleet: DemoFleet) -> dict[str, ServerResult]:
    return checked((one for one in fleet.servers if one.name != SLOW), fleet.options)


@pytest.mark.parametrize(
    ("name", "build", "precision", "relation"),
    [
        ("mail.contoso.example", "15.2.2562.56", Precision.FULL, Relation.LISTED),
        ("owa.contoso.example", "15.2.2562.46", Precision.FULL, Relation.LISTED),
        ("lab.contoso.example", "15.2.2562.60", Precision.FULL, Relation.NEWER_THAN_CATALOGUE),
        ("legacy.contoso.example", "15.1.2507.61", Precision.FULL, Relation.LISTED),
        ("mail.northwind.example", "15.2.1748.39", Precision.FULL, Relation.LISTED),
        ("branch.northwind.example", "15.0.1497.48", Precision.FULL, Relation.LISTED),
        ("remote.northwind.example", "15.2.2562.56", Precision.FULL, Relation.LISTED),
        ("mail.fabrikam.example", "15.2.2562.37", Precision.FULL, Relation.LISTED),
        ("exchange.fabrikam.example", "15.2.2562.56", Precision.FULL, Relation.LISTED),
        ("owa.fabrikam.example", "15.2.1544", Precision.CUMULATIVE_UPDATE, Relation.LISTED),
        ("mail.adatum.example", "", Precision.NONE, Relation.NONE),
        ("archive.adatum.example", "14.3.439.0", Precision.INTERVAL, Relation.BETWEEN),
    ],
)
def test_exchange_is_known_as_far_as_it_shows_itself(
    results: dict[str, ServerResult],
    name: str,
    build: str,
    precision: Precision,
    relation: Relation,
) -> None:
    identity = results[name].identity

    assert identity.verdict is IdentityVerdict.EXCHANGE
    assert (identity.build, identity.precision, identity.relation) == (build, precision, relation)
    assert identity.contradictions == ()


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("schools.adatum.example", IdentityVerdict.EXCHANGE_ONLINE),
        ("webmail.northwind.example", IdentityVerdict.NOT_EXCHANGE),
        ("test.fabrikam.example", IdentityVerdict.IMITATION),
        ("edge.adatum.example", IdentityVerdict.UNREACHABLE),
    ],
)
def test_what_is_not_exchange_is_named_and_grey(
    results: dict[str, ServerResult], name: str, verdict: IdentityVerdict
) -> None:
    assert results[name].identity.verdict is verdict
    assert results[name].light is TrafficLight.GREY


def test_fleet_shows_every_light(results: dict[str, ServerResult]) -> None:
    lights = {name: result.light for name, result in results.items()}

    assert lights["mail.contoso.example"] is TrafficLight.GREEN
    assert lights["remote.northwind.example"] is TrafficLight.YELLOW
    assert lights["mail.fabrikam.example"] is TrafficLight.RED
    assert lights["mail.northwind.example"] is TrafficLight.RED
    assert lights["mail.adatum.example"] is TrafficLight.GREY


def test_exploited_vulnerability_stands_open_on_the_server_that_is_behind(
    results: dict[str, ServerResult],
) -> None:
    exploited = {one.id for one in results["mail.fabrikam.example"].cves if one.known_exploited}

    assert "CVE-2026-42897" in exploited


def test_farm_is_seen_with_both_machines(results: dict[str, ServerResult]) -> None:
    assert set(results["owa.contoso.example"].identity.nodes) == {
        Node("CONTOSO-EX11", "15.2.2562.56"),
        Node("CONTOSO-EX12", "15.2.2562.46"),
    }


def test_dead_server_is_told_as_refused(results: dict[str, ServerResult]) -> None:
    kinds = {one.kind for one in results["edge.adatum.example"].failures}

    assert kinds == {FailureKind.REFUSED}


def test_slow_server_times_out(fleet: DemoFleet) -> None:
    slow = [one for one in fleet.servers if one.name == SLOW]

    result = checked(slow, replace(fleet.options, timeout=0.5))[SLOW]

    assert result.identity.verdict is IdentityVerdict.UNREACHABLE
    assert {one.kind for one in result.failures} == {FailureKind.TIMEOUT}
