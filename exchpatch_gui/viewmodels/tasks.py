# SPDX-License-Identifier: MIT
"""Work that takes longer than the eye allows: done in a thread, its outcome told in the window."""

from __future__ import annotations

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

T = TypeVar("T")

POLL_MILLISECONDS = 20
_STOP_SECONDS = 5.0
OnError = Callable[[Exception], None]


class _Outcome(NamedTuple):
    number: int
    value: Any
    error: Exception | None


class _Waiting(NamedTuple):
    thread: threading.Thread
    on_done: Callable[[Any], None]
    on_error: OnError


class Tasks(QObject):
    """Runs functions in threads of their own and calls back in the main thread.

    The functions get and give values only; they know nothing of Qt or the database. Their
    threads put the outcome into a queue that is looked into while one is awaited, so this object
    may be deleted at any time, as with the dialog it belongs to: then nothing is told any more.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outcomes: deque[_Outcome] = deque()
        self._waiting: dict[int, _Waiting] = {}
        self._numbers = itertools.count(1)
        self._look = QTimer(self)
        self._look.setInterval(POLL_MILLISECONDS)
        self._look.timeout.connect(self._take)

    @property
    def are_running(self) -> bool:
        """Whether the outcome of anything is still to come."""
        return bool(self._waiting)

    def run(
        self, work: Callable[[], T], on_done: Callable[[T], None], on_error: OnError
    ) -> Callable[[], None]:
        """Begin to work; one of the two functions is called later, in the main thread.

        Calling what is given back cancels the order: its outcome is then not told.
        """
        number = next(self._numbers)
        put = self._outcomes.append

        def do() -> None:
            try:
                outcome = _Outcome(number, work(), None)
            except Exception as error:  # noqa: BLE001 (told by on_error, whatever it is)
                outcome = _Outcome(number, None, error)
            put(outcome)

        thread = threading.Thread(target=do, name=f"exchpatch-task-{number}", daemon=True)
        self._waiting[number] = _Waiting(thread, on_done, on_error)
        thread.start()
        self._look.start()
        return lambda: self._drop(number)

    def forget(self) -> None:
        """Tell no outcome any more."""
        self._waiting.clear()
        self._look.stop()

    def shut_down(self) -> bool:
        """Wait for the threads to end; False if one would not in time."""
        deadline = time.monotonic() + _STOP_SECONDS
        threads = [one.thread for one in self._waiting.values()]
        self.forget()
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)

    def _drop(self, number: int) -> None:
        self._waiting.pop(number, None)
        if not self._waiting:
            self._look.stop()

    @Slot()
    def _take(self) -> None:
        while self._waiting and self._outcomes:
            outcome = self._outcomes.popleft()
            waiting = self._waiting.get(outcome.number)
            self._drop(outcome.number)
            if waiting is None:
                continue
            if outcome.error is None:
                waiting.on_done(outcome.value)
            else:
                waiting.on_error(outcome.error)
