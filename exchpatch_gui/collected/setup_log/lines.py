# SPDX-License-Identifier: MIT
"""From the bytes of a log to its lines, whatever wrote it: UTF-8, UTF-16 or a code page."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

MAX_CHARACTERS = 512 * 1024**2
MAX_LINE = 8 * 1024
_SNIFFED = 4096
_CODE_PAGE = "cp1252"


class TooLargeError(ValueError):
    """The log is larger than any that means something."""


def read_lines(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    """Give each line with its number, from 1, without its end.

    A line is cut at ``MAX_LINE`` characters; the rest of it is passed over.

    Args:
        stream: At its beginning; it stays open.

    Raises:
        TooLargeError: More than ``MAX_CHARACTERS`` were read.
    """
    buffered = io.BufferedReader(_Shared(stream), 1024 * 64)
    encoding = _encoding(buffered.peek(_SNIFFED)[:_SNIFFED])
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    text = io.TextIOWrapper(buffered, encoding, errors=errors, newline=None)
    number, total = 0, 0
    while line := text.readline(MAX_LINE):
        number += 1
        yield number, _readable(line.rstrip("\n"))
        total += len(line)
        while not line.endswith("\n") and (line := text.readline(MAX_LINE)):
            total += len(line)
            if total > MAX_CHARACTERS:
                break
        if total > MAX_CHARACTERS:
            raise TooLargeError


class _Shared(io.RawIOBase):
    """A view of the caller's stream that doesn't close it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # (any buffer would do)
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _encoding(head: bytes) -> str:
    """Tell by the byte order mark, else by where the zeros of plain letters stand."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) // 4:
        return "utf-16-le"
    if even > len(head) // 4:
        return "utf-16-be"
    return "utf-8-sig"


def _readable(line: str) -> str:
    """Read bytes that are no UTF-8 as the code page of Western Windows."""
    if line.isascii():
        return line
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return line.encode("utf-8", "surrogateescape").decode(_CODE_PAGE, "replace")
    return line
