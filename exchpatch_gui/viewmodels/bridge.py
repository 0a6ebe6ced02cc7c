# SPDX-License-Identifier: MIT
"""The only crossing from worker threads into the window."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

FLUSH_MILLISECONDS = 100


class EventBridge(QObject):
    """Carries values into the main thread and hands them on in batches, in their order.

    It lives as long as the window. Batches keep a burst of a thousand results from causing a
    thousand updates of everything that listens, and from waking the main thread a thousand
    times, each of which has to wait for the interpreter among all threads of a check.
    """

    _arrived = Signal()

    def __init__(self, take: Callable[[tuple[object, ...]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._take = take
        self._waiting: deque[object] = deque()
        self._is_told = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FLUSH_MILLISECONDS)
        self._timer.timeout.connect(self.flush)
        self._arrived.connect(self._timer.start, Qt.ConnectionType.QueuedConnection)

    def send(self, event: object) -> None:
        """Hand over one value; any thread may call this while the bridge exists."""
        self._waiting.append(event)
        if not self._is_told:
            self._is_told = True
            self._arrived.emit()

    @Slot()
    def flush(self) -> None:
        """Hand on what has arrived, now."""
        self._timer.stop()
        # In this order: what comes from now on is in this batch or told anew.
        self._is_told = False
        batch = tuple(self._waiting.popleft() for _ in range(len(self._waiting)))
        if batch:
            self._take(batch)
