# SPDX-License-Identifier: MIT
"""How long a hole that could be closed has stood open: what auditors ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.verdicts import CveResult, CveState, Exposure


def exposure(cves: Iterable[CveResult], day: date) -> Exposure | None:
    """Count from the day the fix of the oldest open vulnerability was published to the day.

    None where nothing is open that has a fix.
    """
    starts = [one.since for one in cves if one.state is CveState.OPEN and one.since]
    return _between(min(starts), day) if starts else None


def past_exposure(
    build: BuildNumber, published: date, first_seen: date, cves: Iterable[CveResult]
) -> Exposure | None:
    """Count from the release of the installed build to the day it was first seen installed.

    None where that build closed no vulnerability: nothing was exposed for want of it.
    """
    closed = any(one.fixed_in == build and one.state is not CveState.OPEN for one in cves)
    return _between(published, first_seen) if closed else None


def _between(since: date, until: date) -> Exposure:
    return Exposure(since, until, max((until - since).days, 0))
