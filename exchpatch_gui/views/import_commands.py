# SPDX-License-Identifier: MIT
"""Takes in files that are chosen or dropped, and says what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.file_import import FileImport, Outcome
from exchpatch_gui.views.ask import Choice, Question
from exchpatch_gui.views.theme import Theme

if TYPE_CHECKING:
    from exchpatch_gui.views.main_window import MainWindow

_KINDS = "*.json *.xml *.log *.msilog *.csv *.txt"


class ImportCommands(QObject):
    """Facts, exports of HealthChecker, logs of installations; lists have a dialog of their own."""

    def __init__(self, window: MainWindow, desk: Desk, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._theme = theme
        self._import = FileImport(desk.workspace, desk.tasks, self)
        self._import.ended.connect(self._tell)
        self._import.failed.connect(window.tell_error)

    def choose(self) -> None:
        """Ask for files."""
        say = self._window.words.text
        kinds = f"{say('signing.import.kinds')} ({_KINDS});;{say('dialog.import.choose.all')} (*)"
        dialog = QFileDialog(self._window, say("signing.import.choose"), "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take(tuple(map(Path, names))))
        dialog.open()

    def take(self, files: Sequence[Path]) -> None:
        """Take files in; a log that names no server belongs to the one that is selected."""
        if files:
            self._window.footer.show_state(self._window.words.text("dialog.import.reading"))
            self._import.bring(files, self._selected())

    def _selected(self) -> Server | None:
        servers = self._desk.fleet.servers(self._window.selected_ids)
        return servers[0] if len(servers) == 1 else None

    def _tell(self, outcome: Outcome) -> None:
        self._window.footer.show_state("")
        if outcome.added:
            self._desk.note_undo(lambda: self._take_back(outcome.added))
        if outcome.servers:
            self._desk.reload()
            self._window.show_servers(outcome.servers)
            self._window.panel.show_soon(self._window.selected_ids)
        if outcome.added:
            undo = self._window.orders["undo"].trigger
            self._window.toast.say(outcome.text, self._window.words.text("window.toast.undo"), undo)
        elif outcome.text:
            self._window.toast.say(outcome.text)
        if outcome.faults:
            self._tell_faults(outcome.faults)
        if outcome.lists:
            self._window.commands.import_list(outcome.lists[0])

    def _take_back(self, added: Sequence[Server]) -> None:
        self._desk.workspace.inventory.remove([one.id for one in added])

    def _tell_faults(self, faults: Sequence[tuple[str, str]]) -> None:
        say = self._window.words.text
        first = faults[0]
        title, text, detail = say("window.error.title"), *first
        if len(faults) > 1:
            text = say("signing.import.faults", {"count": len(faults)})
            detail = "\n\n".join(f"{message} {hint}" for message, hint in faults)
        question = Question(self._window, self._theme, title, text, detail)
        question.set_sign(self._theme, TrafficLight.YELLOW)
        question.add(Choice("ok", say("window.ok"), "primary"))
        question.open()
