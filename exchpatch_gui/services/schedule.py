# SPDX-License-Identifier: MIT
"""When the next background check is due: arithmetic on moments, without a clock of its own.

The user's times are those of the wall clock. Every comparison is made in UTC, so a day with 23
or 25 hours has one run and no more. A time that the clock skips counts as what it shows then; of
a time that it shows twice, the first one counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from exchpatch_gui.config.settings import ScheduleMode, ScheduleSettings

_DAY = timedelta(days=1)
_NO_DELAY = timedelta(0)


def next_due(
    settings: ScheduleSettings,
    now: datetime,
    last: datetime | None,
    *,
    zone: tzinfo | None = None,
    jitter: float = 0.0,
) -> datetime | None:
    """Give the time of the next run, UTC and never before ``now``; None if there is none.

    A run that was missed, because the computer slept or was off, is due at once, and so is the
    very first one; in quiet hours it is due at their end. As long as the time given has not
    come, later calls give the same one.

    Args:
        settings: The user's choice.
        now: The current time.
        last: When the last run of all servers began; a time that lies ahead, because the clock
            was set back since, counts as now.
        zone: The one the user's times are meant in; None for the computer's own.
        jitter: 0 to 1: which part of the permitted delay this run takes.
    """
    if settings.mode is ScheduleMode.OFF:
        return None
    now = now.astimezone(UTC)
    if last is not None:
        delay = jitter * timedelta(minutes=settings.jitter_minutes)
        owed = _owed(settings, min(last.astimezone(UTC), now), zone)
        planned = _after_quiet_hours(settings, owed + delay, zone, delay)
        if planned > now:
            return planned
    return _after_quiet_hours(settings, now, zone, _NO_DELAY)


def _owed(settings: ScheduleSettings, last: datetime, zone: tzinfo | None) -> datetime:
    """Give the time from which on a run is owed, past or to come."""
    if settings.mode is ScheduleMode.HOURS:
        return last + timedelta(hours=settings.hours)
    at = clock_time(settings.daily_at)
    day = last.astimezone(zone).date()
    times = (moment(one, at, zone) for one in (day, day + _DAY, day + 2 * _DAY))
    return min(one for one in times if one > last)


def _after_quiet_hours(
    settings: ScheduleSettings, due: datetime, zone: tzinfo | None, delay: timedelta
) -> datetime:
    """Give the time itself, or the end of the quiet hours it lies in and the delay after it."""
    if not in_quiet_hours(settings, due, zone):
        return due
    ends = [one for one in _quiet_ends(settings, due, zone) if one > due]
    delayed = [one + delay for one in ends if not in_quiet_hours(settings, one + delay, zone)]
    return min(delayed or ends)


def in_quiet_hours(settings: ScheduleSettings, at: datetime, zone: tzinfo | None = None) -> bool:
    """Tell whether nothing is checked by itself at this time."""
    if not settings.quiet_from or not settings.quiet_to:
        return False
    begins, ends = clock_time(settings.quiet_from), clock_time(settings.quiet_to)
    shown = at.astimezone(zone).time()
    if begins <= ends:
        return begins <= shown < ends
    return shown >= begins or shown < ends


def _quiet_ends(
    settings: ScheduleSettings, due: datetime, zone: tzinfo | None
) -> Iterator[datetime]:
    """Give the ends of quiet hours around a time, both where the clock shows one twice."""
    ends = clock_time(settings.quiet_to)
    today = due.astimezone(zone).date()
    for day in (today, today + _DAY, today + 2 * _DAY):
        for fold in (0, 1):
            yield moment(day, ends, zone, fold=fold)


def moment(day: date, at: time, zone: tzinfo | None = None, *, fold: int = 0) -> datetime:
    """Give the moment, UTC, at which clocks in the zone show a time on a day."""
    shown = datetime.combine(day, at).replace(fold=fold)
    return (shown if zone is None else shown.replace(tzinfo=zone)).astimezone(UTC)


def clock_time(text: str) -> time:
    """Read ``HH:MM``; the settings hold nothing else.

    Raises:
        ValueError: It is something else.
    """
    hours, _, minutes = text.partition(":")
    return time(int(hours), int(minutes))
