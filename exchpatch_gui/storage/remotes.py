# SPDX-License-Identifier: MIT
"""Where remote PowerShell of each server answers, and which certificates are trusted there."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from exchpatch_gui.domain.remotes import Channel, Pin, Remote
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.moments import moment_text, read_moment


class RemoteStore:
    """Reads and writes the WinRM services of servers; one that isn't stored is the usual one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Mapping[int, Remote]:
        """Give what is stored, by server id."""
        rows = self._database.rows("SELECT * FROM remotes")
        return {
            row["server_id"]: Remote(row["host"], row["port"], Channel(row["channel"]))
            for row in rows
        }

    def put(self, server_id: int, remote: Remote) -> None:
        """Store the service of a server that exists, in place of an earlier one."""
        if remote == Remote():
            self._database.execute("DELETE FROM remotes WHERE server_id = ?", (server_id,))
            return
        self._database.execute(
            "INSERT OR REPLACE INTO remotes (server_id, host, port, channel) VALUES (?, ?, ?, ?)",
            (server_id, remote.host, remote.port, remote.channel),
        )


class PinStore:
    """Reads and writes the certificates that a person has decided to trust."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Pin, ...]:
        """Give every pin by host and port."""
        rows = self._database.rows("SELECT * FROM pins ORDER BY host, port")
        return tuple(_pin(row) for row in rows)

    def get(self, host: str, port: int) -> Pin | None:
        """Give the pin of a place."""
        query = "SELECT * FROM pins WHERE host = ? AND port = ?"
        row = self._database.row(query, (host.lower(), port))
        return None if row is None else _pin(row)

    def add(self, pin: Pin) -> None:
        """Store a pin where there is none."""
        self._database.execute(
            "INSERT INTO pins (host, port, sha256, since) VALUES (?, ?, ?, ?)",
            (pin.host, pin.port, pin.sha256, moment_text(pin.since)),
        )

    def remove(self, host: str, port: int) -> bool:
        """Delete the pin of a place, and say whether there was one."""
        statement = "DELETE FROM pins WHERE host = ? AND port = ?"
        return bool(self._database.execute(statement, (host.lower(), port)))


def _pin(row: sqlite3.Row) -> Pin:
    return Pin(row["host"], row["port"], row["sha256"], read_moment(row["since"]))
