# SPDX-License-Identifier: MIT
"""The one place where the window asks a question or tells of an error.

Nothing here waits: the answer comes to a function, so no second event loop ever runs.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui import __version__
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.errors import UserError
from exchpatch_gui.views import icons
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

_WIDTH_IN_LETTERS = 62


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer.

    Attributes:
        key: What the asker gets.
        kind: As in ``set_kind``; a ``primary`` one is what Enter chooses.
    """

    key: str
    text: str
    kind: str = "secondary"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked.

    Attributes:
        title: Of the dialog.
        text: The question.
        choices: The answers, the one to be least regretted last.
        detail: What follows from it.
    """

    title: str
    text: str
    choices: Sequence[Choice]
    detail: str = ""


class Question(QDialog):
    """A sentence, what follows from it, and the answers as buttons."""

    def __init__(self, parent: QWidget, theme: Theme, title: str, text: str, detail: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.answer = ""
        self._sign = QLabel()
        self._sign.setAccessibleName(title)
        sentence, more = QLabel(text), QLabel(detail)
        sentence.setFont(theme.font(1.1, bold=True))
        set_kind(more, "muted")
        for label in (sentence, more):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDTH_IN_LETTERS)
        more.setVisible(bool(detail))
        words = QVBoxLayout()
        words.setSpacing(UNIT)
        words.addWidget(sentence)
        words.addWidget(more)
        words.addStretch()
        upper = QHBoxLayout()
        upper.setSpacing(2 * UNIT)
        upper.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        upper.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(UNIT)
        self._buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        layout.setSpacing(3 * UNIT)
        layout.addLayout(upper)
        layout.addLayout(self._buttons)

    def set_sign(self, theme: Theme, light: TrafficLight) -> None:
        """Show the sign of a light beside the sentence."""
        ratio = self.devicePixelRatioF()
        picture = theme.sign(light, icons.LARGE).pixmap(icons.logical(icons.LARGE), ratio)
        self._sign.setPixmap(picture)

    def add(self, choice: Choice) -> QAbstractButton:
        """Add an answer; the dialog closes with it."""
        button = self.add_action(choice.text, lambda: self._choose(choice.key))
        set_kind(button, choice.kind)
        if choice.kind == "primary":
            button.setDefault(True)
            button.setFocus()
        return button

    def add_action(self, text: str, act: Callable[[], None]) -> QPushButton:
        """Add a button that leaves the dialog open."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        self._buttons.addWidget(button)
        return button

    def _choose(self, key: str) -> None:
        self.answer = key
        self.accept()


def ask(
    parent: QWidget, theme: Theme, inquiry: Inquiry, answered: Callable[[str], None]
) -> Question:
    """Ask; ``answered`` gets the key of the choice, or an empty text if none was made."""
    question = Question(parent, theme, inquiry.title, inquiry.text, inquiry.detail)
    question.set_sign(theme, TrafficLight.INFO)
    for choice in inquiry.choices:
        question.add(choice)
    question.finished.connect(lambda _code: answered(question.answer))
    question.open()
    return question


def tell_error(parent: QWidget, theme: Theme, words: Wording, error: Exception) -> Question:
    """Say what went wrong, what to do next, and offer the details for whoever helps."""
    message, hint = sentences(words, error)
    # Text, not the error: its traceback holds the frames, and those whoever called this. As the
    # last to hold the parent, the dialog would delete it while being deleted as its child.
    whole = details(words, error)
    question = Question(parent, theme, words.text("window.error.title"), message, hint)
    question.set_sign(theme, TrafficLight.YELLOW)
    copy = question.add_action(
        words.text("window.error.copy"),
        lambda: QGuiApplication.clipboard().setText(whole),
    )
    copy.setAccessibleDescription(words.text("window.error.copy.hint"))
    question.add(Choice("ok", words.text("window.ok"), "primary"))
    question.open()
    return question


def sentences(words: Wording, error: Exception) -> tuple[str, str]:
    """Give what happened and the next step; a fault of ours has its own two sentences."""
    if isinstance(error, UserError):
        return words.explain(error)
    return words.text("window.error.bug.message"), words.text("window.error.bug.hint")


def details(words: Wording, error: Exception) -> str:
    """Give everything about an error, for copying."""
    trace = "".join(traceback.format_exception(error))
    return "\n".join((f"ExchPatch {__version__}", *sentences(words, error), "", trace))
