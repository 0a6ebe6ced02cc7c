# SPDX-License-Identifier: MIT
"""When all servers are checked by themselves, with the next time as it would be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui.config.limits import within
from exchpatch_gui.config.settings import ScheduleMode, ScheduleSettings, Settings
from exchpatch_gui.views import icons
from exchpatch_gui.views.dialogs.frame import mark
from exchpatch_gui.views.dialogs.settings.page import Page
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

Preview = Callable[[ScheduleSettings], str]
_QUIET = ("22:00", "06:00")


class ChecksPage(Page):
    """Off, every few hours or daily; quiet hours; a delay by chance.

    Args:
        preview: Says when the next check were, if this were chosen.
    """

    name = "checks"
    sign = "clock"

    def __init__(self, theme: Theme, words: Wording, parent: QWidget, preview: Preview) -> None:
        super().__init__(theme, words, parent)
        self._preview = preview
        self.modes = {
            ScheduleMode.OFF: QRadioButton(self.say("checks.off"), self),
            ScheduleMode.HOURS: QRadioButton(self.say("checks.every"), self),
            ScheduleMode.DAILY: QRadioButton(self.say("checks.daily"), self),
        }
        self.hours = self.number("checks.hours.value", within(ScheduleSettings, "hours"))
        self.name_control(self.hours, self.say("checks.hours"))
        self.daily_at = self.clock("checks.time")
        self.quiet = QCheckBox(self.say("checks.quiet.on"), self)
        self.quiet_from = self.clock("checks.quiet.from")
        self.quiet_to = self.clock("checks.quiet.end")
        self.wrong = self.sentence(self.say("checks.quiet.same"), "wrong")
        self.wrong.hide()
        bounds = within(ScheduleSettings, "jitter_minutes")
        self.jitter = self.number("checks.jitter.value", bounds, 5)
        self.next = QLabel(self)
        self._sign = QLabel(self)
        self._dress()
        theme.changed.connect(self._dress)
        self._lay_out()
        self._group = group = QButtonGroup(self)
        for button in self.modes.values():
            group.addButton(button)
        group.buttonToggled.connect(self.changed)
        self.quiet.toggled.connect(self.changed)
        self.changed.connect(self._refresh)

    def show_settings(self, settings: Settings) -> None:
        schedule = settings.schedule
        self.modes[schedule.mode].setChecked(True)
        self.hours.setValue(schedule.hours)
        self.daily_at.setTime(_time(schedule.daily_at))
        quiet = bool(schedule.quiet_from and schedule.quiet_to)
        self.quiet.setChecked(quiet)
        begins, ends = (schedule.quiet_from, schedule.quiet_to) if quiet else _QUIET
        self.quiet_from.setTime(_time(begins))
        self.quiet_to.setTime(_time(ends))
        self.jitter.setValue(schedule.jitter_minutes)
        self._refresh()

    def take_settings(self, settings: Settings) -> Settings:
        return replace(settings, schedule=self.schedule())

    def schedule(self) -> ScheduleSettings:
        """Give what is chosen."""
        quiet = self.quiet.isChecked()
        return ScheduleSettings(
            mode=next(mode for mode, one in self.modes.items() if one.isChecked()),
            hours=self.hours.value(),
            daily_at=_text(self.daily_at.time()),
            quiet_from=_text(self.quiet_from.time()) if quiet else "",
            quiet_to=_text(self.quiet_to.time()) if quiet else "",
            jitter_minutes=self.jitter.value(),
        )

    def fault(self) -> QWidget | None:
        same = self.quiet_from.time() == self.quiet_to.time()
        return self.quiet_to if self.quiet.isChecked() and same else None

    def _lay_out(self) -> None:
        self.heading("checks.when")
        grid = self.add_grid()
        grid.addWidget(self.modes[ScheduleMode.OFF], 0, 0, 1, 2)
        grid.addWidget(self.modes[ScheduleMode.HOURS], 1, 0)
        grid.addWidget(self.hours, 1, 1)
        grid.addWidget(self.modes[ScheduleMode.DAILY], 2, 0)
        grid.addWidget(self.daily_at, 2, 1)
        grid.setColumnStretch(2, 1)
        self.add(self._next_card())
        self.heading("checks.quiet")
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        between = QLabel(self.say("checks.quiet.to"), self)
        for widget in (self.quiet, self.quiet_from, between, self.quiet_to):
            row.addWidget(widget)
        row.addStretch(1)
        self._column.addLayout(row)
        self.add(self.wrong)
        self.heading("checks.jitter")
        self.name_control(self.jitter, self.say("checks.jitter"), self.say("checks.jitter.hint"))
        self.add(self.jitter)
        self.add(self.hint("checks.jitter.hint"))
        self.end()

    def _next_card(self) -> QFrame:
        card = QFrame(self)
        set_kind(card, "card")
        self.next.setFont(self.theme.strong_font())
        self.next.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(UNIT // 2)
        words.addWidget(self.next)
        words.addWidget(self.hint("checks.note"))
        row = QHBoxLayout(card)
        row.setContentsMargins(2 * UNIT, UNIT + 4, 2 * UNIT, UNIT + 4)
        row.setSpacing(2 * UNIT)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        return card

    def _dress(self) -> None:
        picture = self.theme.icon("clock", "info.text", icons.MEDIUM)
        self._sign.setPixmap(picture.pixmap(icons.logical(icons.MEDIUM), self.devicePixelRatioF()))

    def _refresh(self) -> None:
        self.hours.setEnabled(self.modes[ScheduleMode.HOURS].isChecked())
        self.daily_at.setEnabled(self.modes[ScheduleMode.DAILY].isChecked())
        on = not self.modes[ScheduleMode.OFF].isChecked()
        self.quiet.setEnabled(on)
        self.jitter.setEnabled(on)
        for edit in (self.quiet_from, self.quiet_to):
            edit.setEnabled(on and self.quiet.isChecked())
        wrong = self.fault() is not None
        mark(self.quiet_to, wrong=wrong)
        self.wrong.setVisible(wrong)
        if not wrong:
            self.next.setText(self._preview(self.schedule()))


def _time(text: str) -> QTime:
    return QTime.fromString(text, "HH:mm")


def _text(time: QTime) -> str:
    return time.toString("HH:mm")
