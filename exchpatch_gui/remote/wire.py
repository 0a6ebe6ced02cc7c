# SPDX-License-Identifier: MIT
"""One POST and its answer, over a connection that stays open: sign-ins belong to connections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.net.body import read_body
from exchpatch_gui.net.channel import Channel
from exchpatch_gui.net.head import Incoming, read_head
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import NetError, NetSettings

# WinRM's own cap, MaxEnvelopeSizekb, is 500 KiB unless somebody has raised it.
ANSWER_LIMIT = 8 * 1024**2


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the server; nothing in it is trusted.

    Attributes:
        headers: Name in lower case and value, in the order they came.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def values(self, name: str) -> list[str]:
        """Give the values of all headers of this name, which is in lower case."""
        return [value for key, value in self.headers if key == name]

    def value(self, name: str) -> str:
        """Give the first value of a header, or nothing."""
        return next(iter(self.values(name)), "")


class Wire:
    """POSTs over one connection."""

    def __init__(self, channel: Channel, netloc: str, path: str) -> None:
        self.channel = channel
        self._incoming = Incoming(channel)
        self._start = (
            f"POST /{path} HTTP/1.1",
            f"Host: {netloc}",
            f"User-Agent: {NetSettings().user_agent}",
            "Accept-Encoding: identity",
            "Connection: Keep-Alive",
        )

    def post(self, headers: Mapping[str, str], body: bytes, patience: Patience) -> Reply:
        """Ask, and read the whole answer.

        Raises:
            NetError: ``too-large`` beyond ``ANSWER_LIMIT``; otherwise as ``Channel``, ``read_head``
                and ``read_body``. The connection is of no use after it.
        """
        lines = [*self._start, *(f"{name}: {value}" for name, value in headers.items())]
        lines += [f"Content-Length: {len(body)}", "", ""]
        self.channel.send("\r\n".join(lines).encode("ascii") + body, patience)
        head = read_head(self._incoming, patience)
        read = read_body(self._incoming, head, patience, limit=ANSWER_LIMIT)
        if read.failure is not None:
            raise read.failure
        if read.is_capped:
            limit = ANSWER_LIMIT // 1024**2
            raise NetError(FailureKind.TOO_LARGE, "winrm-answer", where=patience.where, limit=limit)
        headers_read = tuple((name.lower(), value) for name, value in head.headers)
        return Reply(head.status, headers_read, bytes(read.raw))

    def close(self) -> None:
        """Drop the connection; closing twice does no harm."""
        self.channel.close()
