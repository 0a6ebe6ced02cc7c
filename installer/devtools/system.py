# SPDX-License-Identifier: MIT
"""The operating system's part: the packages of Debian and Ubuntu that a command needs."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys

from devtools import SetupError

OLDEST_PYTHON = (3, 11)
_NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")

QT = ("libegl1", "libgl1", "libfontconfig1", "libdbus-1-3", "libxkbcommon0", "libglib2.0-0")
QT_WINDOW = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
)
# Which of them a command needs; a command that isn't named here needs none.
NEEDS = {"window": QT + QT_WINDOW, "test": QT}


def require_python(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    """Refuse an interpreter that is too old, and name a newer one if this machine has it.

    Raises:
        SetupError: It is older than ``OLDEST_PYTHON``.
    """
    if version >= OLDEST_PYTHON:
        return
    newer = next((name for name in _NEWER_PYTHONS if shutil.which(name)), None)
    way = f"start it with {newer} instead" if newer else "install Python 3.11 or newer first"
    raise SetupError(f"Python {'.'.join(map(str, version))} is too old for ExchPatch: {way}.")


def require_venv() -> None:
    """Make sure that this interpreter can make a virtual environment with pip in it.

    Debian and Ubuntu keep that in a package of its own.

    Raises:
        SetupError: It can't, and the package can't be installed from here.
    """
    if importlib.util.find_spec("ensurepip"):
        return
    if not _has_apt():
        raise SetupError(f"{sys.executable} lacks the module ensurepip: use a complete Python.")
    install([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"])
    importlib.invalidate_caches()


def require_libraries(need: str) -> None:
    """Install what ``NEEDS`` lists and Debian or Ubuntu lacks; elsewhere, trust the system.

    Raises:
        SetupError: Something is missing and can't be installed from here.
    """
    wanted = NEEDS.get(need, ())
    if not wanted or not _has_apt():
        return
    if missing := sorted(set(wanted) - _installed()):
        install(missing)


def install(packages: list[str]) -> None:
    """Install packages of the distribution, as root or through a sudo that asks nothing.

    Raises:
        SetupError: Neither is to be had, or it failed; the message is the command to type.
    """
    names = " ".join(packages)
    by_hand = f"sudo apt-get update && sudo apt-get install --no-install-recommends {names}"
    prefix = _root_prefix()
    if prefix is None:
        raise SetupError(f"This needs system packages; type: {by_hand}")
    print(f"Installing system packages: {names}", file=sys.stderr, flush=True)
    apt = [*prefix, "apt-get", "-qq", "-y", "-o", "DPkg::Lock::Timeout=300"]
    # A mirror that is out of reach fails the first; the second says whether that matters.
    subprocess.run([*apt, "update"], stdout=sys.stderr, check=False)
    done = subprocess.run(
        [*apt, "install", "--no-install-recommends", *packages], stdout=sys.stderr, check=False
    )
    if done.returncode:
        raise SetupError(f"The system packages could not be installed; type: {by_hand}")


def _has_apt() -> bool:
    return bool(shutil.which("apt-get") and shutil.which("dpkg-query"))


def _installed() -> set[str]:
    """Give the names of all installed packages, and the names they stand in for."""
    listing = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}|${Package}|${Provides}\n"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    names = set()
    for line in listing.splitlines():
        status, package, provides = line.split("|", 2)
        if status == "installed":
            names.add(package)
            names.update(one.split("(")[0].strip() for one in provides.split(","))
    return names


def _root_prefix() -> list[str] | None:
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.name == "posix" and os.geteuid() == 0:
        return quiet
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return None if asked.returncode else ["sudo", "-n", *quiet]
