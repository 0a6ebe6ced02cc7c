# SPDX-License-Identifier: MIT
"""Starting with the user's sign-in, by choice: one way for each operating system."""

from __future__ import annotations

import plistlib
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol
from xml.parsers.expat import ExpatError

from exchpatch_gui.errors import OutputError
from exchpatch_gui.files import write_whole
from exchpatch_gui.services.run_key import RunKey, WindowsRegistry

IN_BACKGROUND = "--in-background"
"""Starts without showing the window."""
_NAME = "ExchPatch"
_ENTRY = "exchpatch"
_LABEL = "org.exchpatch.gui"


class Autostart(Protocol):
    """Whether the program starts with the user's sign-in."""

    def is_enabled(self) -> bool:
        """Tell whether it does."""

    def enable(self) -> None:
        """Let it.

        Raises:
            OutputError: The system's list can't be written.
        """

    def disable(self) -> None:
        """Let it no more; nothing happens if it does not.

        Raises:
            OutputError: The system's list can't be written.
        """


class DesktopEntry:
    """A file in the autostart folder of Linux desktops (freedesktop.org, Autostart 0.5).

    Args:
        folder: ``~/.config/autostart``, or below ``XDG_CONFIG_HOME``.
        command: What is started.
    """

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._file = folder / f"{_ENTRY}.desktop"
        self._command = command

    def is_enabled(self) -> bool:
        """Tell whether the file is there and not switched off by the desktop."""
        try:
            text = self._file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        pairs = (line.partition("=") for line in text.splitlines())
        values = {key.strip(): value.strip().lower() for key, _, value in pairs}
        hidden = values.get("Hidden") == "true"
        return not hidden and values.get("X-GNOME-Autostart-enabled") != "false"

    def enable(self) -> None:
        """Write the file."""
        lines = (
            "[Desktop Entry]",
            "Type=Application",
            f"Name={_NAME}",
            f"Exec={desktop_command(self._command)}",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
        )
        _write(self._file, "\n".join(lines) + "\n")

    def disable(self) -> None:
        """Remove the file."""
        _remove(self._file)


class LaunchAgent:
    """A property list that launchd of macOS reads at sign-in (launchd.plist(5)).

    Args:
        folder: ``~/Library/LaunchAgents``.
        command: What is started.
    """

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._file = folder / f"{_LABEL}.plist"
        self._command = command

    def is_enabled(self) -> bool:
        """Tell whether the list is there and says that it runs at load."""
        try:
            document = plistlib.loads(self._file.read_bytes())
        except (OSError, ValueError, ExpatError):
            return False
        return isinstance(document, dict) and document.get("RunAtLoad") is True

    def enable(self) -> None:
        """Write the list."""
        document = {
            "Label": _LABEL,
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        _write(self._file, plistlib.dumps(document))

    def disable(self) -> None:
        """Remove the list."""
        _remove(self._file)


def for_system(
    command: Sequence[str], environment: Mapping[str, str], *, system: str = sys.platform
) -> Autostart | None:
    """Give the way of an operating system, None where none is known."""
    if system == "win32":
        return RunKey(WindowsRegistry(), command)
    home = Path(environment.get("HOME") or Path.home())
    if system == "darwin":
        return LaunchAgent(home / "Library" / "LaunchAgents", command)
    if system.startswith(("linux", "freebsd")):
        config = environment.get("XDG_CONFIG_HOME", "")
        base = Path(config) if Path(config).is_absolute() else home / ".config"
        return DesktopEntry(base / "autostart", command)
    return None


def start_command(program: Sequence[str], data_dir: Path | None) -> tuple[str, ...]:
    """Give what starts this program in the background.

    Args:
        program: As this process was started, without its options.
        data_dir: None for the usual one.
    """
    place = () if data_dir is None else ("--data-dir", str(data_dir))
    return (*program, *place, IN_BACKGROUND)


def this_program(
    executable: str, script: str, *, frozen: bool = getattr(sys, "frozen", False)
) -> tuple[str, ...]:
    """Tell how this process was started: a program of its own, a script, or a module."""
    started = Path(script)
    if frozen:
        return (executable,)
    if started.stem.lower() == "exchpatch-gui" and started.is_file():
        return (str(started.absolute()),)
    return (executable, "-m", "exchpatch_gui")


def desktop_command(command: Sequence[str]) -> str:
    """Write a command as the value of ``Exec`` (Desktop Entry Specification 1.5, quoting)."""
    return " ".join(_desktop_argument(one) for one in command)


def _desktop_argument(argument: str) -> str:
    text = argument.replace("%", "%%")
    if not re.fullmatch(r"[\w@%+=:,./-]+", text, re.ASCII):
        inner = re.sub(r'(["`$\\])', r"\\\1", text)
        text = f'"{inner}"'
    # The general rule for strings of a desktop entry applies on top: a backslash is written twice.
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _write(file: Path, content: bytes | str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("autostart.failed", reason=error.strerror or str(error)) from error
    write_whole(file, content)


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError("autostart.failed", reason=error.strerror or str(error)) from error
