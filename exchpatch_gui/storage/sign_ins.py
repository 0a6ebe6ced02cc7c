# SPDX-License-Identifier: MIT
"""Sign-ins and where each is used; their passwords are not stored here."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from exchpatch_gui.domain.sign_ins import Assignment, Scope, SignIn, SignInKind
from exchpatch_gui.domain.values import replace
from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.moments import moment_text, read_moment


class SignInStore:
    """Reads and writes sign-ins; ``clock`` gives the current time, UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def all(self) -> tuple[SignIn, ...]:
        """Give every sign-in by label."""
        rows = self._database.rows("SELECT * FROM sign_ins ORDER BY label_key")
        return tuple(_sign_in(row) for row in rows)

    def get(self, sign_in_id: int) -> SignIn:
        """Give one sign-in.

        Raises:
            MissingError: ``sign_in.gone``.
        """
        row = self._database.row("SELECT * FROM sign_ins WHERE id = ?", (sign_in_id,))
        if row is None:
            raise MissingError("sign_in.gone")
        return _sign_in(row)

    def find(self, label: str) -> SignIn | None:
        """Give the sign-in of this label, whatever the case of its letters."""
        query = "SELECT * FROM sign_ins WHERE label_key = ?"
        row = self._database.row(query, (label.casefold(),))
        return None if row is None else _sign_in(row)

    def add(self, sign_in: SignIn) -> SignIn:
        """Store a new sign-in and give it with its id.

        Raises:
            InputError: ``sign_in.label_taken``.
        """
        with self._database.transaction():
            self._refuse_taken(sign_in)
            number = self._database.insert(
                "INSERT INTO sign_ins (label, label_key, kind, user, vault_key, refused_at,"
                " created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*_columns(sign_in), moment_text(self._clock())),
            )
        return replace(sign_in, id=number)

    def update(self, sign_in: SignIn) -> None:
        """Store a changed sign-in; it stays assigned as it was.

        Raises:
            MissingError: ``sign_in.gone``.
            InputError: ``sign_in.label_taken``: by another one.
        """
        with self._database.transaction():
            self._refuse_taken(sign_in)
            changed = self._database.execute(
                "UPDATE sign_ins SET label = ?, label_key = ?, kind = ?, user = ?, vault_key = ?,"
                " refused_at = ? WHERE id = ?",
                (*_columns(sign_in), sign_in.id),
            )
            if not changed:
                raise MissingError("sign_in.gone")

    def remove(self, sign_in_id: int) -> None:
        """Delete a sign-in with its assignments."""
        self._database.execute("DELETE FROM sign_ins WHERE id = ?", (sign_in_id,))

    def note_refused(self, sign_in_id: int, at: datetime | None) -> None:
        """Store when a server refused a sign-in; None says that it may be used again."""
        moment = None if at is None else moment_text(at)
        statement = "UPDATE sign_ins SET refused_at = ? WHERE id = ?"
        self._database.execute(statement, (moment, sign_in_id))

    def assignments(self) -> tuple[Assignment, ...]:
        """Give every assignment, those of removed servers too, by scope and place."""
        rows = self._database.rows("SELECT * FROM assignments ORDER BY scope, place_key")
        return tuple(Assignment(Scope(row["scope"]), row["place"], row["sign_in"]) for row in rows)

    def assign(self, assignment: Assignment) -> None:
        """Store an assignment in place of an earlier one there.

        The server, the sign-in and the place have to exist.
        """
        scope, place = assignment.scope, assignment.place
        server_id = int(place) if scope is Scope.SERVER else None
        self._database.execute(
            "INSERT OR REPLACE INTO assignments (scope, place_key, place, server_id, sign_in)"
            " VALUES (?, ?, ?, ?, ?)",
            (scope, place.casefold(), place, server_id, assignment.sign_in),
        )

    def unassign(self, scope: Scope, place: str) -> bool:
        """Delete what is assigned to a place, and say whether there was something."""
        statement = "DELETE FROM assignments WHERE scope = ? AND place_key = ?"
        return bool(self._database.execute(statement, (scope, place.casefold())))

    def _refuse_taken(self, sign_in: SignIn) -> None:
        existing = self.find(sign_in.label)
        if existing is not None and existing.id != sign_in.id:
            raise InputError("sign_in.label_taken", label=existing.label)


def _sign_in(row: sqlite3.Row) -> SignIn:
    refused = row["refused_at"]
    return SignIn(
        label=row["label"],
        kind=SignInKind(row["kind"]),
        user=row["user"],
        id=row["id"],
        vault_key=row["vault_key"],
        refused_at=None if refused is None else read_moment(refused),
    )


def _columns(sign_in: SignIn) -> tuple[str | None, ...]:
    refused = sign_in.refused_at
    return (
        sign_in.label,
        sign_in.label.casefold(),
        sign_in.kind,
        sign_in.user,
        sign_in.vault_key,
        None if refused is None else moment_text(refused),
    )
