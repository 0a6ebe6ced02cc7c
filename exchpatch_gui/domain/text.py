# SPDX-License-Identifier: MIT
"""Foreign text made harmless before anything stores or shows it."""

from __future__ import annotations

import re
import unicodedata

# Controls, formats (bidirectional overrides, zero width), surrogates, private use, separators.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# A lone no-break space stays: French sets one before a colon.
_BLANKS = r"\s{2,}|[^\S \u00a0\u202f]"


def clean(text: str, limit: int = 300) -> str:
    """Make one line of visible characters, at most ``limit`` long with ``…`` for what was cut.

    Control characters, escape sequences, bidirectional overrides and unassigned code points
    become a blank; runs of blanks become one, single no-break spaces stay. Escaping for a
    particular output is the output's own business.
    """
    if len(text) <= limit and text.isprintable() and "  " not in text:
        return text.strip()
    head = text[: limit * 4]
    if not head.replace("\u202f", " ").replace("\u00a0", " ").isprintable():
        head = "".join(" " if unicodedata.category(char) in _UNSAFE else char for char in head)
    line = re.sub(_BLANKS, " ", head).strip()
    if len(line) > limit or len(text) > len(head):
        return line[: limit - 1].rstrip() + "…"
    return line
