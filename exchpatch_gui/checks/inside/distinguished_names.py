# SPDX-License-Identifier: MIT
"""Comparing distinguished names as Windows writes them with those of RFC 4514."""

from __future__ import annotations

from collections.abc import Iterator

# What Windows calls an attribute, and RFC 4514 or its object identifier.
_KEYS = {"s": "st", "e": "1.2.840.113549.1.9.1", "emailaddress": "1.2.840.113549.1.9.1"}
_SEPARATORS = ",+;"


def normal_name(text: str) -> tuple[tuple[str, str], ...]:
    r"""Give attributes and values in their order, without blanks, quotes and case.

    ``O="Contoso, Inc.", S=WA`` and ``O=Contoso\, Inc.,ST=WA`` give the same.
    """
    parts = (part.partition("=") for part in _split(text))
    return tuple(
        (_KEYS.get(key.strip().lower(), key.strip().lower()), value.strip().lower())
        for key, _, value in parts
    )


def _split(text: str) -> Iterator[str]:
    """Give the parts between separators that stand neither in quotes nor behind a backslash."""
    part, quoted, escaped = "", False, False
    for letter in text:
        if escaped:
            part, escaped = part + letter, False
        elif letter == "\\":
            escaped = True
        elif letter == '"':
            quoted = not quoted
        elif letter in _SEPARATORS and not quoted:
            yield part
            part = ""
        else:
            part += letter
    if part.strip():
        yield part
