# SPDX-License-Identifier: MIT
"""The logs of an installation: read, given to the server they are of, kept with it.

What a window or command needs of it:

* ``is_log`` tells quickly whether a file that was dropped is one of these logs;
* ``read_logs`` reads files and says what each came to, in any thread, without a database;
* ``SetupLogs.store`` keeps that with the servers the logs are of;
* ``SetupLogs.latest`` gives what is kept of a server, the newest log first.

``SetupLogs`` belongs to the thread that opened the database. ``reporting.setup_logs`` words a
diagnosis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from exchpatch_gui.collected.setup_log.loader import is_log, load
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.setup_logs import SetupDiagnosis
from exchpatch_gui.domain.text import clean
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.servers import ServerStore
from exchpatch_gui.storage.setup_logs import SetupLogStore, StoredDiagnosis

__all__ = [
    "BroughtLog",
    "LogStored",
    "SetupLogs",
    "computer_of",
    "find_server",
    "is_log",
    "read_logs",
]

_SHOWN_NAME = 120


@dataclass(frozen=True, slots=True)
class BroughtLog:
    """What one file tells.

    Attributes:
        file: Its name, cleaned.
        folder: Where it lies: logs of one folder are of one server.
    """

    diagnosis: SetupDiagnosis
    file: str
    folder: str = ""


@dataclass(frozen=True, slots=True)
class LogStored:
    """What became of a log.

    Attributes:
        server: The stored server it is of; None if none could be told, and nothing was stored.
        is_kept: Whether it is what is kept now; not if a newer log of its kind is.
    """

    brought: BroughtLog
    server: Server | None = None
    is_kept: bool = False


def read_logs(
    paths: Iterable[Path], *, zone: Callable[[datetime], datetime] | None = None
) -> tuple[BroughtLog, ...]:
    """Read logs, all of them or none, and say what the last installation in each came to.

    Args:
        paths: Files of Setup, its service script or Windows Installer.
        zone: Makes times of a server's clock ones in UTC; usually by this computer's zone.

    Raises:
        MissingError: A file isn't there.
        InputError: A file can't be read, is too large, or is none of these logs.
    """
    return tuple(
        BroughtLog(load(path, zone or _here), clean(path.name, _SHOWN_NAME), str(path.parent))
        for path in paths
    )


class SetupLogs:
    """The logs kept with servers; ``clock`` gives the current time, UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._store = SetupLogStore(database, clock)
        self._servers = ServerStore(database, clock)

    def store(
        self, brought: Sequence[BroughtLog], owner: Server | None = None
    ) -> tuple[LogStored, ...]:
        """Keep what logs tell with the servers they are of.

        Args:
            brought: What was read.
            owner: The stored server they are all of; otherwise each is of the one it names, or
                that another log of its folder names.

        Raises:
            StorageError: It can't be stored.
        """
        servers = self._servers.all()
        return tuple(
            self._keep(one, owner or find_server(computer_of(one, brought), servers))
            for one in brought
        )

    def latest(self, server_id: int) -> tuple[StoredDiagnosis, ...]:
        """Give what is kept of a server: the newest log of each kind, the newest first."""
        return self._store.latest(server_id)

    def _keep(self, brought: BroughtLog, server: Server | None) -> LogStored:
        if server is None:
            return LogStored(brought)
        kept = self._store.put(server.id, brought.diagnosis, brought.file)
        return LogStored(brought, server, kept)


def computer_of(log: BroughtLog, beside: Iterable[BroughtLog]) -> str:
    """Give the computer that a log is of: its own word, or that of the others in its folder."""
    if log.diagnosis.computer:
        return log.diagnosis.computer
    named = {
        one.diagnosis.computer.lower()
        for one in beside
        if one.folder == log.folder and one.diagnosis.computer
    }
    shortest = {name.partition(".")[0] for name in named}
    return max(named, key=len) if len(shortest) == 1 else ""


def find_server(computer: str, servers: Sequence[Server]) -> Server | None:
    """Give the stored server of a computer.

    It has the full name as its host; or else the short one; or else it is the only one that
    people call so.
    """
    full = computer.lower()
    names = dict.fromkeys([full, full.partition(".")[0]])
    for name in names:
        for server in servers:
            if name and server.target.host == name:
                return server
    called = [one for one in servers if one.name.lower() in names]
    return called[0] if computer and len(called) == 1 else None


def _here(moment: datetime) -> datetime:
    """Take a time without a zone for one of this computer's."""
    return moment.astimezone(UTC)
