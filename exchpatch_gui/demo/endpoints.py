# SPDX-License-Identifier: MIT
"""Real HTTPS servers on loopback: one thread accepts for all, one more serves each connection."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import ssl
import threading
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from exchpatch_gui.demo.answers import Request
from exchpatch_gui.demo.certificates import Authority
from exchpatch_gui.demo.scripts import Reach, ScriptedServer
from exchpatch_gui.domain.servers import Target

_PORT = 8443
_BACKLOG = 128
_IDLE_SECONDS = 30.0
_HEAD_LIMIT = 16 * 1024
_TRICKLE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Listener:
    """One server's socket and what it needs to answer; ``numbers`` counts its connections."""

    script: ScriptedServer
    socket: socket.socket
    tls: ssl.SSLContext
    numbers: Iterator[int]

    @property
    def target(self) -> Target:
        host, port = self.socket.getsockname()
        return Target(host, port)


class Endpoints:
    """Listening servers, one for each script.

    Attributes:
        targets: Where they listen, in the order of the scripts.
    """

    def __init__(
        self, listeners: Sequence[_Listener], authority: Authority, latency: float
    ) -> None:
        self.targets = tuple(listener.target for listener in listeners)
        self._listeners = listeners
        self._now = authority.now
        self._latency = latency
        self._closing = threading.Event()
        # Only the accepting thread changes it, and close() looks when that has ended.
        self._talks: dict[threading.Thread, ssl.SSLSocket] = {}
        self._wake, self._woken = socket.socketpair()
        self._acceptor = threading.Thread(target=self._accept, name="demo-accept", daemon=True)

    @classmethod
    def open(
        cls, scripts: Sequence[ScriptedServer], authority: Authority, folder: Path, latency: float
    ) -> Endpoints:
        """Bind an address for each script and begin to answer there.

        The address is ``127.77.x.y`` where all of 127/8 is loopback (Linux, Windows), else
        ``127.0.0.1`` with a port of its own.

        Args:
            scripts: Whom to play.
            authority: Signs their certificates; its ``now`` is also the date they say.
            folder: A private folder for the moment in which TLS reads a key.
            latency: Seconds before each answer.

        Raises:
            OSError: No address is free.
        """
        with contextlib.ExitStack() as stack:
            listeners = []
            for number, script in enumerate(scripts):
                bound = stack.enter_context(
                    _bind(number, listens=script.reach is not Reach.REFUSES)
                )
                address = bound.getsockname()[0]
                identity = authority.issue(script.certificate, [script.host, address])
                tls = identity.context(folder)
                if not script.modern_tls:
                    tls.maximum_version = ssl.TLSVersion.TLSv1_2
                listeners.append(_Listener(script, bound, tls, count()))
            endpoints = cls(listeners, authority, latency)
            endpoints._acceptor.start()
            stack.pop_all()
        return endpoints

    def close(self) -> None:
        """Stop answering, cut what is open, and wait until the last thread has ended."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._wake.send(b"!")
        self._acceptor.join()
        for connection in self._talks.values():
            # The plain socket's method: that of SSLSocket drops the TLS state under the thread.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
        for thread in self._talks:
            thread.join()
        for one in (*(listener.socket for listener in self._listeners), self._wake, self._woken):
            one.close()

    def _accept(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._woken, selectors.EVENT_READ)
            for listener in self._listeners:
                if listener.script.reach is not Reach.REFUSES:
                    selector.register(listener.socket, selectors.EVENT_READ, listener)
            while not self._closing.is_set():
                for key, _ in selector.select():
                    if key.data:
                        self._welcome(key.data)

    def _welcome(self, listener: _Listener) -> None:
        # A client that has gone again before it was accepted is nobody's fault.
        with contextlib.suppress(OSError):
            accepted, _ = listener.socket.accept()
            accepted.settimeout(_IDLE_SECONDS)
            # Without it an answer waits 40 ms behind the session tickets of TLS 1.3.
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = listener.tls.wrap_socket(
                accepted, server_side=True, do_handshake_on_connect=False
            )
            number = next(listener.numbers)
            thread = threading.Thread(
                target=self._serve,
                args=(listener.script, connection, number),
                name="demo-connection",
                daemon=True,
            )
            thread.start()
            talks = {one: its for one, its in self._talks.items() if one.is_alive()}
            self._talks = {**talks, thread: connection}

    def _serve(self, script: ScriptedServer, connection: ssl.SSLSocket, number: int) -> None:
        # A client that hangs up, distrusts the certificate or speaks no HTTP ends the talk.
        with connection, contextlib.suppress(OSError, ValueError):
            connection.do_handshake()
            self._converse(script, connection, number)

    def _converse(self, script: ScriptedServer, connection: ssl.SSLSocket, number: int) -> None:
        while head := _read_head(connection):
            request = Request.parse(
                head, script.host, connection=number, request_id=str(uuid.uuid4())
            )
            if self._closing.wait(self._latency):
                return
            data = script.site.answer(request).encode(request, self._now)
            if script.reach is Reach.TRICKLES:
                self._trickle(connection, data)
                return
            connection.sendall(data)
            if request.closes:
                return

    def _trickle(self, connection: ssl.SSLSocket, data: bytes) -> None:
        for position in range(len(data)):
            connection.sendall(data[position : position + 1])
            if self._closing.wait(_TRICKLE_SECONDS):
                return


def _read_head(connection: ssl.SSLSocket) -> bytes:
    """Give one request without its blank line, or nothing at the end of the connection."""
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(4096)
        if not part or len(received) > _HEAD_LIMIT:
            return b""
        received += part
    return received.partition(b"\r\n\r\n")[0]


def _bind(number: int, *, listens: bool) -> socket.socket:
    third, fourth = divmod(number, 250)
    own = f"127.77.{third}.{fourth + 1}"
    for address in ((own, _PORT), (own, 0)):
        with contextlib.suppress(OSError):
            return _listen(address, listens=listens)
    return _listen(("127.0.0.1", 0), listens=listens)


def _listen(address: tuple[str, int], *, listens: bool) -> socket.socket:
    with contextlib.ExitStack() as stack:
        bound = stack.enter_context(socket.socket())
        if os.name == "posix":  # elsewhere the option lets two programs share one address
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        # A port that is bound but doesn't listen refuses connections and stays ours.
        if listens:
            bound.listen(_BACKLOG)
            bound.setblocking(False)
        stack.pop_all()
    return bound
