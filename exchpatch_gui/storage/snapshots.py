# SPDX-License-Identifier: MIT
"""The snapshots of servers before and after an update, in the form they are packed in."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from exchpatch_gui.domain.snapshots import Role, Taken
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.moments import moment_text, read_moment


class PackedSnapshot(NamedTuple):
    """What is stored of a snapshot: deflated documents."""

    document: bytes
    config_files: bytes | None


class SnapshotStore:
    """Reads and writes snapshots."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, server_id: int, role: Role, at: datetime, packed: PackedSnapshot) -> None:
        """Store a snapshot in the place of the one it replaces.

        One from before an update begins anew: what came after an earlier update goes with it.

        Raises:
            StorageError: It can't be stored.
        """
        replaced = tuple(Role) if role is Role.BEFORE else (role,)
        with self._database.transaction():
            self._database.execute_many(
                "DELETE FROM update_snapshots WHERE server_id = ? AND role = ?",
                [(server_id, one) for one in replaced],
            )
            self._database.execute(
                "INSERT INTO update_snapshots (server_id, role, at, document, config_files)"
                " VALUES (?, ?, ?, ?, ?)",
                (server_id, role, moment_text(at), packed.document, packed.config_files),
            )

    def get(self, server_id: int, role: Role) -> PackedSnapshot | None:
        """Give one snapshot, if there is one."""
        row = self._database.row(
            "SELECT document, config_files FROM update_snapshots WHERE server_id = ? AND role = ?",
            (server_id, role),
        )
        return None if row is None else PackedSnapshot(row["document"], row["config_files"])

    def taken(self, server_id: int) -> dict[Role, Taken]:
        """Say which snapshots there are of a server."""
        rows = self._database.rows(
            "SELECT role, at, config_files IS NOT NULL AS with_files FROM update_snapshots"
            " WHERE server_id = ?",
            (server_id,),
        )
        return {
            Role(row["role"]): Taken(
                Role(row["role"]), read_moment(row["at"]), bool(row["with_files"])
            )
            for row in rows
        }
