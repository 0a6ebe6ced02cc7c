# SPDX-License-Identifier: MIT
"""From stages of a connection to the steps a person sees."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net.route import Progress, Stage
from exchpatch_gui.net.tls import TlsFacts
from exchpatch_gui.services.trial_steps import Step, StepLog, StepState
from exchpatch_gui.wording import load

ENDS = datetime(2027, 3, 1, tzinfo=UTC)


def progress(stage, *, trust="trusted"):
    return Progress(
        stage,
        addresses=("192.0.2.1", "192.0.2.2"),
        address="192.0.2.1",
        tls=TlsFacts("TLSv1.2", "ECDHE", trust, ends=ENDS),
    )


def sentences(log):
    words = load("en")
    return {
        step: words.say(report.message) for step, report in log.reports.items() if report.message
    }


def reached(*stages, host="mail.contoso.example", trust="trusted"):
    log = StepLog(Target(host))
    for stage in stages:
        log.reach(progress(stage, trust=trust))
    return log


def test_the_first_step_is_under_way_from_the_start():
    log = reached()

    assert log.running is Step.NAME


def test_each_stage_ends_one_step_and_begins_the_next():
    log = reached(Stage.RESOLVED, Stage.CONNECTED, Stage.SECURED)

    assert log.running is Step.EXCHANGE
    assert sentences(log) == {
        Step.NAME: "Its address is 192.0.2.1, 192.0.2.2.",
        Step.CONNECTION: "192.0.2.1 answers on port 443.",
        Step.ENCRYPTION: "TLS 1.2; the certificate is trusted and valid until 1 Mar 2027.",
    }


def test_an_address_needs_no_name_server():
    log = reached(Stage.RESOLVED, host="192.0.2.1")

    assert sentences(log) == {Step.NAME: "An address was typed: no name has to be looked up."}


def test_through_a_proxy_two_steps_are_taken_at_once():
    log = reached(Stage.TUNNELLED)

    assert log.running is Step.ENCRYPTION
    assert sentences(log) == {
        Step.NAME: "The proxy of this computer looks the name up.",
        Step.CONNECTION: "The proxy 192.0.2.1 has opened a way to it.",
    }


def test_a_certificate_that_is_not_trusted_is_yellow_and_the_way_goes_on():
    log = reached(Stage.RESOLVED, Stage.CONNECTED, Stage.SECURED, trust="self-signed")

    assert log.reports[Step.ENCRYPTION].light is TrafficLight.YELLOW
    assert log.running is Step.EXCHANGE


def test_a_connection_that_is_opened_again_changes_nothing():
    log = reached(Stage.RESOLVED, Stage.CONNECTED, Stage.SECURED)
    before = dict(log.reports)

    log.reach(progress(Stage.CONNECTED))
    log.reach(progress(Stage.SECURED, trust="self-signed"))

    assert log.reports == before


@pytest.mark.parametrize("stages", [(), (Stage.RESOLVED,), (Stage.RESOLVED, Stage.CONNECTED)])
def test_a_failure_belongs_to_the_step_that_is_under_way(stages):
    log = reached(*stages)
    step = log.running

    log.fail(Message("trial.bug"), Message("trial.bug.hint"))

    failed = [one for one in log.reports.values() if one.state is StepState.FAILED]
    waiting = [one for one in log.reports.values() if one.state is StepState.WAITING]
    assert [one.step for one in failed] == [step]
    assert waiting == []


@pytest.mark.parametrize(
    "verdict", set(IdentityVerdict) - {IdentityVerdict.EXCHANGE, IdentityVerdict.UNREACHABLE}
)
def test_whatever_answers_instead_of_exchange_has_a_sentence_and_a_next_step(verdict):
    words = load("en")

    assert words.has(f"trial.exchange.{verdict}")
    assert words.has(f"trial.exchange.{verdict}.hint")
