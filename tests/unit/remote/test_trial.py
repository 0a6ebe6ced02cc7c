# SPDX-License-Identifier: MIT
"""The doctor goes as far as the server lets it, and names the one thing to change."""

from __future__ import annotations

import json
import threading

import pytest

from exchpatch_gui import wording
from exchpatch_gui.demo.remoting.shells import Computer, Run, ScriptError
from exchpatch_gui.domain.remotes import Channel
from exchpatch_gui.remote.order import Order
from exchpatch_gui.remote.trial import Step, StepState, TrialStep, try_sign_in
from tests.helpers.authority import Authority, Pair, self_signed
from tests.helpers.collected import document, not_collected
from tests.helpers.exchange_answers import healthy
from tests.helpers.exchange_shell import Answer, exchange
from tests.helpers.remote_servers import FACTS, Faults, order, refusing
from tests.helpers.rude_servers import refusing_port
from tests.unit.remote.starting import AtDoor, Start, nobody

ALL = tuple(Step)


def tried(given: Order) -> list[TrialStep]:
    """Try, and word everything that is said in every language."""
    steps: list[TrialStep] = []
    passed = try_sign_in(given, threading.Event(), steps.append)
    assert passed is all(one.state is not StepState.FAILED for one in steps)
    for language in wording.LANGUAGES:
        words = wording.load(language)
        for one in steps:
            assert words.text(one.message.key, one.message.params)
            assert one.hint is None or words.text(one.hint.key, one.hint.params)
            assert words.text(f"remote.step.{one.step}.name")
    return steps


def computer(mode: str = "FullLanguage", *, admin: bool = True, facts: str = FACTS) -> Computer:
    """Play a computer with this PowerShell and this account."""

    def play(run: Run) -> None:
        if "Get-ExchangeState" not in run.script:
            run.write(mode)
            if mode == "FullLanguage":
                run.write(admin)
            return
        assert run.parameters["Sections"] == "exchange_server"
        run.write(facts)

    return play


def test_all_steps_are_told_in_their_order(start: Start):
    place = start(computer())

    steps = tried(order(place))

    assert tuple(one.step for one in steps) == ALL
    assert {one.state for one in steps} == {StepState.DONE}
    assert place.server.ledger.proofs == 1
    assert place.server.shells == {}


def test_over_tls_the_certificate_is_shown(start: Start, authority: Authority, good_pair: Pair):
    place = start(computer(), pair=good_pair)

    steps = tried(order(place, channel=Channel.TLS, ca_file=authority.ca_file))

    shown = steps[1].certificate
    assert tuple(one.step for one in steps) == ALL
    assert shown is not None
    assert shown.trust == "trusted"


def test_an_untrusted_certificate_can_be_pinned_from_what_is_told(start: Start):
    place = start(computer(), pair=self_signed("EX01"))

    failed = tried(order(place, channel=Channel.TLS))[-1]

    assert (failed.step, failed.state) == (Step.CHANNEL, StepState.FAILED)
    assert failed.certificate is not None
    assert failed.failure is not None
    assert failed.failure.params["fingerprint"] == failed.certificate.fingerprint
    pinned = order(place, channel=Channel.TLS, pin=failed.certificate.fingerprint)
    assert tried(pinned)[-1].state is StepState.DONE


def test_a_closed_port_ends_it_at_once():
    with refusing_port() as port:
        (failed,) = tried(order(port))

    assert (failed.step, failed.state) == (Step.PORT, StepState.FAILED)


def test_a_wrong_password_is_tried_once(start: Start):
    place = start(computer())

    *_, failed = tried(order(place, password="wrong"))  # noqa: S106 (of nobody)

    assert (failed.step, failed.state) == (Step.SIGN_IN, StepState.FAILED)
    assert place.server.ledger.proofs == 1


def test_who_may_not_open_a_session_is_no_administrator(start: Start):
    faults = Faults(on_message=refusing("Create", 5, "Access is denied."))

    *_, failed = tried(order(start(computer(), faults)))

    assert (failed.step, failed.state) == (Step.ADMINISTRATOR, StepState.FAILED)
    assert failed.message.key == "failure.forbidden.winrm-administrator.message"


def test_who_may_open_one_and_is_no_administrator_is_told_so(start: Start):
    place = start(computer(admin=False))

    *_, failed = tried(order(place))

    assert (failed.step, failed.state) == (Step.ADMINISTRATOR, StepState.FAILED)
    assert place.server.shells == {}


def test_application_control_is_seen_before_the_collector_runs(start: Start):
    *_, failed = tried(order(start(computer("ConstrainedLanguage"))))

    assert (failed.step, failed.state) == (Step.LANGUAGE, StepState.FAILED)
    assert failed.message.key == "failure.forbidden.winrm-language.message"


def test_a_restricted_endpoint_is_told_as_such(start: Start):
    def play(_run: Run) -> None:
        raise ScriptError("The syntax is not supported by this runspace.")

    *_, failed = tried(order(start(play)))

    assert (failed.step, failed.state) == (Step.ADMINISTRATOR, StepState.FAILED)
    assert failed.message.key == "failure.forbidden.winrm-endpoint.message"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("The WinRM client received an HTTP status code of 503 from the service.", "winrm-pool"),
        ("Connecting to remote server failed: Access is denied.", "winrm-exchange"),
        ("The user isn't assigned to any management roles.", "winrm-cmdlets"),
    ],
)
def test_why_exchange_gave_nothing_is_told(start: Start, words: str, reason: str):
    facts = json.dumps(document(exchange_server=not_collected("error", words)))

    *_, failed = tried(order(start(computer(facts=facts))))

    assert failed.failure is not None
    assert (failed.step, failed.failure.reason) == (Step.EXCHANGE, reason)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("access_denied", StepState.FAILED),
        ("error", StepState.FAILED),
        ("skipped", StepState.SKIPPED),
    ],
)
def test_whether_exchange_lets_the_account_in_is_asked_of_itself(
    start: Start, status: str, state: StepState
):
    facts = json.dumps(document(exchange_server=not_collected(status, "No role.")))

    last = tried(order(start(computer(facts=facts))))[-1]

    assert (last.step, last.state) == (Step.EXCHANGE, state)
    assert last.message.params["detail"] == "No role."


@pytest.mark.usefixtures("ticket")
@pytest.mark.parametrize(("given", "state"), [(healthy(), StepState.DONE), ({}, StepState.FAILED)])
def test_the_doctor_asks_at_the_door_itself(
    start: Start, at_door: AtDoor, given: dict[str, Answer], state: StepState
):
    door = at_door(exchange(given))
    steps: list[TrialStep] = []

    passed = try_sign_in(nobody(start()), threading.Event(), steps.append)

    assert passed is (state is StepState.DONE)
    assert (steps[-1].step, steps[-1].state) == (Step.EXCHANGE, state)
    assert door.server.shells == {}
