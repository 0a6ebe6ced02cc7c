# SPDX-License-Identifier: MIT
"""A trial of one server: the real probes, seen step by step, and nothing is stored."""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping
from typing import Protocol

from exchpatch_gui.domain.events import RunEvent, RunFinished, ServerFinished
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import UserError
from exchpatch_gui.net.route import Progress, Watch
from exchpatch_gui.services.background import BackgroundRun
from exchpatch_gui.services.trial_steps import Step, StepLog, StepReport


class Starter(Protocol):
    """Begins to check servers; ``Workspace`` is one."""

    def start(
        self,
        servers: tuple[Server, ...],
        on_event: Callable[[RunEvent], None],
        on_failure: Callable[[Exception], None],
        *,
        watch: Watch,
    ) -> BackgroundRun:
        """Begin."""


class Trial:
    """One server on trial; used from one thread, which looks for news now and then.

    Attributes:
        result: What came out; None until then, and if it came to no result.
        error: What broke the trial off, if that was no fault of the server.
        is_over: Whether there will be no more news.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        self.result: ServerResult | None = None
        self.error: Exception | None = None
        self.is_over = False
        self._log = StepLog(server.target)
        self._events: queue.SimpleQueue[RunEvent | Progress | Exception] = queue.SimpleQueue()
        self._run: BackgroundRun | None = None

    @property
    def reports(self) -> Mapping[Step, StepReport]:
        """What is known of each step, in their order."""
        return self._log.reports

    def start(self, starter: Starter) -> None:
        """Begin.

        Raises:
            UserError: The stored data or the catalogue can't be read.
        """
        put = self._events.put
        self._run = starter.start((self.server,), put, put, watch=put)

    def cancel(self) -> None:
        """End it here; its thread ends within about a second, and what it brings is left."""
        if self._run is not None:
            self._run.cancel()
        if not self.is_over:
            self.is_over = True
            self._log.stop()

    def join(self, timeout: float) -> bool:
        """Wait for the end; tell whether it came."""
        return self._run is None or self._run.join(timeout)

    def look(self) -> bool:
        """Take the news in; tell whether there were any."""
        is_news = False
        while not self.is_over and not self._events.empty():
            self._take(self._events.get_nowait())
            is_news = True
        return is_news

    def _take(self, event: RunEvent | Progress | Exception) -> None:
        match event:
            case Progress():
                self._log.reach(event)
            case ServerFinished(result=result):
                self.result = result
                self._log.conclude(result)
            case RunFinished():
                self.is_over = True
                self._log.stop()
            case Exception():
                self.is_over = True
                self.error = event
                self._log.fail(*sentences(event))
            case _:
                pass


def sentences(error: Exception) -> tuple[Message, Message]:
    """Say what broke a trial off, and what helps."""
    if isinstance(error, UserError):
        key, params = f"error.{error.key}", error.params
        return Message(f"{key}.message", params), Message(f"{key}.hint", params)
    return Message("trial.bug"), Message("trial.bug.hint")
