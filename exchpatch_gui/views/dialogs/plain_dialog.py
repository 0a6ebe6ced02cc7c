# SPDX-License-Identifier: MIT
"""A dialog that says something: a column of parts, and a row of buttons below them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from exchpatch_gui.domain.messages import NO_PARAMS, Params
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

_SHARE_OF_SCREEN = 0.9


class PlainDialog(QDialog):
    """It forgets itself when it is closed.

    Args:
        key: The id of its texts below ``around``; ``.title`` names the window.

    Attributes:
        body: Where the parts stand, one below the other.
    """

    def __init__(self, parent: QWidget, theme: Theme, words: Wording, key: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The program must not end because the last visible window was a dialog.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.theme = theme
        self.words = words
        self._key = f"around.{key}"
        self.setWindowTitle(self.say("title"))
        self.body = QVBoxLayout()
        self.body.setSpacing(UNIT)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(UNIT)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addLayout(self.body, 1)
        column.addLayout(self._buttons)

    def say(self, key: str, params: Params = NO_PARAMS) -> str:
        """Word one of its texts."""
        return self.words.text(f"{self._key}.{key}", params)

    def sentence(self, text: str, kind: str = "") -> QLabel:
        """Add a sentence that wraps."""
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            set_kind(label, kind)
        self.body.addWidget(label)
        return label

    def add_button(self, text: str, kind: str = "secondary") -> QPushButton:
        """Add a button after the others; Enter is left to a primary one."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        set_kind(button, kind)
        button.setDefault(kind == "primary")
        self._buttons.addWidget(button)
        return button

    def add_close(self) -> QPushButton:
        """Add the button that closes the dialog."""
        button = self.add_button(self.words.text("around.close"), "primary")
        button.clicked.connect(self.accept)
        return button

    def take_size(self, letters: int, lines: int) -> None:
        """Become so many letters wide and so many lines high, within the screen."""
        metrics = self.fontMetrics()
        wanted = QSize(metrics.averageCharWidth() * letters, metrics.height() * lines)
        self.resize(wanted.boundedTo(self.screen().availableSize() * _SHARE_OF_SCREEN))
