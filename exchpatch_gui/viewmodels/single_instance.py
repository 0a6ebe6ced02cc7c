# SPDX-License-Identifier: MIT
"""One window for a data directory: a second start shows the first one's window and ends.

A lock file decides who is first, so that two starts at the same moment don't both believe it. A
local socket, which only the same user may open, carries the one message there is.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

logger = logging.getLogger(__name__)

SHOW = b"exchpatch/1 show\n"
_LONGEST_MESSAGE = 64
_MOST_WAITING = 8
_PATIENCE_MILLISECONDS = 2000
_ANSWER_SECONDS = 3.0
_RETRY_SECONDS = 0.05
# A socket's path holds 103 bytes on macOS and 107 on Linux, and Qt first makes a longer one.
_LONGEST_PATH = 80


class SingleInstance(QObject):
    """Holds a data directory for one window, and hears of later starts.

    Attributes:
        is_first: Whether no other window holds the directory.

    Signals:
        shown_again: Somebody has started the program once more: the window is to come up.
    """

    shown_again = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._lock = QLockFile(str(data_dir / "window.lock"))
        # Never stale by age: a window may stay open for months. A lock whose process has died is
        # still taken over.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None
        self.is_first = False

    @cached_property
    def _name(self) -> str:
        return socket_name(self._data_dir)

    def acquire(self) -> bool:
        """Become the first; False if another one holds the directory.

        Where no lock can be made, as in a write-protected directory, everybody is the first.
        """
        locked = self._lock.tryLock(0)
        self.is_first = locked or self._lock.error() is not QLockFile.LockError.LockFailedError
        return self.is_first

    def show_first(self) -> bool:
        """Let the first one show its window; False if it doesn't answer in time."""
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 (only a second start needs it)

        deadline = time.monotonic() + _ANSWER_SECONDS
        while (left := deadline - time.monotonic()) > 0:
            socket = QLocalSocket()
            _allow_foreground(self._first_process())
            if self._ask(socket, int(left * 1000)):
                return True
            # The first one may hold the lock and not listen yet.
            time.sleep(_RETRY_SECONDS)
        return False

    def listen(self) -> None:
        """Hear of later starts, if this is the first; it may wait for the first frame."""
        if not self.is_first:
            return
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 (after the first frame)

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(_MOST_WAITING)
        server.newConnection.connect(self._greet)
        # We hold the lock, so a socket of this name is what a crash has left.
        QLocalServer.removeServer(self._name)
        if not server.listen(self._name):
            logger.warning("later starts can't be heard of: %s", server.errorString())
        self._server = server

    def release(self) -> None:
        """Give the directory free."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _first_process(self) -> int:
        """Give the process id of the first one, 0 if it can't be known."""
        process, _host, _program = self._lock.getLockInfo()
        return max(0, process)

    def _ask(self, socket: QLocalSocket, milliseconds: int) -> bool:
        socket.connectToServer(self._name)
        if not socket.waitForConnected(milliseconds):
            return False
        socket.write(SHOW)
        if not socket.waitForBytesWritten(milliseconds):
            return False
        while not socket.canReadLine() and socket.bytesAvailable() < _LONGEST_MESSAGE:
            if not socket.waitForReadyRead(milliseconds):
                return False
        # Only who could read the lock file, which lies in the user's own directory, knows this.
        return socket.readLine(_LONGEST_MESSAGE).data() == _answer(self._first_process())

    @Slot()
    def _greet(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            caller = _Caller(self._server.nextPendingConnection())
            caller.asked.connect(self.shown_again)
            caller.listen()


class _Caller(QObject):
    """One connection: what is no message of ours, or takes too long, is hung up on.

    It knows nothing of the instance: as the last to hold it, it would delete the instance, and
    with that its own socket once more, while the socket is being deleted.

    Signals:
        asked: The window is to come up.
    """

    asked = Signal()

    def __init__(self, socket: QLocalSocket) -> None:
        super().__init__(socket)
        self._socket = socket
        socket.setReadBufferSize(_LONGEST_MESSAGE)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(socket.deleteLater)
        patience = QTimer(self)
        patience.setSingleShot(True)
        patience.timeout.connect(self._hang_up)
        patience.start(_PATIENCE_MILLISECONDS)

    def listen(self) -> None:
        """Read what has arrived before anybody listened."""
        self._read()

    @Slot()
    def _read(self) -> None:
        waiting = self._socket.bytesAvailable()
        if waiting < len(SHOW) and not self._socket.canReadLine():
            return
        if self._socket.read(_LONGEST_MESSAGE).data() != SHOW:
            logger.warning("a message from a stranger was ignored")
            self._hang_up()
            return
        self._socket.write(_answer(os.getpid()))
        self._socket.flush()
        self._socket.disconnectFromServer()
        self.asked.emit()

    @Slot()
    def _hang_up(self) -> None:
        self._socket.abort()


def socket_name(data_dir: Path) -> str:
    """Give the name under which the window of this user and data directory is reached.

    Where it can, the socket lies in the data directory, which is the user's own; elsewhere it has
    a name that other directories and users don't have.
    """
    path = os.fsencode(data_dir.absolute() / "window.socket")
    if sys.platform != "win32" and len(path) <= _LONGEST_PATH:
        return os.fsdecode(path)
    import getpass  # noqa: PLC0415 (after the first frame)
    import hashlib  # noqa: PLC0415 (likewise)

    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # the system knows no such user
        user = ""
    marked = f"{user}\0{data_dir.resolve()}".encode("utf-8", "surrogateescape")
    return f"exchpatch-{hashlib.sha256(marked).hexdigest()[:24]}"


def _answer(process: int) -> bytes:
    return f"exchpatch/1 shown by {process}\n".encode("ascii")


def _allow_foreground(process: int) -> None:
    """Let the first one come to the front: Windows allows that only to whom the user started."""
    if sys.platform == "win32" and process:
        import ctypes  # noqa: PLC0415 (only Windows needs it)

        ctypes.windll.user32.AllowSetForegroundWindow(process)
