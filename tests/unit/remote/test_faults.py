# SPDX-License-Identifier: MIT
"""Servers that refuse, hang, vanish or talk nonsense: one cause each, in time, nothing left."""

from __future__ import annotations

import time

import pytest

from exchpatch_gui.demo.remoting.envelopes import Envelope, answer, received
from exchpatch_gui.demo.remoting.server import HangUpError
from exchpatch_gui.demo.remoting.shells import Run, ScriptError
from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.remotes import Channel
from exchpatch_gui.domain.sign_ins import SignInKind
from exchpatch_gui.remote import psrp, transport
from tests.helpers.authority import Authority, Pair
from tests.helpers.remote_servers import (
    FACTS,
    Faults,
    Instead,
    Meddle,
    answers,
    facts,
    order,
    refusing,
)
from tests.unit.remote.starting import Start, failure_of

WRONG = "Canary-wrong"


def on(action: str, do: Meddle) -> Meddle:
    """Do something when a message of this action comes for a pipeline."""
    return lambda asked: do(asked) if asked.action == action and asked.command else None


@pytest.mark.parametrize("kind", [SignInKind.NEGOTIATE, SignInKind.NTLM])
def test_a_wrong_password_is_sent_once_and_never_again(start: Start, kind: SignInKind):
    place = start()

    failure = failure_of(order(place, kind=kind, password=WRONG))

    assert (failure.kind, failure.reason) == (FailureKind.AUTH, "winrm-refused")
    assert place.server.ledger.proofs == 1
    assert len(place.server.ledger.refusals) == 1
    assert place.server.made == 0


@pytest.mark.parametrize("kind", [SignInKind.NEGOTIATE, SignInKind.BASIC])
def test_a_wrong_password_is_sent_once_over_tls_too(
    start: Start, authority: Authority, good_pair: Pair, kind: SignInKind
):
    place = start(faults=Faults(schemes=("Negotiate", "Basic")), pair=good_pair)

    failure = failure_of(
        order(place, kind=kind, password=WRONG, channel=Channel.TLS, ca_file=authority.ca_file)
    )

    assert (failure.kind, failure.reason) == (FailureKind.AUTH, "winrm-refused-tls")
    assert place.server.ledger.proofs == 1


def test_the_deadline_holds_while_a_script_hangs(start: Start):
    place = start(lambda run: run.wait(30))
    began = time.monotonic()

    failure = failure_of(order(place, deadline=1.0))

    assert (failure.kind, failure.reason) == (FailureKind.TIMEOUT, "winrm-deadline")
    assert time.monotonic() - began < 3.0
    assert place.server.shells == {}


def test_the_deadline_holds_when_the_server_never_answers_again(start: Start):
    faults = Faults()
    faults.on_message = lambda asked: faults.stick() if asked.action != "Create" else None
    place = start(faults=faults)
    began = time.monotonic()

    failure = failure_of(order(place, deadline=1.0))

    assert (failure.kind, failure.reason) == (FailureKind.TIMEOUT, "winrm-deadline")
    assert time.monotonic() - began < 3.0


def test_a_session_is_closed_even_if_the_server_hangs_on_one_connection(start: Start):
    faults = Faults()
    faults.on_message = on("Receive", lambda _asked: faults.stick())
    place = start(faults=faults)

    failure_of(order(place, deadline=1.0))

    assert place.server.made == 1
    assert place.server.shells == {}


def test_a_server_that_stops_answering_is_given_up_before_the_deadline(
    start: Start, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(psrp, "_POLL_SECONDS", 1)
    faults = Faults()
    asked_for: list[str] = []

    def stick(asked: Envelope) -> Instead:
        asked_for.append(asked.action)
        return faults.stick()

    faults.on_message = on("Receive", stick)
    place = start(faults=faults)

    failure = failure_of(order(place, timeout=0.5))

    assert (failure.kind, failure.reason) == (FailureKind.TIMEOUT, "winrm-hung")
    assert asked_for == ["Receive"]
    assert place.server.shells == {}


def test_a_script_that_takes_its_time_is_waited_for(start: Start, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(psrp, "_POLL_SECONDS", 0.2)
    faults = Faults()
    place = start(lambda run: (run.wait(0.7), run.write("{"))[1], faults)

    failure_of(order(place))

    assert faults.actions.count("Receive") > 4


def test_a_server_that_vanishes_in_mid_run_is_told(start: Start):
    faults = Faults()

    def vanish(_asked: Envelope) -> Instead:
        faults.on_post = hang_up
        raise HangUpError

    def hang_up(_number: int) -> None:
        raise HangUpError

    faults.on_message = on("Receive", vanish)
    began = time.monotonic()

    failure = failure_of(order(start(faults=faults)))

    assert (failure.kind, failure.reason) == (FailureKind.PROTOCOL, "winrm-gone")
    assert time.monotonic() - began < 3.0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (FACTS[:-40], "winrm-facts-cut"),
        ("", "winrm-facts-cut"),
        ("[]", "winrm-facts-form"),
        ('{"schema": "other/1"}', "winrm-facts-form"),
    ],
)
def test_what_is_no_document_is_not_used(start: Start, text: str, reason: str):
    failure = failure_of(order(start(answers(text))))

    assert (failure.kind, failure.reason) == (FailureKind.PROTOCOL, reason)


def test_a_value_of_another_type_is_told_with_its_path(start: Start):
    failure = failure_of(order(start(answers(facts(computer=7)))))

    assert (failure.kind, failure.reason) == (FailureKind.PROTOCOL, "winrm-facts-invalid")
    assert failure.params["path"] == "$.computer"


def test_an_object_in_place_of_text_is_not_used(start: Start):
    def computer(run: Run) -> None:
        run.write(FACTS)
        run.write({"profile": "loaded"})

    failure = failure_of(order(start(computer)))

    assert failure.reason == "winrm-facts-form"


def test_more_than_a_document_can_be_is_not_read_to_its_end(
    start: Start, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(psrp, "MAX_BYTES", 100_000)

    failure = failure_of(order(start(answers("x" * 200_000))))

    assert (failure.kind, failure.reason) == (FailureKind.TOO_LARGE, "winrm-facts")


def test_messages_without_end_are_not_read_to_their_end(
    start: Start, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(transport, "_ANSWERS_LIMIT", 100_000)

    failure = failure_of(order(start(answers("x" * 200_000))))

    assert (failure.kind, failure.reason) == (FailureKind.TOO_LARGE, "winrm-facts")


@pytest.mark.parametrize(
    "body",
    [
        b"no XML at all",
        b"<unclosed",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<a/>",
        b"\xff\xfe<\x00a\x00/\x00>\x00",
    ],
)
def test_an_answer_that_is_none_is_told_as_such(start: Start, body: bytes):
    place = start(faults=Faults(on_message=lambda _asked: (200, body)))

    failure = failure_of(order(place))

    assert (failure.kind, failure.reason) == (FailureKind.PROTOCOL, "winrm-unreadable")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_an_answer_with_entities_is_not_even_read(start: Start, encoding: str):
    body = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    place = start(faults=Faults(on_message=lambda _asked: (200, body)))

    failure = failure_of(order(place))

    assert (failure.reason, failure.params["detail"]) == ("winrm-unreadable", "DOCTYPE")


def test_fragments_that_are_none_are_told_as_such(start: Start):
    nonsense = on("Receive", lambda asked: (200, received(asked, [b"\0" * 40], is_done=False)))
    place = start(faults=Faults(on_message=nonsense))

    assert failure_of(order(place)).reason == "winrm-unreadable"
    assert place.server.shells == {}


def test_an_answer_to_another_question_is_not_taken(start: Start):
    other = Envelope("Create", "uuid:0", "", "", 1.0, "", b"", "")
    place = start(faults=Faults(on_message=lambda _asked: (200, answer(other, ""))))

    assert failure_of(order(place)).reason == "winrm-unreadable"


def test_a_script_that_ends_with_an_error_is_told_in_its_words(start: Start):
    def computer(_run: Run) -> None:
        raise ScriptError("The disk is on fire.")

    failure = failure_of(order(start(computer)))

    assert (failure.kind, failure.reason) == (FailureKind.PROTOCOL, "winrm-script")
    assert failure.params["detail"] == "The disk is on fire."


@pytest.mark.parametrize(
    ("action", "code", "words", "kind", "reason"),
    [
        ("Create", 5, "Access is denied.", FailureKind.FORBIDDEN, "winrm-administrator"),
        ("Receive", 2150858843, "gone", FailureKind.PROTOCOL, "winrm-ended"),
        (
            "Create",
            2150859173,
            "The maximum number of concurrent shells for this user has been exceeded.",
            FailureKind.BLOCKED,
            "winrm-shells",
        ),
        (
            "Create",
            1,
            "This user is allowed a maximum number of concurrent shells of 30.",
            FailureKind.BLOCKED,
            "winrm-shells",
        ),
        (
            "Command",
            1,
            "System.OutOfMemoryException was thrown.",
            FailureKind.BLOCKED,
            "winrm-memory",
        ),
        ("Create", 2150858793, "timed out", FailureKind.TIMEOUT, "winrm-slow"),
        ("Create", 1234, "Something else.", FailureKind.PROTOCOL, "winrm-fault"),
    ],
)
def test_a_fault_of_the_service_has_its_cause(
    start: Start, action: str, code: int, words: str, kind: FailureKind, reason: str
):
    place = start(faults=Faults(on_message=refusing(action, code, words)))

    failure = failure_of(order(place))

    assert (failure.kind, failure.reason) == (kind, reason)
    assert place.server.shells == {}
