# SPDX-License-Identifier: MIT
"""Adding and editing one sign-in; its password goes to the vault and is never shown again."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import NO_PARAMS, Params
from exchpatch_gui.domain.sign_ins import SignIn, SignInKind
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.sign_ins import SignInChange
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.sign_in_book import SignInBook
from exchpatch_gui.viewmodels.sign_in_form import Draft, Part, faults
from exchpatch_gui.viewmodels.sign_in_texts import Kept
from exchpatch_gui.views import ask
from exchpatch_gui.views.dialogs.frame import (
    SETTLE_MILLISECONDS,
    ServersDialog,
    line_field,
    mark,
)
from exchpatch_gui.views.dialogs.notes import Note, Said
from exchpatch_gui.views.dialogs.password_field import PasswordField
from exchpatch_gui.views.dialogs.vault_note import vault_said
from exchpatch_gui.views.theme import UNIT, Theme

_LETTERS = 60


class SignInDialog(ServersDialog):
    """Adds a sign-in, or edits the one that is given.

    Args:
        workspace: Where sign-ins are stored.
        theme: The look.
        book: Stores it.
        sign_in: What is edited; None to add one.
        parent: The window it belongs to.

    Attributes:
        stored: The sign-in as it is now, once it is accepted.
    """

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        book: SignInBook,
        sign_in: SignIn | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(workspace, theme, parent)
        self.stored: SignIn | None = None
        self._book = book
        self._edited = sign_in
        self._others = tuple(book.sign_ins().values())
        self._touched: set[Part] = set()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MILLISECONDS)
        self._settle.timeout.connect(lambda: self._tell(with_faults=True))
        title = self._text("edit", {"label": sign_in.label}) if sign_in else self._text("add")
        self.setWindowTitle(title)
        self._make_fields()
        self._lay_out()
        self._fill(sign_in)
        book.changed.connect(self._tell_vault)
        self._tell(with_faults=False)
        (self.label if sign_in is None else self.password.line).setFocus()

    @property
    def draft(self) -> Draft:
        """What stands in the fields."""
        return Draft(
            self.label.text(),
            SignInKind(self.kind.currentData()),
            self.user.text(),
            self.password.secret,
        )

    def accept(self) -> None:
        """Store it, or say what is wrong and go there."""
        draft = self.draft
        wrong = faults(draft, self._others, self._edited)
        if wrong:
            self._touched = set(Part)
            self._tell(with_faults=True)
            self._fields[next(part for part in Part if part in wrong)].setFocus()
            return
        try:
            self.stored = self._store(draft)
        except UserError as error:
            self.fail(error)
            return
        super().accept()

    def done(self, code: int) -> None:
        self._settle.stop()
        super().done(code)
        self.password.forget()

    def _store(self, draft: Draft) -> SignIn:
        if self._edited is None:
            stored = self._book.add(draft.label, draft.kind, draft.user)
        else:
            user = "" if draft.kind is SignInKind.CURRENT else draft.user
            change = SignInChange(draft.label, draft.kind, user)
            stored = self._book.edit(self._edited, change)
        if draft.secret is not None:
            self._book.keep_password(stored, draft.secret)
        else:
            self._book.look()
        return stored

    def _text(self, key: str, params: Params = NO_PARAMS) -> str:
        return self.say(f"signing.{key}", params)

    def _make_fields(self) -> None:
        self.label = line_field(self._text("label.example"), self._text("label.hint"))
        self.kind = QComboBox()
        for kind in SignInKind:
            self.kind.addItem(self.say(f"word.sign_in.{kind}"), kind)
        self.user = line_field(self._text("user.example"), self._text("user.hint"))
        self.password = PasswordField(self.theme, self.words)
        self._fields: Mapping[Part, QWidget] = {
            Part.LABEL: self.label,
            Part.USER: self.user,
            Part.PASSWORD: self.password,
        }
        self._notes = {part: Note(self.theme) for part in Part}
        self._kind_note = Note(self.theme)
        self._vault_note = Note(self.theme)
        self._rooms: dict[Part, QWidget] = {}

    def _lay_out(self) -> None:
        self._add(Part.LABEL, self.label)
        kind = self.labelled("signing.kind", self.kind)
        kind.addWidget(self._kind_note)
        self.body.addLayout(kind)
        self._add(Part.USER, self.user)
        self._add(Part.PASSWORD, self.password)
        self.body.addWidget(self._vault_note)
        self.body.addStretch(1)
        self.cancel_button = self.button("dialog.cancel")
        self.cancel_button.clicked.connect(self.reject)
        key = "signing.save.add" if self._edited is None else "signing.save.edit"
        self.save_button = self.button(key, "primary")
        self.save_button.clicked.connect(self.accept)
        self.add_buttons(self.save_button, self.cancel_button)
        self.label.setMinimumWidth(self.letters(_LETTERS))

    def _add(self, part: Part, field: QWidget) -> None:
        """Put a field and its note into a room that can be hidden."""
        room = QWidget()
        column: QVBoxLayout = self.labelled(f"signing.{part}", field)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._notes[part])
        room.setLayout(column)
        column.setSpacing(UNIT // 2)
        self._rooms[part] = room
        self.body.addWidget(room)

    def _fill(self, sign_in: SignIn | None) -> None:
        if sign_in is not None:
            self.label.setText(sign_in.label)
            self.kind.setCurrentIndex(self.kind.findData(sign_in.kind))
            self.user.setText(sign_in.user)
        self.label.textChanged.connect(lambda: self._touch(Part.LABEL))
        self.user.textChanged.connect(lambda: self._touch(Part.USER))
        self.password.changed.connect(lambda: self._touch(Part.PASSWORD))
        self.kind.currentIndexChanged.connect(lambda: self._tell(with_faults=False))

    def _touch(self, part: Part) -> None:
        self._touched.add(part)
        self._tell(with_faults=False)
        self._settle.start()

    def _tell(self, *, with_faults: bool) -> None:
        """Say at once what is right; what is wrong may only be unfinished."""
        draft = self.draft
        wrong = faults(draft, self._others, self._edited)
        for part, note in self._notes.items():
            fault = wrong.get(part) if part in self._touched else None
            stays = with_faults or note.said.light is TrafficLight.RED
            if fault is not None and stays:
                said = Said(*ask.sentences(self.words, fault), TrafficLight.RED)
            else:
                said = Said(self._hint(part, draft))
            note.say(said)
            field = self.password.line if part is Part.PASSWORD else self._fields[part]
            field.setAccessibleDescription(said.text)
            mark(field, wrong=said.light is TrafficLight.RED)
        self._kind_note.say(Said(self._text(f"kind.{draft.kind}.hint")))
        self.kind.setAccessibleDescription(self._kind_note.said.text)
        for part in (Part.USER, Part.PASSWORD):
            self._rooms[part].setVisible(draft.kind is not SignInKind.CURRENT)
        self._tell_vault()
        self.make_room()

    def _hint(self, part: Part, draft: Draft) -> str:
        edited = self._edited
        if part is not Part.PASSWORD or edited is None:
            return self._text(f"{part}.hint")
        if draft.user.strip().casefold() != edited.user.casefold():
            return self._text("password.other-user")
        kept = self._book.kept(edited) in {Kept.KEPT, Kept.ENTERED}
        return self._text("password.unchanged" if kept else "password.hint")

    def _tell_vault(self) -> None:
        """Say where the password is kept, or why it can't be."""
        needed = self.draft.kind is not SignInKind.CURRENT
        said = vault_said(self.words, self._book.vault)
        self._vault_note.say(said)
        self._vault_note.setVisible(needed and bool(said.text))
        self.make_room()
