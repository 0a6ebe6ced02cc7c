# SPDX-License-Identifier: MIT
"""Commands of PowerShell with foreign values in them: written only where nothing can go wrong."""

from __future__ import annotations

import re

# No quote but the plain apostrophe, nothing that ends a line, and nothing that an older program
# reads on its command line as anything but text.
_BEYOND_DOUBT = re.compile(r"[A-Za-z0-9 _.,:;$()'&+~@#*/\\\[\]-]{0,256}", re.ASCII)

_OF_PATTERNS = frozenset("*?[]`")


def written(command: str, *values: str) -> tuple[str, ...]:
    """Give a command with values in the place of ``{}``; none at all if one of them is odd.

    PowerShell takes what stands between apostrophes as it is; an apostrophe itself is written
    twice. It also ends such a text at four typographic quotes: values with those are refused.
    """
    if not all(_BEYOND_DOUBT.fullmatch(one) for one in values):
        return ()
    return (command.format(*("'" + one.replace("'", "''") + "'" for one in values)),)


def named(command: str, *names: str) -> tuple[str, ...]:
    """Give a command as ``written`` does, whose parameters would take a pattern for many names."""
    return () if any(map(is_pattern, names)) else written(command, *names)


def is_pattern(name: str) -> bool:
    """Tell whether PowerShell would look for names like this one."""
    return not _OF_PATTERNS.isdisjoint(name)
