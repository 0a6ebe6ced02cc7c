# SPDX-License-Identifier: MIT
import threading
from datetime import UTC, datetime

import pytest

from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.domain.events import (
    ProbeFinished,
    RunFinished,
    RunStarted,
    ServerFinished,
    ServerStarted,
)
from exchpatch_gui.domain.evidence import (
    FailureKind,
    Kind,
    ProbeOutcome,
    ProbeStatus,
)
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.runs import Trigger
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.engine.asking import Asked, Asker
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.request import RunRequest
from exchpatch_gui.engine.runner import CheckEngine
from exchpatch_gui.probes.base import ObservationLog, Probe

NOW = datetime(2026, 10, 15, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def judge():
    return Judge(load_shipped(), NOW.date())


def servers(*names):
    return tuple(Server.ad_hoc(Target(name)) for name in names)


def seen(build):
    log = ObservationLog(lambda: NOW)
    source = "GET /owa/auth/logon.aspx"
    observations = (
        log.note(Kind.BUILD, build, source=source, method="X-OWA-Version header"),
        log.note(Kind.FRONT_END, "EX01", source=source, method="X-FEServer header"),
    )
    return ProbeOutcome("exchange-http", ProbeStatus.OK, observations)


def probing(bring):
    """Make what an engine asks with out of a function that gives outcomes one by one."""

    def ask(server, cancel, tell):
        outcomes = []
        for outcome in bring(server, cancel):
            outcomes.append(outcome)
            tell(ProbeFinished(server, outcome))
        return Asked(tuple(outcomes))

    return ask


def run(judge, ask, request, cancel=None):
    events = []
    engine = CheckEngine(ask, judge, lambda: NOW)
    result = engine.run(request, events.append, cancel or threading.Event())
    return result, events


def test_every_server_gets_its_result_in_the_order_asked(judge):
    @probing
    def ask(server, _cancel):
        yield seen("15.2.2562.56" if server.name == "new.example" else "15.2.2562.37")

    request = RunRequest(servers("old.example", "new.example"), Trigger.CLI)

    result, events = run(judge, ask, request)

    assert [one.light for one in result.results] == [TrafficLight.RED, TrafficLight.GREEN]
    assert result.complete
    assert isinstance(events[0], RunStarted)
    assert events[-1] == RunFinished(result)
    of_old = [
        type(event)
        for event in events
        if not isinstance(event, RunStarted | RunFinished) and event.server.name == "old.example"
    ]
    assert of_old == [ServerStarted, ProbeFinished, ServerFinished]


def test_a_server_that_hangs_delays_no_other(judge):
    others_done = threading.Event()
    waited = []

    @probing
    def ask(server, _cancel):
        if server.name == "slow.example":
            waited.append(others_done.wait(10))
        yield seen("15.2.2562.56")

    def on_event(event):
        if isinstance(event, ServerFinished) and event.server.name == "c.example":
            others_done.set()

    request = RunRequest(
        servers("slow.example", "a.example", "b.example", "c.example"), Trigger.CLI, concurrency=2
    )
    engine = CheckEngine(ask, judge, lambda: NOW)

    result = engine.run(request, on_event, threading.Event())

    assert waited == [True]
    assert len(result.results) == 4


def test_never_more_servers_at_once_than_asked_for(judge):
    gate = threading.Barrier(2, timeout=10)
    lock = threading.Lock()
    running, most = 0, 0

    @probing
    def ask(_server, _cancel):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        gate.wait()
        with lock:
            running -= 1
        yield seen("15.2.2562.56")

    names = [f"s{number}.example" for number in range(8)]

    run(judge, ask, RunRequest(servers(*names), Trigger.CLI, concurrency=2))

    assert most == 2


def test_a_cancelled_run_keeps_what_is_done_and_waits_for_nobody(judge):
    cancel = threading.Event()
    release = threading.Event()
    stuck = []

    @probing
    def ask(server, _cancel):
        if server.name == "stuck.example":
            stuck.append(threading.current_thread())
            release.wait(10)
        yield seen("15.2.2562.56")

    def on_event(event):
        if isinstance(event, ServerFinished):
            cancel.set()

    engine = CheckEngine(ask, judge, lambda: NOW)

    request = RunRequest(servers("stuck.example", "done.example"), Trigger.CLI)
    result = engine.run(request, on_event, cancel)

    assert [one.server.name for one in result.results] == ["done.example"]
    assert not result.complete
    assert not release.is_set()
    release.set()
    stuck[0].join(10)


def test_a_fault_of_a_probe_is_that_server_s_result_and_no_end_of_the_run(judge, caplog):
    def broken(_context):
        raise RuntimeError("boom")

    probe = Probe("exchange-http", 10, optional=False, default_port=None, run=broken)
    asker = Asker((probe,), ProbeOptions(), lambda: NOW)

    result, _ = run(judge, asker.ask, RunRequest(servers("a.example"), Trigger.CLI))

    assert result.results[0].light is TrafficLight.GREY
    assert result.results[0].failures[0].kind is FailureKind.BUG
    assert result.results[0].failures[0].params == {"error": "RuntimeError"}
    assert "boom" in caplog.text


def test_a_fault_of_the_judgement_leaves_the_server_unknown(caplog):
    class Broken(Judge):
        def judge(self, server, outcomes, at, **facts):
            if any(one.observations for one in outcomes):
                raise RuntimeError("boom")
            return super().judge(server, outcomes, at, **facts)

    @probing
    def ask(_server, _cancel):
        yield seen("15.2.2562.56")

    broken = Broken(load_shipped(), NOW.date())

    result, _ = run(broken, ask, RunRequest(servers("a.example"), Trigger.CLI))

    assert result.results[0].identity.verdict is IdentityVerdict.UNREACHABLE
    assert result.results[0].failures[0].kind is FailureKind.BUG
    assert "judging a.example:443" in caplog.text


def test_optional_probes_run_only_when_asked_for():
    called = []

    def probe(name, *, optional):
        def ask(_context):
            called.append(name)
            return ProbeOutcome(name, ProbeStatus.OK)

        return Probe(name, 1, optional, None, ask)

    probes = (probe("a", optional=False), probe("b", optional=True), probe("c", optional=True))
    asker = Asker(probes, ProbeOptions(extra=("c",)), lambda: NOW)

    asked = asker.ask(servers("a.example")[0], threading.Event(), lambda _event: None)

    assert called == ["a", "c"] == [one.probe for one in asked.outcomes]


def test_after_a_cancel_no_further_probe_is_run():
    def ask(_context):
        raise AssertionError("must not be called")

    asker = Asker(
        (Probe("a", 1, optional=False, default_port=None, run=ask),), ProbeOptions(), lambda: NOW
    )
    cancel = threading.Event()
    cancel.set()

    asked = asker.ask(servers("a.example")[0], cancel, lambda _event: None)

    (outcome,) = asked.outcomes
    assert outcome.status is ProbeStatus.CANCELLED
