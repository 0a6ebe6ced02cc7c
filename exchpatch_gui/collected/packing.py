# SPDX-License-Identifier: MIT
"""A collected document in the form it is stored in: a tenth of its size."""

from __future__ import annotations

import zlib

from exchpatch_gui.collected.decoder import MAX_BYTES, decode
from exchpatch_gui.collected.document import Collected
from exchpatch_gui.collected.encoder import encode
from exchpatch_gui.errors import InputError

_NAME = "facts"


def pack(collected: Collected) -> bytes:
    """Give the document deflated."""
    return zlib.compress(encode(collected), level=1)


def unpack(packed: bytes) -> Collected:
    """Read what ``pack`` gave.

    Raises:
        InputError: It is damaged, or was written in a form that can't be read any more.
    """
    inflating = zlib.decompressobj()
    try:
        document = inflating.decompress(packed, MAX_BYTES + 1)
    except zlib.error:
        raise InputError("collected.not-json", file=_NAME) from None
    return decode(document, _NAME)
