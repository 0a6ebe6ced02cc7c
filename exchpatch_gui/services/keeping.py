# SPDX-License-Identifier: MIT
"""Stores what a run brings beside the window: a disk that takes its time holds up nobody."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchpatch_gui.domain.events import RunEvent, RunFinished
from exchpatch_gui.errors import UserError
from exchpatch_gui.net.courtesy import make_way
from exchpatch_gui.services.recorder import Recorder
from exchpatch_gui.services.sign_ins import SignIns
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.history import History

if TYPE_CHECKING:
    from exchpatch_gui.services.workspace import Workspace

logger = logging.getLogger(__name__)

Keep = Callable[[Sequence[RunEvent]], None]
Recording = Callable[[], AbstractContextManager[Keep]]
_LARGEST_BATCH = 64


@dataclass(frozen=True, slots=True)
class StoringFailed:
    """What the run brings can't be stored; what is told from now on is not."""

    error: UserError


class _End:
    """Nothing more will come."""


@contextmanager
def recording(workspace: Workspace) -> Iterator[Keep]:
    """Give what stores events, over a connection that belongs to the calling thread.

    A result is safe when it returns; sign-ins that were refused meanwhile are noted.

    Raises:
        StorageError: It can't be opened, or can't store.
    """
    with Database.open(workspace.paths.database) as database:
        recorder = Recorder(History(database))
        sign_ins = SignIns(database, workspace.clock)

        def keep(events: Sequence[RunEvent]) -> None:
            recorder.keep(events)
            while workspace.refusals:
                refused = workspace.refusals.popleft()
                sign_ins.note_refused(refused.id, workspace.clock())

        yield keep


class Keeper:
    """Takes the events of one run from any thread, stores them, then tells them in their order.

    What has gathered while the disk was busy is stored in one go. After the last event of a run,
    or the error that broke it off, the thread ends.

    Args:
        recording: Opens, in the thread, what stores.
        tell: Gets every event once it is stored, and once ``StoringFailed`` if that went wrong.
    """

    def __init__(self, recording: Recording, tell: Callable[[object], None]) -> None:
        self._recording = recording
        self._tell = tell
        self._waiting: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._stores = True
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="exchpatch-keep", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def take(self, event: object) -> None:
        """Take an event, or the error that has ended the run."""
        self._waiting.put(event)

    def end(self, timeout: float) -> bool:
        """End with what was taken so far; tell whether all of it was told in time."""
        self._waiting.put(_End())
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work(self) -> None:
        try:
            with self._recording() as keep:
                self._pass_on(keep)
        except UserError as error:
            self._give_up(error)
            self._pass_on(lambda _events: None)
        except Exception as error:  # the window is not to wait for ever
            logger.exception("storing has failed")
            self._tell(error)

    def _pass_on(self, keep: Keep) -> None:
        while not self._ended:
            batch = self._gathered()
            make_way()
            if self._stores:
                try:
                    keep([one for one in batch if isinstance(one, RunEvent)])
                except UserError as error:
                    self._give_up(error)
            self._tell_until_end(batch)

    def _tell_until_end(self, batch: Sequence[object]) -> None:
        for one in batch:
            self._ended = isinstance(one, _End | RunFinished | Exception)
            if not isinstance(one, _End):
                self._tell(one)
            if self._ended:
                return

    def _gathered(self) -> list[object]:
        batch = [self._waiting.get()]
        while len(batch) < _LARGEST_BATCH and not self._waiting.empty():
            batch.append(self._waiting.get())
        return batch

    def _give_up(self, error: UserError) -> None:
        logger.warning("results can't be stored: %s", error)
        self._stores = False
        self._tell(StoringFailed(error))
