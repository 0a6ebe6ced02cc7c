# SPDX-License-Identifier: MIT
"""Asking a server that is signed in to: probes first, then the collector."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.collected.observations import observations_of
from exchpatch_gui.collected.packing import unpack
from exchpatch_gui.domain.events import ProbeFinished, SectionRead, ServerFinished
from exchpatch_gui.domain.evidence import FailureKind, Kind, ProbeOutcome, ProbeStatus
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.runs import Trigger
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.engine.asking import Asked, Asker
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.request import RunRequest
from exchpatch_gui.engine.runner import CheckEngine
from exchpatch_gui.probes.base import Probe
from tests.helpers.collected import collected

NOW = datetime(2026, 10, 15, 8, tzinfo=UTC)
MAIL = Server.ad_hoc(Target("mail.contoso.example"))
FACTS = collected(exchange_setup={"exsetup_file_version": "15.2.2562.46"})


class Collecting:
    """A collector that tells of one section and gives what it was made with."""

    def __init__(self, brings):
        self._brings = brings

    def collect(self, server, _cancel, tell):
        tell(SectionRead(server, "services", 1, 63))
        if isinstance(self._brings, Exception):
            raise self._brings
        return self._brings


def silent(_context):
    return ProbeOutcome("exchange-http", ProbeStatus.NOT_APPLICABLE)


def asker(brings):
    probe = Probe("exchange-http", 10, optional=False, default_port=None, run=silent)
    return Asker((probe,), ProbeOptions(), lambda: NOW, collector=Collecting(brings))


def run(asker, *, earlier=None):
    events = []
    engine = CheckEngine(asker.ask, Judge(load_shipped(), NOW.date()), lambda: NOW)
    request = RunRequest((MAIL,), Trigger.CLI, earlier=lambda _server: earlier)
    engine.run(request, events.append, threading.Event())
    (finished,) = [one for one in events if isinstance(one, ServerFinished)]
    return finished, events


def test_facts_are_judged_and_handed_on_to_be_stored():
    outcome = observations_of(FACTS, "WinRM")

    finished, events = run(asker(Asked((outcome,), FACTS)))

    assert unpack(finished.facts) == FACTS
    assert "facts.age" in {one.id for one in finished.result.findings}
    assert SectionRead(MAIL, "services", 1, 63) in events
    told = [one.outcome.probe for one in events if isinstance(one, ProbeFinished)]
    assert told == ["exchange-http", "collected"]


def test_where_nobody_signs_in_earlier_facts_are_judged_and_not_stored_again():
    finished, _ = run(asker(None), earlier=FACTS)

    assert finished.facts == b""
    assert [one.value for one in finished.result.observations if one.kind is Kind.FILE_BUILD] == [
        "15.2.2562.46"
    ]


def test_a_fault_of_the_transport_keeps_what_the_probes_brought(caplog):
    finished, _ = run(asker(RuntimeError("boom")))

    (failure,) = finished.result.failures
    assert (failure.probe, failure.kind) == ("winrm", FailureKind.BUG)
    assert failure.params == {"error": "RuntimeError"}
    assert "collecting from mail.contoso.example:443" in caplog.text


def test_after_a_cancel_nobody_signs_in():
    cancel = threading.Event()
    cancel.set()

    asked = asker(AssertionError("must not be called")).ask(MAIL, cancel, lambda _event: None)

    assert [one.status for one in asked.outcomes] == [ProbeStatus.CANCELLED]
