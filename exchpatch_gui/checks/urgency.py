# SPDX-License-Identifier: MIT
"""When a missing fix is no longer a plan but a danger: the thresholds behind red and yellow.

Known exploited and open is red at once. Otherwise a fix may wait as long as the schemes that
audit patching allow: 14 days where the vulnerability is high or critical (CVSS 7 or more, Cyber
Essentials' limit), 30 days for every other one. Until then it is yellow.
"""

from __future__ import annotations

from datetime import date

from exchpatch_gui.domain.verdicts import CveResult

HIGH_SCORE = 7.0
DAYS_FOR_HIGH = 14
DAYS_FOR_ANY = 30
_HARMLESS = frozenset({"Low", "Moderate"})


def is_high(cve: CveResult) -> bool:
    """Tell whether a vulnerability is high or critical; without a score its rating decides."""
    if cve.severity == "Critical":
        return True
    return cve.severity not in _HARMLESS if cve.cvss is None else cve.cvss >= HIGH_SCORE


def days_open(cve: CveResult, day: date) -> int | None:
    """Count the days since the fix was published; None where there is no fix."""
    return max((day - cve.since).days, 0) if cve.since else None


def is_overdue(cve: CveResult, day: date) -> bool:
    """Tell whether the fix has waited too long."""
    days = days_open(cve, day)
    return days is not None and days > (DAYS_FOR_HIGH if is_high(cve) else DAYS_FOR_ANY)
