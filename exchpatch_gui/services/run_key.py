# SPDX-License-Identifier: MIT
"""Starting with the sign-in on Windows: a value below the user's own ``Run`` key."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Protocol

from exchpatch_gui.errors import OutputError

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Where the Task Manager notes what the user has switched off there."""
VALUE = "ExchPatch"


class Registry(Protocol):
    """The values below the current user's key."""

    def read(self, key: str, name: str) -> str | bytes | None:
        """Give a value, None if it isn't there."""

    def write(self, key: str, name: str, value: str) -> None:
        """Set a text; the key is made if need be."""

    def delete(self, key: str, name: str) -> None:
        """Delete a value; nothing happens if it isn't there."""


class RunKey:
    """A command that Windows starts at sign-in, unless the Task Manager was told otherwise."""

    def __init__(self, registry: Registry, command: Sequence[str]) -> None:
        self._registry = registry
        self._command = command

    def is_enabled(self) -> bool:
        """Tell whether the value is there and not switched off in the Task Manager."""
        try:
            if not self._registry.read(RUN, VALUE):
                return False
            approved = self._registry.read(APPROVED, VALUE)
        except OSError:
            return False
        # The first byte is even while it may start: 02; 03 once it was switched off.
        switched_off = isinstance(approved, bytes) and approved[:1] != b"" and approved[0] % 2 == 1
        return not switched_off

    def enable(self) -> None:
        """Set the value and take back what the Task Manager noted.

        Raises:
            OutputError: ``autostart.failed``.
        """
        try:
            self._registry.write(RUN, VALUE, subprocess.list2cmdline(self._command))
            self._registry.delete(APPROVED, VALUE)
        except OSError as error:
            raise _explained(error) from error

    def disable(self) -> None:
        """Delete the value.

        Raises:
            OutputError: ``autostart.failed``.
        """
        try:
            self._registry.delete(RUN, VALUE)
            self._registry.delete(APPROVED, VALUE)
        except OSError as error:
            raise _explained(error) from error


class WindowsRegistry:
    """The registry of Windows, below ``HKEY_CURRENT_USER``."""

    def read(self, key: str, name: str) -> str | bytes | None:
        """Give a value, None if it isn't there."""
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415 (there is none elsewhere)

            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value, _kind = winreg.QueryValueEx(opened, name)
            except FileNotFoundError:
                return None
            return value if isinstance(value, str | bytes) else None
        raise _not_here()

    def write(self, key: str, name: str, value: str) -> None:
        """Set a text; the key is made if need be."""
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415 (there is none elsewhere)

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)
            return
        raise _not_here()

    def delete(self, key: str, name: str) -> None:
        """Delete a value; nothing happens if it isn't there."""
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415 (there is none elsewhere)

            try:
                with winreg.OpenKey(
                    winreg.HKEY_CURRENT_USER, key, access=winreg.KEY_SET_VALUE
                ) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return
            return
        raise _not_here()


def _not_here() -> OSError:
    return OSError("there is no registry on this system")


def _explained(error: OSError) -> OutputError:
    return OutputError("autostart.failed", reason=error.strerror or str(error))
