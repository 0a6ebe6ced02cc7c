# SPDX-License-Identifier: MIT
"""The virtual environment: made from the lock file, once, whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from devtools import ROOT, SetupError, system

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = Path("installer", "requirements-dev.lock")


class Environment:
    """The virtual environment of one checkout.

    A stamp in it says from which files each of its two parts, the locked packages and the project
    itself, was made. It is written after a part is complete, so a part that was left half-made
    is made anew.
    """

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.folder = root / ".venv"
        self._stamp = self.folder / "exchpatch-stamp"

    @property
    def python(self) -> Path:
        """The interpreter in it."""
        return self.script("python")

    def script(self, name: str) -> Path:
        """Give the path of a command in it."""
        if os.name == "nt":
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name

    @property
    def is_current(self) -> bool:
        """Whether it is complete and made from the files as they are now."""
        return self._made_from() == [self._locked(), self._project()]

    def prepare(self) -> None:
        """Make it, or bring it up to date, or leave it alone if it is current.

        Raises:
            SetupError: It can't be made here.
        """
        if self.is_current:
            return
        try:
            with exclusive(self.root / "build" / "setup.lock"):
                if not self.is_current:
                    self._bring_up_to_date()
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetupError(
                f"{self.folder} can't be made ({error}): close what runs from it, check that this "
                "folder can be written to, and try again."
            ) from error

    def _bring_up_to_date(self) -> None:
        locked, project = self._locked(), self._project()
        if self._made_from()[:1] != [locked]:
            self._make()
        self._stamp.write_text(f"{locked}\n", encoding="ascii")
        self._pip("--no-deps", "--no-build-isolation", "--editable", str(self.root))
        self._compile()
        self._stamp.write_text(f"{locked}\n{project}\n", encoding="ascii")

    def _make(self) -> None:
        system.require_venv()
        print("Making .venv from the lock file; this happens once.", file=sys.stderr, flush=True)
        if self.folder.is_symlink() or self.folder.is_file():
            raise SetupError(f"{self.folder} is in the way: remove it.")
        if self.folder.exists():
            self._stamp.unlink(missing_ok=True)
            shutil.rmtree(self.folder)
        venv.create(self.folder, with_pip=True, symlinks=os.name != "nt")
        self._pip("--require-hashes", "--requirement", str(self.root / LOCK))

    def _pip(self, *arguments: str) -> None:
        pip = [str(self.python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        # Standard output belongs to the command that comes after the set-up.
        done = subprocess.run([*pip, *arguments], stdout=sys.stderr, check=False)
        if done.returncode:
            raise SetupError("pip could not install the dependencies: its own words stand above.")

    def _compile(self) -> None:
        """Compile the program, as pip does with whatever it installs other than editable.

        Where PYTHONDONTWRITEBYTECODE is set, each start would compile it anew and take twice as
        long. What can't be compiled says so when it is started.
        """
        compiling = [str(self.python), "-m", "compileall", "-q", str(self.root / "exchpatch_gui")]
        subprocess.run(compiling, stdout=sys.stderr, check=False)
        # What PySide carries as text is compiled, and kept, by a process that imports it.
        hurrying = "from exchpatch_gui.viewmodels.interpreter import hurry; hurry()"
        writing = {key: one for key, one in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        starting = [str(self.python), "-c", hurrying]
        subprocess.run(starting, cwd=self.root, env=writing, stdout=sys.stderr, check=False)

    def _made_from(self) -> list[str]:
        try:
            return self._stamp.read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return []

    def _locked(self) -> str:
        """Identify what the packages depend on: lock file, interpreter and place."""
        interpreter = f"{sys.version}\n{sys.base_prefix}\n{self.folder}"
        return _digest((self.root / LOCK).read_bytes() + interpreter.encode())

    def _project(self) -> str:
        """Identify what the project's own metadata depends on."""
        return _digest((self.root / "pyproject.toml").read_bytes())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Let one process at a time through; the others wait. The system frees it if we die."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if not _try_to_hold(file):
            print("Another command is setting up here: waiting for it.", file=sys.stderr)
            _hold(file)
        yield


if sys.platform == "win32":

    def _try_to_hold(file: IO[bytes], mode: int = msvcrt.LK_NBLCK) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), mode, 1)
        except OSError:
            return False
        return True

    def _hold(file: IO[bytes]) -> None:
        # LK_LOCK gives up after ten seconds of waiting.
        while not _try_to_hold(file, msvcrt.LK_LOCK):
            continue

else:

    def _try_to_hold(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _hold(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
