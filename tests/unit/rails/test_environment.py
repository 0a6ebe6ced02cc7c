# SPDX-License-Identifier: MIT
"""The virtual environment is made once, whole or not at all, and by one process at a time."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from devtools import SetupError, environment
from devtools.environment import Environment

TOOLS = Path(environment.__file__).parents[1]


class Checkout:
    """A checkout whose environment is made of nothing but notes of what was asked for.

    Attributes:
        made: ``venv`` for a new environment, then the last word of each command.
        fail_at: The word that ends in failure, or empty.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.made: list[str] = []
        self.fail_at = ""
        (root / "installer").mkdir()
        self.write("installer/requirements-dev.lock", "typst==0.15.2")
        self.write("pyproject.toml", "[project]")

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text)

    def prepare(self) -> list[str]:
        """Prepare it and give what that took."""
        self.made.clear()
        Environment(self.root).prepare()
        return list(self.made)

    def note(self, word: str) -> int:
        self.made.append(word)
        return int(word == self.fail_at)


FIRST_START = "from exchpatch_gui.viewmodels.interpreter import hurry; hurry()"
COMPILED = ["exchpatch_gui", FIRST_START]
WHOLE = ["venv", "requirements-dev.lock", "checkout", *COMPILED]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    root = tmp_path / "checkout"
    root.mkdir()
    fake = Checkout(root)

    def create(folder: Path, **_options: bool) -> None:
        folder.mkdir()
        fake.note("venv")

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, fake.note(Path(command[-1]).name))

    monkeypatch.setattr(venv, "create", create)
    monkeypatch.setattr(environment.subprocess, "run", run)
    return fake


def test_a_fresh_checkout_gets_everything(checkout: Checkout):
    assert checkout.prepare() == WHOLE


def test_nothing_is_repeated_while_nothing_changes(checkout: Checkout):
    checkout.prepare()

    assert checkout.prepare() == []


def test_a_changed_lock_file_makes_a_new_environment(checkout: Checkout):
    checkout.prepare()
    (checkout.root / ".venv" / "leftover").touch()
    checkout.write("installer/requirements-dev.lock", "typst==0.16.0")

    assert checkout.prepare() == WHOLE
    assert not (checkout.root / ".venv" / "leftover").exists()


def test_changed_metadata_installs_the_project_again_and_nothing_else(checkout: Checkout):
    checkout.prepare()
    checkout.write("pyproject.toml", "[project.scripts]")

    assert checkout.prepare() == ["checkout", *COMPILED]


def test_another_interpreter_makes_a_new_environment(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
):
    checkout.prepare()
    monkeypatch.setattr(sys, "version", "3.14.1")

    assert checkout.prepare() == WHOLE


def test_a_checkout_that_moved_gets_a_new_environment(checkout: Checkout):
    checkout.prepare()
    checkout.root = checkout.root.rename(checkout.root.with_name("moved"))

    assert checkout.prepare() == ["venv", "requirements-dev.lock", "moved", *COMPILED]


def test_an_environment_left_half_made_is_made_anew(checkout: Checkout):
    checkout.fail_at = "requirements-dev.lock"
    with pytest.raises(SetupError, match="pip could not install"):
        checkout.prepare()
    checkout.fail_at = ""

    assert checkout.prepare() == WHOLE


def test_a_failed_last_step_is_all_that_is_repeated(checkout: Checkout):
    checkout.fail_at = "checkout"
    with pytest.raises(SetupError):
        checkout.prepare()
    checkout.fail_at = ""

    assert checkout.prepare() == ["checkout", *COMPILED]


def test_a_damaged_stamp_makes_a_new_environment(checkout: Checkout):
    checkout.prepare()
    (checkout.root / ".venv" / "exchpatch-stamp").write_bytes(b"\xff\x00")

    assert checkout.prepare() == WHOLE


def test_a_file_in_the_way_is_named(checkout: Checkout):
    checkout.write(".venv", "")

    with pytest.raises(SetupError, match=r"\.venv is in the way: remove it"):
        checkout.prepare()


def test_a_folder_that_cannot_be_written_is_told(checkout: Checkout):
    checkout.write("build", "a file where a folder should be")

    with pytest.raises(SetupError, match="check that this folder can be written to"):
        checkout.prepare()


def test_a_second_process_waits_for_the_first(tmp_path: Path):
    lock = tmp_path / "setup.lock"
    script = f"""
import sys
sys.path.insert(0, {str(TOOLS)!r})
from pathlib import Path
from devtools.environment import exclusive
with exclusive(Path({str(lock)!r})):
    print("through", flush=True)
"""

    with environment.exclusive(lock):
        second = subprocess.Popen(
            [sys.executable, "-c", script],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert second.stderr is not None
        said = second.stderr.readline()
        still_waiting = second.poll() is None
    output, _ = second.communicate(timeout=30)

    assert "waiting" in said
    assert still_waiting
    assert output == "through\n"


def test_commands_lie_where_the_system_puts_them(tmp_path: Path):
    script = Environment(tmp_path).script("lint-imports").relative_to(tmp_path / ".venv")

    expected = "Scripts/lint-imports.exe" if os.name == "nt" else "bin/lint-imports"
    assert script.as_posix() == expected
