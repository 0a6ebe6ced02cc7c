# SPDX-License-Identifier: MIT
"""A trial of one server for a dialog: started, stopped, and looked at while it goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.services.trial import Trial
from exchpatch_gui.services.trial_steps import Step, StepReport
from exchpatch_gui.services.workspace import Workspace

POLL_MILLISECONDS = 30


class Attempt(Protocol):
    """A trial that goes on in a thread of its own."""

    @property
    def is_over(self) -> bool:
        """Whether there will be no more news."""

    @property
    def error(self) -> Exception | None:
        """What broke it off, if that was no fault of the server."""

    @property
    def server(self) -> Server:
        """The server that is tried."""

    @property
    def reports(self) -> Mapping[Any, StepReport]:
        """What is known of each step."""

    def look(self) -> bool:
        """Take the news in; tell whether there were any."""

    def cancel(self) -> None:
        """End it here."""


class TrialRunner(QObject):
    """One trial at a time; it may be deleted while one goes on.

    Args:
        workspace: What the usual trial works on.
        steps: What is found out, in this order.

    Signals:
        changed: The reports are others now.
    """

    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        parent: QObject | None = None,
        *,
        steps: Iterable[StrEnum] = Step,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._steps = tuple(steps)
        self._trial: Attempt | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MILLISECONDS)
        self._timer.timeout.connect(self._look)

    @property
    def is_running(self) -> bool:
        """Whether a trial goes on."""
        return self._trial is not None and not self._trial.is_over

    @property
    def reports(self) -> Mapping[Any, StepReport]:
        """What is known of each step, in their order."""
        if self._trial is None:
            return {step: StepReport(step) for step in self._steps}
        return self._trial.reports

    @property
    def error(self) -> Exception | None:
        """What broke the trial off, if that was no fault of the server."""
        return None if self._trial is None else self._trial.error

    @property
    def server(self) -> Server | None:
        """The server that is or was tried."""
        return None if self._trial is None else self._trial.server

    def start(self, server: Server) -> None:
        """Begin, in place of one that goes on.

        Raises:
            UserError: The stored data can't be read.
        """
        self.forget()
        trial = Trial(server)
        trial.start(self._workspace)
        self.follow(trial)

    def follow(self, trial: Attempt) -> None:
        """Look at a trial that has begun, in place of one that goes on."""
        self.forget()
        self._trial = trial
        self._timer.start()
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """End a trial that goes on and keep what it has shown."""
        if self._trial is not None and self.is_running:
            self._trial.cancel()
            self._timer.stop()
            self.changed.emit()

    def forget(self) -> None:
        """End a trial that goes on and show nothing of it any more."""
        if self._trial is not None:
            self._trial.cancel()
            self._trial = None
            self._timer.stop()
            self.changed.emit()

    @Slot()
    def _look(self) -> None:
        if self._trial is None:
            return
        is_news = self._trial.look()
        if self._trial.is_over:
            self._timer.stop()
        if is_news:
            self.changed.emit()
