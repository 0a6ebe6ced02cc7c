# SPDX-License-Identifier: MIT
"""Catches what nobody expected, in any thread: it is logged, told once, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)

logger = logging.getLogger(__name__)
qt_logger = logging.getLogger("exchpatch_gui.qt")

QUIET_SECONDS = 60.0
"""The same fault is told again only after so long a time."""
_LONGEST_DETAILS = 20_000
_TELLING_FRAMES = 5
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that should not have happened.

    Attributes:
        place: Where it came from: two with the same are the same fault.
        summary: Its last line, masked.
        details: All that is known of it, masked.
    """

    place: str
    summary: str
    details: str


class FaultCatcher(QObject):
    """Stands behind everything; to be made in the main thread.

    Args:
        names: Gives names that are not to leave this computer; asked in the main thread.
        clock: Counts seconds.

    Signals:
        caught: ``Fault``, in the main thread; the same one not again for a while.
        interrupted: Control-C was pressed where the program was started.
    """

    caught = Signal(object)
    interrupted = Signal()
    _raised = Signal(object)

    def __init__(
        self,
        names: Callable[[], Iterable[str]],
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._names = names
        self._clock = clock
        self._told: dict[str, float] = {}
        self._undo: list[Callable[[], object]] = []
        self._qt: Callable[[QtMsgType, QMessageLogContext, str], object] | None = None
        # Queued: whatever was going on when it happened, such as painting, ends first.
        self._raised.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Stand behind the main thread, all others, and Qt."""
        main, others = sys.excepthook, threading.excepthook
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread
        qt = qInstallMessageHandler(self._log_message)
        self._qt = qt
        self._undo = [
            lambda: setattr(sys, "excepthook", main),
            lambda: setattr(threading, "excepthook", others),
            lambda: qInstallMessageHandler(qt),
        ]

    def uninstall(self) -> None:
        """Let everything be as before."""
        undo, self._undo = self._undo, []
        for step in undo:
            step()

    def _from_main(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self.interrupted.emit()
            return
        self._raised.emit((error, trace, ""))

    def _from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is None or issubclass(arguments.exc_type, SystemExit):
            return
        thread = arguments.thread.name if arguments.thread else ""
        self._raised.emit((arguments.exc_value, arguments.exc_traceback, thread))

    @Slot(object)
    def _take(self, raised: tuple[BaseException, TracebackType | None, str]) -> None:
        error, trace, thread = raised
        place = _place(error, trace)
        now = self._clock()
        if now - self._told.get(place, -QUIET_SECONDS) < QUIET_SECONDS:
            logger.debug("again: %s", place)
            return
        self._told[place] = now
        fault = self._fault(error, trace, thread)
        _log(fault)
        self.caught.emit(fault)

    def _log_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Log what Qt says; whoever listened before still hears it."""
        text = _masked(message, ())
        qt_logger.log(_QT_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category, text)
        if self._qt is not None:
            self._qt(kind, context, message)

    def _fault(self, error: BaseException, trace: TracebackType | None, thread: str) -> Fault:
        lines = "".join(traceback.format_exception(type(error), error, trace))
        if len(lines) > _LONGEST_DETAILS:
            half = _LONGEST_DETAILS // 2
            lines = f"{lines[:half]}\n…\n{lines[-half:]}"
        text = _masked(lines, self._names()).rstrip()
        head = f"in the thread {thread}\n" if thread else ""
        return Fault(_place(error, trace), text.rpartition("\n")[2], head + text)


def _place(error: BaseException, trace: TracebackType | None) -> str:
    """Name the kind of error and the lines that led there."""
    frames = traceback.extract_tb(trace)[-_TELLING_FRAMES:]
    return " ".join([type(error).__name__, *(f"{one.filename}:{one.lineno}" for one in frames)])


def _log(fault: Fault) -> None:
    """Log a fault with its masked details; the logger's own way would write them as they are."""
    record = logger.makeRecord(
        logger.name, logging.ERROR, __file__, 0, "a fault: %s", (fault.summary,), None
    )
    record.exc_text = fault.details
    logger.handle(record)


def _masked(text: str, names: Iterable[str]) -> str:
    from exchpatch_gui.services.masking import Mask  # noqa: PLC0415 (rarely needed)

    return Mask.of_this_user(names).text(text)
