# SPDX-License-Identifier: MIT
"""The sign-ins: who signs in where, where the passwords are, and which certificates are trusted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QLabel, QPushButton, QWidget

from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.sign_ins import SignIn
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.sign_in_book import SignInBook
from exchpatch_gui.viewmodels.sign_in_table import SignInColumn, SignInModel
from exchpatch_gui.views.ask import Choice, Inquiry, ask
from exchpatch_gui.views.dialogs.frame import ServersDialog
from exchpatch_gui.views.dialogs.notes import Note
from exchpatch_gui.views.dialogs.password_dialog import PasswordDialog, Reason
from exchpatch_gui.views.dialogs.pins_part import PinsPart
from exchpatch_gui.views.dialogs.place_dialogs import PlacesDialog
from exchpatch_gui.views.dialogs.rows_view import RowsView
from exchpatch_gui.views.dialogs.sign_in_dialog import SignInDialog
from exchpatch_gui.views.dialogs.vault_note import vault_said
from exchpatch_gui.views.theme import UNIT, Theme, set_kind

_LETTERS = 124
_ROWS = 8


class SignInsDialog(ServersDialog):
    """Lists the sign-ins and changes them; what is done is stored at once.

    Args:
        workspace: Where they are stored.
        theme: The look.
        book: Lists them.
        parent: The window it belongs to.

    Attributes:
        table: One row for each sign-in.
        pins: The certificates that are trusted by hand.
    """

    def __init__(
        self, workspace: Workspace, theme: Theme, book: SignInBook, parent: QWidget | None
    ) -> None:
        super().__init__(workspace, theme, parent)
        self._book = book
        self.setWindowTitle(self.say("signing.title"))
        about = QLabel(self.say("signing.about"))
        about.setWordWrap(True)
        set_kind(about, "muted")
        self.body.addWidget(about)
        self.model = SignInModel(book, self)
        self.table = SignInsView(self.model, theme)
        self.table.setAccessibleName(self.windowTitle())
        self.table.placeholder = self.say("signing.none")
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self._buttons())
        self.vault = Note(theme)
        self.barred = QLabel()
        self.barred.setWordWrap(True)
        self.barred.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self.barred, "muted")
        self.body.addWidget(self.vault)
        self.body.addWidget(self.barred)
        self.pins = PinsPart(workspace, theme)
        self.pins.failed.connect(self.fail)
        self.body.addWidget(self.pins)
        self.close_button = self.button("around.close", "primary")
        self.close_button.clicked.connect(self.accept)
        self.add_buttons(self.close_button)
        self.table.selectionModel().currentRowChanged.connect(self._allow)
        self.table.opened.connect(self.edit)
        self.table.unwanted.connect(self.remove)
        self.model.modelReset.connect(self._allow)
        book.changed.connect(self._tell)
        book.failed.connect(self.fail)
        self.resize(self.letters(_LETTERS), self.sizeHint().height())
        self._tell()
        self._allow()
        book.look()
        self.table.begin()

    @property
    def current(self) -> SignIn | None:
        """The sign-in of the current row."""
        entry = self.model.entry(self.table.currentIndex())
        return entry.sign_in if entry else None

    def add(self) -> None:
        """Add a sign-in."""
        self._open_form(None)

    def edit(self) -> None:
        """Change the current one."""
        if self.current is not None:
            self._open_form(self.current)

    def enter_password(self) -> None:
        """Ask for the password of the current one."""
        sign_in = self.current
        if sign_in is None or not sign_in.needs_secret:
            return
        dialog = PasswordDialog(
            self.workspace, self.theme, sign_in, Reason(), self._book.vault, self
        )
        self._open(dialog)
        dialog.accepted.connect(lambda: self._keep(sign_in, dialog))

    def choose_places(self) -> None:
        """Choose the customers and tags that the current one is used for."""
        if self.current is not None:
            self._open(PlacesDialog(self.workspace, self.theme, self._book, self.current, self))

    def remove(self) -> None:
        """Ask whether the current one is to be deleted, with its password."""
        sign_in = self.current
        if sign_in is None:
            return
        entry = self.model.entry(self.table.currentIndex())
        count = len(entry.places) if entry else 0
        label: Params = {"label": clean(sign_in.label, 80), "count": count}
        inquiry = Inquiry(
            self.say("signing.remove.title"),
            self.say("signing.remove.text", label),
            (
                Choice("remove", self.say("signing.remove.yes"), "danger"),
                Choice("keep", self.say("dialog.cancel"), "primary"),
            ),
            self.say("signing.remove.detail", label),
        )
        ask(self, self.theme, inquiry, lambda answer: self._remove(sign_in, answer))

    def _remove(self, sign_in: SignIn, answer: str) -> None:
        if answer != "remove":
            return
        try:
            self._book.remove(sign_in)
        except UserError as error:
            self.fail(error)
        self._book.changed.emit()

    def _keep(self, sign_in: SignIn, dialog: PasswordDialog) -> None:
        if dialog.secret is None:
            return
        try:
            self._book.keep_password(sign_in, dialog.secret, in_vault=dialog.in_vault)
        except UserError as error:
            self.fail(error)

    def _open_form(self, sign_in: SignIn | None) -> None:
        dialog = SignInDialog(self.workspace, self.theme, self._book, sign_in, self)
        self._open(dialog)
        dialog.accepted.connect(lambda: self._show(dialog.stored))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show(self, sign_in: SignIn | None) -> None:
        self.model.refresh()
        place = self.model.place(sign_in.id) if sign_in else None
        if place is not None:
            self.table.selectRow(place)
        self._allow()
        self.table.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        self.add_button = self._act("signing.new", self.add)
        self.edit_button = self._act("signing.edit.do", self.edit)
        self.password_button = self._act("signing.password.enter", self.enter_password)
        self.places_button = self._act("signing.places.do", self.choose_places)
        self.remove_button = self._act("signing.remove.do", self.remove)
        for button in (
            self.add_button,
            self.edit_button,
            self.password_button,
            self.places_button,
            self.remove_button,
        ):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _act(self, key: str, act: object) -> QPushButton:
        button = self.button(key)
        button.clicked.connect(act)
        return button

    def _allow(self) -> None:
        current = self.current
        for button in (self.edit_button, self.places_button, self.remove_button):
            button.setEnabled(current is not None)
        self.password_button.setEnabled(current is not None and current.needs_secret)

    def _tell(self) -> None:
        """Say where the passwords are and where nobody signs in."""
        self.vault.say(vault_said(self.words, self._book.vault))
        texts, barred = self._book.texts, self._book.barred()
        places = ", ".join(texts.place(one) for one in barred)
        self.barred.setText(self.say("signing.barred", {"places": places}) if barred else "")
        self.barred.setVisible(bool(barred))
        self._allow()
        self.make_room()


class SignInsView(RowsView):
    """A list whose rows open with Enter or a double click and go with Del.

    Signals:
        opened: The current row is to be changed.
        unwanted: The current row is to be deleted.
    """

    opened = Signal()
    unwanted = Signal()

    def __init__(self, model: SignInModel, theme: Theme) -> None:
        super().__init__(model, theme)
        self.doubleClicked.connect(self.opened)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(SignInColumn.PLACES, QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(self.row_height * _ROWS)
        model.modelReset.connect(self.begin)

    def begin(self) -> None:
        """Begin with the first row."""
        self.horizontalHeader().setVisible(self.model().rowCount() > 0)
        if self.model().rowCount():
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)
