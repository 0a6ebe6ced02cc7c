# SPDX-License-Identifier: MIT
"""What the actions of the main window do with what is selected in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.services.inventory import ServerChange
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.filters import GROUP
from exchpatch_gui.viewmodels.row_texts import RowTexts
from exchpatch_gui.viewmodels.ticket import ticket_text
from exchpatch_gui.views.text_question import TextQuestion, ask_text

if TYPE_CHECKING:
    from exchpatch_gui.views.main_window import MainWindow

_FORMS = ("pdf", "html", "csv", "json")


class Commands(QObject):
    """Forwards to the desk; asks for what is still to be decided."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._words = desk.workspace.words

    def slots(self) -> Mapping[str, Callable[[], object]]:
        """Give what each action does."""
        found: dict[str, Callable[[], object]] = {
            "check-all": self._desk.check_all,
            "check": self.check_selected,
            "cancel": self.cancel,
            "move": self.move,
            "tag": self.tag,
            "enable": self.switch,
            "delete": lambda: self._desk.remove(self._window.selected_ids),
            "undo": self._desk.undo,
            "copy": self.copy,
            "search": self._window.focus_search,
            "keep-filter": self.keep_filter,
            "export": self.export_list,
            "save-as": self.save_as,
            "import-catalogue": self.import_catalogue,
            "export-catalogue": self.export_catalogue,
            "data-folder": self.open_data_folder,
            "quit": self._window.close,
        }
        for form in _FORMS:
            found[f"save-{form}"] = partial(self.save, form)
        return found

    def check_selected(self) -> None:
        """Check the selected servers."""
        self._desk.check(self._selected())

    def cancel(self) -> None:
        """Empty the search field if it has the keys, else end the run."""
        if self._window.leave_search():
            return
        if self._desk.runs.is_running:
            self._window.footer.show_cancelling()
            self._desk.runs.cancel()

    def move(self) -> None:
        """Ask for the customer of the selected servers."""
        servers = self._selected()
        if not servers:
            return
        groups = {server.group for server in servers}

        def answered(group: str) -> None:
            self._desk.change(_ids(servers), lambda _server: ServerChange(group=group))

        ask_text(
            TextQuestion(self._window, self._words, "move", len(servers)),
            groups.pop() if len(groups) == 1 else "",
            self._desk.workspace.inventory.groups(),
            answered,
        )

    def tag(self) -> None:
        """Ask for the tags that the selected servers have in common."""
        servers = self._selected()
        if not servers:
            return
        shared = set(servers[0].tags).intersection(*(server.tags for server in servers))

        def answered(text: str) -> None:
            wanted = {part.strip() for part in text.split(",")} - {""}
            self._desk.change(
                _ids(servers),
                lambda server: ServerChange(tags=tuple((set(server.tags) - shared) | wanted)),
            )

        ask_text(
            TextQuestion(self._window, self._words, "tag", len(servers)),
            ", ".join(sorted(shared)),
            self._desk.workspace.inventory.tags(),
            answered,
        )

    def switch(self) -> None:
        """Include the selected servers in checks of all, or leave all of them out."""
        servers = self._selected()
        include = not all(server.enabled for server in servers)
        self._desk.change(_ids(servers), lambda _server: ServerChange(enabled=include))

    def copy(self) -> None:
        """Copy the selected servers as text."""
        workspace = self._desk.workspace
        rows = [self._desk.fleet.rows[one] for one in self._window.selected_ids]
        if not rows:
            return
        texts = RowTexts(workspace.words, workspace.day)
        QGuiApplication.clipboard().setText(ticket_text(rows, texts, workspace.clock()))
        say = self._words.text("window.toast.copied", {"count": len(rows)})
        self._window.toast.say(say)

    def keep_filter(self) -> None:
        """Ask for a name and keep what is shown as a filter."""
        chosen = self._window.filter

        def answered(name: str) -> None:
            if name:
                settings = self._desk.workspace.settings
                saved = (*settings.window.saved, chosen.saved(name))
                self._window.change_settings(
                    replace(settings, window=replace(settings.window, saved=saved))
                )

        ask_text(TextQuestion(self._window, self._words, "filter"), chosen.search, (), answered)

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
        kinds = ";;".join(f"{form.upper()} (*.{form})" for form in _FORMS)

        def chosen(name: str) -> None:
            file = Path(name)
            form = file.suffix.lower().lstrip(".")
            if form not in _FORMS:
                form, file = "pdf", file.with_name(f"{file.name}.pdf")
            settings = self._desk.workspace.settings
            report = replace(settings.report, folder=str(file.parent))
            self._window.change_settings(replace(settings, report=report))
            self.save(form, file)

        self._ask_for_file("save-as", str(reports.suggestion("", "pdf")), kinds, chosen)

    def export_list(self) -> None:
        """Ask for a file and write the list of servers to it."""

        def chosen(name: str) -> None:
            from exchpatch_gui.services.csv_export import (  # noqa: PLC0415 (rarely needed)
                export_csv,
            )

            servers = self._desk.workspace.servers()
            self._write(Path(name), lambda: export_csv(servers))

        self._ask_for_file("export", "servers.csv", "CSV (*.csv)", chosen)

    def import_catalogue(self) -> None:
        """Ask for a newer catalogue and judge by it."""

        def chosen(name: str) -> None:
            from exchpatch_gui.services.catalogues import (  # noqa: PLC0415 (rarely needed)
                Catalogues,
            )

            catalogues = Catalogues(self._desk.workspace.paths)
            self._desk.tasks.run(
                lambda: catalogues.import_file(Path(name)),
                lambda _catalogue: self._use_catalogue(),
                self._window.tell_error,
            )

        dialog = QFileDialog(self._window, self._plain("import-catalogue"), "", "JSON (*.json)")
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def export_catalogue(self) -> None:
        """Ask for a file and write the catalogue in use to it."""

        def chosen(name: str) -> None:
            from exchpatch_gui.services.catalogues import (  # noqa: PLC0415 (rarely needed)
                Catalogues,
            )

            catalogues = Catalogues(self._desk.workspace.paths)
            self._desk.tasks.run(
                lambda: catalogues.export(Path(name)),
                lambda _catalogue: self._say_written(Path(name)),
                self._window.tell_error,
            )

        self._ask_for_file("export-catalogue", "exchange.json", "JSON (*.json)", chosen)

    def open_data_folder(self) -> None:
        """Show where everything is stored."""
        open_folder(self._desk.workspace.paths.data_dir)

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
                return self._selected()
            case _:
                return self._desk.fleet.servers(self._window.shown_ids)

    def _selected(self) -> tuple[Server, ...]:
        return self._desk.fleet.servers(self._window.selected_ids)

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
        from exchpatch_gui.files import write_whole  # noqa: PLC0415 (rarely needed)

        self._desk.tasks.run(
            lambda: write_whole(file, make()),
            lambda _none: self._say_written(file),
            self._window.tell_error,
        )

    def _say_written(self, file: Path) -> None:
        say = self._words.text
        self._window.toast.say(
            say("window.toast.written", {"file": str(file)}),
            say("window.toast.folder"),
            lambda: open_folder(file.parent),
        )


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _ids(servers: Iterable[Server]) -> tuple[int, ...]:
    return tuple(server.id for server in servers)
