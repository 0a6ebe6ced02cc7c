# SPDX-License-Identifier: MIT
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exchpatch_gui.domain.remotes import Channel, Pin, Remote
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.errors import Bug, StorageError
from exchpatch_gui.storage.acceptances import AcceptanceStore
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.history import History
from exchpatch_gui.storage.migrations import migrate, shipped
from exchpatch_gui.storage.remotes import PinStore, RemoteStore
from exchpatch_gui.storage.servers import ServerStore
from exchpatch_gui.storage.setup_logs import SetupLogStore
from exchpatch_gui.storage.sign_ins import SignInStore
from tests.migrations import dumps
from tests.unit.storage.samples import NEW_BUILD, OLD_BUILD, days

PRESENT = len(shipped())
_ADD_COLUMN = "ALTER TABLE servers ADD COLUMN colour TEXT NOT NULL DEFAULT 'none';"
_REBUILD_TABLE = """
-- A table is rebuilt; the rows that refer to it stay.
CREATE TABLE new_servers AS SELECT * FROM servers;
DROP TABLE servers;
ALTER TABLE new_servers RENAME TO servers;
CREATE UNIQUE INDEX servers_by_id ON servers (id);
CREATE TRIGGER guard BEFORE DELETE ON servers BEGIN
  SELECT 1; -- several statements, one trigger
  SELECT 2;
END;
"""


def _migrate(path: Path, *further: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, (*shipped(), *further))


def _schema(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql <> '' ORDER BY name")
        return [row[0] for row in rows]


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "exchpatch.db"
    dumps.fill(file)
    return file


def test_there_is_a_file_of_every_schema():
    assert dumps.stored_versions() == tuple(range(1, PRESENT + 1))


@pytest.mark.parametrize("version", dumps.stored_versions())
def test_a_file_of_every_schema_opens_with_all_it_held(tmp_path: Path, version: int):
    path = tmp_path / "exchpatch.db"
    dumps.load(version, path)

    with Database.open(path) as database:
        (mail,) = ServerStore(database, lambda: dumps.WRITTEN).all()
        history = History(database)
        (latest,) = history.latest()
        (run,) = history.runs()
        timeline = history.timeline(mail.id)
        first_seen = [history.first_seen(mail.id, build) for build in (OLD_BUILD, NEW_BUILD)]
        (accepted,) = AcceptanceStore(database, lambda: dumps.WRITTEN).all()

    assert mail.target == Target("mail.contoso.example")
    assert (mail.name, mail.group, mail.notes) == ("Mail", "Contoso", "Two\nlines")
    assert mail.tags == ("edge", "hybrid")
    assert (run.id, run.complete) == ("5eed", True)
    assert [one.build for one in timeline] == [str(OLD_BUILD), str(NEW_BUILD)]
    assert latest.observations[0].value == str(NEW_BUILD)
    assert latest.failures[0].probe == "smtp"
    assert latest.collected is not None
    assert latest.collected.computer == "EX01"
    today = dumps.WRITTEN.date()
    assert first_seen == [today - days(9), today]
    assert (accepted.finding, accepted.acceptance.owner) == ("tls.protocol", "IT lead")


@pytest.mark.parametrize("version", dumps.stored_versions()[1:])
def test_a_file_keeps_its_sign_ins_and_what_belongs_to_them(tmp_path: Path, version: int):
    path = tmp_path / "exchpatch.db"
    dumps.load(version, path)

    with Database.open(path) as database:
        store = SignInStore(database, lambda: dumps.WRITTEN)
        (admin,) = store.all()
        assignments = store.assignments()
        remotes = RemoteStore(database).all()
        (pin,) = PinStore(database).all()

    assert (admin.label, admin.kind, admin.user) == ("Contoso", "ntlm", r"CONTOSO\admin")
    assert (admin.vault_key, admin.refused_at) == ("0ffice", dumps.WRITTEN)
    assert [(one.scope, one.place, one.sign_in) for one in assignments] == [
        ("customer", "Contoso", None),
        ("server", "1", admin.id),
    ]
    assert remotes == {1: Remote("ex01.contoso.example", 5987, Channel.TLS)}
    assert pin == Pin("ex01.contoso.example", 5987, 32 * "c0", dumps.WRITTEN)


@pytest.mark.parametrize("version", dumps.stored_versions()[3:])
def test_a_file_keeps_what_the_logs_of_installations_told(tmp_path: Path, version: int):
    path = tmp_path / "exchpatch.db"
    dumps.load(version, path)

    with Database.open(path) as database:
        (stored,) = SetupLogStore(database, lambda: dumps.WRITTEN).latest(1)

    assert (stored.diagnosis, stored.file) == (dumps.DIAGNOSIS, "ExchangeSetup.log")


def test_the_stored_file_has_the_schema_the_migrations_make(tmp_path: Path, path: Path):
    stored = tmp_path / "stored.db"
    dumps.load(PRESENT, stored)

    assert _schema(stored) == _schema(path)


def test_a_released_file_is_never_written_again(capsys: pytest.CaptureFixture[str]):
    before = (dumps.FOLDER / f"schema-{PRESENT}.sql").read_bytes()

    assert dumps.main() == 1
    assert "stays as it was released" in capsys.readouterr().err
    assert (dumps.FOLDER / f"schema-{PRESENT}.sql").read_bytes() == before


def test_a_copy_is_kept_before_each_migration(path: Path):
    _migrate(path, _ADD_COLUMN, _REBUILD_TABLE)

    copies = [path.with_name(f"exchpatch.db.before-{PRESENT + step}") for step in (1, 2)]
    assert [_version(one) for one in (*copies, path)] == [PRESENT, PRESENT + 1, PRESENT + 2]
    assert not list(path.parent.glob("*.part"))
    copies[0].replace(path.with_name("again.db"))
    with Database.open(path.with_name("again.db")) as database:
        assert len(ServerStore(database, lambda: dumps.WRITTEN).all()) == 1


def test_a_new_file_has_nothing_to_copy(tmp_path: Path):
    Database.open(tmp_path / "exchpatch.db").close()

    assert [file.name for file in tmp_path.iterdir()] == ["exchpatch.db"]


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("DROP TABLE server_tags; CREATE TABLE broken (;", sqlite3.OperationalError),
        ("DROP TABLE acceptances; DELETE FROM servers;", Bug),
    ],
)
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, script: str, error: type[Exception]
):
    before = dumps.dump(path)

    with pytest.raises(error):
        _migrate(path, script)

    assert dumps.dump(path) == before


def test_a_copy_left_half_written_is_replaced(path: Path):
    part = path.with_name(f"exchpatch.db.before-{PRESENT + 1}.part")
    part.write_bytes(b"cut short")

    _migrate(path, _ADD_COLUMN)

    assert not part.exists()
    assert _version(path.with_name(f"exchpatch.db.before-{PRESENT + 1}")) == PRESENT


def test_a_migration_that_another_process_has_done_is_not_done_again(path: Path):
    with closing(sqlite3.connect(path, isolation_level=None)) as slow:

        def overtake(statement: str) -> None:
            if statement == "BEGIN IMMEDIATE":
                slow.set_trace_callback(None)
                _migrate(path, _ADD_COLUMN)

        slow.set_trace_callback(overtake)
        migrate(slow, path, (*shipped(), _ADD_COLUMN))

    assert _version(path) == PRESENT + 1


def test_a_file_that_another_process_takes_to_a_newer_version_is_refused(path: Path):
    with closing(sqlite3.connect(path, isolation_level=None)) as slow:

        def overtake(statement: str) -> None:
            if statement == "BEGIN IMMEDIATE":
                slow.set_trace_callback(None)
                _migrate(path, _ADD_COLUMN, _REBUILD_TABLE)

        slow.set_trace_callback(overtake)
        with pytest.raises(StorageError) as caught:
            migrate(slow, path, (*shipped(), _ADD_COLUMN))

    assert caught.value.key == "storage.newer"
    assert _version(path) == PRESENT + 2
