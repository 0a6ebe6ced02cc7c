# SPDX-License-Identifier: MIT
"""A trial of one server, with the real probes on loopback."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.errors import StorageError
from exchpatch_gui.services.demonstration import DemoWorkspace
from exchpatch_gui.services.trial import Trial
from exchpatch_gui.services.trial_steps import Step, StepState

SECONDS = 20.0
DONE, FAILED, SKIPPED = StepState.DONE, StepState.FAILED, StepState.SKIPPED
GREEN, YELLOW, RED, GREY = (
    TrafficLight.GREEN,
    TrafficLight.YELLOW,
    TrafficLight.RED,
    TrafficLight.GREY,
)


@pytest.fixture(scope="module")
def workspace():
    with closing(DemoWorkspace.launch()) as demo:
        yield demo


def demo_server(workspace, name):
    return next(one for one in workspace.servers() if one.name == name)


def tried(workspace, server):
    trial = Trial(server)
    trial.start(workspace)
    assert trial.join(SECONDS)
    trial.look()
    return trial


def states(trial):
    return [(report.state, report.light) for report in trial.reports.values()]


def keys(trial):
    return {step: report.message and report.message.key for step, report in trial.reports.items()}


def test_a_server_that_is_up_to_date_passes_every_step(workspace):
    trial = tried(workspace, demo_server(workspace, "mail.contoso.example"))

    assert states(trial) == [(DONE, GREEN)] * 6
    assert keys(trial)[Step.BUILD] == "trial.build.exact"
    assert trial.is_over
    assert trial.result is not None


def test_nothing_of_a_trial_is_stored(workspace):
    server = demo_server(workspace, "mail.contoso.example")

    tried(workspace, server)

    assert workspace.timeline(server.id) == ()


def test_a_port_that_refuses_fails_the_connection_with_cause_and_next_step(workspace):
    trial = tried(workspace, demo_server(workspace, "edge.adatum.example"))

    assert states(trial) == [
        (DONE, GREEN),
        (FAILED, RED),
        (SKIPPED, None),
        (SKIPPED, None),
        (SKIPPED, None),
        (DONE, GREY),
    ]
    failed = trial.reports[Step.CONNECTION]
    assert failed.message.key == "failure.refused.refused.message"
    assert failed.hint.key == "failure.refused.refused.hint"


def test_a_name_that_nobody_knows_fails_the_first_step(workspace):
    trial = tried(workspace, Server.ad_hoc(Target("nowhere.invalid")))

    assert states(trial)[0] == (FAILED, RED)
    assert keys(trial)[Step.NAME] == "failure.dns.not-found.message"
    assert states(trial)[-1] == (DONE, GREY)


def test_a_server_that_never_finishes_its_answer_fails_where_it_should_answer(workspace):
    trial = tried(workspace, demo_server(workspace, "library.adatum.example"))

    assert states(trial)[:4] == [(DONE, GREEN), (DONE, GREEN), (DONE, GREEN), (FAILED, RED)]
    assert keys(trial)[Step.EXCHANGE].startswith("failure.timeout.")


def test_a_certificate_that_ends_soon_speaks_at_its_step(workspace):
    trial = tried(workspace, demo_server(workspace, "remote.northwind.example"))

    report = trial.reports[Step.ENCRYPTION]
    assert (report.state, report.light) == (DONE, YELLOW)
    assert report.message.key == "finding.cert.outside.expiry.soon.title"
    assert report.hint.key == "finding.cert.outside.expiry.soon.remedy"


@pytest.mark.parametrize(
    ("name", "software"),
    [
        ("webmail.northwind.example", "trial.exchange.not-exchange.named"),
        ("schools.adatum.example", "trial.exchange.exchange-online"),
        ("test.fabrikam.example", "trial.exchange.imitation"),
    ],
)
def test_what_is_not_exchange_has_no_build_and_a_grey_verdict(workspace, name, software):
    trial = tried(workspace, demo_server(workspace, name))

    assert keys(trial)[Step.EXCHANGE] == software
    assert states(trial)[3:] == [(DONE, GREY), (SKIPPED, None), (DONE, GREY)]


@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("mail.adatum.example", "trial.build.hidden"),
        ("owa.fabrikam.example", "trial.build.partly"),
    ],
)
def test_a_build_that_does_not_show_is_grey(workspace, name, build):
    trial = tried(workspace, demo_server(workspace, name))

    assert states(trial)[4] == (DONE, GREY)
    assert keys(trial)[Step.BUILD] == build


def test_steps_show_while_they_are_taken(workspace):
    trial = Trial(demo_server(workspace, "library.adatum.example"))
    asleep = threading.Event()

    trial.start(workspace)
    while trial.reports[Step.EXCHANGE].state is not StepState.RUNNING:
        trial.look()
        asleep.wait(0.005)

    assert not trial.is_over
    assert states(trial)[:3] == [(DONE, GREEN)] * 3
    assert trial.reports[Step.BUILD].state is StepState.WAITING
    trial.cancel()
    assert trial.join(SECONDS)


def test_a_cancelled_trial_is_over_at_once_and_says_how_far_it_came(workspace):
    trial = Trial(demo_server(workspace, "library.adatum.example"))
    trial.start(workspace)

    trial.cancel()

    assert trial.is_over
    assert keys(trial)[Step.NAME] == "trial.stopped"
    assert states(trial) == [(SKIPPED, None)] * 6
    assert trial.join(SECONDS)
    assert not trial.look()


class BrokenStart:
    """Hands its error over as a run does that could not begin."""

    def __init__(self, error):
        self._error = error

    def start(self, _servers, _on_event, on_failure, *, watch):
        assert callable(watch)
        on_failure(self._error)


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (StorageError("storage.full", path="servers.db"), "error.storage.full.message"),
        (RuntimeError("our own fault"), "trial.bug"),
    ],
)
def test_a_trial_that_breaks_off_says_why_and_keeps_the_error(error, key):
    trial = Trial(Server.ad_hoc(Target("mail.contoso.example")))

    trial.start(BrokenStart(error))
    trial.look()

    assert trial.is_over
    assert trial.error is error
    assert keys(trial)[Step.NAME] == key
    assert states(trial)[0] == (FAILED, RED)
