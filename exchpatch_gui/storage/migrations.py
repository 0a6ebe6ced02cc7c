# SPDX-License-Identifier: MIT
"""Brings a database file to the schema of this program: numbered SQL, a copy kept before each."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from exchpatch_gui import resources
from exchpatch_gui.errors import Bug, StorageError

APPLICATION_ID = 1165512820
"""Marks a database file as ours; the first migration sets it."""


def shipped() -> tuple[str, ...]:
    """Read the migrations that come with the program: the first makes version 1, and so on."""
    files = sorted(resources.path("storage").glob("[0-9]*.sql"))
    return tuple(file.read_text(encoding="utf-8") for file in files)


def check_version(connection: sqlite3.Connection, path: Path, known: int) -> int:
    """Give the file's schema version, 0 for a new file, without changing anything.

    Raises:
        StorageError: ``storage.newer`` if a later program wrote it, ``storage.foreign`` if it is
            some other program's database.
    """
    if connection.in_transaction:
        version, is_ours = _look(connection)
    else:
        # One state of the file: another process may be making it at this moment.
        connection.execute("BEGIN")
        try:
            version, is_ours = _look(connection)
        finally:
            roll_back(connection)
    if not is_ours:
        raise StorageError("storage.foreign", path=str(path))
    if version > known:
        raise StorageError("storage.newer", path=str(path), found=version, known=known)
    return version


def migrate(connection: sqlite3.Connection, path: Path, scripts: Sequence[str]) -> None:
    """Run the scripts the file hasn't seen, each in a transaction of its own.

    A copy is kept before each, unless the file is new and there is nothing to keep.
    Foreign keys have to be off, so that a script may rebuild tables; they are checked as a
    whole before each commit (https://www.sqlite.org/lang_altertable.html, section 7).

    Raises:
        StorageError: As ``check_version`` says.
    """
    version = check_version(connection, path, len(scripts))
    keep = _keep_copy if version else _keep_nothing
    while version < len(scripts):
        connection.execute("BEGIN IMMEDIATE")
        try:
            _migrate_once(connection, path, scripts, keep)
            connection.execute("COMMIT")
        except BaseException:
            roll_back(connection)
            raise
        version = check_version(connection, path, len(scripts))


def roll_back(connection: sqlite3.Connection) -> None:
    """End a transaction without a trace, unless SQLite did so by itself, as on a full disk."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _migrate_once(
    connection: sqlite3.Connection,
    path: Path,
    scripts: Sequence[str],
    keep: Callable[[Path, int], None],
) -> None:
    # Another process may have done it while this one waited for the lock.
    version = check_version(connection, path, len(scripts))
    if version == len(scripts):
        return
    keep(path, version + 1)
    for statement in _statements(scripts[version]):
        connection.execute(statement)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise Bug(f"migration {version + 1} leaves rows without what they refer to")
    connection.execute(f"PRAGMA user_version = {version + 1}")


def _keep_nothing(_path: Path, _version: int) -> None:
    pass


def _keep_copy(path: Path, version: int) -> None:
    kept = path.with_name(f"{path.name}.before-{version}")
    part = path.with_name(f"{kept.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    # A second connection, because SQLite copies nothing through one that is writing. It reads
    # what was last committed, and the caller's lock keeps that from changing.
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
    part.replace(kept)


def _statements(script: str) -> Iterator[str]:
    # Not executescript(): it commits first, and a half-done migration could not be taken back.
    statement = ""
    for part in re.split("(?<=;)", script):
        statement += part
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _look(connection: sqlite3.Connection) -> tuple[int, bool]:
    version = _pragma(connection, "user_version")
    if version == 0:
        return 0, connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
    return version, _pragma(connection, "application_id") == APPLICATION_ID


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value
