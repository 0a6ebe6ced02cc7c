# SPDX-License-Identifier: MIT
"""The next background check, case by case."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from exchpatch_gui.config.settings import ScheduleMode, ScheduleSettings
from exchpatch_gui.services.schedule import in_quiet_hours, moment, next_due
from tests.unit.schedule.zones import BERLIN, local


def hourly(hours: int = 6, **more: object) -> ScheduleSettings:
    return ScheduleSettings(mode=ScheduleMode.HOURS, hours=hours, **more)


def daily(at: str = "07:00", **more: object) -> ScheduleSettings:
    return ScheduleSettings(mode=ScheduleMode.DAILY, daily_at=at, **more)


def due(settings: ScheduleSettings, now: str, last: str | None, jitter: float = 0.0) -> str:
    """Say when clocks in Berlin show the next run, from what they show now and showed then."""
    begun = None if last is None else local(last)
    found = next_due(settings, local(now), begun, zone=BERLIN, jitter=jitter)
    assert found is not None
    return f"{found.astimezone(BERLIN):%Y-%m-%d %H:%M}"


def test_nothing_is_due_while_the_schedule_is_off():
    settings = ScheduleSettings(mode=ScheduleMode.OFF)

    assert next_due(settings, local("2026-11-24 08:00"), None) is None


@pytest.mark.parametrize("settings", [hourly(), daily()], ids=["hourly", "daily"])
def test_servers_that_were_never_checked_are_due_at_once(settings: ScheduleSettings):
    assert due(settings, "2026-11-24 08:00", None, jitter=1.0) == "2026-11-24 08:00"


def test_so_many_hours_are_counted_from_the_beginning_of_the_last_run():
    assert due(hourly(6), "2026-11-24 08:00", "2026-11-24 05:30") == "2026-11-24 11:30"


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        ("2026-11-24 06:59", "2026-11-23 07:00", "2026-11-24 07:00"),
        ("2026-11-24 07:00", "2026-11-23 07:00", "2026-11-24 07:00"),
        ("2026-11-24 07:01", "2026-11-24 07:00", "2026-11-25 07:00"),
        ("2026-11-24 23:59", "2026-11-24 07:00", "2026-11-25 07:00"),
        ("2026-12-31 12:00", "2026-12-31 07:00", "2027-01-01 07:00"),
    ],
)
def test_a_daily_run_has_its_time_each_day(now: str, last: str, expected: str):
    assert due(daily(), now, last) == expected


def test_a_run_by_hand_before_the_daily_time_does_not_stand_in_for_it():
    assert due(daily(), "2026-11-24 06:50", "2026-11-24 06:45") == "2026-11-24 07:00"


@pytest.mark.parametrize(
    ("settings", "last"),
    [(hourly(6), "2026-11-20 08:00"), (daily(), "2026-11-20 07:00")],
    ids=["hourly", "daily"],
)
def test_a_run_that_was_slept_through_is_due_at_once(settings: ScheduleSettings, last: str):
    assert due(settings, "2026-11-24 10:12", last, jitter=1.0) == "2026-11-24 10:12"


@pytest.mark.parametrize("settings", [hourly(6), daily()], ids=["hourly", "daily"])
def test_a_clock_that_was_set_back_does_not_stop_the_checks(settings: ScheduleSettings):
    last_while_the_clock_was_wrong = "2031-01-01 00:00"

    found = due(settings, "2026-11-24 08:00", last_while_the_clock_was_wrong)

    assert found in {"2026-11-24 14:00", "2026-11-25 07:00"}


class TestJitter:
    def test_a_run_starts_up_to_the_permitted_minutes_later(self):
        settings = hourly(6, jitter_minutes=10)

        assert due(settings, "2026-11-24 08:00", "2026-11-24 05:00", 0.5) == "2026-11-24 11:05"

    def test_the_delay_still_holds_when_the_time_itself_has_come(self):
        settings = daily(jitter_minutes=10)

        assert due(settings, "2026-11-24 07:03", "2026-11-23 07:05", 0.5) == "2026-11-24 07:05"

    def test_many_programs_spread_after_quiet_hours_too(self):
        settings = daily("23:00", quiet_from="22:00", quiet_to="06:00", jitter_minutes=10)

        found = due(settings, "2026-11-24 20:00", "2026-11-24 06:05", 0.5)

        assert found == "2026-11-25 06:05"


NIGHT = {"quiet_from": "22:00", "quiet_to": "06:00", "jitter_minutes": 0}
NOON = {"quiet_from": "12:00", "quiet_to": "13:30", "jitter_minutes": 0}


class TestQuietHours:
    @pytest.mark.parametrize(
        ("hours", "last", "expected"),
        [
            ("21:59", "15:59", "2026-11-24 21:59"),
            ("21:00", "16:00", "2026-11-25 06:00"),
            ("21:00", "20:30", "2026-11-25 06:00"),
        ],
    )
    def test_a_run_that_falls_into_the_night_waits_for_its_end(
        self, hours: str, last: str, expected: str
    ):
        settings = hourly(6, **NIGHT)

        assert due(settings, f"2026-11-24 {hours}", f"2026-11-24 {last}") == expected

    def test_what_was_missed_waits_for_the_end_as_well(self):
        settings = hourly(6, **NIGHT)

        assert due(settings, "2026-11-25 03:00", "2026-11-23 08:00") == "2026-11-25 06:00"

    def test_quiet_hours_within_a_day_end_on_that_day(self):
        settings = daily("12:30", **NOON)

        assert due(settings, "2026-11-24 10:00", "2026-11-23 13:30") == "2026-11-24 13:30"

    def test_the_end_belongs_to_the_day_again(self):
        settings = hourly(6, **NIGHT)

        assert not in_quiet_hours(settings, local("2026-11-25 06:00"), BERLIN)
        assert in_quiet_hours(settings, local("2026-11-25 05:59"), BERLIN)
        assert in_quiet_hours(settings, local("2026-11-24 22:00"), BERLIN)

    @pytest.mark.parametrize(
        ("quiet_from", "quiet_to"), [("", ""), ("22:00", ""), ("", "06:00"), ("08:00", "08:00")]
    )
    def test_half_of_them_or_none_at_all_is_no_quiet_time(self, quiet_from: str, quiet_to: str):
        settings = hourly(1, quiet_from=quiet_from, quiet_to=quiet_to)

        assert due(settings, "2026-11-24 22:30", "2026-11-24 22:00") == "2026-11-24 23:00"

    def test_a_delay_that_reaches_the_next_quiet_hours_is_left_out(self):
        settings = daily("12:00", quiet_from="06:30", quiet_to="06:00", jitter_minutes=120)

        assert due(settings, "2026-11-24 10:00", "2026-11-24 06:00", 1.0) == "2026-11-25 06:00"


class TestChangeOfTheClock:
    def test_a_daily_time_stays_the_same_on_the_wall(self):
        assert due(daily(), "2026-03-28 12:00", "2026-03-28 07:00") == "2026-03-29 07:00"
        assert due(daily(), "2026-10-24 12:00", "2026-10-24 07:00") == "2026-10-25 07:00"

    def test_a_skipped_time_counts_as_what_the_clock_shows_then(self):
        assert due(daily("02:30"), "2026-03-28 12:00", "2026-03-28 02:30") == "2026-03-29 03:30"

    def test_of_a_time_shown_twice_the_first_one_counts(self):
        found = next_due(
            daily("02:30"),
            local("2026-10-24 12:00"),
            local("2026-10-24 02:30"),
            zone=BERLIN,
        )

        assert found == local("2026-10-25 02:30", fold=0)

    def test_a_time_shown_twice_has_one_run(self):
        settings, first = daily("02:30"), local("2026-10-25 02:30", fold=0)
        second_pass = local("2026-10-25 02:10", fold=1)

        assert second_pass > first
        assert next_due(settings, second_pass, first, zone=BERLIN) == local("2026-10-26 02:30")

    def test_hours_are_real_hours(self):
        assert due(hourly(6), "2026-03-29 01:00", "2026-03-29 00:00") == "2026-03-29 07:00"
        assert due(hourly(6), "2026-10-25 01:00", "2026-10-25 00:00") == "2026-10-25 05:00"

    def test_quiet_hours_that_end_in_the_doubled_hour_end_when_it_is_over(self):
        settings = hourly(1, quiet_from="22:00", quiet_to="02:30", jitter_minutes=0)
        second_pass = local("2026-10-25 02:10", fold=1)

        found = next_due(settings, second_pass, None, zone=BERLIN)

        assert found == local("2026-10-25 02:30", fold=1)


@pytest.fixture
def berlin_computer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system takes its zone from elsewhere than the environment")
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin_computer")
def test_the_zone_of_the_computer_is_meant_where_none_is_named():
    settings = daily("02:30", quiet_from="", quiet_to="")

    for now in ("2026-03-28 12:00", "2026-10-24 12:00", "2026-11-24 01:00"):
        last = local(now) - timedelta(hours=12)
        assert next_due(settings, local(now), last) == next_due(
            settings, local(now), last, zone=BERLIN
        )


@pytest.mark.usefixtures("berlin_computer")
def test_a_moment_on_another_side_of_the_change_has_the_offset_of_its_own_day():
    at = datetime(2026, 7, 1, 7, tzinfo=UTC).time()

    assert moment(datetime(2026, 7, 1, tzinfo=UTC).date(), at).hour == 5
    assert moment(datetime(2026, 12, 1, tzinfo=UTC).date(), at).hour == 6
