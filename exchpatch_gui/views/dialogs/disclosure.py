# SPDX-License-Identifier: MIT
"""A line in a dialog that opens and closes what most people never need."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from exchpatch_gui.views.theme import UNIT, Theme, set_kind


class Disclosure(QWidget):
    """An arrow with words, and below it the parts that it opens.

    Attributes:
        line: Opens and closes.
        body: Where the parts stand.

    Signals:
        toggled: It was opened or closed.
    """

    toggled = Signal()

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(3 * UNIT, UNIT, 0, 0)
        self.body.setSpacing(UNIT + UNIT // 2)
        self.line = QToolButton()
        self.line.setCheckable(True)
        self.line.setText(text)
        self.line.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.line.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.line.setAccessibleName(text)
        set_kind(self.line, "quiet")
        self.line.toggled.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.line, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._inner)
        self._turn()

    def open(self, *, is_open: bool = True) -> None:
        """Open it or close it."""
        self.line.setChecked(is_open)

    def _turn(self) -> None:
        is_open = self.line.isChecked()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        closed = "left" if mirrored else "right"
        self._theme.dress(self.line, "down" if is_open else closed)
        self._inner.setVisible(is_open)
        self.toggled.emit()
