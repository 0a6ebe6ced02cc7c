# SPDX-License-Identifier: MIT
"""What the pages of the settings share: headings, labels, hints and numbers in words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QGridLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui.config.limits import Within
from exchpatch_gui.config.settings import Settings
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

_KEY = "around.settings"


class Page(QWidget):
    """One page; it shows settings, changes a copy of them and says what is wrong.

    Attributes:
        name: The page's id in the wording.
        sign: The icon beside its name.

    Signals:
        changed: Something else is chosen now.
        settled: What had to be looked at in another thread has been looked at.
    """

    changed = Signal()
    settled = Signal()
    name = ""
    sign = ""

    def __init__(self, theme: Theme, words: Wording, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.words = words
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        self._column.setSpacing(UNIT)
        title = QLabel(self.say(self.name), self)
        title.setFont(theme.title_font())
        self._column.addWidget(title)
        self._column.addSpacing(UNIT)

    @property
    def is_settling(self) -> bool:
        """Whether something is being looked at in another thread; ``settled`` follows."""
        return False

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        raise NotImplementedError

    def take_settings(self, settings: Settings) -> Settings:
        """Give settings with what is chosen here, the rest as it was."""
        raise NotImplementedError

    def fault(self) -> QWidget | None:
        """Give the control whose value can't be taken, None if all can."""
        return None

    def say(self, key: str, **params: str | int) -> str:
        """Word a text of the settings."""
        return self.words.text(f"{_KEY}.{key}", params)

    def heading(self, key: str) -> None:
        """Begin a group."""
        label = QLabel(self.say(key), self)
        label.setFont(self.theme.heading_font())
        set_kind(label, "heading")
        self._column.addSpacing(UNIT)
        self._column.addWidget(label)

    def add(self, part: QWidget) -> None:
        """Add a part below the others."""
        self._column.addWidget(part)

    def add_grid(self) -> QGridLayout:
        """Add a grid whose columns are as narrow as they can be."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT)
        self._column.addLayout(grid)
        return grid

    def end(self) -> None:
        """Keep the parts together at the top."""
        self._column.addStretch(1)

    def labelled(self, key: str, control: QWidget, hint: str = "") -> QVBoxLayout:
        """Give a control with its name above it and, if there is one, a hint below."""
        label = QLabel(self.say(key), self)
        label.setBuddy(control)
        self.name_control(control, label.text(), self.say(hint) if hint else "")
        column = QVBoxLayout()
        column.setSpacing(UNIT // 2)
        column.addWidget(label)
        column.addWidget(control)
        if hint:
            column.addWidget(self.hint(hint))
        return column

    def add_labelled(self, key: str, control: QWidget, hint: str = "") -> None:
        """Add a control with its name above it."""
        self._column.addLayout(self.labelled(key, control, hint))
        self._column.addSpacing(UNIT // 2)

    def check_box(self, key: str) -> QCheckBox:
        """Add a box to tick, with its hint below it."""
        box = QCheckBox(self.say(key), self)
        box.setAccessibleDescription(self.say(f"{key}.hint"))
        box.toggled.connect(self.changed)
        hint = self.hint(f"{key}.hint")
        hint.setContentsMargins(*self.below_text(box))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(hint)
        self._column.addLayout(column)
        return box

    def hint(self, key: str) -> QLabel:
        """Give a quieter sentence."""
        return self.sentence(self.say(key), "muted")

    def sentence(self, text: str, kind: str) -> QLabel:
        """Give a sentence of small letters that wraps."""
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setFont(self.theme.small_font())
        set_kind(label, kind)
        label.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
        return label

    def name_control(self, control: QWidget, name: str, description: str = "") -> None:
        """Say what a control is for those who do not see it."""
        line = control.lineEdit() if isinstance(control, QAbstractSpinBox) else None
        for part in (control, line):
            if part is not None:
                part.setAccessibleName(name)
                part.setAccessibleDescription(description)

    def narrow(self, control: QWidget) -> None:
        """Keep a control no wider than what it shows."""
        control.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def number(self, key: str, bounds: Within, step: int = 1) -> WordedSpinBox:
        """Make a control for a number that is written with its unit."""
        spin = WordedSpinBox(self.words, f"{_KEY}.{key}", self)
        spin.setRange(bounds.low, bounds.high)
        spin.setSingleStep(step)
        spin.valueChanged.connect(self.changed)
        self.narrow(spin)
        return spin

    def clock(self, key: str) -> ClockEdit:
        """Make a control for a time of the day."""
        edit = ClockEdit(self)
        edit.timeChanged.connect(self.changed)
        self.name_control(edit, self.say(key))
        self.narrow(edit)
        return edit

    def below_text(self, box: QCheckBox | QRadioButton) -> tuple[int, int, int, int]:
        """Give the margins that put a text below that of a box to tick."""
        option = QStyleOptionButton()
        box.initStyleOption(option)
        part = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, box)
        lead = max(part.left(), 3 * UNIT)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return (0, 0, lead, 0) if mirrored else (lead, 0, 0, 0)


class ClockEdit(QTimeEdit):
    """A time of a day with 24 hours."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDisplayFormat("HH:mm")
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        _keep_text_off_the_edge(self)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(UNIT, 0)


class WordedSpinBox(QSpinBox):
    """A number with its unit, in the singular or plural of the language."""

    def __init__(self, words: Wording, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._key = key
        self.setAccelerated(True)
        _keep_text_off_the_edge(self)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(UNIT, 0)

    def textFromValue(self, value: int) -> str:
        return self._words.text(self._key, {"count": value})

    def valueFromText(self, text: str) -> int:
        digits = "".join(letter for letter in text if letter.isdecimal())
        return int(digits) if digits else self.minimum()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        digits = "".join(letter for letter in text if letter.isdecimal())
        if len(digits) > len(str(self.maximum())):
            return QValidator.State.Invalid, text, position
        fits = bool(digits) and self.minimum() <= int(digits) <= self.maximum()
        state = QValidator.State.Acceptable if fits else QValidator.State.Intermediate
        return state, text, position

    def fixup(self, text: str) -> str:
        inside = min(max(self.valueFromText(text), self.minimum()), self.maximum())
        return self.textFromValue(inside)


def _keep_text_off_the_edge(control: QAbstractSpinBox) -> None:
    """Give the text the margin that a style sheet can't give it in these controls."""
    line = control.lineEdit()
    if line is not None:
        line.setTextMargins(UNIT, 0, 0, 0)
        if control.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            line.setTextMargins(0, 0, UNIT, 0)
