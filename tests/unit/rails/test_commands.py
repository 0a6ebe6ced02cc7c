# SPDX-License-Identifier: MIT
"""What ``installer/dev.py`` starts for each command, and with which exit code it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devtools import ROOT, SetupError, commands, system
from devtools.environment import Environment

DEV = ROOT / "installer" / "dev.py"


class Bench:
    """Stands in for everything that a command starts.

    Attributes:
        libraries: The needs that were asked of the system.
        started: The command lines, without the interpreter.
        codes: Exit codes by a word in the command line; 0 for all others.
    """

    def __init__(self) -> None:
        self.libraries: list[str] = []
        self.started: list[str] = []
        self.codes: dict[str, int] = {}

    def start(self, command: list[str]) -> int:
        self.started.append(" ".join(command[1:]))
        return next((code for word, code in self.codes.items() if word in " ".join(command)), 0)


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    fake = Bench()

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, fake.start(command))

    def execute(_path: str, command: list[str]) -> None:
        raise SystemExit(fake.start(command))

    monkeypatch.setattr(system, "require_libraries", fake.libraries.append)
    monkeypatch.setattr(Environment, "prepare", lambda _self: None)
    monkeypatch.setattr(commands.subprocess, "run", run)
    monkeypatch.setattr(os, "execv", execute)
    return fake


def exit_code(*arguments: str) -> int:
    try:
        return commands.main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)


def test_run_passes_everything_on_and_gives_the_programs_exit_code(bench: Bench):
    bench.codes = {"exchpatch_gui": 2}

    code = exit_code("run", "check", "mail.contoso.example", "--json", "-")

    assert code == 2
    assert bench.started == ["-m exchpatch_gui check mail.contoso.example --json -"]


@pytest.mark.parametrize(
    "arguments",
    [(), ("--demo",), ("--data-dir", "servers"), ("--demo", "--data-dir=servers")],
)
def test_the_window_needs_system_libraries(bench: Bench, arguments: tuple[str, ...]):
    exit_code("run", *arguments)

    assert bench.libraries == ["window"]


@pytest.mark.parametrize(
    "arguments",
    [("demo", "--pdf", "demo.pdf"), ("--data-dir", "x", "servers", "list"), ("--help",)],
)
def test_a_command_needs_no_system_libraries(bench: Bench, arguments: tuple[str, ...]):
    exit_code("run", *arguments)

    assert bench.libraries == []


def test_test_runs_every_gate_and_fails_with_the_first_that_failed(
    bench: Bench, capsys: pytest.CaptureFixture[str]
):
    bench.codes = {"mypy": 1, "pytest": 3}

    code = exit_code("test")

    assert code == 1
    assert bench.started[0] == "-m coverage erase"
    assert len(bench.started) == 1 + len(commands.gates(Environment()))
    said = capsys.readouterr().out
    assert "types              FAILED (exit code 1)" in said
    assert "tests              FAILED (exit code 3)" in said
    assert "layers             passed" in said


def test_test_passes_when_every_gate_does(bench: Bench):
    assert exit_code("test") == 0
    assert bench.libraries == ["test"]


def test_test_with_arguments_is_pytest_alone(bench: Bench):
    exit_code("test", "tests/unit/rails", "-x")

    assert bench.started == ["-m pytest tests/unit/rails -x"]


def test_pictures_go_where_they_are_wanted(bench: Bench, tmp_path: Path):
    assert exit_code("screenshots", str(tmp_path), "--docs") == 0

    assert bench.libraries == ["test"]
    assert bench.started == [f"-m devtools.screenshots {tmp_path} --docs"]


def test_what_judges_is_to_be_covered_whole():
    gate = next(one for one in commands.gates(Environment()) if one.name == "coverage, judging")

    include = next(one for one in gate.command if one.startswith("--include="))
    for package in include.removeprefix("--include=").split(","):
        assert (ROOT / package).parent.is_dir()
    assert "--fail-under=100" in gate.command


def test_lock_makes_the_release_first_and_holds_the_other_to_it(bench: Bench):
    assert exit_code("lock", "--upgrade") == 0

    release, everything = bench.started
    assert release.endswith("--upgrade --output-file=installer/requirements.lock")
    assert "--group=dev --constraint=installer/requirements.lock" in everything


def test_lock_stops_when_the_release_has_no_solution(bench: Bench):
    bench.codes = {"requirements.lock": 1}

    assert exit_code("lock") == 1
    assert len(bench.started) == 1


@pytest.mark.parametrize(
    ("command", "started"),
    [
        ("bench", ["-m tests.bench --quick"]),
        ("docs", ["-m devtools.reference", "-m devtools.setup_reference", "-m devtools.picture"]),
        ("setup", []),
    ],
)
def test_the_other_commands_start_their_module(bench: Bench, command: str, started: list[str]):
    assert exit_code(command, "--quick") == 0
    assert bench.started == started


def test_death_by_a_signal_counts_as_in_a_shell(bench: Bench):
    bench.codes = {"tests.bench": -9}

    assert exit_code("bench") == 137


def test_what_is_missing_is_told_in_one_line(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def refuse(_self: Environment) -> None:
        raise SetupError("This needs system packages; type: sudo apt-get install x")

    monkeypatch.setattr(Environment, "prepare", refuse)

    code = exit_code("run", "demo")

    assert code == commands.EXIT_UNAVAILABLE
    assert capsys.readouterr().err == (
        "dev.py: This needs system packages; type: sudo apt-get install x\n"
    )
    assert bench.started == []


def test_ctrl_c_during_the_set_up_ends_quietly(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    def interrupt(_self: Environment) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Environment, "prepare", interrupt)

    assert exit_code("setup") == commands.EXIT_INTERRUPTED
    assert bench.started == []


def test_windows_waits_for_the_program(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    ignored: list[object] = []
    monkeypatch.setattr(commands.os, "name", "nt")
    monkeypatch.setattr(commands.signal, "signal", lambda *arguments: ignored.append(arguments))
    bench.codes = {"exchpatch_gui": 3}

    assert commands._become(["python.exe", "-m", "exchpatch_gui"]) == 3
    assert len(ignored) == 1


@pytest.mark.parametrize(("arguments", "code"), [((), 64), (("tset",), 64), (("--help",), 0)])
def test_usage_is_shown_without_any_set_up(tmp_path: Path, arguments: tuple[str, ...], code: int):
    done = subprocess.run(
        [sys.executable, str(DEV), *arguments],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )

    assert done.returncode == code
    shown = done.stdout if code == 0 else done.stderr
    assert "Example: python3 installer/dev.py run demo --pdf demo.pdf" in shown
    assert list(tmp_path.iterdir()) == []
