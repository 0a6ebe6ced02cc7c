# SPDX-License-Identifier: MIT
"""What all dialogs that bring servers share: title, fields with labels, a row of buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui.domain.messages import NO_PARAMS, Params
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.views.ask import tell_error
from exchpatch_gui.views.theme import UNIT, Theme, set_kind

Undo = Callable[[], object]
SETTLE_MILLISECONDS = 350
"""A fault is told only when typing has paused so long; what is right is said at once."""


class ServersDialog(QDialog):
    """A dialog that adds or changes servers.

    Attributes:
        saved: The servers as they are stored now, once it is accepted.
        undo: Takes that back; to be called in the main thread, may raise ``UserError``.
    """

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.theme = theme
        self.words = workspace.words
        self.saved: tuple[Server, ...] = ()
        self.undo: Undo | None = None
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        self._body.setSpacing(2 * UNIT)
        self._growth = QTimer(self)
        self._growth.setSingleShot(True)
        self._growth.setInterval(0)
        self._growth.timeout.connect(self._grow)

    @property
    def body(self) -> QVBoxLayout:
        """Where the parts stand, one below the other."""
        return self._body

    def say(self, key: str, params: Params = NO_PARAMS) -> str:
        """Word a sentence."""
        return self.words.text(key, params)

    def letters(self, count: int) -> int:
        """Give the width of so many average letters."""
        return self.fontMetrics().averageCharWidth() * count

    def make_room(self) -> None:
        """Grow, soon, if what the dialog says now needs it."""
        self._growth.start()

    def button(self, key: str, kind: str = "secondary") -> QPushButton:
        """Make a button; Enter is left to the one primary button."""
        button = QPushButton(self.say(key))
        button.setAutoDefault(False)
        button.setAccessibleName(plain(button.text()))
        set_kind(button, kind)
        return button

    def add_buttons(self, primary: QPushButton, *others: QWidget) -> QHBoxLayout:
        """Put the buttons at the lower end, the primary one last."""
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addStretch()
        for button in (*others, primary):
            row.addWidget(button)
        primary.setDefault(True)
        self._body.addLayout(row)
        return row

    def fail(self, error: Exception) -> None:
        """Tell of an error; everything typed stays."""
        tell_error(self, self.theme, self.words, error)

    def labelled(self, key: str, field: QWidget, *beside: QWidget) -> QVBoxLayout:
        """Give a field with its label above it and others beside it."""
        label = QLabel(self.say(key))
        label.setFont(self.theme.small_font())
        set_kind(label, "muted")
        label.setBuddy(field)
        field.setAccessibleName(plain(label.text()))
        column = QVBoxLayout()
        column.setSpacing(UNIT // 2)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(field, 1)
        for other in beside:
            row.addWidget(other)
        column.addWidget(label)
        column.addLayout(row, 1)
        return column

    def customer_field(self, customers: Sequence[str]) -> QComboBox:
        """Make a field for a customer, which completes what is typed."""
        field = QComboBox()
        field.setEditable(True)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.addItems(list(customers))
        field.setCurrentIndex(-1)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(12)
        line = field.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.say("dialog.customer.none"))
        complete(field.completer())
        field.setToolTip(self.say("dialog.customer.hint"))
        field.setAccessibleDescription(field.toolTip())
        return field

    def wanted_height(self) -> int:
        """Give the height that shows everything, at the width there is."""
        needed = self._body.totalHeightForWidth(self.width())
        return max(needed, self._body.totalMinimumSize().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.make_room()

    def _grow(self) -> None:
        if not self.isVisible():
            return
        self._body.activate()
        room = self.screen().availableGeometry().height()
        height = min(self.wanted_height(), room)
        if self.height() < height:
            self.resize(self.width(), height)


class TextField(QPlainTextEdit):
    """A field for several lines, in which Tab leads on; it begins with room for ``lines``."""

    def __init__(self, *, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().lineSpacing() * self._lines + 3 * UNIT
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


def complete(completer: QCompleter | None) -> None:
    """Let a completer offer everything that contains what was typed."""
    if completer is not None:
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)


def mark(field: QWidget, *, wrong: bool) -> None:
    """Give a field a red outline, or take it away."""
    if bool(field.property("wrong")) is not wrong:
        field.setProperty("wrong", wrong)
        field.style().unpolish(field)
        field.style().polish(field)


def plain(text: str) -> str:
    """Take the mark of the shortcut out of a text."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def line_field(placeholder: str, hint: str) -> QLineEdit:
    """Make a field for one line."""
    field = QLineEdit()
    field.setPlaceholderText(placeholder)
    field.setToolTip(hint)
    field.setAccessibleDescription(hint)
    return field
