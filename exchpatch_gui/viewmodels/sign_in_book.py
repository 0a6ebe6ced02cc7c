# SPDX-License-Identifier: MIT
"""The sign-ins for the window: stored at once, their passwords in threads that may wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from exchpatch_gui.domain.sign_ins import Assignment, Scope, Secret, SignIn, SignInKind
from exchpatch_gui.errors import MissingError, UserError, VaultError
from exchpatch_gui.services.passwords import Passwords
from exchpatch_gui.services.sign_ins import SignInChange
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.sign_in_texts import Entry, Kept, SignInTexts
from exchpatch_gui.viewmodels.tasks import Tasks


class VaultState(NamedTuple):
    """What a look into the vault has shown.

    Attributes:
        fault: Why no password can be kept; None if they can.
        kept: By the id of the sign-in.
    """

    fault: VaultError | None
    kept: Mapping[int, Kept]


class SignInBook(QObject):
    """Lists sign-ins and changes them.

    Attributes:
        vault: None until the vault has answered.

    Signals:
        changed: Something else is to be shown.
        failed: ``Exception`` that the user should be told of.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = Tasks(self)
        self._forget_look: Callable[[], None] = lambda: None
        self.vault: VaultState | None = None

    @property
    def is_busy(self) -> bool:
        """Whether the vault is still to answer."""
        return self._tasks.are_running

    @property
    def texts(self) -> SignInTexts:
        """What words sign-ins, with the servers there are now."""
        names = {str(one.id): one.name for one in self._workspace.servers()}
        return SignInTexts(self._workspace.words, names)

    def sign_ins(self) -> Mapping[int, SignIn]:
        """Give all by id, in the order of their labels."""
        return {one.id: one for one in self._workspace.sign_ins.all()}

    def entries(self) -> tuple[Entry, ...]:
        """Give every sign-in with where it is used and what is known of its password."""
        assignments = self._workspace.sign_ins.assignments()
        texts, passwords = self.texts, self._workspace.passwords
        return tuple(
            Entry(
                sign_in,
                texts.places(assignments, sign_in.id),
                self.kept(sign_in),
                is_refused=sign_in.refused_at is not None
                and passwords.entered(sign_in, after=sign_in.refused_at) is None,
            )
            for sign_in in self._workspace.sign_ins.all()
        )

    def kept(self, sign_in: SignIn) -> Kept:
        """Say what is known of the password of a sign-in."""
        if not sign_in.needs_secret:
            return Kept.NOT_NEEDED
        return self.vault.kept.get(sign_in.id, Kept.UNKNOWN) if self.vault else Kept.UNKNOWN

    def barred(self) -> tuple[Assignment, ...]:
        """Give the places where nobody signs in, whatever is inherited."""
        return tuple(one for one in self._workspace.sign_ins.assignments() if one.sign_in is None)

    def look(self) -> None:
        """Ask the vault anew, in a thread: it may want to be unlocked first."""
        sign_ins, passwords = self._workspace.sign_ins.all(), self._workspace.passwords
        self._forget_look()
        self._forget_look = self._tasks.run(
            lambda: look_at(passwords, sign_ins), self._take, self.failed.emit
        )

    def add(self, label: str, kind: SignInKind, user: str) -> SignIn:
        """Store a new sign-in.

        Raises:
            UserError: It can't be stored.
        """
        return self._workspace.sign_ins.add(label, kind, user)

    def edit(self, sign_in: SignIn, change: SignInChange) -> SignIn:
        """Change a sign-in; the password of another user is forgotten.

        Raises:
            UserError: It can't be stored.
        """
        edited = self._workspace.sign_ins.edit(sign_in.id, change)
        if edited.outdated is not None:
            self._forget_password(edited.outdated)
        return edited.sign_in

    def remove(self, sign_in: SignIn) -> None:
        """Delete a sign-in with its password and where it is used.

        Raises:
            UserError: It can't be deleted.
        """
        removed = self._workspace.sign_ins.remove(sign_in.id)
        if removed.needs_secret:
            self._forget_password(removed)

    def keep_password(self, sign_in: SignIn, secret: Secret, *, in_vault: bool = True) -> None:
        """Keep a password, and let the sign-in be used again.

        It holds at once until the program ends; the vault, if it is to keep it and there is one,
        gets it in a thread.

        Raises:
            UserError: What is stored can't be written.
        """
        passwords = self._workspace.passwords
        passwords.remember(sign_in, secret)
        self._workspace.sign_ins.clear_refused(sign_in.id)
        self.changed.emit()

        def work() -> None:
            if in_vault and passwords.why_no_vault() is None:
                passwords.write(sign_in, secret)

        self._tasks.run(work, lambda _none: self.look(), self._fail)

    def allow(self, sign_in: SignIn) -> None:
        """Let a sign-in be used again by itself: a server has taken it."""
        self._guarded(lambda: self._workspace.sign_ins.clear_refused(sign_in.id))

    def note_refused(self, sign_in: SignIn) -> None:
        """Let a sign-in not be used again by itself: a server has refused it."""
        now = self._workspace.clock()
        self._guarded(lambda: self._workspace.sign_ins.note_refused(sign_in.id, now))

    def assign(self, scope: Scope, place: str, sign_in_id: int | None) -> None:
        """Say who signs in at a place; None says that nobody does.

        Raises:
            UserError: There is no such thing any more.
        """
        self._workspace.sign_ins.assign(scope, place, sign_in_id)
        self.changed.emit()

    def unassign(self, scope: Scope, place: str) -> None:
        """Let what is inherited hold at a place.

        Raises:
            UserError: What is stored can't be written.
        """
        try:
            self._workspace.sign_ins.unassign(scope, place)
        except MissingError:
            return  # it was so before
        self.changed.emit()

    def assigned(self, scope: Scope, place: str) -> Assignment | None:
        """Give what is assigned to a place itself."""
        wanted = place.strip().casefold()
        return next(
            (
                one
                for one in self._workspace.sign_ins.assignments()
                if one.scope is scope and one.place.casefold() == wanted
            ),
            None,
        )

    def shut_down(self) -> None:
        """Give the vault a moment to take what it was given."""
        self._tasks.shut_down()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except UserError as error:
            self.failed.emit(error)
            return
        self.changed.emit()

    def _forget_password(self, sign_in: SignIn) -> None:
        passwords = self._workspace.passwords
        self._tasks.run(lambda: passwords.forget(sign_in), lambda _none: self.look(), self._fail)

    def _fail(self, error: Exception) -> None:
        self.look()
        self.failed.emit(error)

    def _take(self, state: VaultState) -> None:
        self.vault = state
        self.changed.emit()


def look_at(passwords: Passwords, sign_ins: Iterable[SignIn]) -> VaultState:
    """Look which passwords there are; it may wait until somebody has unlocked the vault."""
    fault = passwords.why_no_vault()
    broken = False
    kept: dict[int, Kept] = {}
    for sign_in in sign_ins:
        if not sign_in.needs_secret:
            continue
        if passwords.entered(sign_in) is not None:
            kept[sign_in.id] = Kept.ENTERED
        elif fault is not None:
            kept[sign_in.id] = Kept.MISSING
        elif broken:
            kept[sign_in.id] = Kept.UNREADABLE
        else:
            try:
                found = passwords.read(sign_in)
            except VaultError:
                broken = True  # one that is locked is not asked again for each of the others
                kept[sign_in.id] = Kept.UNREADABLE
            else:
                kept[sign_in.id] = Kept.KEPT if found else Kept.MISSING
    return VaultState(fault, kept)
