# SPDX-License-Identifier: MIT
"""A field for a path that is looked at, in another thread, while one types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from exchpatch_gui.viewmodels.tasks import Tasks
from exchpatch_gui.views.ask import sentences
from exchpatch_gui.views.dialogs.frame import mark, plain
from exchpatch_gui.views.dialogs.settings.page import Page
from exchpatch_gui.views.theme import UNIT

_REST_MILLISECONDS = 250


class CheckedField(QWidget):
    """A line for a path, a button that chooses one, and below it what is wrong with it.

    Args:
        page: Whose it is.
        key: Its id in the wording of the settings; ``.example`` and ``.choose`` belong to it.
        look: Called in another thread with the path; an error it raises is what is wrong.

    Attributes:
        field: The line.
        button: Opens the dialog that chooses.

    Signals:
        looked: What ``look`` gave, or None if something is wrong.
    """

    looked = Signal(object)

    def __init__(self, page: Page, key: str, look: Callable[[str], Any]) -> None:
        super().__init__(page)
        self._page = page
        self._look = look
        self._tasks = Tasks(self)
        self._forget: Callable[[], None] = lambda: None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._begin)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(page.say(f"{key}.example"))
        self.field.setClearButtonEnabled(True)
        self.button = QPushButton(page.say(f"{key}.choose"), self)
        self.button.setAutoDefault(False)
        name = page.say(key)
        page.name_control(self.field, name, self.field.placeholderText())
        page.name_control(self.button, page.words.labelled(name, plain(self.button.text())))
        self.wrong = page.sentence("", "wrong")
        self.wrong.hide()
        self.setFocusProxy(self.field)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addLayout(row)
        column.addWidget(self.wrong)
        self.field.textChanged.connect(self._wait)

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.field.text().strip()

    @property
    def is_looking(self) -> bool:
        """Whether it is not known yet if the path can be used."""
        return self._rest.isActive() or self._tasks.are_running

    @property
    def is_wrong(self) -> bool:
        """Whether the path can't be used."""
        return bool(self.wrong.text())

    def show_path(self, path: str) -> None:
        """Show a path, and look at it at once."""
        self.field.setText(path)
        self._begin()

    def choose_with(self, dialog: QFileDialog) -> None:
        """Let a dialog choose."""
        if self.text:
            dialog.setDirectory(str(Path(self.text).parent))
        dialog.fileSelected.connect(self.show_path)
        dialog.open()

    def _wait(self) -> None:
        self._page.changed.emit()
        self._rest.start()

    def _begin(self) -> None:
        self._rest.stop()
        self._forget()
        text, look = self.text, self._look
        self._forget = self._tasks.run(lambda: look(text), self._accept, self._refuse)

    def _accept(self, found: object) -> None:
        self._say("")
        self.looked.emit(found)
        self._page.settled.emit()

    def _refuse(self, error: Exception) -> None:
        message, hint = sentences(self._page.words, error)
        self._say(f"{message} {hint}")
        self.looked.emit(None)
        self._page.settled.emit()

    def _say(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        mark(self.field, wrong=bool(text))
