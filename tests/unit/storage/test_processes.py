# SPDX-License-Identifier: MIT
"""Several processes with one file, and processes that die while they write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.history import History
from exchpatch_gui.storage.servers import ServerStore
from tests.unit.storage.samples import clock, open_database, run, server

ROOT = Path(__file__).resolve().parents[3]
_SAVE_FOR_EVER = """
import sys
from datetime import timedelta
from pathlib import Path
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.history import History
from exchpatch_gui.storage.servers import ServerStore
from tests.unit.storage.samples import NOW, clock, result

with Database.open(Path(sys.argv[1])) as database:
    (stored,) = ServerStore(database, clock).all()
    history = History(database, kept_details=3)
    for number in range(int(sys.argv[2]), int(sys.argv[2]) + 1_000_000):
        at = NOW + timedelta(seconds=number)
        history.save("a1", [result(stored, at)])
        print(at.isoformat(), flush=True)
"""
_ADD_SERVERS = """
import sys
from pathlib import Path
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.servers import ServerStore
from tests.unit.storage.samples import clock, server

sys.stdin.readline()
with Database.open(Path(sys.argv[1]), patience=30) as database:
    store = ServerStore(database, clock)
    for number in range(int(sys.argv[3])):
        store.add(server(f"mail{number}.{sys.argv[2]}.example"))
"""


def _start(script: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe, stderr=pipe)


def _prepare(folder: Path) -> Path:
    with open_database(folder) as database:
        ServerStore(database, clock).add(server())
        History(database).begin(run())
    return folder / "exchpatch.db"


def _kill_after(path: Path, saves: int, first: int) -> list[str]:
    """Let a process save, kill it in the midst of it, and give what it reported as saved."""
    with _start(_SAVE_FOR_EVER, str(path), str(first)) as process:
        assert process.stdout is not None
        reported = [process.stdout.readline().strip() for _ in range(saves)]
        process.kill()
        rest = process.stdout.read().splitlines(keepends=True)
    return reported + [line.strip() for line in rest if line.endswith("\n")]


def test_a_kill_in_mid_write_loses_nothing_that_was_reported_as_saved(tmp_path: Path):
    path = _prepare(tmp_path)
    reported: list[str] = []

    for saves in (1, 2, 7, 30, 61):
        reported += _kill_after(path, saves, first=len(reported) + 1000 * saves)

    with Database.open(path) as database:
        (latest,) = History(database).latest()
        judged = History(database).judged(latest)
        stored = {one.at.isoformat() for one in History(database).timeline(latest.server.id)}
        health = database.rows("PRAGMA integrity_check")[0][0]
    assert len(reported) >= 101
    assert stored >= set(reported)
    assert health == "ok"
    assert judged is not None
    assert latest.observations


@pytest.mark.parametrize("attempt", range(4))
def test_processes_that_open_a_new_file_and_write_at_once_lose_nothing(
    tmp_path: Path, attempt: int
):
    path = tmp_path / str(attempt) / "exchpatch.db"
    companies = ("contoso", "fabrikam", "adatum", "northwind", "tailspin", "wingtip")

    processes = [_start(_ADD_SERVERS, str(path), name, "15") for name in companies]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("now\n")
        process.stdin.flush()
    ends = [(process.communicate()[1], process.returncode) for process in processes]

    assert ends == [("", 0)] * len(companies)
    with Database.open(path) as database:
        hosts = {one.target.host for one in ServerStore(database, clock).all()}
    assert hosts == {f"mail{number}.{name}.example" for number in range(15) for name in companies}
