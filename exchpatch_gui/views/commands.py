# SPDX-License-Identifier: MIT
"""What each action of the main window does; the rest of it is loaded when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from exchpatch_gui.viewmodels.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from exchpatch_gui.domain.servers import Server
    from exchpatch_gui.domain.snapshots import Role
    from exchpatch_gui.domain.verdicts import Finding
    from exchpatch_gui.views.dialog_commands import DialogCommands
    from exchpatch_gui.views.file_commands import FileCommands
    from exchpatch_gui.views.import_commands import ImportCommands
    from exchpatch_gui.views.main_window import MainWindow
    from exchpatch_gui.views.panel_link import PanelLink
    from exchpatch_gui.views.server_commands import ServerCommands
    from exchpatch_gui.views.sign_in_commands import SignInCommands
    from exchpatch_gui.views.theme import Theme
    from exchpatch_gui.views.update_commands import UpdateCommands


class Commands(QObject):
    """Forwards the actions of a window."""

    def __init__(self, window: MainWindow, desk: Desk, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._desk = desk

    def slots(self) -> Mapping[str, Callable[[], object]]:
        """Give what each action does."""
        desk, window = self._desk, self._window
        return {
            "check-all": later(lambda: self.sign_ins.check_all),
            "check": later(lambda: self.sign_ins.check_selected),
            "sign-ins": later(lambda: self.sign_ins.show_all),
            "cancel": self.cancel,
            "delete": lambda: desk.remove(window.selected_ids),
            "undo": desk.undo,
            "search": window.focus_search,
            "quit": window.close,
            "add": later(lambda: self.dialogs.add),
            "find": later(lambda: self.dialogs.find),
            "import": later(lambda: self.dialogs.import_list),
            "import-files": later(lambda: self.imports.choose),
            "edit": later(lambda: self.dialogs.edit),
            "move": later(lambda: self.servers.move),
            "tag": later(lambda: self.servers.tag),
            "enable": later(lambda: self.servers.switch),
            "copy": later(lambda: self.servers.copy),
            "keep-filter": later(lambda: self.servers.keep_filter),
            **{f"save-{form}": partial(self.save, form) for form in ("pdf", "html", "csv", "json")},
            "save-as": later(lambda: self.files.save_as),
            "export": later(lambda: self.files.export_list),
            "import-catalogue": later(lambda: self.files.import_catalogue),
            "export-catalogue": later(lambda: self.files.export_catalogue),
        }

    def follow(self, panel: PanelLink) -> None:
        """Do what the panel is asked for."""
        panel.acknowledge_requested.connect(self.acknowledge)
        panel.check_requested.connect(self.check)
        panel.snapshot_requested.connect(self.take_snapshot)
        panel.comparison_requested.connect(self.compare)
        panel.sign_in_requested.connect(self.edit_sign_in)
        panel.url_requested.connect(self.open_url)
        panel.copy_requested.connect(self.copy_text)

    def open_url(self, url: str) -> None:
        """Show a web page."""
        self.files.open_url(url)

    def copy_text(self, text: str) -> None:
        """Copy a text."""
        self.servers.copy_text(text)

    def acknowledge(self, server: Server, finding: Finding) -> None:
        """Let somebody answer for a finding."""
        self.dialogs.acknowledge(server, finding)

    def save(self, form: str) -> None:
        """Save a report."""
        self.files.save(form)

    def check(self, servers: Sequence[Server]) -> None:
        """Check servers, and ask first for the passwords that are missing."""
        self.sign_ins.check(servers)

    def accept_files(self) -> None:
        """Let files be dropped on the window from now on."""
        from exchpatch_gui.views.drop_target import DropTarget  # noqa: PLC0415 (second frame)

        words = self._window.words
        target = DropTarget(self._window, self._theme, lambda: words.text("signing.import.drop"))
        target.dropped.connect(self.take_files)

    def take_files(self, files: Sequence[Path]) -> None:
        """Take in files that were dropped."""
        self.imports.take(files)

    def import_list(self, file: Path) -> None:
        """Look at a file as a list of servers."""
        self.dialogs.import_list(file)

    def with_passwords(self, servers: Sequence[Server], then: Callable[[], None]) -> None:
        """Do something that signs in, once the passwords that are missing were asked for."""
        self.sign_ins.with_passwords(servers, then)

    def edit_sign_in(self, server: Server) -> None:
        """Choose who signs in to a server."""
        self.dialogs.edit_sign_in(server)

    def take_snapshot(self, server: Server, role: Role) -> None:
        """Take a snapshot before or after an update."""
        self.updates.take(server, role)

    def compare(self, server: Server) -> None:
        """Compare the two snapshots of a server."""
        self.updates.compare(server)

    def assign_sign_in(self, entry: str) -> None:
        """Choose who signs in to the servers of an entry of the side bar."""
        self.sign_ins.assign(entry)

    @cached_property
    def sign_ins(self) -> SignInCommands:
        """What works on sign-ins."""
        from exchpatch_gui.views.sign_in_commands import SignInCommands  # noqa: PLC0415 (later)

        return SignInCommands(self._window, self._desk, self._theme)

    @cached_property
    def updates(self) -> UpdateCommands:
        """What is done before and after an update."""
        from exchpatch_gui.views.update_commands import UpdateCommands  # noqa: PLC0415 (later)

        return UpdateCommands(self._window, self._desk, self._theme)

    @cached_property
    def imports(self) -> ImportCommands:
        """What takes files in."""
        from exchpatch_gui.views.import_commands import ImportCommands  # noqa: PLC0415 (later)

        return ImportCommands(self._window, self._desk, self._theme)

    @cached_property
    def servers(self) -> ServerCommands:
        """What changes servers."""
        from exchpatch_gui.views.server_commands import ServerCommands  # noqa: PLC0415 (later)

        return ServerCommands(self._window, self._desk)

    @cached_property
    def files(self) -> FileCommands:
        """What writes and reads files."""
        from exchpatch_gui.views.file_commands import FileCommands  # noqa: PLC0415 (later)

        return FileCommands(self._window, self._desk)

    @cached_property
    def dialogs(self) -> DialogCommands:
        """What opens dialogs."""
        from exchpatch_gui.views.dialog_commands import DialogCommands  # noqa: PLC0415 (later)

        return DialogCommands(self._window, self._desk, self._theme)

    def cancel(self) -> None:
        """Empty the search field if it has the keys, else end the run."""
        if self._window.leave_search():
            return
        if self._desk.runs.is_running:
            self._window.footer.show_cancelling()
            self._desk.runs.cancel()


def later(find: Callable[[], Callable[[], object]]) -> Callable[[], object]:
    """Find what is to be done only when it is done: finding it loads a part of the program."""

    def work() -> object:
        return find()()

    return work
