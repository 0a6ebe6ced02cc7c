# SPDX-License-Identifier: MIT
"""The page of a server's dialog on signing in: who, where, and a test that finds what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from exchpatch_gui.domain.access import PlannedAccess
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.sign_ins import ChosenSignIn, Scope, Secret, SignIn
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import MissingError, UserError
from exchpatch_gui.remote.trial import Step
from exchpatch_gui.services.remotes import effective_remote
from exchpatch_gui.services.sign_in_trial import SignInTrial
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.sign_in_book import SignInBook
from exchpatch_gui.viewmodels.sign_in_choice import (
    INHERITED,
    choice_of,
    inherited_by,
    store_choice,
)
from exchpatch_gui.viewmodels.trial import TrialRunner
from exchpatch_gui.views.ask import tell_error
from exchpatch_gui.views.dialogs.frame import plain
from exchpatch_gui.views.dialogs.remote_fields import RemoteFields
from exchpatch_gui.views.dialogs.sign_in_picker import SignInPicker
from exchpatch_gui.views.dialogs.trial_card import CardTexts, TrialCard
from exchpatch_gui.views.dialogs.trust_dialog import TrustDialog
from exchpatch_gui.views.theme import UNIT, Theme, set_kind

_TEXTS = CardTexts(
    title="signing.test.title",
    promise="signing.test.promise",
    start="signing.test",
    step="remote.step.{step}.name",
)
_LIMIT = 600
NO_PASSWORD = "signing.no_password"  # noqa: S105 (the key of a sentence)


class SignInPage(QWidget):
    """Who signs in to a server; what is chosen is stored with the server.

    Args:
        workspace: Where sign-ins are stored.
        theme: The look.
        book: Lists them.
        server: What is edited; None for a new one.
        draft: Gives the server as it stands in the form, None while it can't be read; it says
            what is wrong when told to.

    Signals:
        grown: It says something else and may need more room.
    """

    grown = Signal()

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        book: SignInBook,
        server: Server | None,
        draft: Callable[[], Server | None],
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._theme = theme
        self._book = book
        self._server = server
        self._draft = draft
        self._trial: SignInTrial | None = None
        words = workspace.words
        self.picker = SignInPicker(workspace, theme, book)
        self.remote = RemoteFields(theme, words)
        self.runner = TrialRunner(workspace, self, steps=Step)
        self.card = TrialCard(self.runner, theme, words, steps=Step, texts=_TEXTS)
        self.card.wanted.connect(self._try)
        self.runner.changed.connect(self._follow)
        self._act: Callable[[], None] = lambda: None
        self.card.offer.clicked.connect(self._do_offered)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 2 * UNIT, 0, 0)
        columns.setSpacing(3 * UNIT)
        columns.addLayout(self._fields(), 1)
        columns.addWidget(self.card, 1)
        self._begin()
        self.picker.changed.connect(self._changed)
        self.remote.changed.connect(self._changed)
        self.remote.toggled.connect(self.grown)
        self._changed()

    def refresh(self) -> None:
        """Show what is inherited by the customer and the tags that stand in the form now."""
        server = self._draft()
        inherited = self._inherited(server)
        self.picker.show_inherited(inherited, self._worded(inherited))
        self.remote.show_host(server.target.host if server else "")

    def is_right(self) -> bool:
        """Tell whether it can be stored; else say what is wrong and go there."""
        try:
            self.remote.read()
        except UserError as error:
            self.remote.point_at_fault(error)
            return False
        return True

    def store(self, server: Server) -> Callable[[], None]:
        """Store what is chosen for a stored server, and give what takes that back.

        Raises:
            UserError: It can't be stored.
        """
        place = str(server.id)
        before = choice_of(self._book.assigned(Scope.SERVER, place))
        old, new = self._workspace.remotes.get(server.id), self.remote.read()
        if self.picker.choice != before:
            store_choice(self._book, Scope.SERVER, place, self.picker.choice)
        if new != old:
            self._workspace.remotes.put(server.id, new)

        def take_back() -> None:
            store_choice(self._book, Scope.SERVER, place, before)
            self._workspace.remotes.put(server.id, old)

        return take_back

    def forget(self) -> None:
        """End a test that goes on."""
        self.runner.forget()

    def _fields(self) -> QVBoxLayout:
        words = self._workspace.words
        label = QLabel(words.text("signing.who"))
        label.setFont(self._theme.small_font())
        set_kind(label, "muted")
        label.setBuddy(self.picker.box)
        self.picker.setAccessibleName(plain(label.text()))
        gain = QLabel(words.text("signing.gain"))
        gain.setWordWrap(True)
        set_kind(gain, "muted")
        column = QVBoxLayout()
        column.setSpacing(UNIT)
        column.addWidget(gain)
        column.addSpacing(UNIT)
        column.addWidget(label)
        column.addWidget(self.picker)
        column.addSpacing(UNIT)
        column.addWidget(self.remote)
        column.addStretch(1)
        return column

    def _begin(self) -> None:
        choice = INHERITED
        if self._server is not None:
            assigned = self._book.assigned(Scope.SERVER, str(self._server.id))
            choice = choice_of(assigned)
            self.remote.show_remote(self._workspace.remotes.get(self._server.id))
        inherited = self._inherited(self._server)
        self.picker.show_choice(choice, inherited, self._worded(inherited))
        if self._book.vault is None and self._book.sign_ins():
            self._book.look()

    def _inherited(self, server: Server | None) -> ChosenSignIn:
        if server is None:
            return ChosenSignIn(None)
        assignments = self._workspace.sign_ins.assignments()
        return inherited_by(server, self._book.sign_ins(), assignments)

    def _worded(self, inherited: ChosenSignIn) -> str:
        return self._book.texts.who(inherited)

    def _changed(self) -> None:
        """A test says nothing of what is chosen now."""
        chosen = self.picker.sign_in
        if self._trial is not None and not _is_same(self._trial.sign_in, chosen):
            self._drop_trial()
        self.card.button.setEnabled(chosen is not None)
        self.grown.emit()

    def _drop_trial(self) -> None:
        self._trial = None
        self.card.offer.hide()
        self.runner.forget()

    def _try(self) -> None:
        server, sign_in = self._draft(), self.picker.sign_in
        if server is None or sign_in is None or not self.is_right():
            return
        remote = effective_remote(server, self.remote.read(), sign_in)
        pin = self._workspace.remotes.pin_of(remote.host, remote.port)
        planned = PlannedAccess(server, ChosenSignIn(sign_in), remote, pin)
        self._drop_trial()
        trial = SignInTrial(planned, self._reader(sign_in), self._workspace.probe_options)
        trial.start()
        self._trial = trial
        self.runner.follow(trial)

    def _reader(self, sign_in: SignIn) -> Callable[[], Secret | None]:
        passwords = self._workspace.passwords

        def read() -> Secret | None:
            if not sign_in.needs_secret:
                return None
            found = passwords.read(sign_in)
            if found is None:
                raise MissingError(NO_PASSWORD, label=clean(sign_in.label, 80))
            return found

        return read

    def _follow(self) -> None:
        self.grown.emit()
        trial = self._trial
        if trial is None or not trial.is_over:
            self.card.offer.hide()
            return
        if trial.sign_in.id:
            self._note_outcome(trial)
        words = self._workspace.words
        key, act = "", self._act
        if trial.can_be_pinned:
            key, act = "signing.trust", self._ask_for_trust
        elif trial.was_refused or _has_no_password(trial):
            key, act = "signing.password.enter", self.picker.enter_password
        self._act = act
        self.card.offer.setVisible(bool(key))
        if key:
            self.card.offer.setText(words.text(key))
            self.card.offer.setAccessibleName(plain(self.card.offer.text()))

    def _do_offered(self) -> None:
        self._act()

    def _note_outcome(self, trial: SignInTrial) -> None:
        """Remember a refusal, so that no run locks the account, or that there is none any more."""
        stored = self._book.sign_ins().get(trial.sign_in.id)
        if stored is None:
            return
        if trial.was_refused:
            self._book.note_refused(stored)
        elif trial.accepted and stored.refused_at is not None:
            self._book.allow(stored)

    def _ask_for_trust(self) -> None:
        trial = self._trial
        if trial is None or trial.certificate is None or trial.failure is None:
            return
        shown, remote = trial.certificate, trial.planned.remote
        failure = trial.failure
        key = f"failure.{failure.kind}.{failure.reason}.message"
        why = clean(self._workspace.words.text(key, failure.params), _LIMIT)
        place = Target(remote.host, remote.port)
        dialog = TrustDialog(self._workspace, self._theme, place, shown, why, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._trust(place, shown.fingerprint))
        dialog.open()

    def _trust(self, place: Target, fingerprint: str) -> None:
        try:
            self._workspace.remotes.pin(place.host, place.port, fingerprint)
        except UserError as error:
            tell_error(self.window(), self._theme, self._workspace.words, error)
            return
        self._try()


def _is_same(one: SignIn, other: SignIn | None) -> bool:
    """Tell whether two are the same sign-in, refused or not."""
    return other is not None and (one.id, one.kind, one.user) == (other.id, other.kind, other.user)


def _has_no_password(trial: SignInTrial) -> bool:
    return isinstance(trial.error, UserError) and trial.error.key == NO_PASSWORD
