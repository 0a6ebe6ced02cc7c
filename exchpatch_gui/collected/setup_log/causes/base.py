# SPDX-License-Identifier: MIT
"""The form of a cause: by what it is known in a log."""

from __future__ import annotations

import re
from dataclasses import dataclass

TROUBLESHOOTING = (
    "https://learn.microsoft.com/exchange/troubleshoot/client-connectivity/"
    "exchange-security-update-issues"
)
READINESS = "https://learn.microsoft.com/exchange/plan-and-deploy/deployment-ref/readiness-checks"
_REVIEWER = (
    "https://github.com/microsoft/CSS-Exchange/blob/main/Setup/SetupLogReviewer/Checks/{check}.ps1"
)


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that makes an installation fail.

    Attributes:
        id: Names its sentences, ``setup.<id>.*``.
        source: The page it is known from.
        rules: Names of readiness checks of Setup that fail because of it.
        signs: Plain texts, one of which stands in a line of the error.
        pattern: What that line has to match too; its named groups are the cause's details.
        also: A plain text that stands in the same step of the installation.
        unless: Causes that explain this one, so that it isn't told beside them.
    """

    id: str
    source: str
    rules: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    also: str = ""
    unless: frozenset[str] = frozenset()


def rule(
    cause_id: str, *names: str, source: str = "", signs: tuple[str, ...] = (), unless: str = ""
) -> Cause:
    """Make a cause that readiness checks of these names tell; the first has a page of its own."""
    page = source or READINESS.replace("readiness-checks", f"ms-exch-setupreadiness-{names[0]}")
    return Cause(
        cause_id,
        page if source else page.lower(),
        rules=names,
        signs=signs,
        unless=frozenset(unless.split()),
    )


def error(
    cause_id: str, *signs: str, source: str, pattern: str = "", also: str = "", unless: str = ""
) -> Cause:
    """Make a cause that the text of an error tells."""
    return Cause(
        cause_id,
        source,
        signs=signs,
        pattern=re.compile(pattern) if pattern else None,
        also=also,
        unless=frozenset(unless.split()),
    )


def reviewer(check: str) -> str:
    """Give the page of a check of Microsoft's SetupLogReviewer."""
    return _REVIEWER.format(check=check)
