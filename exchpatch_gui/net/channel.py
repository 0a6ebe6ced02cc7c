# SPDX-License-Identifier: MIT
"""A connected socket, plain or with TLS, on which no wait outlasts its patience."""

from __future__ import annotations

import contextlib
import socket
import ssl

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.text import clean
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import NetError


class Channel:
    """Bytes to and from one peer; ``sock`` must not block."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def receive(self, most: int, patience: Patience) -> bytes:
        """Give the next bytes, at least one; nothing if the peer has ended the connection.

        Raises:
            NetError: ``timeout``, ``cancelled``, ``tls``, or ``protocol`` with ``reset``.
        """
        while True:
            patience.check()
            try:
                return self.sock.recv(most)
            except (BlockingIOError, ssl.SSLWantReadError):
                patience.until_readable(self.sock)
            except ssl.SSLWantWriteError:
                patience.until_writable(self.sock)
            except OSError as error:
                raise _broken(error, patience.where) from error

    def send(self, data: bytes, patience: Patience) -> None:
        """Send all of it.

        Raises:
            NetError: As ``receive``.
        """
        rest = memoryview(data)
        while rest:
            patience.check()
            try:
                rest = rest[self.sock.send(rest) :]
            except (BlockingIOError, ssl.SSLWantWriteError):
                patience.until_writable(self.sock)
            except ssl.SSLWantReadError:
                patience.until_readable(self.sock)
            except OSError as error:
                raise _broken(error, patience.where) from error

    def close(self) -> None:
        """Drop the connection; closing twice does no harm."""
        with contextlib.suppress(OSError):  # the peer may have reset it already
            self.sock.close()


def _broken(error: OSError, where: str) -> NetError:
    if not isinstance(error, ssl.SSLError):
        return NetError(FailureKind.PROTOCOL, "reset", where=where)
    # In TLS 1.3 a server asks for the client's certificate after the handshake has ended.
    if "CERTIFICATE_REQUIRED" in (error.reason or ""):
        return NetError(FailureKind.TLS, "client-certificate", where=where)
    return NetError(FailureKind.TLS, "broken", where=where, detail=openssl_words(error))


def openssl_words(error: ssl.SSLError) -> str:
    """Give OpenSSL's reason in lower case, such as ``wrong version number``."""
    return clean((error.reason or str(error)).replace("_", " ").lower(), 120)
