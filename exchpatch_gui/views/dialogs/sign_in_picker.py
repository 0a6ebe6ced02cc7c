# SPDX-License-Identifier: MIT
"""Choosing who signs in somewhere, with a way to a new sign-in and to its password."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.sign_ins import ChosenSignIn, SignIn, SignInKind
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.sign_in_book import SignInBook
from exchpatch_gui.viewmodels.sign_in_choice import INHERITED, By, Choice, choices
from exchpatch_gui.viewmodels.sign_in_texts import Entry
from exchpatch_gui.views import icons
from exchpatch_gui.views.ask import tell_error
from exchpatch_gui.views.dialogs.frame import plain
from exchpatch_gui.views.dialogs.notes import LINK_EDGE, Note, Said
from exchpatch_gui.views.dialogs.password_dialog import PasswordDialog, Reason
from exchpatch_gui.views.dialogs.sign_in_dialog import SignInDialog
from exchpatch_gui.views.theme import UNIT, Theme, set_kind

_SEPARATOR_AFTER_FIRST = 1


class SignInPicker(QWidget):
    """A list of answers, a button for another one, and a sentence about the chosen one.

    Args:
        workspace: Where sign-ins are stored.
        theme: The look.
        book: Lists them and stores new ones.

    Attributes:
        box: The answers.
        new_button: Makes another sign-in, which is then chosen.

    Signals:
        changed: Another answer is chosen, or something else is known of it.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, book: SignInBook) -> None:
        super().__init__()
        self._workspace = workspace
        self._theme = theme
        self._book = book
        self._inherited = ChosenSignIn(None)
        self._inherited_text = ""
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(24)
        self.new_button = QPushButton(workspace.words.text("signing.new"))
        self.new_button.setAutoDefault(False)
        self.new_button.setAccessibleName(plain(self.new_button.text()))
        self.new_button.clicked.connect(self._add)
        self.note = Note(theme)
        self.setFocusProxy(self.box)
        set_kind(self.new_button, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addWidget(self.box)
        column.addWidget(self.note)
        row = QHBoxLayout()
        row.addSpacing(icons.SMALL + UNIT - LINK_EDGE)
        row.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(row)
        self.box.currentIndexChanged.connect(self._tell)
        book.changed.connect(self._refresh)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.box.setAccessibleName(name)

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        found = self.box.currentData()
        return found if isinstance(found, Choice) else INHERITED

    @property
    def sign_in(self) -> SignIn | None:
        """Who signs in by what is chosen; None if nobody does. One of Windows has no id yet."""
        match self.choice.by:
            case By.INHERITED:
                return self._inherited.sign_in
            case By.STORED:
                return self._book.sign_ins().get(self.choice.sign_in)
            case By.WINDOWS:
                label = self._book.texts.say("windows.label")
                return SignIn(label, SignInKind.CURRENT)
            case By.NOBODY:
                return None

    def show_choice(self, choice: Choice, inherited: ChosenSignIn, text: str) -> None:
        """Show what is chosen, and what would hold without a choice."""
        self._inherited, self._inherited_text = inherited, text
        self._fill(choice)
        self._tell()

    def show_inherited(self, inherited: ChosenSignIn, text: str) -> None:
        """Show that something else is inherited; what is chosen stays."""
        self.show_choice(self.choice, inherited, text)

    def enter_password(self) -> None:
        """Ask for the password of the chosen sign-in."""
        sign_in = self.sign_in
        if sign_in is None or not sign_in.id or not sign_in.needs_secret:
            return
        dialog = PasswordDialog(
            self._workspace, self._theme, sign_in, Reason(), self._book.vault, self.window()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._keep(sign_in, dialog))
        dialog.open()

    def _keep(self, sign_in: SignIn, dialog: PasswordDialog) -> None:
        if dialog.secret is None:
            return
        try:
            self._book.keep_password(sign_in, dialog.secret, in_vault=dialog.in_vault)
        except UserError as error:
            self._fail(error)

    def _fill(self, choice: Choice) -> None:
        offered = choices(self._book.sign_ins(), self._book.texts, self._inherited_text)
        with QSignalBlocker(self.box):
            self.box.clear()
            for one, text in offered:
                self.box.addItem(text, one)
            self.box.insertSeparator(_SEPARATOR_AFTER_FIRST)
            listed = [self.box.itemData(place) for place in range(self.box.count())]
            self.box.setCurrentIndex(listed.index(choice) if choice in listed else 0)

    def _refresh(self) -> None:
        self._fill(self.choice)
        self._tell()

    def _tell(self) -> None:
        """Say whether the chosen sign-in can be used."""
        self.note.say(self._said())
        self.box.setAccessibleDescription(self.note.said.text)
        self.box.setToolTip(self.box.currentText())
        self.changed.emit()

    def _said(self) -> Said:
        texts, sign_in = self._book.texts, self.sign_in
        say = texts.say
        instead = "" if self.choice == INHERITED else texts.overrides(self._inherited)
        if sign_in is None:
            return Said(say("outside-only"), instead, TrafficLight.INFO)
        if not sign_in.id:
            return Said(say("windows.hint"), instead, TrafficLight.INFO)
        entry = next((one for one in self._book.entries() if one.sign_in.id == sign_in.id), None)
        light, text = texts.state(entry or Entry(sign_in))
        link = say("password.enter").replace("&", "") if sign_in.needs_secret else ""
        return Said(text, instead, light, link, self.enter_password if link else None)

    def _add(self) -> None:
        dialog = SignInDialog(self._workspace, self._theme, self._book, None, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._choose(dialog.stored))
        dialog.open()

    def _choose(self, sign_in: SignIn | None) -> None:
        if sign_in is not None:
            self._fill(Choice(By.STORED, sign_in.id))
            self._tell()
            self.box.setFocus()

    def _fail(self, error: Exception) -> None:
        tell_error(self.window(), self._theme, self._workspace.words, error)
