# SPDX-License-Identifier: MIT
"""Says that the program has met a fault of its own, and lets the user go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.services.diagnostics import program
from exchpatch_gui.viewmodels.faults import Fault
from exchpatch_gui.views import icons
from exchpatch_gui.views.dialogs.plain_dialog import PlainDialog
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

_LETTERS_WIDE = 66
_LINES_OF_DETAILS = 14
_MOST_FAULTS = 10


class FaultDialog(PlainDialog):
    """One for all faults that happen while it is open.

    Attributes:
        details: What is copied; it can be unfolded.

    Signals:
        quit_wanted: The user would rather end the program.
    """

    quit_wanted = Signal()

    def __init__(self, parent: QWidget, theme: Theme, words: Wording, fault: Fault) -> None:
        super().__init__(parent, theme, words, "fault")
        self._faults = [fault]
        self._count = 1
        self.text = QLabel(self.say("text"))
        self.text.setFont(theme.font(1.1, bold=True))
        self.hint, self.more = QLabel(self.say("hint")), QLabel()
        self.more.hide()
        self.details = self._view()
        self.fold = QPushButton(self.say("show"))
        self._lay_out()
        self.copy = self.add_button(self.say("copy"))
        self.copy.clicked.connect(self._copy)
        self.quit = self.add_button(self.say("quit"), "danger")
        self.quit.clicked.connect(self._quit)
        self.go_on = self.add_button(self.say("go-on"), "primary")
        self.go_on.clicked.connect(self.accept)
        self.go_on.setFocus()
        self._show()

    def add(self, fault: Fault) -> None:
        """Take in a further fault."""
        self._count += 1
        if len(self._faults) < _MOST_FAULTS:
            self._faults.append(fault)
        self._show()

    def _lay_out(self) -> None:
        sign = QLabel()
        picture = self.theme.sign(TrafficLight.YELLOW, icons.LARGE)
        sign.setPixmap(picture.pixmap(icons.logical(icons.LARGE), self.devicePixelRatioF()))
        self.fold.setCheckable(True)
        self.fold.setAutoDefault(False)
        set_kind(self.fold, "link")
        self.fold.toggled.connect(self._unfold)
        words = QVBoxLayout()
        words.setSpacing(UNIT)
        for label in (self.text, self.hint, self.more):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS_WIDE)
            words.addWidget(label)
        for label in (self.hint, self.more):
            set_kind(label, "muted")
        words.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeading)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.details, 1)

    def _view(self) -> QPlainTextEdit:
        view = QPlainTextEdit()
        view.setReadOnly(True)
        view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        view.setTabChangesFocus(True)
        view.setMinimumHeight(view.fontMetrics().height() * _LINES_OF_DETAILS)
        view.setAccessibleName(self.say("details"))
        view.hide()
        return view

    def _show(self) -> None:
        head = "\n".join(f"{name}: {value}" for name, value in program())
        self.details.setPlainText("\n\n".join([head, *(one.details for one in self._faults)]))
        others = self._count - 1
        self.more.setVisible(others > 0)
        self.more.setText(self.say("more", {"count": others}))

    def _unfold(self, unfolded: bool) -> None:  # noqa: FBT001 (Qt's signal)
        self.details.setVisible(unfolded)
        self.fold.setText(self.say("hide" if unfolded else "show"))
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy.setText(self.say("copied"))

    def _quit(self) -> None:
        self.accept()
        self.quit_wanted.emit()
