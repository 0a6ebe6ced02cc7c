# SPDX-License-Identifier: MIT
"""The times of the logs: UTC in Setup's own, the server's clock and its habits in the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

Zone = Callable[[datetime], datetime]
"""Makes a time of the server's clock, which has no zone, one in UTC."""

# Setup writes MM/dd/yyyy HH:mm:ss.ffff, in UTC, with the separators of the server's region:
# 11.14.2022 in German, 04-17-2021 in Dutch. The last figure counts milliseconds.
_STAMP = re.compile(
    r"\[(\d\d)\D{1,2}(\d\d)\D{1,2}(\d{4}) (\d\d)\D(\d\d)\D(\d\d)\D(\d{4})\] \[\d{1,3}\] ?(.*)",
    re.ASCII | re.DOTALL,
)
_CLOCK = re.compile(r"\[(\d\d):(\d\d):(\d\d)\] ?(.*)", re.ASCII | re.DOTALL)
_DATE = re.compile(r"(\d{1,4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,4})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.](\d\d)[:.](\d\d)", re.ASCII)
_AFTERNOON = re.compile(r"\bp\.?\s?m\b", re.IGNORECASE)
_MORNING = re.compile(r"\ba\.?\s?m\b", re.IGNORECASE)
_ONE_DAY = timedelta(days=1)
# Other years are nobody's: they would only overflow when they are made ones of another zone.
_YEARS = range(1990, 2200)


def read_stamped(line: str) -> tuple[datetime | None, str] | None:
    """Give the time and the message of a line of Setup's log; None if it continues another.

    The time is None where its figures are none.
    """
    match = _STAMP.match(line)
    if match is None:
        return None
    *figures, message = match.groups()
    month, day, year, hour, minute, second, milliseconds = map(int, figures)
    try:
        at = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None, message
    if year not in _YEARS:
        return None, message
    return at + timedelta(milliseconds=milliseconds), message


def read_clocked(line: str) -> tuple[timedelta, str] | None:
    """Give the time of day and the message of a line of the script's log."""
    match = _CLOCK.match(line)
    if match is None:
        return None
    hours, minutes, seconds = (int(one) for one in match.groups()[:3])
    return timedelta(hours=hours, minutes=minutes, seconds=seconds), match[4]


def read_local(texts: Sequence[str]) -> list[datetime | None]:
    """Read times that were written in the habits of a region, all of them in the same.

    Which of two figures is the month shows in a figure above 12; else in the order of the times,
    which never goes back; else by the region: morning and afternoon are American.
    """
    for month_first in _likely_orders(texts):
        read = [_local(text, month_first=month_first) for text in texts]
        known = [one for one in read if one is not None]
        if known and known == sorted(known) and len(known) == len(texts):
            return read
    order = _likely_orders(texts)[0]
    return [_local(text, month_first=order) for text in texts]


def later(start: datetime, clock: timedelta) -> datetime:
    """Give the first moment at or after a start at which a clock shows this time of day."""
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    moment = midnight + clock
    return moment if moment >= start else moment + _ONE_DAY


def _likely_orders(texts: Iterable[str]) -> tuple[bool, bool]:
    american = any(_MORNING.search(text) or _AFTERNOON.search(text) for text in texts)
    return american, not american


def _local(text: str, *, month_first: bool) -> datetime | None:
    date = _DATE.search(text)
    if date is None:
        return None
    time = _TIME.search(text, date.end())
    first, second, third = (int(one) for one in date.groups())
    if len(date[1]) == 4:
        year, month, day = first, second, third
    elif month_first:
        month, day, year = first, second, third
    else:
        day, month, year = first, second, third
    if year not in _YEARS:
        return None
    hour, minute, seconds = (int(one) for one in time.groups()) if time else (0, 0, 0)
    if _AFTERNOON.search(text) and hour < 12:
        hour += 12
    elif _MORNING.search(text) and hour == 12:
        hour = 0
    try:
        return datetime(year, month, day, hour, minute, seconds)  # noqa: DTZ001 (it has no zone)
    except ValueError:
        return None
