# SPDX-License-Identifier: MIT
"""Starts and cancels runs for the window and tells it, in its own thread, how they go."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.net.courtesy import going_first
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.bridge import EventBridge

if TYPE_CHECKING:
    from exchpatch_gui.domain.runs import Trigger
    from exchpatch_gui.services.background import BackgroundRun
    from exchpatch_gui.services.keeping import Keeper

STRETCH_SECONDS = 0.01
"""How long events are worked on at a stretch; then the window gets its turn."""
_LARGEST_BATCH = 64
_STOP_SECONDS = 5.0


class RunController(QObject):
    """One run at a time.

    Results are stored, in a thread of their own, before they are told. A result that can't be
    stored is told all the same, and ``storing_failed`` says so once a run.

    Signals:
        run_started: ``tuple[Server, ...]``, the servers of the run.
        servers_started: ``tuple[Server, ...]``, those whose first probe has begun.
        sections_read: ``tuple[SectionRead, ...]``, the latest of each server that is signed in to.
        progressed: Finished, all, and seconds left; the latter below 0 while it can't be said.
        results_arrived: ``tuple[ServerResult, ...]``, each once.
        run_finished: ``CheckRun``, also when it was cancelled: then it is not complete.
        run_failed: The ``Exception`` of a run that broke off.
        storing_failed: ``UserError``.
    """

    run_started = Signal(object)
    servers_started = Signal(object)
    sections_read = Signal(object)
    progressed = Signal(int, int, float)
    results_arrived = Signal(object)
    run_finished = Signal(object)
    run_failed = Signal(object)
    storing_failed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._clock = clock
        self._bridge = EventBridge(self._take, self)
        self._waiting: deque[object] = deque()
        self._batch = 1
        self._next_stretch = QTimer(self)
        self._next_stretch.setSingleShot(True)
        self._next_stretch.setInterval(0)
        self._next_stretch.timeout.connect(self._work)
        self._run: BackgroundRun | None = None
        self._keeper: Keeper | None = None
        self._all = self._done = 0
        self._began = 0.0

    @property
    def is_running(self) -> bool:
        """Whether a run is on its way."""
        return self._run is not None

    def start(self, servers: Sequence[Server], trigger: Trigger | None = None) -> bool:
        """Begin to check servers; False if a run is on its way or there is nothing to check.

        Raises:
            UserError: The stored data can't be read.
        """
        if self.is_running or not servers:
            return False
        from exchpatch_gui.services.keeping import Keeper  # noqa: PLC0415 (after the first frame)

        keeper = Keeper(self._workspace.recording, self._bridge.send)
        self._run = self._workspace.start(servers, keeper.take, keeper.take, trigger=trigger)
        self._keeper = keeper
        keeper.start()
        self._all, self._done = len(servers), 0
        self._began = self._clock()
        self.run_started.emit(tuple(servers))
        self.progressed.emit(0, self._all, -1.0)
        return True

    @Slot()
    def cancel(self) -> None:
        """Ask the run to end; what is done is kept."""
        if self._run is not None:
            self._run.cancel()

    def shut_down(self) -> bool:
        """End a run and store what is done; call it before the workspace is closed.

        False if a thread would not end in time.
        """
        ended = True
        if self._run is not None:
            self._run.cancel()
            ended = self._run.join(_STOP_SECONDS)
        if self._keeper is not None:
            ended = self._keeper.end(_STOP_SECONDS) and ended
        if self._run is not None:
            self._bridge.flush()
            while self._waiting:
                self._work()
        self._run = self._keeper = None
        return ended

    def _take(self, values: tuple[object, ...]) -> None:
        self._waiting.extend(values)
        if not self._next_stretch.isActive():
            self._work()

    @Slot()
    def _work(self) -> None:
        """Work on one batch, as large as fits into a stretch; the next one has its own turn."""
        batch = [self._waiting.popleft() for _ in range(min(self._batch, len(self._waiting)))]
        begun = time.perf_counter()
        with going_first():
            self._handle(batch)
        fits = STRETCH_SECONDS / max(time.perf_counter() - begun, 1e-6) * len(batch)
        self._batch = max(1, min(int(fits), 2 * self._batch, _LARGEST_BATCH))
        if self._waiting:
            self._next_stretch.start()

    def _handle(self, batch: Sequence[object]) -> None:
        from exchpatch_gui.domain.events import (  # noqa: PLC0415 (after the first frame)
            RunFinished,
            SectionRead,
            ServerFinished,
            ServerStarted,
        )
        from exchpatch_gui.services.keeping import (  # noqa: PLC0415 (after the first frame)
            StoringFailed,
        )

        for one in batch:
            if isinstance(one, StoringFailed):
                self.storing_failed.emit(one.error)
        if started := tuple(one.server for one in batch if isinstance(one, ServerStarted)):
            self.servers_started.emit(started)
        if read := {one.server.id: one for one in batch if isinstance(one, SectionRead)}:
            self.sections_read.emit(tuple(read.values()))
        if results := tuple(one.result for one in batch if isinstance(one, ServerFinished)):
            self._done += len(results)
            self.results_arrived.emit(results)
            self.progressed.emit(self._done, self._all, self._seconds_left())
        for one in batch:
            if isinstance(one, RunFinished):
                self._run = None
                self.run_finished.emit(one.run)
            elif isinstance(one, Exception):
                self._run = None
                self.run_failed.emit(one)

    def _seconds_left(self) -> float:
        if not self._done:
            return -1.0
        return (self._clock() - self._began) / self._done * (self._all - self._done)
