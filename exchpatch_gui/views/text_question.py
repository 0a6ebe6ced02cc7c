# SPDX-License-Identifier: MIT
"""A dialog that asks for one line of text and suggests what was used before."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui.views.theme import UNIT, set_kind
from exchpatch_gui.wording import Wording

_LETTERS = 44


class TextQuestion(QDialog):
    """Asks for a name, a customer or tags."""

    def __init__(self, parent: QWidget, words: Wording, key: str, count: int = 1) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        params = {"count": count}
        self.setWindowTitle(words.text(f"window.ask.{key}.title"))
        label = QLabel(words.text(f"window.ask.{key}.text", params))
        hint = QLabel(words.text(f"window.ask.{key}.hint"))
        set_kind(hint, "muted")
        for one in (label, hint):
            one.setWordWrap(True)
        self.field = QComboBox()
        self.field.setEditable(True)
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        self.field.setAccessibleName(label.text())
        label.setBuddy(self.field)
        buttons = QDialogButtonBox()
        self.accept_button = QPushButton(words.text(f"window.ask.{key}.accept"))
        self.accept_button.setDefault(True)
        set_kind(self.accept_button, "primary")
        cancel = QPushButton(words.text("window.cancel"))
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        layout.setSpacing(UNIT)
        for widget in (label, self.field, hint):
            layout.addWidget(widget)
        layout.addSpacing(UNIT)
        layout.addWidget(buttons)


def ask_text(
    question: TextQuestion, text: str, known: Iterable[str], answered: Callable[[str], None]
) -> None:
    """Show the question with a text to begin with; ``answered`` gets what was confirmed."""
    question.field.addItems(list(known))
    question.field.setCurrentText(text)
    question.accepted.connect(lambda: answered(question.field.currentText().strip()))
    line = question.field.lineEdit()
    if line is not None:
        line.selectAll()
    question.open()
    question.field.setFocus()
