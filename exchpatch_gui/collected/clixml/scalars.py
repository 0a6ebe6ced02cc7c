# SPDX-License-Identifier: MIT
"""The values that CliXml writes as one text, by the element they stand in.

Source: MS-PSRP, section 2.2.5.1.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from exchpatch_gui.collected.clixml.values import Scalar

Reader = Callable[[str], Scalar]

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_WHOLE = re.compile(r"[+-]?\d{1,20}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_DURATION = re.compile(
    r"(-?)P(?:(\d{1,8})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,12}(?:\.\d{1,9})?)S)?)?",
    re.ASCII,
)
_TRUTH = {"true": True, "false": False, "1": True, "0": False}


def unescape(text: str) -> str:
    """Give a text as it was before signs that XML can't hold were written as ``_x000A_``.

    Half a pair of UTF-16 becomes the sign for what can't be read.
    """
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if plain.isascii():
        return plain
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError("not a whole number")
    return int(text)


def _truth(text: str) -> bool:
    try:
        return _TRUTH[text.lower()]
    except KeyError:
        raise ValueError("neither true nor false") from None


def _decimal(text: str) -> Decimal:
    # No exponent: as a whole number one could fill the memory.
    if not _DECIMAL.fullmatch(text):
        raise ValueError("not a number")
    return Decimal(text)


def _duration(text: str) -> timedelta:
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()[1:]):
        raise ValueError("not a duration")
    sign, days, hours, minutes, seconds = match.groups()
    length = timedelta(
        days=int(days or 0),
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=float(seconds or 0),
    )
    return -length if sign else length


def _sign(text: str) -> str:
    code = _whole(text)
    if not 0 <= code <= 0xFFFF:
        raise ValueError("not a sign of UTF-16")
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


def _secret(_text: str) -> None:
    """Read nothing: only the account that encrypted it could, and nobody else should."""


SCALARS: Mapping[str, Reader] = {
    **dict.fromkeys(("S", "URI", "XD", "SBK", "Version", "SV"), unescape),
    **dict.fromkeys(("SB", "By", "I16", "U16", "I32", "U32", "I64", "U64"), _whole),
    **dict.fromkeys(("Sg", "Db"), float),
    "G": str,
    "B": _truth,
    "C": _sign,
    "D": _decimal,
    "DT": datetime.fromisoformat,
    "TS": _duration,
    "BA": _bytes,
    "SS": _secret,
}
"""What reads the text of each element; ``ValueError`` if it isn't what the element says."""
