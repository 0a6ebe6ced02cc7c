# SPDX-License-Identifier: MIT
"""HTTP as far as remote PowerShell needs it: POSTs of known length on lasting connections."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus

_HEAD_LIMIT = 64 * 1024
_BODY_LIMIT = 4 * 1024**2
_PIECE = 64 * 1024
_START = b"POST "


@dataclass(frozen=True, slots=True)
class Post:
    """One request.

    Attributes:
        path: Without the first slash, lower case.
        headers: By name in lower case.
    """

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """One answer; length and date are added on the way out."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def encode(self, now: datetime) -> bytes:
        """Write it for the wire, dated."""
        lines = [
            f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}",
            *(f"{name}: {value}" for name, value in self.headers),
            "Server: Microsoft-HTTPAPI/2.0",
            f"Date: {format_datetime(now, usegmt=True)}",
            f"Content-Length: {len(self.body)}",
        ]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + self.body


class Reader:
    """Requests from one connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = bytearray()

    def post(self) -> Post | None:
        """Give the next request, or None at the end of the connection.

        Raises:
            ValueError: It is none that is understood here.
        """
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            if len(self._buffer) > _HEAD_LIMIT or not _START.startswith(self._buffer[:5]):
                raise ValueError("not the head of a request")
            if not self._more():
                return None
        first, *lines = self._buffer[:end].decode("latin-1").split("\r\n")
        del self._buffer[: end + 4]
        fields = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in fields}
        method, path, _ = first.split(" ")
        length = int(headers.get("content-length", "0"))
        if method != "POST" or not 0 <= length <= _BODY_LIMIT:
            raise ValueError(f"not a request: {first[:40]!r}")
        while len(self._buffer) < length:
            if not self._more():
                return None
        body = bytes(self._buffer[:length])
        del self._buffer[:length]
        return Post(path.lstrip("/").lower(), headers, body)

    def _more(self) -> bool:
        piece = self._connection.recv(_PIECE)
        self._buffer += piece
        return bool(piece)
