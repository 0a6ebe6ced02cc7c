# SPDX-License-Identifier: MIT
"""Before and after an update: takes snapshots, by a sign-in or from files, and compares them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from exchpatch_gui.domain.access import PlannedAccess
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import UserError
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.snapshot_taker import SnapshotTaker, order_comparison
from exchpatch_gui.views.ask import Choice, Inquiry, ask
from exchpatch_gui.views.dialogs.snapshot_dialog import SnapshotDialog
from exchpatch_gui.views.theme import Theme

if TYPE_CHECKING:
    from exchpatch_gui.services.snapshots import UpdateCheck
    from exchpatch_gui.views.main_window import MainWindow

_KINDS = "*.json *.xml"


class UpdateCommands(QObject):
    """Works on one server at a time."""

    def __init__(self, window: MainWindow, desk: Desk, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._theme = theme

    def take(self, server: Server, role: Role) -> None:
        """Take a snapshot: by the sign-in of the server, or else from files."""
        try:
            (planned,) = self._desk.workspace.sign_ins.plan((server,))
        except UserError as error:
            self._window.tell_error(error)
            return
        if planned.chosen.sign_in is None:
            self._ask_for_way(server, role)
            return
        self._window.commands.with_passwords((server,), lambda: self._sign_in(planned, role))

    def compare(self, server: Server) -> None:
        """Compare the two snapshots of a server."""
        self._desk.tasks.run(
            order_comparison(self._desk.workspace, server),
            lambda check: self._show(server, check),
            self._desk.failed.emit,
        )

    def _ask_for_way(self, server: Server, role: Role) -> None:
        say = self._window.words.text
        inquiry = Inquiry(
            say("signing.snapshot.title", {"name": clean(server.name, 60)}),
            say("signing.snapshot.nobody", {"name": clean(server.name, 60)}),
            (
                Choice("file", say("signing.snapshot.file")),
                Choice("sign-in", say("signing.snapshot.sign-in")),
                Choice("cancel", say("dialog.cancel"), "primary"),
            ),
            say("signing.snapshot.nobody.detail"),
        )
        ask(self._window, self._theme, inquiry, lambda key: self._go(server, role, key))

    def _go(self, server: Server, role: Role, answer: str) -> None:
        if answer == "sign-in":
            self._window.commands.edit_sign_in(server)
        elif answer == "file":
            self._choose_files(server, role)

    def _choose_files(self, server: Server, role: Role) -> None:
        say = self._window.words.text
        kinds = f"{say('signing.import.kinds')} ({_KINDS});;{say('dialog.import.choose.all')} (*)"
        dialog = QFileDialog(self._window, say("signing.snapshot.choose"), "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.read(server, role, tuple(map(Path, names))))
        dialog.open()

    def read(self, server: Server, role: Role, files: Sequence[Path]) -> None:
        """Take a snapshot from files."""
        self._made(server).read(server, role, files)

    def _sign_in(self, planned: PlannedAccess, role: Role) -> None:
        name = clean(planned.server.name, 60)
        dialog = SnapshotDialog(self._desk.workspace, self._theme, name, self._window)
        taker = self._made(planned.server)
        taker.progressed.connect(dialog.show_progress)
        taker.taken.connect(lambda _role: dialog.accept())
        taker.failed.connect(lambda _error: dialog.accept())
        dialog.rejected.connect(taker.cancel)
        dialog.rejected.connect(taker.deleteLater)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        taker.sign_in(planned, role)

    def _made(self, server: Server) -> SnapshotTaker:
        taker = SnapshotTaker(self._desk.workspace, self)
        taker.taken.connect(lambda role: self._tell(server, role))
        taker.failed.connect(self._window.tell_error)
        for ended in (taker.taken, taker.failed):
            ended.connect(taker.deleteLater)
        return taker

    def _tell(self, server: Server, role: Role) -> None:
        self._window.panel.show_soon(self._window.selected_ids)
        if role is Role.AFTER:
            self.compare(server)
            return
        name = {"name": clean(server.name, 60)}
        self._window.toast.say(self._window.words.text("signing.snapshot.taken", name))

    def _show(self, server: Server, check: UpdateCheck) -> None:
        from exchpatch_gui.viewmodels.update_texts import word_update  # noqa: PLC0415 (later)
        from exchpatch_gui.views.dialogs.update_dialog import UpdateDialog  # noqa: PLC0415 (later)

        told = word_update(check, self._window.words)
        dialog: QDialog = UpdateDialog(
            self._desk.workspace,
            self._theme,
            clean(server.name, 60),
            told,
            self._window.commands.open_url,
            self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
