# SPDX-License-Identifier: MIT
"""The commands of ``installer/dev.py`` and how they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from devtools import ROOT, SetupError, system
from devtools.environment import Environment

EXIT_USAGE = 64
EXIT_UNAVAILABLE = 69
EXIT_INTERRUPTED = 130

_WINDOW_FLAGS = ("--demo", "--in-background")

_OVERALL_COVERAGE = 90
# What judges is covered without a gap, lines and branches.
_COVERED_WHOLE = ("domain", "catalogue", "identity", "checks", "upkeep")

_USAGE = """\
usage: dev.py COMMAND [ARGUMENT...]

Every command sets up what it needs first: .venv from the lock file and, on Debian
and Ubuntu, the few system libraries of the window.

  run [ARGUMENT...]    start ExchPatch; what follows is its own command line
  test [ARGUMENT...]   lint, types, layers, tests, coverage; with arguments only pytest
  bench [ARGUMENT...]  the benchmarks, as ratios
  screenshots [FOLDER] pictures of the window in every state, in build/screenshots;
                       with --docs those of the documentation are made anew
  docs                 write docs/checks.md and other tables and pictures from the code
  lock [ARGUMENT...]   make the lock files from pyproject.toml; --upgrade takes newer releases
  setup                set up and do nothing else

Example: python3 installer/dev.py run demo --pdf demo.pdf
"""


def main(arguments: Sequence[str]) -> int:
    """Carry out one command and give its exit code."""
    command, rest = (arguments[0], list(arguments[1:])) if arguments else ("", [])
    if command in {"-h", "--help", "help"}:
        print(_USAGE, end="")
        return 0
    if command not in _COMMANDS:
        print(_USAGE, end="", file=sys.stderr)
        return EXIT_USAGE
    try:
        system.require_python()
        return _COMMANDS[command](rest)
    except SetupError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return EXIT_UNAVAILABLE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def opens_window(arguments: Sequence[str]) -> bool:
    """Tell whether ExchPatch, started with these arguments, is the window and not a command."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--data-dir":
            next(rest, None)
        elif argument not in _WINDOW_FLAGS and not argument.startswith("--data-dir="):
            return False
    return True


def _run(arguments: Sequence[str]) -> int:
    if opens_window(arguments):
        system.require_libraries("window")
    environment = _prepared()
    return _become([str(environment.python), "-m", "exchpatch_gui", *arguments])


def _test(arguments: Sequence[str]) -> int:
    system.require_libraries("test")
    environment = _prepared()
    if arguments:
        return _call([str(environment.python), "-m", "pytest", *arguments])
    # Tests that crash leave no figures; those of an earlier run must not stand in for them.
    _call([str(environment.python), "-m", "coverage", "erase"])
    outcomes = [(gate.name, _call(gate.command)) for gate in gates(environment)]
    for name, code in outcomes:
        print(f"{name:<18} {f'FAILED (exit code {code})' if code else 'passed'}")
    return next((code for _, code in outcomes if code), 0)


class Gate(NamedTuple):
    """One thing that has to hold before a change lands."""

    name: str
    command: list[str]


def gates(environment: Environment) -> tuple[Gate, ...]:
    """Give all of them, in order; a later one runs even if an earlier one fails."""
    python = [str(environment.python), "-m"]
    whole = ",".join(f"exchpatch_gui/{package}/*" for package in _COVERED_WHOLE)
    return (
        Gate("lint", [*python, "ruff", "check", "."]),
        Gate("format", [*python, "ruff", "format", "--check", "."]),
        Gate("types", [*python, "mypy"]),
        Gate("layers", [str(environment.script("lint-imports"))]),
        Gate("tests", [*python, "coverage", "run", "-m", "pytest"]),
        Gate("coverage", [*python, "coverage", "report", f"--fail-under={_OVERALL_COVERAGE}"]),
        Gate(
            "coverage, judging",
            [*python, "coverage", "report", f"--include={whole}", "--fail-under=100"],
        ),
    )


def _bench(arguments: Sequence[str]) -> int:
    return _call([str(_prepared().python), "-m", "tests.bench", *arguments])


def _screenshots(arguments: Sequence[str]) -> int:
    system.require_libraries("test")
    python = str(_prepared().python)
    where = [one if one.startswith("--") else str(Path(one).absolute()) for one in arguments]
    return _call([python, "-m", "devtools.screenshots", *where], folder=ROOT / "installer")


def _docs(_arguments: Sequence[str]) -> int:
    python, tools = str(_prepared().python), ROOT / "installer"
    made = [
        _call([python, "-m", f"devtools.{module}"], folder=tools)
        for module in ("reference", "setup_reference", "picture")
    ]
    return max(made)


def _lock(arguments: Sequence[str]) -> int:
    python = str(_prepared().python)
    compile_command = [
        *(python, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"),
        *("--universal", "--python-version=3.11", "--generate-hashes", "--no-emit-index-url"),
        "--custom-compile-command=python3 installer/dev.py lock",
        *arguments,
    ]
    release = "--output-file=installer/requirements.lock"
    if code := _call([*compile_command, release]):
        return code
    everything = "--output-file=installer/requirements-dev.lock"
    same_release = "--constraint=installer/requirements.lock"
    return _call([*compile_command, "--group=dev", same_release, everything])


def _setup(_arguments: Sequence[str]) -> int:
    system.require_libraries("test")
    _prepared()
    return 0


_COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": _run,
    "test": _test,
    "bench": _bench,
    "screenshots": _screenshots,
    "docs": _docs,
    "lock": _lock,
    "setup": _setup,
}


def _prepared() -> Environment:
    environment = Environment()
    environment.prepare()
    return environment


def _call(command: Sequence[str], *, folder: Path = ROOT) -> int:
    """Run a tool to its end and give its exit code; death by a signal counts as a shell does."""
    sys.stdout.flush()
    code = subprocess.run(command, cwd=folder, check=False).returncode
    return code if code >= 0 else 128 - code


def _become(command: list[str]) -> int:
    """Hand the terminal, Ctrl-C and the exit code over to a program."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    # Windows has no exec that the shell waits for. The program answers Ctrl-C itself, and we wait.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.run(command, check=False).returncode
