# SPDX-License-Identifier: MIT
"""The schedule beside a clock that is set: when servers come due, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exchpatch_gui import wording
from exchpatch_gui.config.settings import ScheduleMode, ScheduleSettings
from exchpatch_gui.domain.runs import Trigger
from exchpatch_gui.errors import StorageError
from exchpatch_gui.viewmodels import scheduler as scheduler_module
from exchpatch_gui.viewmodels.scheduler import Scheduler, next_sentence, plan_sentence
from tests.gui import panel_samples as samples
from tests.gui.surrounded import QUIET_PLATFORM, House, SetClock, running, texts_of

pytestmark = QUIET_PLATFORM

OFF = ScheduleSettings()
HOURLY = ScheduleSettings(ScheduleMode.HOURS, hours=6, jitter_minutes=0)


@dataclass
class Bench:
    """A scheduler, and what it looks at."""

    scheduler: Scheduler
    clock: SetClock
    last: datetime | None = None
    busy: bool = False
    due: int = 0
    plans: int = 0

    def look(self) -> None:
        self.scheduler.look()


@pytest.fixture
def make(qapp) -> Iterator[object]:
    assert qapp is not None
    made: list[Bench] = []

    def bench(settings: ScheduleSettings, last_hours_ago: float | None = 0, chance: float = 0.0):
        clock = SetClock()
        last = None if last_hours_ago is None else clock() - timedelta(hours=last_hours_ago)
        one = Bench(
            Scheduler(
                settings, lambda: one.last, lambda: one.busy, clock=clock, chance=lambda: chance
            ),
            clock,
            last,
        )

        def count_due() -> None:
            one.due += 1

        def count_plan() -> None:
            one.plans += 1

        one.scheduler.came_due.connect(count_due)
        one.scheduler.replanned.connect(count_plan)
        made.append(one)
        return one

    yield bench
    for one in made:
        one.scheduler.stop()


def test_nothing_comes_due_while_the_schedule_is_off(make):
    bench = make(OFF, last_hours_ago=None)
    bench.scheduler.start()

    assert bench.due == 0
    assert bench.scheduler.next_at is None
    assert not bench.scheduler._timer.isActive()


def test_servers_that_were_never_checked_come_due_at_once(make):
    bench = make(HOURLY, last_hours_ago=None)

    bench.scheduler.start()

    assert bench.due == 1
    assert bench.scheduler.next_at == bench.clock() + timedelta(hours=6)


def test_a_run_comes_due_when_its_time_has_come(make):
    bench = make(HOURLY, last_hours_ago=5)
    bench.scheduler.start()
    assert bench.scheduler.next_at == bench.clock() + timedelta(hours=1)

    bench.clock.pass_by(minutes=59)
    bench.look()
    assert bench.due == 0

    bench.clock.pass_by(minutes=1)
    bench.look()
    assert bench.due == 1


def test_one_time_brings_one_run_even_if_nothing_can_be_stored(make):
    bench = make(HOURLY, last_hours_ago=7)
    bench.scheduler.start()

    for _ in range(10):
        bench.clock.pass_by(seconds=30)
        bench.look()

    assert bench.due == 1


def test_a_run_that_is_on_its_way_is_not_disturbed(make):
    bench = make(HOURLY, last_hours_ago=7)
    bench.busy = True
    bench.scheduler.start()
    assert bench.due == 0

    bench.busy = False
    bench.look()

    assert bench.due == 1


def test_a_run_of_all_by_hand_stands_in_for_the_next_one(make):
    bench = make(HOURLY, last_hours_ago=5)
    bench.scheduler.start()

    bench.scheduler.note_run()

    assert bench.scheduler.next_at == bench.clock() + timedelta(hours=6)


def test_sleep_is_caught_up_once(make):
    bench = make(HOURLY, last_hours_ago=1)
    bench.scheduler.start()

    bench.clock.pass_by(days=9)
    bench.look()
    bench.look()

    assert bench.due == 1


def test_a_clock_that_is_set_back_brings_no_extra_run(make):
    bench = make(HOURLY, last_hours_ago=1)
    bench.scheduler.start()

    bench.clock.pass_by(days=-400)
    bench.look()

    assert bench.due == 0
    assert bench.scheduler.next_at == bench.clock() + timedelta(hours=6)


def test_each_run_has_a_delay_of_its_own(make):
    bench = make(replace(HOURLY, jitter_minutes=10), last_hours_ago=5, chance=0.5)

    bench.scheduler.start()

    assert bench.scheduler.next_at == bench.clock() + timedelta(hours=1, minutes=5)


def test_a_pause_lasts_until_it_is_ended(make):
    bench = make(HOURLY, last_hours_ago=5)
    bench.scheduler.start()

    bench.scheduler.pause(paused=True)
    bench.clock.pass_by(hours=3)
    bench.look()
    assert (bench.due, bench.scheduler.next_at) == (0, None)

    bench.scheduler.pause(paused=False)
    assert bench.due == 1


def test_a_daily_time_that_was_just_chosen_is_not_owed(make):
    bench = make(OFF, last_hours_ago=48)
    bench.scheduler.start()
    hour_ago = (bench.clock() - timedelta(hours=1)).astimezone()
    daily = ScheduleSettings(ScheduleMode.DAILY, daily_at=f"{hour_ago:%H:%M}", jitter_minutes=0)
    assert bench.scheduler.preview(daily) == bench.clock() + timedelta(hours=23)

    bench.scheduler.choose(daily)

    assert bench.due == 0
    assert bench.scheduler.next_at == bench.clock() + timedelta(hours=23)


def test_choosing_the_same_again_changes_nothing(make):
    bench = make(HOURLY, last_hours_ago=5)
    bench.scheduler.start()
    plans = bench.plans

    bench.scheduler.choose(replace(HOURLY))

    assert bench.plans == plans


def test_a_preview_changes_nothing(make):
    bench = make(OFF, last_hours_ago=5)
    bench.scheduler.start()

    assert bench.scheduler.preview(HOURLY) == bench.clock() + timedelta(hours=1)
    assert bench.scheduler.preview(OFF) is None
    assert bench.scheduler.next_at is None


def test_the_timer_looks_often_because_it_stands_still_in_sleep(make):
    bench = make(HOURLY, last_hours_ago=1)

    bench.scheduler.start()

    assert 0 < bench.scheduler._timer.interval() <= 30_000


def test_the_timer_looks_by_itself(qtbot: QtBot, make, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(scheduler_module, "LONGEST_NAP", timedelta(milliseconds=20))
    bench = make(HOURLY, last_hours_ago=5)
    bench.scheduler.start()

    bench.clock.pass_by(hours=1)

    qtbot.waitUntil(lambda: bench.due == 1)


class TestSentence:
    ZONE = timezone(timedelta(hours=1))
    NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)

    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            (NOW + timedelta(hours=2, minutes=5), "Next check: today 14:05"),
            (NOW + timedelta(hours=13), "Next check: tomorrow 01:00"),
            (NOW + timedelta(days=3), "Next check: 27 Nov 2026, 12:00"),
            (NOW, "Next check: now"),
            (None, "Nothing is checked by itself"),
        ],
    )
    def test_the_next_check_is_told_as_people_tell_it(self, at: datetime | None, expected: str):
        assert next_sentence(wording.load(), at, self.NOW, self.ZONE) == expected

    def test_nothing_is_said_where_nothing_is_planned(self, make):
        bench = make(OFF)
        bench.scheduler.start()

        assert plan_sentence(wording.load(), bench.scheduler, bench.clock()) == ""

    def test_what_was_tomorrow_is_today_after_midnight(self, make):
        bench = make(replace(HOURLY, hours=24), last_hours_ago=0)
        bench.scheduler.start()
        plans = bench.plans

        bench.clock.pass_by(hours=20)
        bench.look()

        assert bench.plans == plans + 1


class TestInTheProgram:
    @pytest.fixture
    def house(
        self, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[House]:
        with running(qtbot, tmp_path, monkeypatch) as started:
            yield started

    def choose(self, house: House, schedule: ScheduleSettings) -> None:
        house.window.change_settings(replace(house.workspace.settings, schedule=schedule))

    def test_all_servers_that_are_not_switched_off_are_checked(self, qtbot: QtBot, house: House):
        servers = house.add("a.contoso.example", "b.contoso.example", "c.contoso.example")
        house.program.desk.fleet.rows[servers[2].id].server = replace(servers[2], enabled=False)

        with qtbot.waitSignal(house.program.desk.runs.run_finished, timeout=20_000) as finished:
            self.choose(house, HOURLY)

        (run,) = finished.args
        assert run.trigger is Trigger.SCHEDULED
        assert {one.server.name for one in run.results} == {
            "a.contoso.example",
            "b.contoso.example",
        }
        assert house.window.footer.due.text().startswith("Next check: ")

    def test_checking_all_by_hand_counts(self, qtbot: QtBot, house: House):
        (server,) = house.add("a.contoso.example")
        house.see(server, samples.exchange(samples.newest()))
        self.choose(house, HOURLY)
        house.clock.pass_by(hours=2)

        with qtbot.waitSignal(house.program.desk.runs.run_finished, timeout=20_000):
            house.window.orders["check-all"].trigger()

        assert house.around.scheduler.next_at == house.clock() + timedelta(hours=6)

    def test_checking_one_of_several_does_not(self, qtbot: QtBot, house: House):
        servers = house.add("a.contoso.example", "b.contoso.example")
        for server in servers:
            house.see(server, samples.exchange(samples.newest()))
        self.choose(house, HOURLY)
        house.clock.pass_by(hours=2)

        with qtbot.waitSignal(house.program.desk.runs.run_finished, timeout=20_000):
            house.program.desk.check(servers[:1])

        assert house.around.scheduler.next_at == house.clock() + timedelta(hours=4)

    def test_data_that_can_not_be_read_is_told(self, house: House, monkeypatch: pytest.MonkeyPatch):
        house.add("a.contoso.example")

        def fail(*_arguments: object, **_named: object) -> None:
            raise StorageError("storage.locked", path="exchpatch.db")

        monkeypatch.setattr(house.workspace, "start", fail)

        self.choose(house, HOURLY)

        assert "exchpatch.db" in texts_of(house.dialog())

    def test_an_empty_list_is_no_fault(self, house: House):
        self.choose(house, HOURLY)

        assert not house.program.desk.runs.is_running
        assert house.dialogs() == 0
