# SPDX-License-Identifier: MIT
"""Asks for one password and says why; it may be skipped."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.sign_ins import Secret, SignIn
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.sign_in_fields import read_password
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.sign_in_book import VaultState
from exchpatch_gui.viewmodels.sign_in_texts import vault_key
from exchpatch_gui.views import ask
from exchpatch_gui.views.dialogs.frame import ServersDialog, mark, plain
from exchpatch_gui.views.dialogs.notes import Note, Said
from exchpatch_gui.views.dialogs.password_field import PasswordField
from exchpatch_gui.views.theme import Theme, set_kind

_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a password is asked for.

    Attributes:
        text: A sentence, or empty where somebody wants to enter it.
        servers: How many servers of a run wait for it; 0 outside a run.
    """

    text: str = ""
    servers: int = 0


class PasswordDialog(ServersDialog):
    """One field, and whether the vault is to keep what stands in it.

    Args:
        workspace: Says the language.
        theme: The look.
        sign_in: Whose password it is.
        reason: Why it is asked for.
        vault: Whether there is a vault; None while it has not answered.
        parent: The window it belongs to.

    Attributes:
        secret: What was typed, once it is accepted.
        in_vault: Whether the vault is to keep it.
    """

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        sign_in: SignIn,
        reason: Reason,
        vault: VaultState | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(workspace, theme, parent)
        self.secret: Secret | None = None
        self.setWindowTitle(self.say("signing.password.of", {"label": sign_in.label}))
        self._add_sentences(sign_in, reason)
        self.password = PasswordField(theme, self.words)
        self.password.line.setMinimumWidth(self.letters(_LETTERS))
        self.password.changed.connect(lambda: self._say(Said()))
        self.note = Note(theme)
        place = self.labelled("signing.password", self.password)
        place.addWidget(self.note)
        self.body.addLayout(place)
        name = self.say(vault_key())
        self.keep = QCheckBox(self.say("signing.password.keep", {"vault": name}))
        self.keep.setAccessibleName(plain(self.keep.text()))
        self.keep.setChecked(True)
        self.body.addWidget(self.keep)
        self.why_not = Note(theme)
        self.body.addWidget(self.why_not)
        self._tell_vault(vault)
        self.body.addStretch(1)
        cancel = "signing.ask.skip" if reason.servers else "dialog.cancel"
        self.cancel_button = self.button(cancel)
        self.cancel_button.clicked.connect(self.reject)
        save = "signing.ask.use" if reason.servers else "signing.save.edit"
        self.save_button = self.button(save, "primary")
        self.save_button.clicked.connect(self.accept)
        self.add_buttons(self.save_button, self.cancel_button)
        self._say(Said())
        self.password.line.setFocus()

    @property
    def in_vault(self) -> bool:
        """Whether the vault is to keep it."""
        return self.keep.isEnabled() and self.keep.isChecked()

    def accept(self) -> None:
        """Take the password, or say what is wrong with it."""
        try:
            self.secret = read_password(self.password.secret.reveal())
        except UserError as error:
            self._say(Said(*ask.sentences(self.words, error), TrafficLight.RED))
            self.password.line.setFocus()
            return
        super().accept()

    def done(self, code: int) -> None:
        super().done(code)
        self.password.forget()

    def _add_sentences(self, sign_in: SignIn, reason: Reason) -> None:
        user = sign_in.user or sign_in.label
        sentence = QLabel(self.say("signing.ask.who", {"user": user}))
        sentence.setFont(self.theme.font(1.1, bold=True))
        waiting = ""
        if reason.servers:
            waiting = self.say("signing.ask.servers", {"count": reason.servers})
        why = QLabel(" ".join(part for part in (reason.text, waiting) if part))
        why.setVisible(bool(why.text()))
        set_kind(why, "muted")
        for label in (sentence, why):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self.body.addWidget(label)

    def _tell_vault(self, vault: VaultState | None) -> None:
        fault = vault.fault if vault else None
        self.keep.setVisible(fault is None)
        self.keep.setEnabled(fault is None)
        said = Said(*ask.sentences(self.words, fault), TrafficLight.INFO) if fault else Said()
        self.why_not.say(said)
        self.why_not.setVisible(fault is not None)

    def _say(self, said: Said) -> None:
        self.note.say(said)
        self.note.setVisible(bool(said.text))
        self.password.line.setAccessibleDescription(said.text)
        mark(self.password.line, wrong=said.light is TrafficLight.RED)
        self.make_room()
