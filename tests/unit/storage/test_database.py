# SPDX-License-Identifier: MIT
from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from exchpatch_gui.storage.database import Database
from tests.unit.storage.samples import open_database


def _count(database: Database) -> int:
    row = database.row("SELECT count(*) FROM runs")
    assert row is not None
    return int(row[0])


def _insert(database: Database, run_id: str) -> None:
    database.execute(
        "INSERT INTO runs (id, started_at, trigger, app_version, day, catalogue_date,"
        " catalogue_age_days, catalogue_source, catalogue_stale)"
        " VALUES (?, '', '', '', '', '', 0, '', 0)",
        (run_id,),
    )


def _fail_midway(database: Database) -> None:
    with database.transaction():
        _insert(database, "a")
        raise LookupError


def _insert_and_fail_later(database: Database) -> None:
    with database.transaction():
        _insert(database, "a")
    raise LookupError


def test_opening_makes_the_folder_and_an_empty_database(tmp_path: Path):
    path = tmp_path / "new" / "folder" / "exchpatch.db"

    with Database.open(path) as database:
        tables = {row["name"] for row in database.rows("SELECT name FROM sqlite_master")}

    assert path.is_file()
    assert {"servers", "runs", "results", "observations", "acceptances"} <= tables


def test_a_commit_reaches_the_disk_before_it_is_reported(tmp_path: Path):
    with open_database(tmp_path) as database:
        settings = {
            name: database.rows(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    full = 2
    assert settings == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits; folders inherit")
def test_nobody_else_may_read_the_database(tmp_path: Path):
    path = tmp_path / "data" / "exchpatch.db"

    with Database.open(path) as database:
        _insert(database, "a")
        modes = {file.stat().st_mode & 0o077 for file in path.parent.iterdir()}

    assert modes == {0}
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path):
    with open_database(tmp_path) as database:
        with pytest.raises(LookupError):
            _fail_midway(database)

        assert _count(database) == 0


def test_a_transaction_within_another_is_part_of_it(tmp_path: Path):
    with open_database(tmp_path) as database:
        with pytest.raises(LookupError), database.transaction():
            _insert_and_fail_later(database)

        assert _count(database) == 0


def test_reading_sees_one_state_while_others_write(tmp_path: Path):
    with open_database(tmp_path) as reader, open_database(tmp_path) as writer:
        with reader.reading():
            before = _count(reader)
            _insert(writer, "a")
            during = _count(reader)

        assert (before, during, _count(reader)) == (0, 0, 1)


def test_what_one_connection_commits_the_other_sees(tmp_path: Path):
    with open_database(tmp_path) as one, open_database(tmp_path) as other:
        _insert(one, "a")
        _insert(other, "b")

        assert _count(one) == _count(other) == 2


def test_a_connection_belongs_to_the_thread_that_opened_it(tmp_path: Path):
    caught: list[Exception] = []

    def misuse(database: Database) -> None:
        try:
            database.rows("SELECT 1")
        except sqlite3.ProgrammingError as error:
            caught.append(error)

    with open_database(tmp_path) as database:
        thread = threading.Thread(target=misuse, args=(database,))
        thread.start()
        thread.join()

    assert "thread" in str(caught[0])


def test_closing_twice_does_nothing(tmp_path: Path):
    database = open_database(tmp_path)

    database.close()
    database.close()

    with pytest.raises(sqlite3.ProgrammingError):
        database.rows("SELECT 1")
