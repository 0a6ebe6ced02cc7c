# SPDX-License-Identifier: MIT
"""The one database file: opened safely, written in transactions, its errors told in sentences."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from exchpatch_gui.errors import StorageError
from exchpatch_gui.storage.faults import primary_code, translated
from exchpatch_gui.storage.migrations import check_version, migrate, roll_back, shipped

PATIENCE_SECONDS = 5.0

Value = str | int | float | bytes | None
Values = Sequence[Value]


class Database:
    """An open connection, which belongs to the thread that opened it.

    What a committed transaction wrote survives a kill of the process and, as far as the disk
    keeps its word, a power loss. Several processes may have the file open at once; one that has
    to wait longer than the patience given gets ``storage.locked``.

    Attributes:
        path: The file.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path, *, patience: float = PATIENCE_SECONDS) -> Database:
        """Open the file, made or brought to this program's schema if need be.

        Args:
            path: The file; its folder is made if it doesn't exist.
            patience: Seconds to wait for another process's lock.

        Raises:
            StorageError: The file or its folder can't be used; the key says why.
        """
        _prepare(path)
        with translated(path):
            connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
            try:
                _set_up(connection, path, patience)
            except BaseException:
                connection.close()
                raise
        return cls(connection, path)

    def close(self) -> None:
        """Close the connection; a second time does nothing."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all or nothing; a transaction within another one is part of it.

        The lock is taken at once, so that what is read inside stays true until the end.

        Raises:
            StorageError: It can't begin or can't be committed; nothing of it is kept.
        """
        with self._between("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read several times from one state of the file, whatever others write meanwhile."""
        with self._between("BEGIN"):
            yield

    @contextmanager
    def _between(self, beginning: str) -> Iterator[None]:
        if self._connection.in_transaction:
            yield
            return
        with translated(self.path):
            self._connection.execute(beginning)
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                roll_back(self._connection)
                raise

    def execute(self, statement: str, values: Values = ()) -> int:
        """Run one statement and give the number of rows it changed."""
        with translated(self.path):
            return self._connection.execute(statement, values).rowcount

    def insert(self, statement: str, values: Values) -> int:
        """Run one ``INSERT`` and give the number of the new row."""
        with translated(self.path):
            return self._connection.execute(statement, values).lastrowid or 0

    def execute_many(self, statement: str, rows: Iterable[Values]) -> None:
        """Run one statement for each row of values."""
        with translated(self.path):
            self._connection.executemany(statement, rows)

    def rows(self, query: str, values: Values = ()) -> list[sqlite3.Row]:
        """Give all rows of a query."""
        with translated(self.path):
            return self._connection.execute(query, values).fetchall()

    def row(self, query: str, values: Values = ()) -> sqlite3.Row | None:
        """Give the first row of a query, or None."""
        with translated(self.path):
            first: sqlite3.Row | None = self._connection.execute(query, values).fetchone()
            return first


def _prepare(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Names of servers and their holes are nobody else's business; the files that SQLite
        # puts beside this one take over its permissions.
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError("storage.directory", path=str(path.parent), reason=reason) from error
    if not _is_writable(path):
        raise StorageError("storage.read_only", path=str(path))
    if not _is_writable(path.parent):
        reason = os.strerror(errno.EACCES)
        raise StorageError("storage.directory", path=str(path.parent), reason=reason)


def _is_writable(path: Path) -> bool:
    # Asked, not tried: closing a second handle of the file would drop SQLite's locks on it
    # (https://www.sqlite.org/howtocorrupt.html, section 2.2).
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _set_up(connection: sqlite3.Connection, path: Path, patience: float) -> None:
    scripts = shipped()
    connection.row_factory = sqlite3.Row
    check_version(connection, path, len(scripts))
    _use_write_ahead_log(connection, patience)
    connection.execute("PRAGMA synchronous = FULL")
    migrate(connection, path, scripts)
    connection.execute("PRAGMA foreign_keys = ON")


def _use_write_ahead_log(connection: sqlite3.Connection, patience: float) -> None:
    # Where the file system can't do it, SQLite keeps its older journal, which is as safe.
    give_up = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
        else:
            return
        # Two processes that switch at once refuse each other without waiting. Taking the lock
        # does wait, until the other one is through.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
