# SPDX-License-Identifier: MIT
"""What the window writes and reads where the user says: reports, lists, catalogues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.files import write_whole
from exchpatch_gui.services.catalogues import Catalogues
from exchpatch_gui.services.csv_export import export_csv
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.filters import GROUP

if TYPE_CHECKING:
    from exchpatch_gui.views.main_window import MainWindow

FORMS = ("pdf", "html", "csv", "json")


class FileCommands(QObject):
    """Asks for files; whatever takes long is done in threads."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._words = desk.workspace.words
        desk.reports.saved.connect(self._show_report)

    def save(self, form: str, file: Path | None = None) -> None:
        """Save a report of the servers that the menu says."""
        servers = self._covered()
        scope = self._window.filter.scope
        customer = scope[len(GROUP) :] if scope.startswith(GROUP) else ""
        if self._window.report_scope == "all":
            customer = ""
        self._desk.reports.save(servers, form, customer, file)

    def save_as(self) -> None:
        """Ask for the file of a report, whose folder is kept for the next one."""
        reports = self._desk.reports
        kinds = ";;".join(f"{form.upper()} (*.{form})" for form in FORMS)

        def chosen(name: str) -> None:
            file = Path(name)
            form = file.suffix.lower().lstrip(".")
            if form not in FORMS:
                form, file = "pdf", file.with_name(f"{file.name}.pdf")
            settings = self._desk.workspace.settings
            report = replace(settings.report, folder=str(file.parent))
            self._window.change_settings(replace(settings, report=report))
            self.save(form, file)

        self._ask_for_file("save-as", str(reports.suggestion("", "pdf")), kinds, chosen)

    def export_list(self) -> None:
        """Ask for a file and write the list of servers to it."""

        def chosen(name: str) -> None:
            servers = self._desk.workspace.servers()
            self._write(Path(name), lambda: export_csv(servers))

        self._ask_for_file("export", "servers.csv", "CSV (*.csv)", chosen)

    def import_catalogue(self) -> None:
        """Ask for a newer catalogue and judge by it."""

        def chosen(name: str) -> None:
            catalogues = Catalogues(self._desk.workspace.paths)
            self._desk.tasks.run(
                lambda: catalogues.import_file(Path(name)),
                lambda _catalogue: self._use_catalogue(),
                self._tell,
            )

        dialog = QFileDialog(self._window, self._plain("import-catalogue"), "", "JSON (*.json)")
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def export_catalogue(self) -> None:
        """Ask for a file and write the catalogue in use to it."""

        def chosen(name: str) -> None:
            catalogues = Catalogues(self._desk.workspace.paths)
            self._desk.tasks.run(
                lambda: catalogues.export(Path(name)),
                lambda _catalogue: self._say_written(Path(name)),
                self._tell,
            )

        self._ask_for_file("export-catalogue", "exchange.json", "JSON (*.json)", chosen)

    def open_url(self, url: str) -> None:
        """Show a web page in the browser."""
        QDesktopServices.openUrl(QUrl(url))

    def _use_catalogue(self) -> None:
        workspace = self._desk.workspace
        workspace.forget_catalogue()
        self._desk.warm_up()
        self._window.toast.say(self._words.text("window.toast.catalogue"))

    def _covered(self) -> tuple[Server, ...]:
        match self._window.report_scope:
            case "all":
                return tuple(row.server for row in self._desk.fleet.rows.values())
            case "selected":
                return self._desk.fleet.servers(self._window.selected_ids)
            case _:
                return self._desk.fleet.servers(self._window.shown_ids)

    def _plain(self, action_id: str) -> str:
        return self._words.text(f"window.action.{action_id}").replace("&", "").rstrip("…")

    def _ask_for_file(
        self, action_id: str, name: str, kinds: str, chosen: Callable[[str], None]
    ) -> None:
        dialog = QFileDialog(self._window, self._plain(action_id), "", kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def _write(self, file: Path, make: Callable[[], bytes]) -> None:
        self._desk.tasks.run(
            lambda: write_whole(file, make()),
            lambda _none: self._say_written(file),
            self._tell,
        )

    def _say_written(self, file: Path) -> None:
        say = self._words.text
        self._window.toast.say(
            say("window.toast.written", {"file": str(file)}),
            say("window.toast.folder"),
            lambda: open_folder(file.parent),
        )

    def _show_report(self, file: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
        self._say_written(file)

    def _tell(self, error: Exception) -> None:
        self._window.tell_error(error)


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
