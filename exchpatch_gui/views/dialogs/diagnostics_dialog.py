# SPDX-License-Identifier: MIT
"""The text for whoever helps: copied, and shown, so that one knows what one hands on."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from exchpatch_gui.services.diagnostics import Facts, compose
from exchpatch_gui.viewmodels.tasks import Tasks
from exchpatch_gui.views.ask import tell_error
from exchpatch_gui.views.dialogs.plain_dialog import PlainDialog
from exchpatch_gui.views.theme import Theme
from exchpatch_gui.wording import Wording

_LETTERS_WIDE = 100
_LINES_HIGH = 36


class DiagnosticsDialog(PlainDialog):
    """Copies the text when it opens, and again with or without the names of servers.

    Attributes:
        view: The text.
        names: Whether names of servers and customers may be in it.
    """

    def __init__(self, parent: QWidget, theme: Theme, words: Wording, facts: Facts) -> None:
        super().__init__(parent, theme, words, "diagnostics")
        self._facts = facts
        self._tasks = Tasks(self)
        self.state = self.sentence(self.say("gathering"))
        self.state.setFont(theme.strong_font())
        self.sentence(self.say("private"), "muted")
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        self.view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.view.setTabChangesFocus(True)
        self.view.setAccessibleName(self.say("text"))
        self.body.addWidget(self.view, 1)
        self.names = QCheckBox(self.say("names"))
        self.names.toggled.connect(self.gather)
        self.body.addWidget(self.names)
        self.copy = self.add_button(self.say("copy"))
        self.copy.clicked.connect(self._copy)
        self.add_close()
        self.take_size(_LETTERS_WIDE, _LINES_HIGH)
        self.gather()

    def gather(self) -> None:
        """Put the text together in another thread, then copy it."""
        facts, with_names = self._facts, self.names.isChecked()
        self.copy.setEnabled(False)
        self.state.setText(self.say("gathering"))
        self._tasks.forget()
        self._tasks.run(lambda: compose(facts, with_names=with_names), self._show, self._tell)

    def _show(self, text: str) -> None:
        self.view.setPlainText(text)
        self.copy.setEnabled(True)
        self._copy()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.view.toPlainText())
        self.state.setText(self.say("copied"))

    def _tell(self, error: Exception) -> None:
        tell_error(self, self.theme, self.words, error)
