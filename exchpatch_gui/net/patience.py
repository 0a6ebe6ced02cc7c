# SPDX-License-Identifier: MIT
"""Waiting for a socket without ever passing a deadline or missing that the user has had enough."""

from __future__ import annotations

import select
import socket
import threading
import time

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.net.courtesy import make_way
from exchpatch_gui.net.settings import Deadline, NetError

# A cancelled wait ends after this many seconds at the latest.
_SLICE = 0.2


class Patience:
    """How long may still be waited, for what, and where.

    Attributes:
        where: The server as ``host:port``, for the sentence that tells a failure.
    """

    def __init__(self, where: str, deadline: Deadline, cancel: threading.Event) -> None:
        self.where = where
        self._total = deadline
        self._cancel = cancel
        self._own = deadline
        self._reason = "deadline"
        self._began = time.monotonic()

    def narrowed(self, reason: str, seconds: float) -> Patience:
        """Give the same patience, at most ``seconds`` from now.

        Args:
            reason: Which ``failure.timeout.<reason>`` tells that they have passed.
            seconds: Counted from this call; never extends what there was.
        """
        narrow = Patience(self.where, self._total, self._cancel)
        narrow._own = Deadline(min(seconds, self.remaining()))
        narrow._reason = reason
        return narrow

    def remaining(self) -> float:
        """Give the seconds left."""
        return min(self._own.remaining(), self._total.remaining())

    def check(self) -> None:
        """Make way for a window that draws; raise if the time is up or the user has cancelled.

        Raises:
            NetError: ``cancelled`` or ``timeout``.
        """
        make_way()
        if self._cancel.is_set():
            raise NetError(FailureKind.CANCELLED, "user", where=self.where)
        if not self._total.remaining():
            raise NetError(FailureKind.TIMEOUT, "deadline", where=self.where)
        if not self._own.remaining():
            seconds = round(self.waited(), 1)
            raise NetError(FailureKind.TIMEOUT, self._reason, where=self.where, seconds=seconds)

    def waited(self) -> float:
        """Give the seconds since this patience began."""
        return time.monotonic() - self._began

    def slice(self) -> float:
        """Give the seconds to block at most before looking up again; raises as ``check``."""
        self.check()
        return min(_SLICE, self.remaining())

    def until_readable(self, sock: socket.socket) -> None:
        """Return when there is something to read; raises as ``check``."""
        while not _is_ready(sock, self.slice(), write=False):
            pass

    def until_writable(self, sock: socket.socket) -> None:
        """Return when there is room to write or a connection has its outcome."""
        while not _is_ready(sock, self.slice(), write=True):
            pass


if hasattr(select, "poll"):  # select() can't take descriptors above 1023

    def _is_ready(sock: socket.socket, seconds: float, *, write: bool) -> bool:
        poll = select.poll()
        poll.register(sock, select.POLLOUT if write else select.POLLIN)
        # Rounded up: a wait of 0 ms would spin until the deadline.
        return bool(poll.poll(int(seconds * 1000) + 1))

else:  # Windows, where select() counts sockets instead, and tells a refusal as an exception

    def _is_ready(sock: socket.socket, seconds: float, *, write: bool) -> bool:
        one, none = [sock], list[socket.socket]()
        ready = select.select(none if write else one, one if write else none, one, seconds)
        return any(ready)
