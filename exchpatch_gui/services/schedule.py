# SPDX-License-Identifier: MIT
"""When the next background check is due: pure arithmetic on local times."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from exchpatch_gui.config.settings import ScheduleMode, ScheduleSettings


def next_due(
    settings: ScheduleSettings, now: datetime, last: datetime | None, *, jitter: float = 0.0
) -> datetime | None:
    """Give the time of the next run, None if there is none.

    A run that was missed, because the computer slept or was off, is due at once, unless these
    are quiet hours: then it is due at their end.

    Args:
        settings: The user's choice.
        now: The current time, aware, in the zone the user's times are meant in.
        last: When the last run of all servers began.
        jitter: 0 to 1: which part of the permitted delay this run takes.
    """
    match settings.mode:
        case ScheduleMode.OFF:
            return None
        case ScheduleMode.HOURS:
            due = now if last is None else last + timedelta(hours=settings.hours)
        case ScheduleMode.DAILY:
            due = _daily(settings, now, last)
    due = max(due, now) if due <= now else due + jitter * _jitter(settings)
    return _after_quiet_hours(settings, due.astimezone(now.tzinfo))


def _jitter(settings: ScheduleSettings) -> timedelta:
    return timedelta(minutes=settings.jitter_minutes)


def _daily(settings: ScheduleSettings, now: datetime, last: datetime | None) -> datetime:
    """Give today's time if today's run is still owed, else tomorrow's."""
    today = _at(now, clock_time(settings.daily_at, time(7)))
    yesterday = today - timedelta(days=1)
    latest = today if today <= now else yesterday
    if last is not None and last < latest:
        return latest
    return today if today > now else today + timedelta(days=1)


def _after_quiet_hours(settings: ScheduleSettings, due: datetime) -> datetime:
    if not settings.quiet_from or not settings.quiet_to:
        return due
    begins = clock_time(settings.quiet_from, time(0))
    ends = clock_time(settings.quiet_to, time(0))
    moment = due.time()
    if begins <= ends:
        return _at(due, ends) if begins <= moment < ends else due
    if moment >= begins:
        return _at(due + timedelta(days=1), ends)
    return _at(due, ends) if moment < ends else due


def clock_time(text: str, default: time) -> time:
    """Read ``HH:MM``; anything else is the default."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        return default


def _at(day: datetime, moment: time) -> datetime:
    return day.replace(hour=moment.hour, minute=moment.minute, second=0, microsecond=0)
