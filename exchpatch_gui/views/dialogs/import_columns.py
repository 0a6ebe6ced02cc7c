# SPDX-License-Identifier: MIT
"""Which column of a list is which field: a box for each field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from exchpatch_gui.services.csv_columns import Columns, Field
from exchpatch_gui.views.dialogs.frame import mark
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

_ACROSS = 4


class ColumnChoice(QWidget):
    """Shows which column is which field, and lets one change it.

    Signals:
        chosen: The ``Field`` and the place of its column, -1 for none.
    """

    chosen = Signal(object, int)

    def __init__(self, theme: Theme, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.boxes: dict[Field, QComboBox] = {}
        title, hint = QLabel(words.text("dialog.import.columns")), QLabel()
        title.setFont(theme.strong_font())
        hint.setText(words.text("dialog.import.columns.hint"))
        hint.setFont(theme.small_font())
        set_kind(hint, "muted")
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT)
        for number, field in enumerate(Field):
            down, across = divmod(number, _ACROSS)
            grid.addLayout(self._place(field, theme), down, across)
        for across in range(_ACROSS):
            grid.setColumnStretch(across, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(title)
        layout.addWidget(hint)
        layout.addSpacing(UNIT)
        layout.addLayout(grid)

    def offer(self, names: Sequence[str]) -> None:
        """Offer the columns of a list."""
        for field, box in self.boxes.items():
            blocker = QSignalBlocker(box)
            box.clear()
            none = "choose-column" if field is Field.HOST else "not-used"
            box.addItem(self._words.text(f"dialog.import.{none}"), -1)
            for place, name in enumerate(names):
                number = self._words.text("dialog.import.column", {"number": place + 1})
                box.addItem(name or number, place)
            blocker.unblock()

    def show_columns(self, columns: Columns) -> None:
        """Show which column is which field."""
        for field, box in self.boxes.items():
            blocker = QSignalBlocker(box)
            place = columns.places.get(field, -1)
            box.setCurrentIndex(box.findData(place))
            mark(box, wrong=field is Field.HOST and place < 0)
            blocker.unblock()

    def _place(self, field: Field, theme: Theme) -> QVBoxLayout:
        label, box = QLabel(self._words.text(f"dialog.import.field.{field}")), QComboBox()
        label.setFont(theme.small_font())
        set_kind(label, "muted")
        label.setBuddy(box)
        box.setAccessibleName(label.text())
        box.setAccessibleDescription(self._words.text("dialog.import.columns"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        box.currentIndexChanged.connect(
            lambda _place, field=field, box=box: self.chosen.emit(field, box.currentData())
        )
        self.boxes[field] = box
        column = QVBoxLayout()
        column.setSpacing(UNIT // 2)
        column.addWidget(label)
        column.addWidget(box)
        return column
