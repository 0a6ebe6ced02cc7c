# SPDX-License-Identifier: MIT
"""The sign-ins as people use them: kept, assigned to servers, tags and customers, and chosen.

Nothing here touches a password, so nothing here waits: see ``services.passwords`` for those.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime

from exchpatch_gui.domain.access import PlannedAccess
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.sign_ins import (
    Assignment,
    ChosenSignIn,
    Scope,
    SignIn,
    SignInKind,
    choose_sign_in,
)
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass, replace
from exchpatch_gui.errors import MissingError
from exchpatch_gui.services.remotes import effective_remote
from exchpatch_gui.services.sign_in_fields import read_label, read_user
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.remotes import PinStore, RemoteStore
from exchpatch_gui.storage.servers import read_servers
from exchpatch_gui.storage.sign_ins import SignInStore


@dataclass(frozen=True, slots=True)
class SignInChange:
    """What is to become different in a sign-in; None leaves a field as it is."""

    label: str | None = None
    kind: SignInKind | None = None
    user: str | None = None


@dataclass(frozen=True, slots=True)
class SignInEdited:
    """A sign-in as it is now.

    Attributes:
        outdated: What it was, if its password doesn't belong to it any more: to be given to
            ``Passwords.forget``.
    """

    sign_in: SignIn
    outdated: SignIn | None = None


class SignIns:
    """The stored sign-ins; ``clock`` gives the current time, UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._store = SignInStore(database, clock)

    def all(self) -> tuple[SignIn, ...]:
        """Give every sign-in by label."""
        return self._store.all()

    def get(self, sign_in_id: int) -> SignIn:
        """Give one sign-in.

        Raises:
            MissingError: ``sign_in.gone``.
        """
        return self._store.get(sign_in_id)

    def find(self, label: str) -> SignIn:
        """Give the sign-in of this label, whatever the case of its letters.

        Raises:
            MissingError: ``sign_in.unknown``.
        """
        found = self._store.find(clean(label, 300))
        if found is None:
            raise MissingError("sign_in.unknown", label=clean(label, 80))
        return found

    def add(self, label: str, kind: SignInKind, user: str = "") -> SignIn:
        """Store a new sign-in and give it with its id; ``Passwords.write`` takes its password.

        Raises:
            InputError: A field is not valid; its key says which and why.
        """
        return self._store.add(
            SignIn(read_label(label), kind, read_user(user, kind), vault_key=_new_vault_key())
        )

    def edit(self, sign_in_id: int, change: SignInChange) -> SignInEdited:
        """Change a sign-in; a password never passes to another user.

        Raises:
            InputError: A field is not valid; its key says which and why.
            MissingError: ``sign_in.gone``.
        """
        with self._database.transaction():
            old = self._store.get(sign_in_id)
            kind = old.kind if change.kind is None else change.kind
            kept = "" if kind is SignInKind.CURRENT else old.user
            new = replace(
                old,
                label=old.label if change.label is None else read_label(change.label),
                kind=kind,
                user=read_user(kept if change.user is None else change.user, kind),
            )
            same_user = new.user.casefold() == old.user.casefold()
            if not same_user:
                new = replace(new, vault_key=_new_vault_key(), refused_at=None)
            self._store.update(new)
        return SignInEdited(new, None if same_user else old)

    def remove(self, sign_in_id: int) -> SignIn:
        """Delete a sign-in and its assignments, and give it for ``Passwords.forget``.

        Raises:
            MissingError: ``sign_in.gone``.
        """
        with self._database.transaction():
            removed = self._store.get(sign_in_id)
            self._store.remove(sign_in_id)
        return removed

    def note_refused(self, sign_in_id: int, at: datetime) -> None:
        """Store that a server has refused a sign-in: no run uses it again by itself."""
        self._store.note_refused(sign_in_id, at)

    def clear_refused(self, sign_in_id: int) -> None:
        """Let a sign-in be used again: it has a new password, or a server has taken it."""
        self._store.note_refused(sign_in_id, None)

    def assignments(self) -> tuple[Assignment, ...]:
        """Give every assignment by scope and place, without those of removed servers."""
        servers = read_servers(self._database)
        return tuple(
            one
            for one in self._store.assignments()
            if one.scope is not Scope.SERVER or int(one.place) in servers
        )

    def assign(self, scope: Scope, place: str, sign_in_id: int | None) -> Assignment:
        """Say who signs in at a place; None says that nobody does, whatever is inherited.

        Args:
            scope: What the place is.
            place: The server's id in digits, the tag, or the customer's name.
            sign_in_id: That of a stored sign-in.

        Raises:
            MissingError: ``sign_in.gone``, ``server.gone``, ``server.no_group`` or
                ``server.no_tag``: there is no such thing.
        """
        with self._database.transaction():
            if sign_in_id is not None:
                self._store.get(sign_in_id)
            assignment = Assignment(scope, self._known(scope, place), sign_in_id)
            self._store.assign(assignment)
        return assignment

    def unassign(self, scope: Scope, place: str) -> None:
        """Take back what is assigned to a place, which need not exist any more.

        Raises:
            MissingError: ``sign_in.not_assigned``.
        """
        if not self._store.unassign(scope, place.strip()):
            raise MissingError("sign_in.not_assigned")

    @property
    def are_assigned(self) -> bool:
        """Whether anything is assigned: if not, nobody signs in anywhere."""
        return bool(self._store.assignments())

    def chosen(self, server: Server) -> ChosenSignIn:
        """Say who signs in to a server, why, and what that overrides."""
        return self._choose((server,))[server]

    def plan(
        self, servers: Iterable[Server], sign_in: SignIn | None = None, *, port: int = 0
    ) -> tuple[PlannedAccess, ...]:
        """Say for each server of a run who is to sign in and where.

        Args:
            servers: Stored or not.
            sign_in: Holds for all of them, whatever is assigned.
            port: Likewise, whatever is stored; 0 for none. What is trusted at another port
                isn't trusted there.
        """
        listed = tuple(servers)
        chosen = (
            self._choose(listed)
            if sign_in is None
            else dict.fromkeys(listed, ChosenSignIn(sign_in))
        )
        remotes = RemoteStore(self._database).all()
        pins = {(pin.host, pin.port): pin for pin in PinStore(self._database).all()}
        planned = []
        for server in listed:
            remote = effective_remote(server, remotes.get(server.id), chosen[server].sign_in)
            remote = replace(remote, port=port or remote.port)
            pin = pins.get((remote.host, remote.port))
            planned.append(PlannedAccess(server, chosen[server], remote, pin))
        return tuple(planned)

    def _choose(self, servers: Iterable[Server]) -> dict[Server, ChosenSignIn]:
        sign_ins = {one.id: one for one in self._store.all()}
        assignments = self._store.assignments()
        return {server: choose_sign_in(server, sign_ins, assignments) for server in servers}

    def _known(self, scope: Scope, place: str) -> str:
        """Give a place as the list of servers spells it."""
        servers = read_servers(self._database)
        if scope is Scope.SERVER:
            if place.isdecimal() and int(place) in servers:
                return str(int(place))
            raise MissingError("server.gone")
        listed = servers.values()
        names = (
            {one.group for one in listed if one.group}
            if scope is Scope.CUSTOMER
            else {tag for one in listed for tag in one.tags}
        )
        wanted = place.strip().casefold()
        for name in sorted(names):
            if name.casefold() == wanted:
                return name
        key = "server.no_group" if scope is Scope.CUSTOMER else "server.no_tag"
        raise MissingError(key, name=clean(place, 80))


def _new_vault_key() -> str:
    """Name a password by chance: two data directories may share one vault."""
    return secrets.token_hex(16)
