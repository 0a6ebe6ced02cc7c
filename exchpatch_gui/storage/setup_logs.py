# SPDX-License-Identifier: MIT
"""What the newest log of each kind told of the last installation on a server."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from exchpatch_gui.domain.setup_logs import SetupDiagnosis
from exchpatch_gui.storage.codec import decode, encode
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.moments import moment_text, read_moment
from exchpatch_gui.storage.params import CodecError

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredDiagnosis:
    """A diagnosis as it is kept.

    Attributes:
        file: The name the log had.
        stored_at: When it was brought; ``diagnosis.at`` says when the installation ended.
    """

    diagnosis: SetupDiagnosis
    file: str
    stored_at: datetime

    @property
    def at(self) -> datetime:
        """The log's own time; where it has none, when it was brought."""
        return self.diagnosis.at or self.stored_at


class SetupLogStore:
    """Reads and writes diagnoses; ``clock`` gives the current time, UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def put(self, server_id: int, diagnosis: SetupDiagnosis, file: str) -> bool:
        """Keep a diagnosis unless that of a newer log is kept; tell whether it is kept now.

        Raises:
            StorageError: It can't be stored.
        """
        at = None if diagnosis.at is None else moment_text(diagnosis.at)
        stored = self._database.execute(
            "INSERT INTO setup_logs (server_id, log, at, stored_at, file, diagnosis)"
            " VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (server_id, log) DO UPDATE SET at = excluded.at,"
            "  stored_at = excluded.stored_at, file = excluded.file,"
            "  diagnosis = excluded.diagnosis"
            " WHERE coalesce(excluded.at, excluded.stored_at)"
            "  >= coalesce(setup_logs.at, setup_logs.stored_at)",
            (server_id, diagnosis.log, at, moment_text(self._clock()), file, encode(diagnosis)),
        )
        return stored > 0

    def latest(self, server_id: int) -> tuple[StoredDiagnosis, ...]:
        """Give what is kept of a server, the newest log first.

        What was written in a form that can't be read any more is left out, which is logged.
        """
        rows = self._database.rows("SELECT * FROM setup_logs WHERE server_id = ?", (server_id,))
        read = [one for one in map(_stored, rows) if one is not None]
        return tuple(sorted(read, key=lambda one: one.at, reverse=True))


def _stored(row: sqlite3.Row) -> StoredDiagnosis | None:
    try:
        diagnosis = decode(SetupDiagnosis, row["diagnosis"])
    except CodecError as error:
        _logger.warning("a stored diagnosis can't be read: %s", error)
        return None
    return StoredDiagnosis(diagnosis, row["file"], read_moment(row["stored_at"]))
