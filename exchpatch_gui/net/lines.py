# SPDX-License-Identifier: MIT
"""Plain text line by line, for services that greet: SMTP, IMAP, POP3."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net.connect import connect
from exchpatch_gui.net.head import Incoming
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.resolve import ascii_name, resolve
from exchpatch_gui.net.settings import Deadline, NetError, NetSettings

LINE_LIMIT = 2000


class LineSession:
    """A conversation in lines over plain TCP, without TLS and without a proxy.

    Constructing it connects. Each line may take the settings' ``timeout``.

    Raises:
        NetError: The connection could not be made; kind and reason say why.
    """

    def __init__(
        self,
        host: str,
        port: int,
        settings: NetSettings,
        *,
        deadline: Deadline,
        cancel: threading.Event,
    ) -> None:
        self._settings = settings
        self._patience = Patience(str(Target(host, port)), deadline, cancel)
        name = ascii_name(host, self._patience.where)
        asking = self._patience.narrowed("name-server", settings.connect_timeout)
        found = resolve(name, port, asking)
        connecting = self._patience.narrowed("connect", settings.connect_timeout)
        self._channel, self._address = connect(found.addresses, connecting)
        self._incoming = Incoming(self._channel)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def address(self) -> str:
        """The IP address the connection went to."""
        return self._address

    def read_line(self, limit: int = LINE_LIMIT) -> str:
        """Read one line without its end; what is not UTF-8 becomes ``�``.

        Raises:
            NetError: Time is up, the line is longer than ``limit`` bytes, or the server hung up.
        """
        patience = self._patience.narrowed("line", self._settings.timeout)
        try:
            line = self._incoming.line(limit, patience)
        except ValueError:
            where = patience.where
            raise NetError(FailureKind.TOO_LARGE, "line", where=where, limit=limit) from None
        if line is None:
            raise NetError(FailureKind.PROTOCOL, "hung-up", where=patience.where)
        return line.decode("utf-8", errors="replace")

    def read_lines(self, last: Callable[[str], bool], *, most: int = 50) -> tuple[str, ...]:
        """Read lines up to and including the first that ``last`` accepts, at most ``most``.

        Raises:
            NetError: As ``read_line``; also if ``most`` lines came and none was the last.
        """
        lines: list[str] = []
        while len(lines) < most:
            lines.append(self.read_line())
            if last(lines[-1]):
                return tuple(lines)
        where = self._patience.where
        raise NetError(FailureKind.TOO_LARGE, "lines", where=where, limit=most)

    def send(self, text: str) -> None:
        """Send one line; its end is added.

        Raises:
            NetError: Time is up or the server hung up.
            ValueError: The text holds a line end.
        """
        if "\r" in text or "\n" in text:
            raise ValueError(f"not one line: {text[:80]!r}")
        patience = self._patience.narrowed("line", self._settings.timeout)
        self._channel.send(text.encode() + b"\r\n", patience)

    def close(self) -> None:
        """End the connection."""
        self._channel.close()
