# SPDX-License-Identifier: MIT
"""What the window does with sign-ins: lists them, assigns them, asks for what a check lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.sign_ins import Scope
from exchpatch_gui.errors import UserError
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.filters import GROUP, TAG
from exchpatch_gui.viewmodels.preflight import Lack, Preflight
from exchpatch_gui.views.theme import Theme

if TYPE_CHECKING:
    from exchpatch_gui.views.dialogs.password_dialog import PasswordDialog
    from exchpatch_gui.views.main_window import MainWindow


class SignInCommands(QObject):
    """Opens the dialogs on sign-ins; checks go through here, so that passwords are asked for."""

    def __init__(self, window: MainWindow, desk: Desk, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._theme = theme
        self._preflight = Preflight(desk, self)
        self._preflight.began.connect(self._tell_waiting)
        self._preflight.lacking.connect(self._ask)

    def check_all(self) -> None:
        """Check every server that isn't switched off."""
        self._preflight.check_all()

    def check_selected(self) -> None:
        """Check the selected servers."""
        self.check(self._desk.fleet.servers(self._window.selected_ids))

    def check(self, servers: Sequence[Server]) -> None:
        """Check servers, and ask first for the passwords that are missing."""
        self._preflight.check(servers)

    def with_passwords(self, servers: Sequence[Server], then: Callable[[], object]) -> None:
        """Do something that signs in, once the passwords that are missing were asked for."""
        self._preflight.ask(servers, then)

    def show_all(self) -> None:
        """List the sign-ins."""
        from exchpatch_gui.views.dialogs.sign_ins_dialog import (  # noqa: PLC0415 (later)
            SignInsDialog,
        )

        self._open(SignInsDialog(self._desk.workspace, self._theme, self._desk.book, self._window))

    def assign(self, entry: str) -> None:
        """Choose who signs in to the servers of an entry of the side bar."""
        from exchpatch_gui.viewmodels.places import Place  # noqa: PLC0415 (later)
        from exchpatch_gui.views.dialogs.place_dialogs import PlaceDialog  # noqa: PLC0415 (later)

        if entry.startswith(GROUP):
            place = Place(Scope.CUSTOMER, entry[len(GROUP) :])
        else:
            place = Place(Scope.TAG, entry[len(TAG) :])
        self._open(
            PlaceDialog(self._desk.workspace, self._theme, self._desk.book, place, self._window)
        )

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _tell_waiting(self) -> None:
        self._window.footer.show_state(self._window.words.text("window.footer.passwords"))

    def _ask(self, lacking: tuple[Lack, ...], then: Callable[[], object]) -> None:
        """Ask for one password after the other, then go on."""
        if not lacking:
            self._preflight.go_on(then)
            return
        from exchpatch_gui.views.dialogs.password_dialog import (  # noqa: PLC0415 (later)
            PasswordDialog,
            Reason,
        )

        lack, *others = lacking
        reason = Reason(self._window.words.say(lack.why), lack.servers)
        workspace, book = self._desk.workspace, self._desk.book
        dialog = PasswordDialog(
            workspace, self._theme, lack.sign_in, reason, book.vault, self._window
        )
        dialog.accepted.connect(lambda: self._keep(lack, dialog))
        dialog.finished.connect(lambda _code: self._ask(tuple(others), then))
        self._open(dialog)

    def _keep(self, lack: Lack, dialog: PasswordDialog) -> None:
        if dialog.secret is None:
            return
        try:
            self._desk.book.keep_password(lack.sign_in, dialog.secret, in_vault=dialog.in_vault)
        except UserError as error:
            self._window.tell_error(error)
