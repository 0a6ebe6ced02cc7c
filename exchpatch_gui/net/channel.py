# SPDX-License-Identifier: MIT
"""A connected socket, and TLS on top of one, on which no wait outlasts its patience.

TLS runs over memory: every byte passes through the plain channel, with its deadlines, and can
be looked at before OpenSSL sees it.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable
from typing import Protocol

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.text import clean
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import NetError

_PIECE = 64 * 1024


class Channel(Protocol):
    """Bytes to and from one peer."""

    def receive(self, most: int, patience: Patience) -> bytes:
        """Give the next bytes, at least one; nothing if the peer has ended the connection.

        Raises:
            NetError: ``timeout``, ``cancelled``, ``tls``, or ``protocol`` with ``reset``.
        """

    def send(self, data: bytes, patience: Patience) -> None:
        """Send all of it; raises as ``receive``."""

    def close(self) -> None:
        """Drop the connection; closing twice does no harm."""


class PlainChannel:
    """A TCP connection; the socket must not block."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def receive(self, most: int, patience: Patience) -> bytes:
        """Give the next bytes; see ``Channel``."""
        while True:
            patience.check()
            try:
                return self._sock.recv(most)
            except BlockingIOError:
                patience.until_readable(self._sock)
            except OSError as error:
                raise _reset(patience) from error

    def send(self, data: bytes, patience: Patience) -> None:
        """Send all of it; see ``Channel``."""
        rest = memoryview(data)
        while rest:
            patience.check()
            try:
                rest = rest[self._sock.send(rest) :]
            except BlockingIOError:
                patience.until_writable(self._sock)
            except OSError as error:
                raise _reset(patience) from error

    def close(self) -> None:
        """Drop the connection; see ``Channel``."""
        with contextlib.suppress(OSError):  # the peer may have reset it already
            self._sock.close()


class TlsChannel:
    """TLS over a plain channel, which it closes with itself.

    Attributes:
        tls: Protocol, cipher and certificate, once hands are shaken.
    """

    def __init__(self, plain: Channel, context: ssl.SSLContext, name: str) -> None:
        self._plain = plain
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=name)

    def shake_hands(self, look: Callable[[bytes], None], patience: Patience) -> None:
        """Do the handshake.

        Args:
            look: Gets the first bytes the server sends before anything is made of them.
            patience: For the whole handshake.

        Raises:
            ssl.SSLError: The two sides don't agree, or the server ended the connection.
            NetError: As ``Channel.receive``.
        """
        is_first = True
        while True:
            try:
                self.tls.do_handshake()
            except ssl.SSLWantReadError:
                piece = self._pull(patience)
                if is_first:
                    look(piece)
                is_first = False
            else:
                self._flush(patience)
                return

    def receive(self, most: int, patience: Patience) -> bytes:
        """Give the next bytes; see ``Channel``."""
        while True:
            try:
                return self.tls.read(most)
            except ssl.SSLWantReadError:
                self._pull(patience)
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""  # many servers end without TLS's good-bye
            except ssl.SSLError as error:
                raise _broken(error, patience) from error

    def send(self, data: bytes, patience: Patience) -> None:
        """Send all of it; see ``Channel``."""
        try:
            self.tls.write(data)
        except ssl.SSLError as error:
            raise _broken(error, patience) from error
        self._flush(patience)

    def close(self) -> None:
        """Drop the connection; see ``Channel``."""
        self._plain.close()

    def _flush(self, patience: Patience) -> None:
        if self._outgoing.pending:
            self._plain.send(self._outgoing.read(), patience)

    def _pull(self, patience: Patience) -> bytes:
        """Pass on what OpenSSL has to say, and then what the server has."""
        self._flush(patience)
        piece = self._plain.receive(_PIECE, patience)
        if piece:
            self._incoming.write(piece)
        else:
            self._incoming.write_eof()
        return piece


def _reset(patience: Patience) -> NetError:
    return NetError(FailureKind.PROTOCOL, "reset", where=patience.where)


def _broken(error: ssl.SSLError, patience: Patience) -> NetError:
    # In TLS 1.3 a server asks for the client's certificate after the handshake has ended.
    if "CERTIFICATE_REQUIRED" in (error.reason or ""):
        return NetError(FailureKind.TLS, "client-certificate", where=patience.where)
    return NetError(FailureKind.TLS, "broken", where=patience.where, detail=openssl_words(error))


def openssl_words(error: ssl.SSLError) -> str:
    """Give OpenSSL's reason in lower case, such as ``wrong version number``."""
    return clean((error.reason or str(error)).replace("_", " ").lower(), 120)
