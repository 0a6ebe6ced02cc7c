# SPDX-License-Identifier: MIT
"""Importing a list of servers: from a file, by paste or drop, seen before it is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.inventory import ImportDone
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.import_preview import Kind, Source
from exchpatch_gui.viewmodels.importer import Importer
from exchpatch_gui.views import ask
from exchpatch_gui.views.dialogs.frame import ServersDialog, plain
from exchpatch_gui.views.dialogs.import_page import PreviewPage
from exchpatch_gui.views.dialogs.import_source import SourcePage, dropped
from exchpatch_gui.views.dialogs.notes import Said
from exchpatch_gui.views.theme import Theme

_WIDTH_LETTERS = 124
_HEIGHT_LINES = 42


class ImportDialog(ServersDialog):
    """Takes a list and shows what importing it would do.

    Args:
        workspace: Where servers are stored.
        theme: The look.
        parent: The window it belongs to.
        source: Read at once: a file, or text that was pasted.
    """

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        parent: QWidget | None,
        *,
        source: Source | None = None,
    ) -> None:
        super().__init__(workspace, theme, parent)
        self.setWindowTitle(self.say("dialog.import.title"))
        self.setAcceptDrops(True)
        self._first = source
        self.importer = Importer(workspace, self)
        self.source_page = SourcePage(theme, self.words)
        self.preview_page = PreviewPage(self.importer, theme, self.words)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.source_page)
        self.pages.addWidget(self.preview_page)
        self.body.addWidget(self.pages, 1)
        self.cancel_button = self.button("dialog.cancel")
        self.cancel_button.clicked.connect(self.reject)
        self.import_button = self.button("dialog.import.start.none", "primary")
        self.import_button.clicked.connect(self._import)
        self.add_buttons(self.import_button, self.cancel_button, self.source_page.read_button)
        self._connect()
        self._go_to(self.source_page)
        height = self.fontMetrics().lineSpacing() * _HEIGHT_LINES
        self.resize(self.letters(_WIDTH_LETTERS), height)

    def read(self, source: Source) -> None:
        """Read a list in place of the one there is."""
        if self.importer.is_importing:
            return
        name = source.name if isinstance(source, Path) else self.say("dialog.import.pasted")
        self.preview_page.name_source(name)
        self.source_page.say(Said(self.say("dialog.import.reading")))
        self.importer.open(source)
        self._show_state()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first, self._first = self._first, None
        if first is not None:
            self.read(first)

    def reject(self) -> None:
        """Close, but not while servers are being stored: that is over in a moment."""
        if not self.importer.is_importing:
            super().reject()

    def done(self, code: int) -> None:
        self.importer.stop()
        super().done(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            source = dropped(QGuiApplication.clipboard().mimeData())
            if source is not None:
                self.read(source)
                return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()) is not None:
            event.acceptProposedAction()
            self.source_page.drop_area.heat(hot=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.source_page.drop_area.heat(hot=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.source_page.drop_area.heat(hot=False)
        source = dropped(event.mimeData())
        if source is not None:
            event.acceptProposedAction()
            self.read(source)

    def _connect(self) -> None:
        self.source_page.file_wanted.connect(self._choose_file)
        self.source_page.text_given.connect(self.read)
        self.preview_page.other_button.clicked.connect(lambda: self._go_to(self.source_page))
        self.preview_page.table.selectionModel().currentRowChanged.connect(self._show_state)
        self.preview_page.skip_box.toggled.connect(self._show_state)
        self.preview_page.update_box.toggled.connect(self._show_state)
        self.preview_page.columns.chosen.connect(self._show_state)
        self.importer.opened.connect(lambda: self._go_to(self.preview_page))
        self.importer.planned.connect(self._show_state)
        self.importer.failed.connect(self._tell)
        self.importer.imported.connect(self._finish)

    def _go_to(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        begins = page is self.source_page
        self.source_page.say(Said())
        self.import_button.setVisible(not begins)
        self.source_page.read_button.setVisible(begins)
        self.source_page.choose_button.setDefault(begins)
        self.import_button.setDefault(not begins)
        (self.source_page.paste if begins else self.preview_page.table).setFocus()
        self._show_state()

    def _choose_file(self) -> None:
        kinds = f"{self.say('dialog.import.choose.csv')} (*.csv *.txt *.tsv)"
        everything = f"{self.say('dialog.import.choose.all')} (*)"
        title = self.say("dialog.import.choose.title")
        chooser = QFileDialog(self, title, "", f"{kinds};;{everything}")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda file: self.read(Path(file)))
        chooser.open()

    def _show_state(self) -> None:
        """Say what the button would do, or what keeps it from doing anything."""
        preview, busy = self.importer.preview, self.importer.is_busy
        self.preview_page.show_busy(busy=busy)
        self.preview_page.setEnabled(not self.importer.is_importing)
        count = preview.imported if preview else 0
        key = "dialog.import.start" if count else "dialog.import.start.none"
        if self.importer.is_importing:
            key = "dialog.import.importing"
        self.import_button.setText(self.say(key, {"count": count}))
        self.import_button.setAccessibleName(plain(self.import_button.text()))
        faulty = preview.counts[Kind.FAULTY] if preview else 0
        self.preview_page.skip_box.setVisible(bool(faulty))
        blocked = bool(faulty) and not self.preview_page.skip_box.isChecked()
        self.import_button.setEnabled(bool(count) and not blocked and not busy)
        self._explain(faulty if blocked else 0, nothing=preview is not None and not count)

    def _explain(self, faulty: int, *, nothing: bool) -> None:
        page = self.preview_page
        detail = page.model.faults(page.table.currentIndex())
        said = Said(hint=detail, light=TrafficLight.RED if detail else None)
        if faulty and not self.importer.is_busy:
            text = self.say("dialog.import.blocked", {"count": faulty})
            said = Said(text, detail, TrafficLight.RED)
        elif nothing and not self.importer.is_busy:
            said = Said(self.say("dialog.import.nothing"), detail, TrafficLight.INFO)
        page.note.say(said)

    def _tell(self, error: Exception) -> None:
        """Say why it can't be read, where it was chosen; anything else has its own dialog."""
        is_reading = self.pages.currentWidget() is self.source_page
        self._show_state()
        if is_reading and isinstance(error, UserError):
            self.source_page.refuse(*ask.sentences(self.words, error))
        else:
            self.source_page.say(Said())
            self.fail(error)

    def _import(self) -> None:
        self.importer.start()
        self._show_state()

    def _finish(self, done: ImportDone) -> None:
        inventory = self.workspace.inventory
        self.saved = (*done.added, *done.updated)
        self.undo = lambda: inventory.undo_import(done)
        self.accept()
