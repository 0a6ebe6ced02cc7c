# SPDX-License-Identifier: MIT
"""Turns what SQLite and the disk refuse into errors that say what to do."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exchpatch_gui.errors import StorageError

_NO_ROOM = 1024 * 1024
_KEYS = {
    sqlite3.SQLITE_BUSY: "storage.locked",
    sqlite3.SQLITE_LOCKED: "storage.locked",
    sqlite3.SQLITE_FULL: "storage.full",
    sqlite3.SQLITE_READONLY: "storage.read_only",
    sqlite3.SQLITE_CORRUPT: "storage.corrupt",
    sqlite3.SQLITE_NOTADB: "storage.not_a_database",
    sqlite3.SQLITE_CANTOPEN: "storage.cannot_open",
    sqlite3.SQLITE_PERM: "storage.cannot_open",
    sqlite3.SQLITE_IOERR: "storage.disk",
}


def primary_code(error: sqlite3.Error) -> int | None:
    """Give SQLite's primary result code; None for errors that the Python module raised itself."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn errors of the world into ``StorageError``; programming errors pass unchanged.

    Raises:
        StorageError: ``storage.locked``, ``.full``, ``.read_only``, ``.corrupt``,
            ``.not_a_database``, ``.cannot_open`` or ``.disk``.
    """
    try:
        yield
    except sqlite3.Error as error:
        key = _KEYS.get(primary_code(error) or 0)
        if key is None:
            raise
        if key == "storage.disk" and _is_full(path):
            key = "storage.full"
        raise StorageError(key, path=str(path), reason=str(error)) from error


def _is_full(path: Path) -> bool:
    # A log or shared-memory file that cannot grow is reported as an I/O error, not as "full".
    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM
    except OSError:
        return False
