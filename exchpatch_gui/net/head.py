# SPDX-License-Identifier: MIT
"""The head of an HTTP answer, read within caps and past what is malformed in it.

``http.client`` gives up all headers behind a malformed line, which may be the one that says the
build, and follows a negative chunk size to the end of the stream; hence this reader and the one
in ``body``. Syntax is that of RFC 9112, read leniently.
"""

from __future__ import annotations

import re

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.net.channel import Channel
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import HEADER_BYTES_LIMIT, HEADER_COUNT_LIMIT, NetError

_STATUS_LINE = re.compile(rb"HTTP/(\d)\.(\d) +(\d{3})(?: (.*))?", re.DOTALL)
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_START = b"HTTP/"
_PIECE = 64 * 1024


class NothingCameError(NetError):
    """The connection ended before the first byte of an answer, as idle ones do."""


@dataclass(frozen=True, slots=True)
class Head:
    """Status line and headers.

    Attributes:
        version: ``(1, 1)`` for HTTP/1.1.
        headers: In the order they came; UTF-8 where it is valid, Latin-1 otherwise.
    """

    version: tuple[int, int]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]

    def values(self, name: str) -> list[str]:
        """Give the values of all headers of this name, which is in lower case."""
        return [value for key, value in self.headers if key.lower() == name]


class Incoming:
    """What the peer sends, with what was read too far kept for the next reader."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._buffer = bytearray()

    @property
    def is_drained(self) -> bool:
        """Whether nothing is left over that was received and not taken."""
        return not self._buffer

    def skip(self, start: bytes) -> bool:
        """Take these bytes if they are received already and next; never waits."""
        if not self._buffer.startswith(start):
            return False
        del self._buffer[: len(start)]
        return True

    def more(self, patience: Patience) -> bool:
        """Receive something; False if the peer has ended the connection."""
        piece = self._channel.receive(_PIECE, patience)
        self._buffer += piece
        return bool(piece)

    def starts_with(self, start: bytes, patience: Patience) -> bool:
        """Tell whether the next bytes are these; also False if the peer ends before."""
        while len(self._buffer) < len(start):
            if not start.startswith(bytes(self._buffer)) or not self.more(patience):
                return False
        return self._buffer.startswith(start)

    def line(self, limit: int, patience: Patience) -> bytes | None:
        """Take the next line without its end, or None if the peer ends within it.

        Raises:
            ValueError: More than ``limit`` bytes came without a line end.
        """
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > limit:
                raise ValueError(limit)
            if not self.more(patience):
                return None
        if end > limit:
            raise ValueError(limit)
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return line.removesuffix(b"\r")

    def take(self, most: int, patience: Patience) -> bytes:
        """Take the next bytes, at least one; nothing if the peer has ended the connection."""
        if not self._buffer:
            return self._channel.receive(min(most, _PIECE), patience)
        taken = bytes(self._buffer[:most])
        del self._buffer[:most]
        return taken


def read_head(incoming: Incoming, patience: Patience) -> Head:
    """Read up to the empty line, past interim answers.

    Raises:
        NothingCameError: The peer ended the connection without a byte.
        NetError: ``protocol`` (not HTTP, broken off), ``too-large``, ``timeout``, ``cancelled``.
    """
    budget = HEADER_BYTES_LIMIT
    while True:
        _check_start(incoming, patience)
        lines = _lines(incoming, budget, patience)
        head = _parse(lines, patience)
        if head.status == 101 or not 100 <= head.status < 200:
            return head
        budget -= sum(len(line) + 2 for line in lines)


def _check_start(incoming: Incoming, patience: Patience) -> None:
    try:
        if incoming.starts_with(_START, patience):
            return
    except NetError as error:
        if error.reason == "reset" and incoming.is_drained:
            raise NothingCameError(error.kind, error.reason, **error.params) from error
        raise
    where = patience.where
    if incoming.is_drained:
        raise NothingCameError(FailureKind.PROTOCOL, "empty", where=where)
    raise _not_http(incoming.take(60, patience), where)


def _lines(incoming: Incoming, budget: int, patience: Patience) -> list[bytes]:
    """Read one head's lines, with a header's continuations joined to it."""
    lines: list[bytes] = []
    count = 0
    while True:
        try:
            line = incoming.line(budget, patience)
        except ValueError:
            raise _too_large("header-bytes", HEADER_BYTES_LIMIT, patience) from None
        if line is None:
            raise NetError(FailureKind.PROTOCOL, "head-cut", where=patience.where)
        if not line:
            return lines
        budget -= len(line) + 2
        if budget < 0:
            raise _too_large("header-bytes", HEADER_BYTES_LIMIT, patience)
        if line[:1] in b" \t" and len(lines) > 1:
            lines[-1] += b" " + line.strip()
            continue
        count += 1
        if count > HEADER_COUNT_LIMIT + 1:
            raise _too_large("headers", HEADER_COUNT_LIMIT, patience)
        lines.append(line)


def _too_large(reason: str, limit: int, patience: Patience) -> NetError:
    return NetError(FailureKind.TOO_LARGE, reason, where=patience.where, limit=limit)


def _parse(lines: list[bytes], patience: Patience) -> Head:
    match = _STATUS_LINE.fullmatch(lines[0]) if lines else None
    if match is None:
        raise _not_http(lines[0] if lines else b"", patience.where)
    major, minor, status, reason = match.groups()
    return Head(
        version=(int(major), int(minor)),
        status=int(status),
        reason=_text(reason or b""),
        headers=tuple(_headers(lines[1:])),
    )


def _not_http(start: bytes, where: str) -> NetError:
    return NetError(FailureKind.PROTOCOL, "not-http", where=where, detail=quoted(start))


def quoted(start: bytes) -> str:
    """Give the beginning of something unexpected as one visible line, in digits if need be."""
    text = clean(start[:60].decode("utf-8", errors="replace"), 60)
    return text or start[:16].hex(" ")


def _headers(lines: list[bytes]) -> list[tuple[str, str]]:
    headers = []
    for line in lines:
        name, colon, value = line.partition(b":")
        name = name.rstrip()
        if colon and _NAME.fullmatch(name):
            headers.append((name.decode("ascii"), _text(value)))
    return headers


def _text(raw: bytes) -> str:
    stripped = raw.strip(b" \t\r")
    try:
        return stripped.decode("utf-8")
    except UnicodeDecodeError:
        return stripped.decode("latin-1")
