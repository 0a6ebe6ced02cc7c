# SPDX-License-Identifier: MIT
"""Findings that somebody answers for until a day, with the trail of those that ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime

from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import Acceptance
from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.moments import moment_text, read_moment

LONGEST_DAYS = 365


@dataclass(frozen=True, slots=True)
class StoredAcceptance:
    """An acceptance in its place.

    Attributes:
        finding: The check's id.
        instance: Which of several, as in ``Finding.instance``.
        withdrawn: When it was taken back or replaced, if it was.
    """

    id: int
    server_id: int
    finding: str
    instance: str
    acceptance: Acceptance
    withdrawn: datetime | None = None

    def holds(self, day: date) -> bool:
        """Whether it is in force on this day."""
        return self.withdrawn is None and day <= self.acceptance.until


class AcceptanceStore:
    """Reads and writes acceptances; ``clock`` gives the current time, UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def add(
        self, server_id: int, finding: str, instance: str, acceptance: Acceptance
    ) -> StoredAcceptance:
        """Store an acceptance; an earlier one of the same finding ends with it.

        Raises:
            InputError: ``acceptance.reason``, ``.owner``, ``.past`` or ``.too_long``.
            MissingError: ``server.gone``: the server isn't in the list.
        """
        _check(acceptance)
        place = (server_id, finding, instance)
        with self._database.transaction():
            query = "SELECT 1 FROM servers WHERE id = ? AND removed_at IS NULL"
            if self._database.row(query, (server_id,)) is None:
                raise MissingError("server.gone")
            self._database.execute(
                "UPDATE acceptances SET withdrawn_at = ? WHERE server_id = ? AND finding = ?"
                " AND instance = ? AND withdrawn_at IS NULL",
                (moment_text(self._clock()), *place),
            )
            number = self._database.insert(
                "INSERT INTO acceptances (server_id, finding, instance, reason, owner, until, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *place,
                    acceptance.reason,
                    acceptance.owner,
                    acceptance.until.isoformat(),
                    moment_text(acceptance.at),
                ),
            )
        return StoredAcceptance(number, *place, acceptance)

    def all(self) -> tuple[StoredAcceptance, ...]:
        """Give every acceptance of the servers in the list, ended ones too, oldest first."""
        rows = self._database.rows(
            "SELECT acceptances.* FROM acceptances JOIN servers ON servers.id = server_id"
            " WHERE removed_at IS NULL ORDER BY acceptances.id"
        )
        return tuple(_acceptance(row) for row in rows)

    def in_force(self, day: date) -> tuple[StoredAcceptance, ...]:
        """Give those that hold on this day."""
        return tuple(one for one in self.all() if one.holds(day))

    def remove(self, acceptance_id: int) -> None:
        """Take an acceptance back; it stays in the trail.

        Raises:
            MissingError: ``acceptance.gone``: there is none, or it has ended already.
        """
        changed = self._database.execute(
            "UPDATE acceptances SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL",
            (moment_text(self._clock()), acceptance_id),
        )
        if not changed:
            raise MissingError("acceptance.gone")


def _check(acceptance: Acceptance) -> None:
    if not acceptance.reason.strip():
        raise InputError("acceptance.reason")
    if not acceptance.owner.strip():
        raise InputError("acceptance.owner")
    days = (acceptance.until - acceptance.at.date()).days
    if days < 0:
        raise InputError("acceptance.past")
    if days > LONGEST_DAYS:
        raise InputError("acceptance.too_long", days=LONGEST_DAYS)


def _acceptance(row: sqlite3.Row) -> StoredAcceptance:
    withdrawn = row["withdrawn_at"]
    return StoredAcceptance(
        id=row["id"],
        server_id=row["server_id"],
        finding=row["finding"],
        instance=row["instance"],
        acceptance=Acceptance(
            reason=row["reason"],
            owner=row["owner"],
            until=date.fromisoformat(row["until"]),
            at=read_moment(row["at"]),
        ),
        withdrawn=None if withdrawn is None else read_moment(withdrawn),
    )
