# SPDX-License-Identifier: MIT
"""Whatever goes wrong at Exchange's door, the first document stays whole and the reason is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from exchpatch_gui.collected.document import Collected
from exchpatch_gui.collected.encoder import encode
from exchpatch_gui.collected.section import Status
from exchpatch_gui.demo.remoting.envelopes import Envelope
from exchpatch_gui.demo.remoting.http import Response
from exchpatch_gui.demo.remoting.server import HangUpError
from exchpatch_gui.demo.remoting.shells import Run
from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.remote import cmdlets, exchange, exchange_sections, psrp
from exchpatch_gui.remote.exchange_sections import READERS
from exchpatch_gui.remote.shell import Command, Output, Script
from exchpatch_gui.remote.snapshot import collect_snapshot
from tests.helpers import exchange_shell
from tests.helpers.collected import document, encoded, not_collected
from tests.helpers.exchange_answers import healthy
from tests.helpers.exchange_shell import Answer, thing
from tests.helpers.remote_servers import Faults, Instead, answers, order, refusing
from tests.helpers.rude_servers import refusing_port
from tests.unit.remote.starting import LEFT_OUT, AtDoor, Start, bring, failure_of, nobody

pytestmark = pytest.mark.usefixtures("ticket")


def states(found: Collected) -> dict[str, Status]:
    """Give how the collection of each of Exchange's sections ended."""
    return {name: getattr(found.sections, name).status for name in READERS}


def reasons(found: Collected) -> set[str]:
    """Give why sections have no data."""
    return {getattr(found.sections, name).reason for name in READERS} - {""}


def whole_but_for_exchange(found: Collected) -> bool:
    """Tell whether all other sections are as the collector brought them."""
    brought = json.loads(encode(found))["sections"]
    given = json.loads(LEFT_OUT)["sections"]
    return all(brought[name] == given[name] for name in given if name not in READERS)


def test_a_closed_door_is_told(start: Start, monkeypatch: pytest.MonkeyPatch):
    with refusing_port() as port:
        monkeypatch.setattr(exchange, "EXCHANGE_PORT", port)
        found = bring(nobody(start(answers(LEFT_OUT))))

    assert set(states(found).values()) == {Status.SKIPPED}
    (reason,) = reasons(found)
    assert f"127.0.0.1:{port}" in reason
    assert whole_but_for_exchange(found)


@pytest.mark.parametrize(
    ("faults", "words"),
    [
        (Faults(on_post=lambda _number: Response(503)), "is not running"),
        (Faults(on_message=refusing("Create", 5, "Access is denied.")), "does not let"),
        (Faults(schemes=("Kerberos",)), "only Kerberos"),
    ],
)
def test_who_is_not_let_in_reads_what_the_doctor_says(
    start: Start, at_door: AtDoor, faults: Faults, words: str
):
    door = at_door(exchange_shell.exchange(healthy()), faults)

    found = bring(nobody(start(answers(LEFT_OUT))))

    assert set(states(found).values()) == {Status.SKIPPED}
    (reason,) = reasons(found)
    assert words in reason
    assert whole_but_for_exchange(found)
    assert door.server.shells == {}


def test_a_session_that_breaks_keeps_what_it_has_brought(start: Start, at_door: AtDoor):
    faults = Faults()

    def vanish(run: Run) -> None:
        faults.on_message = hang_up
        run.wait(0.2)

    def hang_up(_asked: Envelope) -> Instead:
        raise HangUpError

    given: dict[str, Answer] = {**healthy(), "Test-ServiceHealth": vanish}
    at_door(exchange_shell.exchange(given), faults)

    found = bring(nobody(start(answers(LEFT_OUT))))

    ended = list(states(found).values())
    assert ended == [Status.OK] * 4 + [Status.SKIPPED] * 21
    assert len(reasons(found)) == 1
    assert whole_but_for_exchange(found)


def test_the_deadline_holds_across_both_sessions(
    start: Start, at_door: AtDoor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(psrp, "_POLL_SECONDS", 0.5)

    def hang(run: Run) -> None:
        run.wait(30)

    def slow(run: Run) -> None:
        run.wait(1.5)
        run.write(LEFT_OUT)

    given: dict[str, Answer] = {**healthy(), "Get-MailboxServer": hang}
    door = at_door(exchange_shell.exchange(given))
    place = start(slow)
    began = time.monotonic()

    found = bring(nobody(place, deadline=3.0))

    assert time.monotonic() - began < 3.0 + 2.0
    assert found.sections.exchange_server.status is Status.OK
    assert found.sections.mailbox_server.status is Status.SKIPPED
    assert door.server.shells == place.server.shells == {}
    assert door.server.stopped == 1


def test_whoever_has_had_enough_leaves_no_session_behind(start: Start, at_door: AtDoor):
    cancel = threading.Event()

    def hang(run: Run) -> None:
        cancel.set()
        run.wait(30)

    given: dict[str, Answer] = {**healthy(), "Get-OrganizationConfig": hang}
    door = at_door(exchange_shell.exchange(given))
    place = start(answers(LEFT_OUT))
    began = time.monotonic()

    failure = failure_of(nobody(place), cancel)

    assert failure.kind is FailureKind.CANCELLED
    assert time.monotonic() - began < 5.0
    assert door.server.shells == place.server.shells == {}


def test_a_cmdlet_that_takes_too_long_is_stopped_and_the_next_is_asked(
    start: Start, at_door: AtDoor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(psrp, "_POLL_SECONDS", 0.3)
    monkeypatch.setattr(cmdlets, "_LIMIT_SECONDS", 0.5)
    given: dict[str, Answer] = {**healthy(), "Get-Queue": lambda run: run.wait(30)}
    door = at_door(exchange_shell.exchange(given))

    found = bring(nobody(start(answers(LEFT_OUT))))

    late = found.sections.queues
    assert (late.status, late.data) == (Status.ERROR, None)
    assert "Get-Queue" in late.reason
    assert late.elapsed_ms >= 500
    assert found.sections.replication_health.status is Status.OK
    assert door.server.stopped == 1
    assert door.server.shells == {}


def test_an_answer_that_cannot_be_read_costs_its_section_alone(start: Start, at_door: AtDoor):
    endless = thing("Queue", Identity="EX01\\1", Age=timedelta(days=999_999_999))
    at_door(exchange_shell.exchange({**healthy(), "Get-Queue": [endless]}))

    found = bring(nobody(start(answers(LEFT_OUT))))

    lost = [name for name, status in states(found).items() if status is not Status.OK]
    assert lost == ["queues"]


@dataclass(frozen=True, slots=True)
class _Mute:
    """A session in which every command is ended without a word."""

    def run(self, work: Script | Command, told: Callable[[str, str], None]) -> Output:
        del work, told
        return Output((thing("Half"),), has_failed=True)

    def close(self) -> None:
        """Do nothing."""


def test_a_command_that_was_ended_without_a_word_gives_nothing():
    section = exchange_sections.read_section("queues", cmdlets.Cmdlets(_Mute(), "EX01"))

    assert (section.status, section.data) == (Status.ERROR, None)
    assert "Get-Queue" in section.reason


def test_a_name_that_no_computer_has_is_not_handed_on(start: Start, at_door: AtDoor):
    asked: list[tuple[str, dict[str, object]]] = []
    at_door(exchange_shell.exchange(healthy(), asked))
    named = json.dumps(json.loads(LEFT_OUT) | {"computer": "EX01\x1b" + "x" * 100_000})

    bring(nobody(start(answers(named))))

    identity = str(dict(asked)["Get-ExchangeServer"]["Identity"])
    assert len(identity) <= 65
    assert "\x1b" not in identity


def test_who_has_a_password_does_not_go_there(start: Start, at_door: AtDoor):
    door = at_door(exchange_shell.exchange(healthy()))

    found = bring(order(start(answers(LEFT_OUT))))

    assert set(states(found).values()) == {Status.SKIPPED}
    assert door.faults.posts == []


@pytest.mark.parametrize("status", ["skipped", "error", "access_denied"])
def test_sections_left_out_for_another_reason_stay_so(start: Start, at_door: AtDoor, status: str):
    door = at_door(exchange_shell.exchange(healthy()))
    missing = {name: not_collected(status, "An Edge server.") for name in READERS}

    found = bring(nobody(start(answers(encoded(document(**missing)).decode()))))

    assert set(states(found).values()) == {Status(status)}
    assert door.faults.posts == []


def test_only_sections_that_were_left_out_are_filled(start: Start, at_door: AtDoor):
    at_door(exchange_shell.exchange(healthy()))
    given = document(queues=not_collected("skipped", exchange.NO_ACCOUNT))

    found = bring(nobody(start(answers(encoded(given).decode()))))

    assert found.sections.queues.status is Status.OK
    assert found.sections.exchange_server.data is not None
    assert found.sections.exchange_server.data.name == "text"


def test_more_than_a_document_may_hold_is_refused(
    start: Start, at_door: AtDoor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("exchpatch_gui.collected.decoder.MAX_BYTES", 100_000)
    many = [thing("Group", Name=f"{number:0>1000}") for number in range(150)]
    given: dict[str, Answer] = {**healthy(), "Get-DynamicDistributionGroup": many}
    at_door(exchange_shell.exchange(given))

    found = bring(nobody(start(answers(LEFT_OUT))))

    assert set(states(found).values()) == {Status.SKIPPED}
    assert whole_but_for_exchange(found)


def test_a_snapshot_has_them_too(start: Start, at_door: AtDoor):
    at_door(exchange_shell.exchange(healthy()))

    def play(run: Run) -> None:
        run.write(_HASHES if "exchpatch.config-files" in run.script else LEFT_OUT)

    found, files = collect_snapshot(nobody(start(play)), threading.Event(), lambda _progress: None)

    assert set(states(found).values()) == {Status.OK}
    assert files.computer == "EX01"


_HASHES = json.dumps(
    {
        "schema": "exchpatch.config-files/1",
        "collector_version": "1.0.0",
        "collected_at": "2026-06-20T08:00:00Z",
        "computer": "EX01",
        "install_path": "C:\\Exchange\\",
        "places": [],
        "files": [],
    }
)


def test_every_section_of_exchange_has_its_reader():
    given = json.loads(LEFT_OUT)["sections"]
    block = [name for name in given if given[name]["status"] == "skipped"]

    assert list(exchange_sections.READERS) == block
    assert len(block) == 25
