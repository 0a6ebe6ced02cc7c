# SPDX-License-Identifier: MIT
"""What happens while another program holds the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exchpatch_gui.errors import StorageError
from exchpatch_gui.storage.database import Database, _use_write_ahead_log
from exchpatch_gui.storage.servers import ServerStore
from tests.unit.storage.samples import clock, open_database, sentences, server


def _refused(path: Path) -> StorageError:
    with pytest.raises(StorageError) as caught:
        Database.open(path, patience=0.05)
    return caught.value


def test_a_lock_held_longer_than_the_patience_is_told_and_nothing_is_lost(tmp_path: Path):
    path = tmp_path / "exchpatch.db"
    with open_database(tmp_path) as holder, Database.open(path, patience=0.05) as waiting:
        with holder.transaction():
            ServerStore(holder, clock).add(server())
            with pytest.raises(StorageError) as caught:
                ServerStore(waiting, clock).add(server("mail.fabrikam.example"))

        ServerStore(waiting, clock).add(server("mail.fabrikam.example"))
        names = [one.name for one in ServerStore(waiting, clock).all()]

    assert caught.value.key == "storage.locked"
    assert "try again" in sentences(caught.value)
    assert names == ["mail.contoso.example", "mail.fabrikam.example"]


def test_a_file_locked_as_a_whole_is_told_when_opening(tmp_path: Path):
    path = tmp_path / "exchpatch.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        holder.execute("CREATE TABLE t (x)")

        error = _refused(path)

    assert error.key == "storage.locked"


def _with_old_journal(folder: Path) -> sqlite3.Connection:
    """Make a file that still has to be switched, and a connection that reads it."""
    open_database(folder).close()
    reader = sqlite3.connect(folder / "exchpatch.db", isolation_level=None)
    reader.execute("PRAGMA journal_mode = DELETE")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM runs")
    return reader


def test_a_switch_of_the_journal_that_others_prevent_ends_with_the_patience(tmp_path: Path):
    with closing(_with_old_journal(tmp_path)):
        error = _refused(tmp_path / "exchpatch.db")

    assert error.key == "storage.locked"


def test_a_switch_of_the_journal_waits_for_others(tmp_path: Path):
    with (
        closing(_with_old_journal(tmp_path)) as reader,
        closing(sqlite3.connect(tmp_path / "exchpatch.db", timeout=0, isolation_level=None)) as one,
    ):
        one.set_trace_callback(
            lambda statement: reader.execute("COMMIT") if statement == "ROLLBACK" else None
        )

        _use_write_ahead_log(one, 5.0)

        assert one.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_switch_of_the_journal_that_fails_otherwise_is_told_at_once(tmp_path: Path):
    open_database(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "exchpatch.db", isolation_level=None)) as one:
        one.execute("PRAGMA journal_mode = DELETE")
        one.execute("BEGIN")

        with pytest.raises(sqlite3.OperationalError, match="transaction"):
            _use_write_ahead_log(one, 5.0)
