# SPDX-License-Identifier: MIT
"""Real servers on loopback that misbehave: slow, endless, broken off, or of another kind."""

from __future__ import annotations

import contextlib
import itertools
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from exchpatch_gui.domain.servers import Target

_ACCEPT_SLICE = 0.1


@dataclass(slots=True)
class Peer:
    """One connection, as a server sees it.

    Attributes:
        sock: Blocking; with TLS if the server has it.
        stop: Set when the server is to end.
        number: 0 for the server's first connection.
        heads: Where the server notes the requests it reads.
    """

    sock: socket.socket
    stop: threading.Event
    number: int
    heads: list[str]

    def request(self) -> str:
        """Read one request's head; empty if the client has hung up."""
        received = b""
        while not received.endswith(b"\r\n\r\n"):
            piece = self.sock.recv(1)
            if not piece:
                return ""
            received += piece
        self.heads.append(received.decode("latin-1"))
        return self.heads[-1]

    def wait_for_end(self) -> None:
        """Say nothing more until the client hangs up or the server ends."""
        while not self.stop.is_set() and self.sock.recv(4096):
            pass

    def reset(self) -> None:
        """Cut the connection with a TCP reset."""
        # Through the plain socket: TLS would say good-bye first.
        plain = socket.socket(fileno=self.sock.detach())
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        plain.close()


Behaviour = Callable[[Peer], None]


@dataclass
class RudeServer:
    """Serves every connection in a thread of its own, until it is left as a context.

    Attributes:
        behaviour: What it does with each connection.
        context: For TLS; None for plain TCP.
        host: Where it listens.
        port: Likewise.
        requests: Heads of the requests it has read.
        connections: How many were accepted.
    """

    behaviour: Behaviour
    context: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    port: int = field(init=False)
    requests: list[str] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        self._listener = socket.create_server((self.host, 0), family=family, backlog=100)
        self.port = int(self._listener.getsockname()[1])
        self._listener.settimeout(_ACCEPT_SLICE)
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []

    @property
    def target(self) -> Target:
        """Its address as a target."""
        return Target(self.host, self.port)

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        with contextlib.suppress(OSError):  # wakes accept() where the system allows it
            self._listener.shutdown(socket.SHUT_RDWR)
        for sock in self._open:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _start(self, function: Callable[[], None]) -> None:
        thread = threading.Thread(target=function)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                sock, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            sock.settimeout(None)
            self._open.append(sock)
            number = self.connections
            self.connections += 1
            self._start(lambda sock=sock, number=number: self._serve(sock, number))  # type: ignore[misc]

    def _serve(self, sock: socket.socket, number: int) -> None:
        with sock, contextlib.suppress(OSError):  # clients of a rude server hang up in mid-word
            if self.context is None:
                self.behaviour(Peer(sock, self._stop, number, self.requests))
                return
            with self.context.wrap_socket(
                sock, server_side=True, do_handshake_on_connect=False
            ) as tls:
                self._open.append(tls)
                _shake_hands(tls)
                self.behaviour(Peer(tls, self._stop, number, self.requests))


def _shake_hands(tls: ssl.SSLSocket) -> None:
    try:
        tls.do_handshake()
    except ssl.SSLError:
        # Closing with something unread sends a reset, which may overtake the alert.
        while socket.socket.recv(tls, 4096):
            pass
        raise


def answers(*raw: bytes) -> Behaviour:
    """Answer each request of a connection with the next of the texts, then hang up."""

    def behave(peer: Peer) -> None:
        for text in raw:
            if not peer.request():
                return
            peer.sock.sendall(text)

    return behave


def then_waits(raw: bytes) -> Behaviour:
    """Answer one request with a text and keep the line open in silence."""

    def behave(peer: Peer) -> None:
        peer.request()
        peer.sock.sendall(raw)
        peer.wait_for_end()

    return behave


def greets(raw: bytes) -> Behaviour:
    """Speak first, as SMTP and SSH do, and then listen."""

    def behave(peer: Peer) -> None:
        peer.sock.sendall(raw)
        peer.wait_for_end()

    return behave


def drips(at_once: bytes, then: bytes, *, seconds: float = 0.05, asked: bool = True) -> Behaviour:
    """Send a beginning, then a byte at a time for ever, the last text over and over."""

    def behave(peer: Peer) -> None:
        if asked:
            peer.request()
        peer.sock.sendall(at_once)
        for byte in itertools.cycle(then):
            if peer.stop.wait(seconds):
                return
            peer.sock.sendall(bytes([byte]))

    return behave


def floods(at_once: bytes, then: bytes) -> Behaviour:
    """Send a beginning, then the same text as fast as the client takes it, for ever."""

    def behave(peer: Peer) -> None:
        peer.request()
        peer.sock.sendall(at_once)
        while not peer.stop.is_set():
            peer.sock.sendall(then)

    return behave


def resets(raw: bytes) -> Behaviour:
    """Answer with the beginning of something and cut the line."""

    def behave(peer: Peer) -> None:
        peer.request()
        peer.sock.sendall(raw)
        peer.stop.wait(0.1)  # a reset overtakes what the client has not read yet
        peer.reset()

    return behave


def says_nothing(peer: Peer) -> None:
    """Accept the connection and never send a byte."""
    peer.wait_for_end()


def hangs_up(peer: Peer) -> None:
    """Read the request and end the connection without a word."""
    peer.request()


@contextlib.contextmanager
def refusing_port() -> Iterator[int]:
    """Give a port of this computer that nobody listens on, and keep it from being taken."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        yield sock.getsockname()[1]


@contextlib.contextmanager
def black_hole() -> Iterator[int]:
    """Give a port that swallows every packet: its queue of new connections stays full."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def relays(peer: Peer) -> None:
    """Be an HTTP proxy that opens every tunnel it is asked for."""
    authority = peer.request().split()[1]
    host, _, port = authority.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port))) as far:
        peer.sock.sendall(b"HTTP/1.1 200 Connection established\r\nVia: 1.1 proxy\r\n\r\n")
        back = threading.Thread(target=_pump, args=(far, peer.sock))
        back.start()
        _pump(peer.sock, far)
        back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):  # either end may hang up first
        while piece := source.recv(65536):
            sink.sendall(piece)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
