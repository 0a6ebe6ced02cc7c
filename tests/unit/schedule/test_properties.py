# SPDX-License-Identifier: MIT
"""What holds for every schedule, at every time, in zones whose clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from hypothesis import assume, given
from hypothesis import strategies as st

from exchpatch_gui.config.settings import ScheduleMode, ScheduleSettings
from exchpatch_gui.services.schedule import in_quiet_hours, next_due
from tests.unit.schedule.zones import BERLIN, HAVANA, LORD_HOWE, NEW_YORK

_CHANGES = [
    datetime(2026, month, day, tzinfo=UTC)
    for month, day in ((3, 8), (3, 29), (4, 4), (10, 3), (10, 25), (11, 1))
]

zones = st.sampled_from((BERLIN, NEW_YORK, LORD_HOWE, HAVANA))
clock_times = st.builds(
    lambda minutes: f"{minutes // 60:02}:{minutes % 60:02}", st.integers(0, 24 * 60 - 1)
)
moments = st.one_of(
    st.builds(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes),
        st.integers(0, 2 * 365 * 24 * 60),
    ),
    # Half of the moments lie around the days on which one of the clocks changes.
    st.builds(
        lambda day, minutes: day + timedelta(minutes=minutes),
        st.sampled_from(_CHANGES),
        st.integers(-2 * 24 * 60, 3 * 24 * 60),
    ),
)
delays = st.integers(0, 120)
quiet = st.one_of(st.just(("", "")), st.tuples(clock_times, clock_times))
schedules = st.builds(
    lambda mode, hours, at, hush, minutes: ScheduleSettings(
        mode, hours, at, hush[0], hush[1], minutes
    ),
    st.sampled_from((ScheduleMode.HOURS, ScheduleMode.DAILY)),
    st.integers(1, 168),
    clock_times,
    quiet,
    delays,
)
jitters = st.floats(0, 1)
pauses = st.integers(0, 400).map(lambda hours: timedelta(hours=hours / 7))


def ask(
    settings: ScheduleSettings,
    now: datetime,
    last: datetime | None,
    zone: tzinfo,
    jitter: float,
) -> datetime:
    found = next_due(settings, now, last, zone=zone, jitter=jitter)
    assert found is not None
    return found


@given(schedules, moments, st.one_of(st.none(), pauses), zones, jitters)
def test_the_next_run_is_never_in_the_past_nor_in_quiet_hours(settings, now, pause, zone, jitter):
    last = None if pause is None else now - pause

    found = ask(settings, now, last, zone, jitter)

    assert found >= now
    assert not in_quiet_hours(settings, found, zone)


@given(schedules, moments, pauses, zones, jitters, st.floats(0, 1))
def test_the_time_once_said_holds_until_it_comes(settings, now, pause, zone, jitter, part):
    last = now - pause
    found = ask(settings, now, last, zone, jitter)

    later = now + part * (found - now)

    assert ask(settings, later, last, zone, jitter) == found


@given(schedules, moments, zones, jitters)
def test_a_run_that_has_just_begun_is_not_due_again(settings, now, zone, jitter):
    begun = ask(settings, now, now - timedelta(days=30), zone, jitter)

    assert ask(settings, begun, begun, zone, jitter) > begun


@given(clock_times, delays, moments, zones, jitters)
def test_every_day_has_one_daily_run(at, minutes, now, zone, jitter):
    settings = ScheduleSettings(ScheduleMode.DAILY, daily_at=at, jitter_minutes=minutes)
    first = ask(settings, now, now - timedelta(days=3), zone, jitter)
    second = ask(settings, first + timedelta(minutes=1), first, zone, jitter)

    runs = [second]
    for _ in range(7):
        runs.append(ask(settings, runs[-1] + timedelta(minutes=1), runs[-1], zone, jitter))

    dates = [(run - jitter * timedelta(minutes=minutes)).astimezone(zone).date() for run in runs]
    assert dates == [dates[0] + timedelta(days=number) for number in range(8)]


@given(schedules, moments, pauses, zones, jitters)
def test_no_run_waits_longer_than_its_rule_allows(settings, now, pause, zone, jitter):
    found = ask(settings, now, now - pause, zone, jitter)

    rule = timedelta(hours=settings.hours if settings.mode is ScheduleMode.HOURS else 25)
    quiet_hours = timedelta(hours=25)
    assert found - now <= rule + quiet_hours + 2 * timedelta(minutes=settings.jitter_minutes)


@given(schedules, moments, st.integers(1, 5000), zones)
def test_a_clock_set_back_delays_no_more_than_a_run_of_now(settings, now, days, zone):
    ahead = now + timedelta(days=days)
    assume(ahead.year < 9000)

    assert ask(settings, now, ahead, zone, 0.0) == ask(settings, now, now, zone, 0.0)
