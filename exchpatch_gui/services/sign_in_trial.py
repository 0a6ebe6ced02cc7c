# SPDX-License-Identifier: MIT
"""A trial of one sign-in on one server, seen step by step; nothing is stored."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from exchpatch_gui.domain.access import Access, PlannedAccess
from exchpatch_gui.domain.evidence import Failure, FailureKind
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.sign_ins import Credential, Secret, SignIn
from exchpatch_gui.errors import Bug
from exchpatch_gui.net.tls import TlsFacts
from exchpatch_gui.remote.order import Order
from exchpatch_gui.remote.trial import Step, TrialStep, try_sign_in
from exchpatch_gui.remote.trial import StepState as Ended
from exchpatch_gui.services.refusals import COUNTED
from exchpatch_gui.services.signed_in import order_of
from exchpatch_gui.services.trial import sentences
from exchpatch_gui.services.trial_steps import StepReport, StepState

PIN_CHANGED = "winrm-pin-changed"


class SignInTrial:
    """One sign-in on trial; used from one thread, which looks for news now and then.

    A sign-in that was refused before is tried all the same: somebody asks for it.

    Args:
        planned: Who signs in where.
        read: Gives the password, in the trial's own thread; None where none is needed.
        options: How long to wait, and whom to trust.

    Attributes:
        is_over: Whether there will be no more news.
        error: What broke the trial off, if that was no fault of the server.
        failure: What the server or the way to it failed by.
        certificate: What the server has shown.
        accepted: Whether the server has let the sign-in in.
    """

    def __init__(
        self,
        planned: PlannedAccess,
        read: Callable[[], Secret | None],
        options: ProbeOptions,
    ) -> None:
        if planned.chosen.sign_in is None:
            raise Bug("nobody is to sign in")
        self.sign_in: SignIn = planned.chosen.sign_in
        self.planned = planned
        self.is_over = False
        self.accepted = False
        self.error: Exception | None = None
        self.failure: Failure | None = None
        self.certificate: TlsFacts | None = None
        self.reports = {step: StepReport(step) for step in Step}
        self.reports[Step.PORT] = StepReport(Step.PORT, StepState.RUNNING)
        self._read = read
        self._options = options
        self._events: queue.SimpleQueue[TrialStep | Exception | None] = queue.SimpleQueue()
        self._cancel = threading.Event()
        self._thread = threading.Thread(
            target=self._run, name="exchpatch-sign-in-trial", daemon=True
        )

    @property
    def server(self) -> Server:
        """The server that is signed in to."""
        return self.planned.server

    @property
    def was_refused(self) -> bool:
        """Whether a domain has counted a wrong password, or may have."""
        return self.failure is not None and self.failure.reason in COUNTED

    @property
    def can_be_pinned(self) -> bool:
        """Whether nothing but an unknown certificate stands in the way."""
        failure = self.failure
        return (
            failure is not None
            and failure.kind is FailureKind.TLS_UNTRUSTED
            and failure.reason != PIN_CHANGED
            and self.certificate is not None
        )

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """End it here; its thread ends within about two seconds and leaves no session behind."""
        self._cancel.set()
        if not self.is_over:
            self.is_over = True
            self._stop()

    def join(self, timeout: float) -> bool:
        """Wait for the end; tell whether it came."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def look(self) -> bool:
        """Take the news in; tell whether there were any."""
        is_news = False
        while not self.is_over and not self._events.empty():
            self._take(self._events.get_nowait())
            is_news = True
        return is_news

    def _run(self) -> None:
        try:
            try_sign_in(self._order(), self._cancel, self._events.put)
        except Exception as error:  # noqa: BLE001 (told in the window, whatever it is)
            self._events.put(error)
        self._events.put(None)

    def _order(self) -> Order:
        credential = Credential(self.sign_in, self._read())
        return order_of(Access(self.planned, credential), self._options)

    def _take(self, event: TrialStep | Exception | None) -> None:
        match event:
            case TrialStep():
                self._note(event)
            case Exception():
                self.error = event
                self._end(self._running(), StepState.FAILED, TrafficLight.RED, *sentences(event))
            case None:
                self.is_over = True
                self._stop()

    def _note(self, ended: TrialStep) -> None:
        self.certificate = ended.certificate or self.certificate
        light, state = {
            Ended.DONE: (TrafficLight.GREEN, StepState.DONE),
            Ended.FAILED: (TrafficLight.RED, StepState.FAILED),
            Ended.SKIPPED: (None, StepState.SKIPPED),
        }[ended.state]
        self._end(ended.step, state, light, ended.message, ended.hint)
        if ended.state is Ended.FAILED:
            self.failure = ended.failure
            return
        self.accepted = self.accepted or ended.step is Step.SIGN_IN
        for step, report in self.reports.items():
            if report.state is StepState.WAITING:
                self.reports[step] = StepReport(step, StepState.RUNNING)
                return

    def _end(
        self,
        step: Step,
        state: StepState,
        light: TrafficLight | None,
        message: Message,
        hint: Message | None = None,
    ) -> None:
        self.reports[step] = StepReport(step, state, light, message, hint)

    def _running(self) -> Step:
        states = self.reports.items()
        return next((one for one, report in states if report.state is StepState.RUNNING), Step.PORT)

    def _stop(self) -> None:
        """Leave what is not done yet."""
        for step, report in self.reports.items():
            if report.state is StepState.RUNNING:
                stopped = Message("trial.stopped")
                self.reports[step] = StepReport(step, StepState.SKIPPED, message=stopped)
            elif report.state is StepState.WAITING:
                self.reports[step] = StepReport(step, StepState.SKIPPED)
