# SPDX-License-Identifier: MIT
"""Which characters the report's typeface can show.

A PDF for archives must not hold a character without a glyph, so the typesetter refuses a whole
document because of one; a server may send any character.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FULL_UNICODE = (3, 10)
_SEGMENTED_COVERAGE = 12


def showable(text: str, font: Path) -> str:
    """Replace each character the font has no glyph for by its code point: ``[U+6771]``."""
    if text.isascii():
        return text
    missing = {ord(char) for char in set(text)} - covered(font)
    return text.translate({code: f"[U+{code:04X}]" for code in missing})


@cache
def covered(font: Path) -> frozenset[int]:
    """Read all code points of a TrueType or OpenType font from its character map.

    Source: the OpenType specification, table ``cmap``, format 12.

    Raises:
        ValueError: The font has no such map.
    """
    data = font.read_bytes()
    start = _character_map(data)
    (groups,) = struct.unpack_from(">I", data, start + 12)
    return frozenset(
        code
        for first, last, _ in struct.iter_unpack(
            ">III", data[start + 16 : start + 16 + groups * 12]
        )
        for code in range(first, last + 1)
    ) | {ord("\n")}


def _character_map(data: bytes) -> int:
    table = dict(_tables(data)).get(b"cmap")
    if table is None:
        raise ValueError("the font has no character map")
    (count,) = struct.unpack_from(">H", data, table + 2)
    for platform, encoding, offset in struct.iter_unpack(
        ">HHI", data[table + 4 : table + 4 + count * 8]
    ):
        (form,) = struct.unpack_from(">H", data, table + offset)
        if (platform, encoding) == _FULL_UNICODE and form == _SEGMENTED_COVERAGE:
            return int(table + offset)
    raise ValueError("the font has no map of all of Unicode")


def _tables(data: bytes) -> Iterator[tuple[bytes, int]]:
    (count,) = struct.unpack_from(">H", data, 4)
    for tag, _, offset, _ in struct.iter_unpack(">4sIII", data[12 : 12 + count * 16]):
        yield tag, offset
