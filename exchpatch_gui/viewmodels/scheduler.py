# SPDX-License-Identifier: MIT
"""Says when the servers are to be checked by themselves, and when that will be next."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from exchpatch_gui.config.settings import ScheduleMode, ScheduleSettings
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.services.clock import Clock
from exchpatch_gui.services.schedule import next_due
from exchpatch_gui.viewmodels.fleet import Row
from exchpatch_gui.wording import Wording

LONGEST_NAP = timedelta(seconds=30)
"""A timer stands still while the computer sleeps, and clocks are set; so it looks often."""


class Scheduler(QObject):
    """Looks at the clock; what is due is started by whoever listens.

    Args:
        settings: The user's choice to begin with.
        last: Gives when the last run of all servers was, None if there was none.
        is_busy: Tells whether a run is on its way: then nothing comes due.
        clock: Gives the current time.
        chance: Gives a number from 0 to 1 for each run's own delay.

    Signals:
        came_due: All servers are to be checked now.
        replanned: ``next_at`` or ``is_paused`` is another one, or the day is: what was tomorrow is
            today.
    """

    came_due = Signal()
    replanned = Signal()

    def __init__(
        self,
        settings: ScheduleSettings,
        last: Callable[[], datetime | None],
        is_busy: Callable[[], bool],
        *,
        clock: Clock,
        chance: Callable[[], float] = random.random,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._last = last
        self._is_busy = is_busy
        self._clock = clock
        self._chance = chance
        self._jitter = chance()
        self._begun: datetime | None = None
        self._chosen: datetime | None = None
        self._next: datetime | None = None
        self._day = self._today()
        self._paused = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    @property
    def next_at(self) -> datetime | None:
        """When the next run is due, UTC; None while none is."""
        return None if self._paused else self._next

    @property
    def is_on(self) -> bool:
        """Whether the user wants checks in the background at all."""
        return self._settings.mode is not ScheduleMode.OFF

    @property
    def is_paused(self) -> bool:
        """Whether they rest until the program ends or the user lets them go on."""
        return self._paused

    def start(self) -> None:
        """Begin to look at the clock."""
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def pause(self, *, paused: bool) -> None:
        """Let checks in the background rest, or go on."""
        if paused is not self._paused:
            self._paused = paused
            self.replanned.emit()
            self.look()

    def choose(self, settings: ScheduleSettings) -> None:
        """Follow another choice of the user; a daily time counts from now on."""
        if settings != self._settings:
            self._chosen = self._since(settings)
            self._settings = settings
            self.look()

    def preview(self, settings: ScheduleSettings) -> datetime | None:
        """Tell when the next run were due if the user chose this, without its delay."""
        last = self._latest(settings, self._since(settings))
        exact = replace(settings, jitter_minutes=0)
        return next_due(exact, self._clock(), last)

    @Slot()
    def note_run(self) -> None:
        """Note that a run of all servers has begun, whoever began it."""
        self._begun = self._clock()
        self._jitter = self._chance()
        self.look()

    @Slot()
    def look(self) -> None:
        """Look at the clock; say so if a run is due."""
        if not self.is_on or self._paused:
            self._timer.stop()
            self._plan(None)
            return
        now = self._clock()
        found = self._due(now)
        if found is not None and found <= now and not self._is_busy():
            self._begun, self._jitter = now, self._chance()
            found = self._due(now)
            self.came_due.emit()
        self._plan(found)
        self._sleep(now, found)

    def _due(self, now: datetime) -> datetime | None:
        last = self._latest(self._settings, self._chosen)
        return next_due(self._settings, now, last, jitter=self._jitter)

    def _latest(self, settings: ScheduleSettings, chosen: datetime | None) -> datetime | None:
        """Give when the last run was; a daily time that was only just chosen is not owed."""
        known = [self._last(), self._begun]
        if settings.mode is ScheduleMode.DAILY:
            known.append(chosen)
        return max((one for one in known if one is not None), default=None)

    def _since(self, settings: ScheduleSettings) -> datetime | None:
        old = self._settings
        same = (settings.mode, settings.daily_at) == (old.mode, old.daily_at)
        return self._chosen if same else self._clock()

    def _plan(self, found: datetime | None) -> None:
        day = self._today()
        if (found, day) != (self._next, self._day):
            self._next, self._day = found, day
            self.replanned.emit()

    def _today(self) -> date:
        return self._clock().astimezone().date()

    def _sleep(self, now: datetime, found: datetime | None) -> None:
        nap = LONGEST_NAP
        if found is not None and found > now:
            nap = min(nap, found - now)
        self._timer.start(max(1, int(nap.total_seconds() * 1000)))


def plan_sentence(words: Wording, scheduler: Scheduler, now: datetime) -> str:
    """Say when the next run is due, empty where the user wants none."""
    if not scheduler.is_on:
        return ""
    if scheduler.is_paused:
        return words.text("around.next.paused")
    return next_sentence(words, scheduler.next_at, now)


def next_sentence(
    words: Wording, at: datetime | None, now: datetime, zone: tzinfo | None = None
) -> str:
    """Say when a run is due."""
    if at is None:
        return words.text("around.next.none")
    if at <= now:
        return words.text("around.next.now")
    shown, today = at.astimezone(zone), now.astimezone(zone).date()
    days = (shown.date() - today).days
    params: Params = {"time": f"{shown:%H:%M}", "date": shown.date()}
    return words.text(f"around.next.{('today', 'tomorrow')[days] if days < 2 else 'day'}", params)


def last_look(rows: Iterable[Row]) -> datetime | None:
    """Tell since when every server was looked at; those switched off or never checked aside."""
    looks = (row.outline.at for row in rows if row.server.enabled and row.outline is not None)
    return min(looks, default=None)
