# SPDX-License-Identifier: MIT
"""What the disk, other programs and damaged files do to the database, with real files."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import StorageError
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.faults import translated
from exchpatch_gui.storage.history import History
from exchpatch_gui.storage.servers import ServerStore
from tests.unit.storage.samples import clock, open_database, result, run, sentences, server

NOBODY = 65534


def _refused(path: Path) -> StorageError:
    with pytest.raises(StorageError) as caught:
        Database.open(path)
    return caught.value


def _names(path: Path) -> list[str]:
    with Database.open(path) as database:
        return [one.name for one in ServerStore(database, clock).all()]


def _filled(database: Database) -> tuple[History, Server]:
    stored = ServerStore(database, clock).add(server())
    history = History(database)
    history.begin(run())
    return history, stored


def _save_until_refused(history: History, stored: Server) -> tuple[int, StorageError | None]:
    for saved in range(1000):
        try:
            history.save("a1", [result(stored)])
        except StorageError as error:
            return saved, error
    return 1000, None


@contextmanager
def _powerless() -> Iterator[Path]:
    """Give a folder others may enter, and lay down the rights of an administrator."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("changing to an account without rights takes an administrator on POSIX")
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "exchpatch.db"
    with open_database(tmp_path) as database:
        database.execute("PRAGMA user_version = 999")
    before = path.read_bytes()

    error = _refused(path)

    assert (error.key, error.exit_code) == ("storage.newer", 73)
    assert "format 999" in sentences(error)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [0, 1])
def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path, version: int):
    path = tmp_path / "exchpatch.db"
    with closing(sqlite3.connect(path)) as foreign:
        foreign.execute("CREATE TABLE places (url TEXT)")
        foreign.execute(f"PRAGMA user_version = {version}")
    before = path.read_bytes()

    error = _refused(path)

    assert error.key == "storage.foreign"
    assert "another program" in sentences(error)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "exchpatch.db"
    path.write_bytes(b"this is not a database " * 100)
    before = path.read_bytes()

    error = _refused(path)

    assert error.key == "storage.not_a_database"
    assert "not a database" in sentences(error)
    assert path.read_bytes() == before


def test_damage_in_the_middle_is_told_when_it_is_met(tmp_path: Path):
    path = tmp_path / "exchpatch.db"
    with open_database(tmp_path) as database:
        store = ServerStore(database, clock)
        for number in range(200):
            store.add(server(f"mail{number}.contoso.example", notes="x" * 500))
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))

    with pytest.raises(StorageError) as caught:
        _names(path)

    assert caught.value.key == "storage.corrupt"
    assert "restore it from a backup" in sentences(caught.value)


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path):
    path = tmp_path / "exchpatch.db"
    path.mkdir()

    error = _refused(path)

    assert error.key == "storage.cannot_open"
    assert str(path) in sentences(error)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path):
    (tmp_path / "data").write_text("")

    error = _refused(tmp_path / "data" / "exchpatch.db")

    assert error.key == "storage.directory"
    assert "--data-dir" in sentences(error)


def test_a_folder_without_the_right_to_write_is_refused():
    with _powerless() as folder:
        folder.chmod(0o555)
        os.seteuid(NOBODY)
        try:
            error = _refused(folder / "exchpatch.db")
        finally:
            os.seteuid(0)

    assert error.key == "storage.directory"
    assert "right to write" in sentences(error)


def test_an_existing_file_in_a_folder_without_the_right_to_write_is_refused():
    with _powerless() as folder:
        open_database(folder).close()
        (folder / "exchpatch.db").chmod(0o666)
        folder.chmod(0o555)
        os.seteuid(NOBODY)
        try:
            error = _refused(folder / "exchpatch.db")
        finally:
            os.seteuid(0)

    assert error.key == "storage.directory"
    assert "Permission denied" in sentences(error)


def test_a_write_protected_file_is_refused():
    with _powerless() as folder:
        open_database(folder).close()
        (folder / "exchpatch.db").chmod(0o444)
        os.seteuid(NOBODY)
        try:
            error = _refused(folder / "exchpatch.db")
        finally:
            os.seteuid(0)

    assert error.key == "storage.read_only"
    assert "write-protected" in sentences(error)


def test_a_file_that_becomes_write_protected_is_told_at_the_next_write(tmp_path: Path):
    with open_database(tmp_path) as database:
        database.execute("PRAGMA query_only = ON")

        with pytest.raises(StorageError) as caught:
            ServerStore(database, clock).add(server())

    assert caught.value.key == "storage.read_only"


def test_a_database_that_may_not_grow_keeps_what_was_stored(tmp_path: Path):
    path = tmp_path / "exchpatch.db"
    with open_database(tmp_path) as database:
        history, stored = _filled(database)
        history.save("a1", [result(stored)])
        pages = database.rows("PRAGMA page_count")[0][0]
        database.execute(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(StorageError) as caught:
            history.save("a1", [result(stored)] * 50)

        assert len(history.timeline(stored.id)) == 1
    assert caught.value.key == "storage.full"
    assert "full" in sentences(caught.value)
    assert _names(path) == ["mail.contoso.example"]


def test_a_full_disk_loses_nothing_that_was_reported_as_saved(tmp_path: Path):
    mounted = tmp_path / "small"
    mounted.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(mounted)]
    if os.name == "nt" or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can only be mounted by an administrator on Linux")
    try:
        with open_database(mounted) as database:
            history, stored = _filled(database)
            saved, error = _save_until_refused(history, stored)
        with open_database(mounted) as database:
            kept = len(History(database).timeline(stored.id))
            health = database.rows("PRAGMA integrity_check")[0][0]
    finally:
        subprocess.run(["umount", str(mounted)], check=True)

    assert error is not None
    assert error.key == "storage.full"
    assert 0 < saved == kept
    assert health == "ok"


def _broken_disk(path: Path) -> StorageError:
    broken = sqlite3.OperationalError("disk I/O error")
    broken.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    with pytest.raises(StorageError) as caught, translated(path):
        raise broken
    return caught.value


def test_an_error_of_the_disk_is_told_as_such(tmp_path: Path):
    on_good_disk = _broken_disk(tmp_path / "exchpatch.db")
    on_lost_disk = _broken_disk(tmp_path / "unplugged" / "exchpatch.db")

    assert on_good_disk.key == on_lost_disk.key == "storage.disk"
    assert "Check the disk" in sentences(on_good_disk)


def test_an_error_of_a_disk_without_room_is_told_as_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4096))

    assert _broken_disk(tmp_path / "exchpatch.db").key == "storage.full"


def test_faults_of_the_program_are_not_told_as_faults_of_the_world(tmp_path: Path):
    with open_database(tmp_path) as database, pytest.raises(sqlite3.OperationalError):
        database.rows("SELECT nothing FROM nowhere")
