# SPDX-License-Identifier: MIT
"""How long ago something was, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from exchpatch_gui.wording import Wording

OLD_AFTER = timedelta(days=7)
"""What is older is shown as old."""
_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


def age(words: Wording, then: datetime, now: datetime) -> str:
    """Say how long ago ``then`` was, in one unit; what lies ahead counts as now."""
    seconds = (now - then).total_seconds()
    for unit, length in (("days", _DAY), ("hours", _HOUR), ("minutes", _MINUTE)):
        if seconds >= length:
            return words.text(f"window.age.{unit}", {"count": int(seconds // length)})
    return words.text("window.age.now")


def duration(words: Wording, seconds: float) -> str:
    """Say how long something takes, in one unit, rounded up."""
    if seconds >= 90 * _MINUTE:
        return words.text("window.duration.hours", {"count": int(-(-seconds // _HOUR))})
    if seconds >= 90:
        return words.text("window.duration.minutes", {"count": int(-(-seconds // _MINUTE))})
    return words.text("window.duration.seconds", {"count": max(1, int(-(-seconds // 1)))})


def local(moment: datetime) -> datetime:
    """Give a time in the zone of this computer."""
    return moment.astimezone()
