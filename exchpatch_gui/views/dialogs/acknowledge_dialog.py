# SPDX-License-Identifier: MIT
"""Asks who answers for a finding, why, and until when; at most for a year."""

from __future__ import annotations

from datetime import date, timedelta
from string import Template

from PySide6.QtCore import QDate, QLocale, Qt, QTimer
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui import resources
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import NO_PARAMS, Params
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import Acceptance, Finding
from exchpatch_gui.viewmodels.acknowledgement import PRESETS, Draft, Part, Subject
from exchpatch_gui.viewmodels.panel_content import PanelComposer
from exchpatch_gui.views import icons
from exchpatch_gui.views.dialogs.frame import TextField, mark, plain
from exchpatch_gui.views.dialogs.more_findings import MoreFindings
from exchpatch_gui.views.dialogs.notes import Note, Said
from exchpatch_gui.views.dialogs.signs import LightSign
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

_LETTERS = 56
_REASON_LINES = 3
_NAME_LIMIT = 60
_DATE_SHEET = Template("""
QDateEdit[wrong="true"] { border: 2px solid $red; padding: 5px 7px; }
QDateEdit::drop-down { border: none; width: 24px; }
QDateEdit::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QToolButton {
  padding: 4px 8px; border: 2px solid transparent; background: $raised; }
QCalendarWidget QToolButton:focus { border-color: $accent; padding: 4px 8px; }
QCalendarWidget QAbstractItemView { border: none; border-radius: 0; }
""")


class AcknowledgeDialog(QDialog):
    """Three fields, each with a sentence below it that says what is wrong with it.

    What is still empty is not told before it was touched, or before somebody wants to go on.

    Args:
        parent: The window.
        theme: The look.
        words: The language.
        subject: What somebody answers for.
    """

    def __init__(
        self, parent: QWidget | None, theme: Theme, words: Wording, subject: Subject
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._now = subject.now
        self._finding = subject.finding
        self._touched: set[Part] = set()
        self.setWindowTitle(words.text("acknowledge.title"))
        self._make_fields(subject.owner)
        self.more = MoreFindings(theme, words, subject.others) if subject.others else None
        self._lay_out(subject)
        self._growth = QTimer(self)
        self._growth.setSingleShot(True)
        self._growth.setInterval(0)
        self._growth.timeout.connect(self._grow)
        self._choose_days(PRESETS[0])
        self.reason.textChanged.connect(lambda: self._touch(Part.REASON))
        self.owner.textEdited.connect(lambda: self._touch(Part.OWNER))
        self.until.dateChanged.connect(lambda: self._touch(Part.UNTIL))
        theme.changed.connect(self._colour)
        self._colour()
        self.reason.setFocus()
        self._tell()

    @property
    def draft(self) -> Draft:
        """What stands in the fields."""
        chosen = self.until.date()
        until = date(chosen.year(), chosen.month(), chosen.day())
        return Draft(self.reason.toPlainText(), self.owner.text(), until, self._now)

    @property
    def acceptance(self) -> Acceptance:
        """What is to be stored, once the dialog was accepted."""
        return self.draft.acceptance()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What somebody answers for: the finding, and those that were ticked beside it."""
        return (self._finding, *(self.more.chosen if self.more else ()))

    def accept(self) -> None:
        """Close, or say what is missing and go there."""
        faults = self.draft.faults()
        if not faults:
            super().accept()
            return
        self._touched = set(Part)
        self._tell()
        self._field(next(part for part in Part if part in faults)).setFocus()

    def _say(self, key: str, params: Params = NO_PARAMS) -> str:
        return self._words.text(f"acknowledge.{key}", params)

    def _make_fields(self, owner: str) -> None:
        self.reason = TextField(lines=_REASON_LINES)
        self.owner = QLineEdit(owner)
        self.until = QDateEdit()
        self.until.setCalendarPopup(True)
        self.until.setLocale(QLocale(self._words.language))
        self.until.setDisplayFormat(self._words.date_pattern)
        self.until.setMinimumWidth(self._letters(18))
        self._calendar = self.until.calendarWidget()
        self._calendar.setLocale(QLocale(self._words.language))
        none = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        self._calendar.setVerticalHeaderFormat(none)
        self._calendar.setMinimumSize(self._letters(46), 14 * self.fontMetrics().lineSpacing())
        for name, icon in (("prevmonth", "left"), ("nextmonth", "right")):
            button = self._calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                self._theme.dress(button, icon, "text")
        self.presets = [self._preset(days) for days in PRESETS]
        self.notes = {part: Note(self._theme) for part in Part}
        self.acknowledge = QPushButton(self._say("do"))
        self.cancel = QPushButton(self._say("cancel"))
        set_kind(self.acknowledge, "primary")
        self.acknowledge.setDefault(True)
        self.cancel.setAutoDefault(False)
        self.acknowledge.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)

    def _preset(self, days: int) -> QPushButton:
        button = QPushButton(self._say("preset", {"count": days}))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._choose_days(days))
        return button

    def _lay_out(self, subject: Subject) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        layout.setSpacing(2 * UNIT)
        layout.addLayout(self._about(subject))
        layout.addLayout(self._labelled(Part.REASON, self.reason))
        layout.addLayout(self._labelled(Part.OWNER, self.owner))
        dates = QHBoxLayout()
        dates.setSpacing(UNIT)
        dates.addWidget(self.until)
        for preset in self.presets:
            dates.addWidget(preset)
        dates.addStretch()
        layout.addLayout(self._labelled(Part.UNTIL, self.until, dates))
        if self.more is not None:
            layout.addWidget(self.more)
        layout.addStretch()
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.acknowledge)
        layout.addLayout(buttons)

    def _about(self, subject: Subject) -> QHBoxLayout:
        """Say which finding it is and what follows."""
        title = PanelComposer(self._words).card(subject.finding).title
        params: Params = {"server": clean(subject.server_name, _NAME_LIMIT)}
        lines = QVBoxLayout()
        lines.setSpacing(UNIT // 2)
        for text, font, kind in (
            (title, self._theme.font(1.1, bold=True), "plain"),
            (self._say("about", params), self._theme.font(), "muted"),
        ):
            label = QLabel(text)
            label.setFont(font)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(self._letters(_LETTERS))
            set_kind(label, kind)
            lines.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(UNIT + 4)
        sign = LightSign(self._theme, subject.finding.light, icons.MEDIUM)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        return row

    def _labelled(self, part: Part, field: QWidget, row: QHBoxLayout | None = None) -> QVBoxLayout:
        """Put a field between its label and its sentence."""
        label = QLabel(self._say(part))
        label.setFont(self._theme.small_font())
        set_kind(label, "muted")
        label.setBuddy(field)
        field.setAccessibleName(plain(label.text()))
        if isinstance(field, QDateEdit):
            field.lineEdit().setAccessibleName(field.accessibleName())
        column = QVBoxLayout()
        column.setSpacing(UNIT // 2)
        column.addWidget(label)
        if row is None:
            column.addWidget(field)
        else:
            column.addLayout(row)
        column.addWidget(self.notes[part])
        return column

    def _field(self, part: Part) -> QWidget:
        return {Part.REASON: self.reason, Part.OWNER: self.owner, Part.UNTIL: self.until}[part]

    def _choose_days(self, days: int) -> None:
        draft = self.draft
        day = min(draft.earliest + timedelta(days=days), draft.latest)
        self.until.setDate(QDate(day.year, day.month, day.day))
        self._tell()

    def _touch(self, part: Part) -> None:
        self._touched.add(part)
        self._tell()

    def _tell(self) -> None:
        """Say below each field what is wrong with it, or what it is for."""
        draft = self.draft
        faults = draft.faults()
        for part, note in self.notes.items():
            fault = faults.get(part) if part in self._touched else None
            if fault is not None:
                said = Said(self._words.say(fault), light=TrafficLight.RED)
            else:
                said = Said(self._ends(draft) if part is Part.UNTIL else self._say(f"{part}.hint"))
            if said != note.said:
                note.say(said)
                self._field(part).setAccessibleDescription(said.text)
            mark(self._field(part), wrong=fault is not None)
        self._growth.start()

    def _ends(self, draft: Draft) -> str:
        if draft.days < 1:
            return self._say("until.today")
        return self._say("until.days", {"count": draft.days, "until": draft.until})

    def _colour(self) -> None:
        """Dress the field for the day; weekends look like other days, for red means danger."""
        colours = self._theme.colours
        tone = "dark" if self._theme.is_dark else "light"
        arrow = resources.path(f"icons/arrow-down-{tone}.svg").as_posix()
        values = {"arrow": arrow, "raised": colours.raised, "accent": colours.accent}
        self.until.setStyleSheet(_DATE_SHEET.substitute(values, red=colours.red.sign))
        form = QTextCharFormat()
        form.setForeground(QColor(colours.text))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, form)

    def _grow(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        needed = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
        if self.height() < needed:
            self.resize(self.width(), min(needed, self.screen().availableGeometry().height()))

    def _letters(self, count: int) -> int:
        return self.fontMetrics().averageCharWidth() * count
