# SPDX-License-Identifier: MIT
"""What the set-up asks of Debian and Ubuntu, tried with commands of our own in their place."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

from devtools import SetupError, system

pytestmark = pytest.mark.skipif(os.name == "nt", reason="packages of Debian and Ubuntu")


class Machine:
    """A folder of commands that is all of PATH, and what they were called with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._log = folder / "calls"
        for tool in ("env", "true"):
            (folder / tool).symlink_to(str(shutil.which(tool)))

    def add(self, name: str, script: str = "") -> None:
        path = self.folder / name
        log = f"""printf '%s\\n' "{name} $*" >> '{self._log}'"""
        path.write_text(f"#!/bin/sh\n{log}\n{script}\n")
        path.chmod(0o755)

    def add_debian(self, installed: str = "", *, install: str = "") -> None:
        self.add("dpkg-query", f"printf '{installed}'")
        self.add("apt-get", f'case "$*" in *install*) {install or ":"};; esac')

    @property
    def installs(self) -> list[str]:
        """The packages of each installation that was asked for."""
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        mark = "--no-install-recommends "
        return [
            line.partition(mark)[2] for line in lines if line.startswith("apt-get") and mark in line
        ]

    @property
    def commands(self) -> list[str]:
        return [line.partition(" ")[0] for line in self._log.read_text().splitlines()]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return machine


@pytest.fixture
def without_ensurepip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)


def all_but(*missing: str) -> str:
    present = [name for name in system.NEEDS["window"] if name not in missing]
    return "".join(f"installed|{name}|\\n" for name in present)


def test_nothing_is_installed_where_all_is_there(machine: Machine):
    machine.add_debian(all_but())

    system.require_libraries("window")

    assert machine.installs == []


def test_only_what_is_missing_is_installed(machine: Machine):
    machine.add_debian(all_but("libegl1", "libxcb-shape0"))

    system.require_libraries("window")

    assert machine.installs == ["libegl1 libxcb-shape0"]


def test_tests_do_without_what_a_visible_window_needs(machine: Machine):
    machine.add_debian(all_but("libegl1", "libxcb-shape0"))

    system.require_libraries("test")

    assert machine.installs == ["libegl1"]


def test_a_command_that_is_not_in_the_table_needs_nothing(machine: Machine):
    machine.add_debian("")

    system.require_libraries("run")

    assert machine.installs == []


def test_a_removed_package_counts_as_missing(machine: Machine):
    machine.add_debian(all_but("libgl1") + "config-files|libgl1|\\n")

    system.require_libraries("test")

    assert machine.installs == ["libgl1"]


def test_a_renamed_package_counts_under_its_former_name(machine: Machine):
    renamed = "installed|libglib2.0-0t64|libglib2.0-0 (= 2.80.0), libgio-2.0-0\\n"
    machine.add_debian(all_but("libglib2.0-0") + renamed)

    system.require_libraries("test")

    assert machine.installs == []


def test_other_systems_are_trusted(machine: Machine):
    system.require_libraries("window")

    assert machine.installs == []


def test_without_rights_the_command_to_type_is_told(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
):
    machine.add_debian(all_but("libegl1"))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(SetupError, match=r"sudo apt-get install .* libegl1$"):
        system.require_libraries("test")

    assert machine.installs == []


def test_a_sudo_that_asks_for_a_password_is_not_used(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
):
    machine.add_debian(all_but("libegl1"))
    machine.add("sudo", "exit 1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(SetupError, match="type: sudo apt-get"):
        system.require_libraries("test")


def test_a_sudo_that_asks_nothing_is_used(machine: Machine, monkeypatch: pytest.MonkeyPatch):
    machine.add_debian(all_but("libegl1"))
    machine.add("sudo", 'shift; exec "$@"')
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    system.require_libraries("test")

    assert machine.installs == ["libegl1"]
    assert machine.commands.count("sudo") == 3


def test_a_failed_installation_tells_the_command_to_type(machine: Machine):
    machine.add_debian(all_but("libegl1"), install="exit 100")

    with pytest.raises(SetupError, match="could not be installed; type: sudo apt-get"):
        system.require_libraries("test")


def test_a_mirror_out_of_reach_does_not_stop_what_is_cached(machine: Machine):
    machine.add_debian(all_but("libegl1"))
    machine.add("apt-get", 'case "$*" in *update*) exit 100;; esac')

    system.require_libraries("test")

    assert machine.installs == ["libegl1"]


@pytest.mark.usefixtures("without_ensurepip")
def test_debian_keeps_ensurepip_in_a_package_of_its_own(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
):
    machine.add_debian()
    monkeypatch.setattr(system.sys, "version_info", (3, 12, 3))

    system.require_venv()

    assert machine.installs == ["python3.12-venv"]


@pytest.mark.usefixtures("machine", "without_ensurepip")
def test_an_incomplete_python_elsewhere_is_named():
    with pytest.raises(SetupError, match="lacks the module ensurepip"):
        system.require_venv()


def test_a_complete_python_needs_no_package(machine: Machine):
    machine.add_debian()

    system.require_venv()

    assert machine.installs == []


def test_an_old_python_is_told_which_newer_one_is_there(machine: Machine):
    machine.add("python3.12")

    with pytest.raises(SetupError, match=r"3\.10\.12 is too old .*: start it with python3\.12"):
        system.require_python((3, 10, 12))


@pytest.mark.usefixtures("machine")
def test_an_old_python_alone_is_told_to_install_a_newer_one():
    with pytest.raises(SetupError, match=r"install Python 3\.11 or newer first"):
        system.require_python((3, 9, 2))


def test_this_python_is_new_enough():
    system.require_python()

    assert system.OLDEST_PYTHON == (3, 11)
