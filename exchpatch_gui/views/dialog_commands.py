# SPDX-License-Identifier: MIT
"""Opens the dialogs of the main window and takes over what they have done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.filters import GROUP
from exchpatch_gui.views.dialogs.frame import ServersDialog
from exchpatch_gui.views.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path

    from exchpatch_gui.domain.verdicts import Finding
    from exchpatch_gui.views.dialogs.server_dialog import ServerDialog
    from exchpatch_gui.views.main_window import MainWindow


class DialogCommands(QObject):
    """One dialog at a time; the window goes on behind it."""

    def __init__(self, window: MainWindow, desk: Desk, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._theme = theme

    def add(self) -> None:
        """Add a server, and check it at once."""
        self._open_server(None)

    def edit(self) -> None:
        """Change the selected server."""
        servers = self._desk.fleet.servers(self._window.selected_ids)
        if len(servers) == 1:
            self._open_server(servers[0])

    def find(self) -> None:
        """Find servers by an e-mail domain, and check them at once."""
        from exchpatch_gui.views.dialogs.find_dialog import FindDialog  # noqa: PLC0415 (later)

        dialog = FindDialog(
            self._desk.workspace, self._theme, self._window, customer=self._customer()
        )
        self._open(dialog, "window.toast.added", None)

    def import_list(self, source: Path | None = None) -> None:
        """Import a list of servers, and check them at once."""
        from exchpatch_gui.views.dialogs.import_dialog import (  # noqa: PLC0415 (later)
            ImportDialog,
        )

        dialog = ImportDialog(self._desk.workspace, self._theme, self._window, source=source)
        self._open(dialog, "window.toast.imported", None)

    def acknowledge(self, server: Server, finding: Finding) -> None:
        """Ask who answers for a finding until when, and judge the server anew."""
        from exchpatch_gui.viewmodels.acknowledgement import (  # noqa: PLC0415 (later)
            Subject,
            standing_beside,
        )
        from exchpatch_gui.views.dialogs.acknowledge_dialog import (  # noqa: PLC0415 (later)
            AcknowledgeDialog,
        )

        workspace = self._desk.workspace
        before = workspace.answers.all()
        owner = before[-1].acceptance.owner if before else ""
        result = workspace.result(server.id)
        others = () if result is None else standing_beside(finding, result)
        subject = Subject(finding, server.name, workspace.clock(), owner, others)
        dialog = AcknowledgeDialog(self._window, self._theme, workspace.words, subject)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self._desk.accept(server, dialog.findings, dialog.acceptance)
        )
        dialog.open()

    def edit_sign_in(self, server: Server) -> None:
        """Choose who signs in to a server."""
        self._open_server(server).show_sign_in()

    def _open_server(self, server: Server | None) -> ServerDialog:
        from exchpatch_gui.views.dialogs.server_dialog import (  # noqa: PLC0415 (later)
            ServerDialog,
        )

        dialog = ServerDialog(self._desk.workspace, self._theme, server, self._window)
        dialog.book = self._desk.book
        dialog.server_wanted.connect(self._window.show_server)
        done = "window.toast.added" if server is None else "window.toast.changed"
        self._open(dialog, done, server)
        return dialog

    def _open(self, dialog: ServersDialog, done: str, before: Server | None) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._take(dialog, done, before))
        dialog.open()

    def _take(self, dialog: ServersDialog, done: str, before: Server | None) -> None:
        saved = dialog.saved
        self._desk.reload()
        if dialog.undo is not None and saved:
            self._desk.offer_undo(done, len(saved), dialog.undo)
        if before is None or any(one.target != before.target for one in saved):
            self._desk.check_soon([one for one in saved if one.enabled])
        self._window.show_servers([one.id for one in saved])

    def _customer(self) -> str:
        scope = self._window.filter.scope
        return scope[len(GROUP) :] if scope.startswith(GROUP) else ""
