# SPDX-License-Identifier: MIT
"""A field for a password: what is typed can be seen while it is typed, and never afterwards."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from exchpatch_gui.domain.sign_ins import Secret
from exchpatch_gui.services.sign_in_fields import PASSWORD_LIMIT
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording


class PasswordField(QWidget):
    """A line of dots, and a button that shows the letters while the line has the keys.

    Attributes:
        line: Where one types.
        reveal: Shows the letters.

    Signals:
        changed: Something else stands in it.
    """

    changed = Signal()

    def __init__(self, theme: Theme, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self.line = QLineEdit(self)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(4 * PASSWORD_LIMIT)  # what is too long is told and not cut
        hints = Qt.InputMethodHint
        self.line.setInputMethodHints(
            hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText
        )
        self.line.textChanged.connect(self.changed)
        self.line.installEventFilter(self)
        self.reveal = QToolButton(self)
        self.reveal.setCheckable(True)
        # A click leaves the keys where they are; Tab reaches it.
        self.reveal.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_kind(self.reveal, "quiet")
        self.reveal.toggled.connect(self._show_letters)
        self.reveal.installEventFilter(self)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT // 2)
        row.addWidget(self.line, 1)
        row.addWidget(self.reveal)
        self._show_letters()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    @property
    def secret(self) -> Secret:
        """What was typed; empty if nothing was."""
        return Secret(self.line.text())

    def forget(self) -> None:
        """Empty it: what was typed is not needed here any more."""
        self.reveal.setChecked(False)
        self.line.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            others = {self.line, self.reveal} - {watched}
            focused = self.window().focusWidget()
            if focused not in others:
                self.reveal.setChecked(False)
        return super().eventFilter(watched, event)

    def _show_letters(self) -> None:
        shown = self.reveal.isChecked()
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if shown else modes.Password)
        key = "hide" if shown else "show"
        text = self._words.text(f"signing.password.{key}")
        self._theme.dress(self.reveal, "eye-off" if shown else "eye")
        self.reveal.setToolTip(text)
        self.reveal.setAccessibleName(text)
