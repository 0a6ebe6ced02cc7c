# SPDX-License-Identifier: MIT
"""Adding and editing one server: one field is enough, and a test shows whether it is right."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import UserError
from exchpatch_gui.net.dns import Dns
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.server_form import Field, Reading, ServerForm
from exchpatch_gui.viewmodels.sign_in_book import SignInBook
from exchpatch_gui.viewmodels.trial import TrialRunner
from exchpatch_gui.views.dialogs.address_note import AddressTeller, Deeds
from exchpatch_gui.views.dialogs.find_dialog import FindDialog
from exchpatch_gui.views.dialogs.frame import (
    SETTLE_MILLISECONDS,
    Undo,
    mark,
    plain,
)
from exchpatch_gui.views.dialogs.notes import Said
from exchpatch_gui.views.dialogs.server_fields import ServerFieldsDialog
from exchpatch_gui.views.dialogs.trial_card import TrialCard
from exchpatch_gui.views.theme import UNIT, Theme

if TYPE_CHECKING:
    from exchpatch_gui.views.dialogs.sign_in_page import SignInPage

_CARD_LETTERS = 46
_SERVER, _SIGN_IN = 0, 1


class ServerDialog(ServerFieldsDialog):
    """Adds a server, or edits the one that is given.

    Args:
        workspace: Where servers are stored.
        theme: The look.
        server: What is edited; None to add one.
        parent: The window it belongs to.
        customer: What stands in its field at first when one is added.
        make_dns: Makes what asks DNS where a domain is typed; called in a thread.

    Attributes:
        book: Lists the sign-ins; it may be replaced before the dialog is shown.
        tabs: The page of the server, and that of signing in.

    Signals:
        server_wanted: Id of a server of the list that the user wants to see instead.
    """

    server_wanted = Signal(int)

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        server: Server | None,
        parent: QWidget | None,
        *,
        customer: str = "",
        make_dns: Callable[[], Dns] = Dns,
    ) -> None:
        super().__init__(workspace, theme, parent, ServerForm(workspace, server, customer))
        self.book = SignInBook(workspace, self)
        deeds = Deeds(self._show_other, self._find, self._use)
        self._teller = AddressTeller(self.words, self._form, deeds)
        self._make_dns = make_dns
        self.runner = TrialRunner(workspace, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self._settled)
        self.card = TrialCard(self.runner, theme, self.words)
        self.card.setMinimumWidth(self.letters(_CARD_LETTERS))
        self.card.wanted.connect(self._try)
        self.runner.changed.connect(self.make_room)
        self.tabs = self._make_tabs()
        self.body.addWidget(self.tabs, 1)
        self.cancel_button = self.button("dialog.cancel")
        self.cancel_button.clicked.connect(self.reject)
        self.save_button = self.button("dialog.server.save.add", "primary")
        self.save_button.clicked.connect(self._save)
        self.add_buttons(self.save_button, self.cancel_button)
        self.edited.connect(self._take_edit)
        self.fill()
        if server is None:
            self.setWindowTitle(self.say("dialog.server.add"))
        else:
            self.setWindowTitle(self.say("dialog.server.edit", {"name": server.name}))
        self.address.setFocus()

    @cached_property
    def sign_in(self) -> SignInPage:
        """The page on signing in, made when it is first turned to."""
        from exchpatch_gui.views.dialogs.sign_in_page import (  # noqa: PLC0415 (few turn to it)
            SignInPage,
        )

        page = SignInPage(
            self.workspace, self.theme, self.book, self._form.server, self._server_to_sign_in
        )
        page.card.setMinimumWidth(self.letters(_CARD_LETTERS))
        page.grown.connect(self.make_room)
        self._sign_in_place.addWidget(page)
        return page

    def show_sign_in(self) -> None:
        """Turn to the page on signing in."""
        self.tabs.setCurrentIndex(_SIGN_IN)

    def wanted_height(self) -> int:
        card = self.sign_in.card if self.tabs.currentIndex() == _SIGN_IN else self.card
        return max(super().wanted_height(), self.height() + card.missing_height())

    def done(self, code: int) -> None:
        self._settle.stop()
        self.runner.forget()
        if self._has_sign_in:
            self.sign_in.forget()
        super().done(code)

    @property
    def _has_sign_in(self) -> bool:
        return "sign_in" in self.__dict__

    def _make_tabs(self) -> QTabWidget:
        tabs = QTabWidget()
        tabs.tabBar().setDrawBase(False)
        tabs.tabBar().setAccessibleName(self.say("dialog.server.pages"))
        first, second = QWidget(), QWidget()
        columns = QHBoxLayout(first)
        columns.setContentsMargins(0, 2 * UNIT, 0, 0)
        columns.setSpacing(3 * UNIT)
        columns.addLayout(self.form_column(), 1)
        columns.addWidget(self.card, 1)
        self._sign_in_place = QVBoxLayout(second)
        self._sign_in_place.setContentsMargins(0, 0, 0, 0)
        for page, key in ((first, "server"), (second, "sign-in")):
            tabs.addTab(page, self.say(f"dialog.server.page.{key}"))
        tabs.currentChanged.connect(self._turn)
        return tabs

    def _turn(self, place: int) -> None:
        if place == _SIGN_IN:
            self.sign_in.refresh()
        self.make_room()

    def _server_to_sign_in(self) -> Server | None:
        """Give the server as it stands in the form; without an address, ask for it."""
        reading = self._read()
        if reading is None:
            return None
        if reading.target is None:
            self._point_at_fault(reading)
            return None
        return self._form.drafted(self.draft(), reading)

    def _take_edit(self) -> None:
        """Say at once what is right; what is wrong may only be unfinished."""
        reading = self._read()
        if reading is None:
            return
        tried = self.runner.server
        if tried is not None and tried.target != reading.target:
            self.runner.forget()
        host = reading.target.host if reading.target else ""
        self.name.setPlaceholderText(host)
        save = "find" if reading.is_mail_address else "edit" if self._form.server else "add"
        self.save_button.setText(self.say(f"dialog.server.save.{save}"))
        self.save_button.setAccessibleName(plain(self.save_button.text()))
        self._show(reading, with_faults=False)
        self._settle.start()

    def _settled(self) -> None:
        reading = self._read()
        if reading is not None:
            self._show(reading, with_faults=bool(self.address.text().strip()))

    def _read(self) -> Reading | None:
        try:
            return self._form.read(self.draft())
        except UserError as error:
            self.fail(error)
            return None

    def _show(self, reading: Reading, *, with_faults: bool) -> None:
        for name, note in self.notes_below.items():
            fault = reading.faults.get(name)
            if fault is None:
                said = self._teller.address(reading) if name is Field.ADDRESS else Said()
            elif with_faults:
                said = self._teller.fault(fault, reading, name)
            else:
                # One that is shown stays until the field is right or says something else.
                stays = note.said.light is TrafficLight.RED
                said = note.said if stays else self._teller.nothing(name, self.address.text())
            note.say(said)
            note.setVisible(name is Field.ADDRESS or bool(said.text))
            mark(self.fields[name], wrong=said.light is TrafficLight.RED)
        self.make_room()

    def _show_other(self, other: Server) -> None:
        self.server_wanted.emit(other.id)
        self.reject()

    def _save(self) -> None:
        reading = self._read()
        if reading is None:
            return
        if reading.is_mail_address and not reading.faults:
            self._find()
            return
        if not reading.can_save:
            self._point_at_fault(reading)
            return
        if self._has_sign_in and not self.sign_in.is_right():
            self.show_sign_in()
            return
        try:
            server, undo = self._form.save(self.draft())
        except UserError as error:
            self.fail(error)
            return
        self.undo = self._store_sign_in(server, undo)
        if self.undo is not None:
            self.saved = (server,)
            self.accept()

    def _store_sign_in(self, server: Server, undo: Undo) -> Undo | None:
        """Store who signs in, too, and give what takes all of it back; None if it can't be."""
        if not self._has_sign_in:
            return undo
        try:
            take_back = self.sign_in.store(server)
        except UserError as error:
            undo()
            self.fail(error)
            return None

        def both() -> None:
            take_back()
            undo()

        return both

    def _use(self, target: str) -> None:
        self.address.setText(target)

    def _point_at_fault(self, reading: Reading) -> None:
        self._settle.stop()
        self.tabs.setCurrentIndex(_SERVER)
        self._show(reading, with_faults=True)
        wrong = next((name for name in Field if name in reading.faults), Field.ADDRESS)
        self.fields[wrong].setFocus()

    def _try(self) -> None:
        reading = self._read()
        if reading is None:
            return
        if reading.target is None:
            self._point_at_fault(reading)
            return
        edited = self._form.server
        name = self.name.text().strip() or reading.target.host
        server = Server(reading.target, name, id=edited.id if edited else 0)
        try:
            self.runner.start(server)
        except UserError as error:
            self.fail(error)

    def _find(self) -> None:
        """Look for the servers of the domain; what is added there ends this dialog, too."""
        reading = self._read()
        if reading is None or not reading.domain:
            return
        finder = FindDialog(
            self.workspace,
            self.theme,
            self,
            domain=reading.domain,
            customer=self.customer.currentText(),
            make_dns=self._make_dns,
        )
        finder.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        finder.accepted.connect(lambda: self._take_over(finder))
        finder.open()

    def _take_over(self, finder: FindDialog) -> None:
        self.saved, self.undo = finder.saved, finder.undo
        self.accept()
