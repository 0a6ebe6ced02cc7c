# SPDX-License-Identifier: MIT
"""The body of an HTTP answer: framed, capped and decompressed within bounds."""

from __future__ import annotations

import re
import zlib
from enum import Enum

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.net.head import Head, Incoming
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import BODY_LIMIT, NetError

_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?", re.DOTALL)
_CHUNK_LINE_LIMIT = 1000
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_RAW_DEFLATE = -zlib.MAX_WBITS


class Framing(Enum):
    """What ends a body (RFC 9112 §6.3)."""

    NONE = "none"
    LENGTH = "length"
    CHUNKED = "chunked"
    UNTIL_CLOSE = "until-close"


class Body:
    """A body as far as it came, still compressed if the server compressed it.

    Attributes:
        limit: The cap in bytes.
        is_capped: There was more than the cap allows.
        is_complete: It came to its end, and the connection stands where the next answer begins.
        failure: Why it broke off, or None.
    """

    def __init__(self, limit: int) -> None:
        self.raw = bytearray()
        self.limit = limit
        self.is_capped = False
        self.is_complete = False
        self.failure: NetError | None = None


def framing(head: Head) -> tuple[Framing, int]:
    """Tell what ends the body of a GET's answer, and its length if that is declared."""
    if head.status < 200 or head.status in {204, 304}:
        return Framing.NONE, 0
    if any("chunked" in value.lower() for value in head.values("transfer-encoding")):
        return Framing.CHUNKED, 0
    lengths = head.values("content-length")
    if lengths and lengths[0].isascii() and lengths[0].isdigit():
        return Framing.LENGTH, int(lengths[0][:18])
    return Framing.UNTIL_CLOSE, 0


def read_body(
    incoming: Incoming, head: Head, patience: Patience, *, limit: int = BODY_LIMIT
) -> Body:
    """Read a body up to its end or the cap; what breaks it off stands in the result."""
    body = Body(limit)
    kind, length = framing(head)
    try:
        match kind:
            case Framing.NONE:
                body.is_complete = True
            case Framing.LENGTH:
                body.is_complete = _read_length(incoming, body, length, patience)
            case Framing.CHUNKED:
                _read_chunks(incoming, body, patience)
            case Framing.UNTIL_CLOSE:
                _read_on(incoming, body, patience)
    except NetError as error:
        body.failure = error
    return body


def _read_length(incoming: Incoming, body: Body, length: int, patience: Patience) -> bool:
    """Add so many bytes; False if the cap stops it."""
    rest = length
    while rest:
        room = body.limit - len(body.raw)
        if not room:
            body.is_capped = True
            return False
        piece = incoming.take(min(rest, room), patience)
        if not piece:
            raise NetError(FailureKind.PROTOCOL, "body-cut", where=patience.where)
        body.raw += piece
        rest -= len(piece)
    return True


def _read_on(incoming: Incoming, body: Body, patience: Patience) -> None:
    while piece := incoming.take(body.limit + 1 - len(body.raw), patience):
        body.raw += piece
        if len(body.raw) > body.limit:
            del body.raw[body.limit :]
            body.is_capped = True
            return


def _read_chunks(incoming: Incoming, body: Body, patience: Patience) -> None:
    while size := _chunk_size(incoming, patience):
        if not _read_length(incoming, body, size, patience):
            return
        if _chunk_line(incoming, patience):
            raise NetError(FailureKind.PROTOCOL, "chunks", where=patience.where)
    # Trailers follow; they say nothing we need, so nobody waits for their end.
    body.is_complete = incoming.skip(b"\r\n")


def _chunk_size(incoming: Incoming, patience: Patience) -> int:
    match = _CHUNK_SIZE.fullmatch(_chunk_line(incoming, patience).strip())
    if match is None:
        raise NetError(FailureKind.PROTOCOL, "chunks", where=patience.where)
    return int(match[1], 16)


def _chunk_line(incoming: Incoming, patience: Patience) -> bytes:
    try:
        line = incoming.line(_CHUNK_LINE_LIMIT, patience)
    except ValueError:
        raise NetError(FailureKind.PROTOCOL, "chunks", where=patience.where) from None
    if line is None:
        raise NetError(FailureKind.PROTOCOL, "body-cut", where=patience.where)
    return line


def decompress(raw: bytes, encoding: str) -> tuple[bytes, bool]:
    """Undo gzip or deflate up to the cap.

    A body that isn't compressed although it says so is given as it came.

    Returns:
        The bytes, and whether there is more than the cap allows.
    """
    if encoding.strip().lower() not in {"gzip", "x-gzip", "deflate"} or not raw:
        return raw, False
    for bits in (_GZIP_OR_ZLIB, _RAW_DEFLATE):
        try:
            plain = zlib.decompressobj(bits).decompress(raw, BODY_LIMIT + 1)
        except zlib.error:
            continue
        return plain[:BODY_LIMIT], len(plain) > BODY_LIMIT
    return raw, False
