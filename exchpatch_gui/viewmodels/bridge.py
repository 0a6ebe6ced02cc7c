# SPDX-License-Identifier: MIT
"""The only crossing from worker threads into the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot

FLUSH_MILLISECONDS = 50


class EventBridge(QObject):
    """Carries values into the main thread and hands them on in batches, in their order.

    It lives as long as the window. Batches keep a burst of a thousand results from causing a
    thousand updates of everything that listens.
    """

    _arrived = Signal(object)

    def __init__(self, take: Callable[[tuple[object, ...]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._take = take
        self._waiting: list[object] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FLUSH_MILLISECONDS)
        self._timer.timeout.connect(self.flush)
        self._arrived.connect(self._queue, Qt.ConnectionType.QueuedConnection)

    def send(self, event: object) -> None:
        """Hand over one value; any thread may call this while the bridge exists."""
        self._arrived.emit(event)

    @Slot(object)
    def _queue(self, event: object) -> None:
        self._waiting.append(event)
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def flush(self) -> None:
        """Hand on what has arrived, now."""
        self._timer.stop()
        batch, self._waiting = tuple(self._waiting), []
        if batch:
            self._take(batch)

    def drain(self) -> None:
        """Hand on everything that was sent before this call; for the main thread."""
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self.flush()
