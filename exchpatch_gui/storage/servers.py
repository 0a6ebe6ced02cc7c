# SPDX-License-Identifier: MIT
"""The stored list of servers with their groups, tags and notes; what is removed can come back."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.values import dataclass, replace
from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.moments import moment_text

TargetKey = tuple[str, int]
_COLUMNS = "id, host, port, name, group_name, notes, enabled"
_SELECT = f"SELECT {_COLUMNS} FROM servers"  # noqa: S608 (constants)


class DuplicateServerError(InputError):
    """The list already has a server with this target.

    Attributes:
        existing: The server that has it.
    """

    def __init__(self, existing: Server) -> None:
        super().__init__("server.duplicate", target=str(existing.target), name=existing.name)
        self.existing = existing


@dataclass(frozen=True, slots=True)
class Removed:
    """What ``ServerStore.remove`` took out of the list, for undoing it."""

    ids: tuple[int, ...]
    at: datetime


def target_key(target: Target) -> TargetKey:
    """Give the one spelling of a target: names in ASCII form (RFC 5891), IPv6 shortened.

    Raises:
        ValueError: The name can't be written in ASCII, so no such host can exist.
    """
    if target.is_ipv6:
        import ipaddress  # noqa: PLC0415 (rarely needed)

        address, percent, zone = target.host.partition("%")
        return f"{ipaddress.IPv6Address(address)}{percent}{zone}", target.port
    if target.host.isascii():
        return target.host.lower(), target.port
    import idna  # noqa: PLC0415 (only needed for names beyond ASCII)

    return idna.encode(target.host, uts46=True).decode("ascii"), target.port


class ServerStore:
    """Reads and writes the list of servers; ``clock`` gives the current time, UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def all(self) -> tuple[Server, ...]:
        """Give the servers of the list by group and name."""
        return tuple(sorted(read_servers(self._database).values(), key=_by_group_and_name))

    def get(self, server_id: int) -> Server:
        """Give one server of the list.

        Raises:
            MissingError: ``server.gone``: it isn't in the list, or no longer.
        """
        query = f"{_SELECT} WHERE id = ? AND removed_at IS NULL"
        row = self._database.row(query, (server_id,))
        if row is None:
            raise MissingError("server.gone")
        return self._with_tags(row)

    def find(self, target: Target) -> Server | None:
        """Give the server with this target, however its host is spelled.

        Raises:
            ValueError: As ``target_key`` says.
        """
        query = f"{_SELECT} WHERE host_key = ? AND port = ? AND removed_at IS NULL"
        row = self._database.row(query, target_key(target))
        return None if row is None else self._with_tags(row)

    def add(self, server: Server) -> Server:
        """Store a new server and give it with its id.

        Raises:
            DuplicateServerError: The list has its target.
        """
        with self._database.transaction():
            self._refuse_taken(server)
            server_id = self._database.insert(
                "INSERT INTO servers (host, port, host_key, name, group_name, notes, enabled,"
                " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*_columns(server), moment_text(self._clock())),
            )
            stored = replace(server, id=server_id)
            self._write_tags(stored)
        return stored

    def update(self, server: Server) -> None:
        """Store a changed server; its history stays with it, also under a new target.

        Raises:
            MissingError: ``server.gone``: it isn't in the list, or no longer.
            DuplicateServerError: Another server of the list has its target.
        """
        with self._database.transaction():
            self._refuse_taken(server)
            changed = self._database.execute(
                "UPDATE servers SET host = ?, port = ?, host_key = ?, name = ?, group_name = ?,"
                " notes = ?, enabled = ? WHERE id = ? AND removed_at IS NULL",
                (*_columns(server), server.id),
            )
            if not changed:
                raise MissingError("server.gone")
            self._database.execute("DELETE FROM server_tags WHERE server_id = ?", (server.id,))
            self._write_tags(server)

    def remove(self, ids: Collection[int]) -> Removed:
        """Take servers out of the list, and give what ``restore`` needs to undo it.

        They and their history are deleted for good by ``History.sweep``, weeks later.
        """
        at = self._clock()
        with self._database.transaction():
            rows = self._database.rows("SELECT id FROM servers WHERE removed_at IS NULL")
            gone = tuple(sorted({row["id"] for row in rows}.intersection(ids)))
            self._database.execute_many(
                "UPDATE servers SET removed_at = ? WHERE id = ?",
                [(moment_text(at), server_id) for server_id in gone],
            )
        return Removed(gone, at)

    def restore(self, removed: Removed) -> tuple[Server, ...]:
        """Undo a removal: all of it or, on an error, nothing.

        Raises:
            DuplicateServerError: A target was added again meanwhile.
            MissingError: ``server.gone``: a server has been deleted for good.
        """
        with self._database.transaction():
            return tuple(self._restore(one, moment_text(removed.at)) for one in removed.ids)

    def _restore(self, server_id: int, removed_at: str) -> Server:
        query = f"{_SELECT} WHERE id = ? AND removed_at = ?"
        row = self._database.row(query, (server_id, removed_at))
        if row is None:
            raise MissingError("server.gone")
        server = self._with_tags(row)
        self._refuse_taken(server)
        self._database.execute("UPDATE servers SET removed_at = NULL WHERE id = ?", (server_id,))
        return server

    def _refuse_taken(self, server: Server) -> None:
        existing = self.find(server.target)
        if existing is not None and existing.id != server.id:
            raise DuplicateServerError(existing)

    def _write_tags(self, server: Server) -> None:
        self._database.execute_many(
            "INSERT INTO server_tags (server_id, tag) VALUES (?, ?)",
            [(server.id, tag) for tag in sorted(set(server.tags))],
        )

    def _with_tags(self, row: sqlite3.Row) -> Server:
        query = "SELECT tag FROM server_tags WHERE server_id = ? ORDER BY tag"
        tags = self._database.rows(query, (row["id"],))
        return _server(row, tuple(tag["tag"] for tag in tags))


def read_servers(database: Database, *, with_removed: bool = False) -> Mapping[int, Server]:
    """Give the stored servers by id; those removed but not yet deleted only if asked for."""
    tags: dict[int, list[str]] = defaultdict(list)
    for row in database.rows("SELECT server_id, tag FROM server_tags ORDER BY server_id, tag"):
        tags[row["server_id"]].append(row["tag"])
    rows = database.rows(_SELECT if with_removed else f"{_SELECT} WHERE removed_at IS NULL")
    return {row[0]: _server(row, tuple(tags.get(row[0], ()))) for row in rows}


def _server(row: sqlite3.Row, tags: tuple[str, ...]) -> Server:
    """Read a line of ``_COLUMNS``: by place and not by name, for a start reads thousands."""
    server_id, host, port, name, group, notes, enabled = row
    return Server(Target(host, port), name, server_id, group, tags, notes, bool(enabled))


def _columns(server: Server) -> tuple[str | int, ...]:
    host_key, port = target_key(server.target)
    return (
        server.target.host,
        port,
        host_key,
        server.name,
        server.group,
        server.notes,
        server.enabled,
    )


def _by_group_and_name(server: Server) -> tuple[str, str, Target]:
    return server.group.casefold(), server.name.casefold(), server.target
