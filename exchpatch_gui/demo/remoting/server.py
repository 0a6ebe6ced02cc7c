# SPDX-License-Identifier: MIT
"""A WinRM service on loopback: sign-in, sealing and sessions, a thread for each connection."""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pypsrp.encryption import WinRMEncryption

from exchpatch_gui.demo.remoting import envelopes
from exchpatch_gui.demo.remoting.doorkeeper import Doorkeeper, Ledger
from exchpatch_gui.demo.remoting.envelopes import Envelope
from exchpatch_gui.demo.remoting.http import Post, Reader, Response
from exchpatch_gui.demo.remoting.ntlm import accepting_context
from exchpatch_gui.demo.remoting.shells import Computer, Shell

if TYPE_CHECKING:
    from spnego import ContextProxy
    from spnego.channel_bindings import GssChannelBindings

_BOUNDARY = "Encrypted Boundary"
_SOAP = "application/soap+xml;charset=UTF-8"
_PATHS = {"wsman", "powershell"}


class HangUpError(Exception):
    """The connection is to be cut at once."""


class Manners:
    """How a server behaves beside doing its work; those of a test may be bad.

    Attributes:
        schemes: How one may sign in.
    """

    schemes: tuple[str, ...] = ("Negotiate", "Kerberos")

    def now(self) -> datetime:
        """Give the time by the server's clock."""
        return datetime.now(UTC)

    def greet(self, post: Post) -> Response | None:
        """Answer a request before anybody else looks at it, or leave it to them."""
        del post
        return None

    def meddle(self, asked: Envelope) -> tuple[int, bytes] | None:
        """Give status and text in place of the answer to a message, or None.

        Raises:
            HangUpError: Cut the connection.
        """
        del asked
        return None

    def context(
        self, users: Mapping[str, str], bindings: GssChannelBindings | None
    ) -> ContextProxy:
        """Make what judges the sign-in on one connection."""
        return accepting_context(users, bindings)


@dataclass(slots=True)
class RemoteServer:
    r"""One computer that may be signed in to.

    Attributes:
        computer: Plays what runs there.
        users: Password by ``DOMAIN\user`` or ``user@domain``, in lower case.
        listener: A socket that listens; closed with the server.
        tls: For 5986; None for plain HTTP with sealed messages.
        bindings: What belongs to its certificate.
        ledger: Who came.
        shells: Sessions that are open, by id.
        stopped: How many pipelines were stopped.
        made: How many sessions were ever made.
    """

    computer: Computer
    users: Mapping[str, str]
    listener: socket.socket
    tls: ssl.SSLContext | None = None
    bindings: GssChannelBindings | None = None
    manners: Manners = field(default_factory=Manners)
    ledger: Ledger = field(default_factory=Ledger)
    shells: dict[str, Shell] = field(default_factory=dict)
    stopped: int = 0
    made: int = 0
    _threads: list[threading.Thread] = field(default_factory=list)
    _connections: list[socket.socket] = field(default_factory=list)
    _is_closing: threading.Event = field(default_factory=threading.Event)
    _wake: socket.socket = field(init=False)
    _woken: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self._wake, self._woken = socket.socketpair()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Begin to answer."""
        self._start(self._accept)

    def close(self) -> None:
        """Stop answering, end all sessions, and wait until the last thread has ended."""
        if self._is_closing.is_set():
            return
        self._is_closing.set()
        self._wake.send(b"!")
        self._threads[0].join()
        for connection in self._connections:
            # The plain socket's method: that of SSLSocket drops the TLS state under the thread.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
        for shell in tuple(self.shells.values()):
            shell.close()
        for thread in self._threads:
            thread.join()
        for one in (self.listener, self._wake, self._woken):
            one.close()

    def _start(self, target: object, *arguments: object) -> None:
        thread = threading.Thread(
            target=target,  # type: ignore[arg-type]  # each caller gives a function of its own
            args=arguments,
            name="demo-winrm",
            daemon=True,
        )
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._woken, selectors.EVENT_READ)
            selector.register(self.listener, selectors.EVENT_READ)
            while not self._is_closing.is_set():
                if any(key.fileobj is self.listener for key, _ in selector.select()):
                    self._welcome()

    def _welcome(self) -> None:
        # A client that has gone again before it was accepted is nobody's fault.
        with contextlib.suppress(OSError):
            accepted, _ = self.listener.accept()
            accepted.settimeout(None)
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._connections.append(accepted)
            self._start(self._serve, accepted)

    def _serve(self, connection: socket.socket) -> None:
        # Clients that hang up, distrust the certificate or speak something else end the talk.
        with connection, contextlib.suppress(OSError, ValueError, HangUpError):
            if self.tls is None:
                self._converse(connection)
                return
            with self.tls.wrap_socket(connection, server_side=True) as secured:
                self._connections.append(secured)
                self._converse(secured)

    def _converse(self, connection: socket.socket) -> None:
        reader = Reader(connection)
        door = Doorkeeper(
            self.manners.schemes,
            lambda: self.manners.context(self.users, self.bindings),
            self.users,
            self.ledger,
        )
        while (post := reader.post()) is not None:
            response = self.manners.greet(post) or self._answer(post, door)
            connection.sendall(response.encode(self.manners.now()))

    def _answer(self, post: Post, door: Doorkeeper) -> Response:
        if post.path not in _PATHS:
            return Response(404)
        refusal, headers = door.receive(post)
        if refusal is not None:
            return refusal
        if not post.body:
            return Response(200, headers)
        if door.context is None or self.tls is not None:
            is_sealed = post.headers.get("content-type", "").startswith("multipart/")
            return Response(500) if is_sealed else self._plain(post, headers)
        seal = WinRMEncryption(door.context, WinRMEncryption.SPNEGO)
        status, text = self._obey(seal.unwrap_message(post.body, _BOUNDARY))
        kind, body = seal.wrap_message(text)
        sealed = f'{kind};protocol="{seal.protocol}";boundary="{_BOUNDARY}"'
        return Response(status, (("Content-Type", sealed), *headers), body)

    def _plain(self, post: Post, headers: tuple[tuple[str, str], ...]) -> Response:
        if self.tls is None:
            return Response(500, headers)
        status, text = self._obey(post.body)
        return Response(status, (("Content-Type", _SOAP), *headers), text)

    def _obey(self, text: bytes) -> tuple[int, bytes]:
        asked = Envelope.parse(text)
        meddled = self.manners.meddle(asked)
        if meddled is not None:
            return meddled
        if asked.action == "Create":
            return 200, self._make_shell(asked)
        shell = self.shells.get(asked.shell.upper())
        if shell is None:
            words = "The shell was not found on the server."
            return 500, envelopes.fault(asked, envelopes.NO_SUCH_SHELL, words)
        if asked.action == "Receive":
            return self._read(asked, shell)
        self._tell(asked, shell)
        return 200, envelopes.taken(asked)

    def _make_shell(self, asked: Envelope) -> bytes:
        shell = Shell(asked.shell.upper() or str(uuid.uuid4()).upper(), self.computer)
        self.made += 1
        self.shells[shell.id] = shell
        shell.feed(asked.data)
        return envelopes.shell_made(asked, shell.id)

    def _tell(self, asked: Envelope, shell: Shell) -> None:
        match asked.action:
            case "Command":
                shell.begin(asked.command, asked.data)
            case "Send":
                shell.feed(asked.data, asked.command)
            case "Signal" if "ctrl_c" in asked.signal:
                self.stopped += shell.stop(asked.command)
            case "Delete":
                self.shells.pop(shell.id, None)
                shell.close()

    @staticmethod
    def _read(asked: Envelope, shell: Shell) -> tuple[int, bytes]:
        read = shell.read(asked.command, asked.seconds)
        if read is None:
            words = "The operation did not complete within the time specified in OperationTimeout."
            return 500, envelopes.fault(asked, envelopes.TIMED_OUT, words)
        pieces, is_done = read
        return 200, envelopes.received(asked, pieces, is_done=is_done)
