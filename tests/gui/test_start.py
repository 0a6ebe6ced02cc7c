# SPDX-License-Identifier: MIT
"""The window from the start of the process to its end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exchpatch_gui import app
from exchpatch_gui.__main__ import wants_window
from exchpatch_gui.app import Program
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.demo.fleet import DemoFleet
from exchpatch_gui.services.clock import utc_now
from exchpatch_gui.services.workspace import Workspace
from tests.gui.surrounded import QUIET_PLATFORM

pytestmark = QUIET_PLATFORM
STARTS = 10
_SLOW = 0.15
_LIMIT_SECONDS = 60
_HEAVY = {"asyncio", "cryptography", "jinja2", "msgspec", "requests", "typst", "urllib3"}
_MODULES = """
import json, os, sys
import exchpatch_gui.app as app
end = os._exit
def ended(code):
    print(json.dumps([code, sorted(sys.modules)]))
    sys.stdout.flush()
    end(code)
os._exit = ended
import exchpatch_gui.__main__ as start
start.main()
"""


def started(*arguments: str, data_dir: Path, code: str = "") -> subprocess.CompletedProcess[str]:
    """Start the program so that it ends after its first frame."""
    how = ("-c", code) if code else ("-m", "exchpatch_gui")
    return subprocess.run(
        [sys.executable, *how, "--data-dir", str(data_dir), *arguments],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "EXCHPATCH_EXIT_AFTER_PAINT": "1"},
        capture_output=True,
        text=True,
        timeout=_LIMIT_SECONDS,
        check=False,
    )


@pytest.mark.parametrize("arguments", [(), ("--demo",)], ids=["list", "demo"])
def test_the_process_ends_after_its_first_frame_if_asked_to(tmp_path: Path, arguments):
    done = started(*arguments, data_dir=tmp_path)

    said = [one for one in done.stderr.splitlines() if "does not support" not in one]
    assert (done.returncode, done.stdout, said) == (0, "", [])


def test_nothing_heavy_is_loaded_before_the_first_frame(tmp_path: Path):
    with_servers(tmp_path)

    done = started(data_dir=tmp_path, code=_MODULES)

    code, modules = json.loads(done.stdout)
    assert code == 0
    assert _HEAVY.intersection(modules) == set()
    assert "exchpatch_gui.engine.runner" not in modules
    assert "exchpatch_gui.views.welcome" not in modules


def test_a_data_directory_that_can_not_be_used_is_said_in_a_dialog(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "exchpatch.db").write_bytes(b"no database at all, but something else entirely")
    told = []
    monkeypatch.setattr(app, "Application", lambda _arguments: qapp)
    monkeypatch.setattr(app, "_tell_and_end", lambda _app, error: told.append(error) or 73)

    assert app.run(["--data-dir", str(tmp_path)]) == 73

    assert told[0].key == "storage.not_a_database"


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--demo"], True),
        (["--data-dir", "x"], True),
        (["--data-dir=x", "--demo"], True),
        (["--data-dir"], False),
        (["check", "mail.contoso.example"], False),
        (["demo"], False),
        (["--version"], False),
        (["--demo", "check"], False),
    ],
)
def test_without_a_command_the_window_is_meant(arguments: list[str], window: bool):  # noqa: FBT001
    assert wants_window(arguments) is window


def test_ten_starts_and_ends_during_a_check_lose_no_result(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("exchpatch_gui.viewmodels.interrupts.quit_on_interrupt", lambda _app: None)
    monkeypatch.setattr("exchpatch_gui.logs.configure", lambda _file, **_named: None)
    told = 0

    def count(results) -> None:
        nonlocal told
        told += len(results)

    with DemoFleet.start(utc_now(), latency=_SLOW) as fleet:
        with_servers(tmp_path, *(str(one.target) for one in fleet.servers))
        for number in range(STARTS):
            program = Program(qapp, Workspace.open(AppPaths(tmp_path)))
            program.start()
            qtbot.waitUntil(lambda one=program: one.desk.is_warm)
            program.desk.runs.results_arrived.connect(count)
            assert program.desk.check_all()
            if number % 2:
                qtbot.waitUntil(lambda before=told: told > before, timeout=_LIMIT_SECONDS * 500)
            program.shut_down()
            for one in (program.window, program):
                shiboken6.delete(one)

    workspace = Workspace.open(AppPaths(tmp_path))
    runs = workspace.history.runs()
    kept = sum(len(workspace.timeline(one.id)) for one in workspace.servers())
    workspace.close()
    assert len(runs) == STARTS
    assert kept == told


def with_servers(folder: Path, *targets: str) -> None:
    """Put servers into the list of a data directory."""
    workspace = Workspace.open(AppPaths(folder))
    for target in targets or ("127.0.0.1:1", "127.0.0.1:2"):
        workspace.inventory.add(target)
    workspace.close()
