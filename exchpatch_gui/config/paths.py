# SPDX-License-Identifier: MIT
"""Where state lives: one data directory, nothing elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.errors import StorageError

DATA_DIR_VARIABLE = "EXCHPATCH_DATA_DIR"
_PROGRAM = "ExchPatch"


@dataclass(frozen=True, slots=True)
class AppPaths:
    """The places of one data directory; nothing is created by naming them."""

    data_dir: Path

    @classmethod
    def choose(cls, option: str | None, environment: Mapping[str, str] = os.environ) -> AppPaths:
        """Take ``--data-dir``, else the environment's, else the operating system's place."""
        named = option or environment.get(DATA_DIR_VARIABLE)
        if named:
            return cls(Path(named).expanduser().absolute())
        return cls(_place_of_the_system(environment))

    def make(self) -> None:
        """Make the data directory, for its owner only.

        Raises:
            StorageError: ``storage.directory``.
        """
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise StorageError(
                "storage.directory", path=str(self.data_dir), reason=reason
            ) from error

    @property
    def database(self) -> Path:
        """The one SQLite file."""
        return self.data_dir / "exchpatch.db"

    @property
    def imported_catalogue(self) -> Path:
        """A catalogue brought by the user; judged by if it is newer than the shipped one."""
        return self.data_dir / "catalogue.json"

    @property
    def log_file(self) -> Path:
        """The rotating log."""
        return self.data_dir / "logs" / "exchpatch.log"

    @property
    def settings(self) -> Path:
        """What the user has chosen in the window."""
        return self.data_dir / "settings.json"


def _place_of_the_system(environment: Mapping[str, str]) -> Path:
    """Give the operating system's place for the data of a user's programs.

    Elsewhere than on Windows and macOS that is said by the XDG Base Directory Specification.
    platformdirs follows it too, but takes a twentieth of the time of a look-up to load.
    """
    if sys.platform in {"win32", "darwin"}:
        from platformdirs import user_data_path  # noqa: PLC0415 (see above)

        return user_data_path(_PROGRAM, appauthor=False)
    named = environment.get("XDG_DATA_HOME", "")
    home = Path(named) if named.startswith("/") else Path.home() / ".local" / "share"
    return home / _PROGRAM
