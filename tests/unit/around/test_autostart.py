# SPDX-License-Identifier: MIT
"""Starting with the sign-in, as each operating system wants it."""

from __future__ import annotations

import os
import plistlib
import sys
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.errors import OutputError
from exchpatch_gui.services.autostart import (
    Autostart,
    DesktopEntry,
    LaunchAgent,
    desktop_command,
    for_system,
    start_command,
    this_program,
)
from exchpatch_gui.services.run_key import APPROVED, RUN, VALUE, RunKey, WindowsRegistry

COMMAND = ("/opt/Exch Patch/exchpatch-gui", "--data-dir", "/srv/a b", "--in-background")


class MemoryRegistry:
    """The values of a registry that is none.

    Attributes:
        fault: Raised by whatever is asked, if there is one.
    """

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | bytes] = {}
        self.fault: OSError | None = None

    def read(self, key: str, name: str) -> str | bytes | None:
        self._fail()
        return self.values.get((key, name))

    def write(self, key: str, name: str, value: str) -> None:
        self._fail()
        self.values[key, name] = value

    def delete(self, key: str, name: str) -> None:
        self._fail()
        self.values.pop((key, name), None)

    def _fail(self) -> None:
        if self.fault is not None:
            raise self.fault


class FakeWinreg(ModuleType):
    """As much of Python's module for the registry as is used, with its own errors.

    Attributes:
        keys: Values by the path of their key below the current user's.
    """

    HKEY_CURRENT_USER = object()
    KEY_SET_VALUE = 2
    REG_SZ = 1

    def __init__(self) -> None:
        super().__init__("winreg")
        self.keys: dict[str, dict[str, object]] = {}

    @contextmanager
    def OpenKey(self, root, key, access=1):  # noqa: N802 (the module's name)
        assert root is self.HKEY_CURRENT_USER
        if key not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        yield key, access

    @contextmanager
    def CreateKey(self, root, key):  # noqa: N802 (the module's name)
        assert root is self.HKEY_CURRENT_USER
        self.keys.setdefault(key, {})
        yield key, self.KEY_SET_VALUE

    def QueryValueEx(self, opened, name):  # noqa: N802 (the module's name)
        if name not in self.keys[opened[0]]:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return self.keys[opened[0]][name], self.REG_SZ

    def SetValueEx(self, opened, name, reserved, kind, value):  # noqa: N802 (the module's name)
        assert (reserved, kind, opened[1]) == (0, self.REG_SZ, self.KEY_SET_VALUE)
        self.keys[opened[0]][name] = value

    def DeleteValue(self, opened, name):  # noqa: N802 (the module's name)
        assert opened[1] == self.KEY_SET_VALUE
        if name not in self.keys[opened[0]]:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        del self.keys[opened[0]][name]


@pytest.fixture(params=["linux", "macos", "windows"])
def autostart(request: pytest.FixtureRequest, tmp_path: Path) -> Autostart:
    folder = tmp_path / "not" / "yet" / "there"
    made: dict[str, Autostart] = {
        "linux": DesktopEntry(folder, COMMAND),
        "macos": LaunchAgent(folder, COMMAND),
        "windows": RunKey(MemoryRegistry(), COMMAND),
    }
    return made[request.param]


def test_it_is_off_until_it_is_chosen(autostart: Autostart):
    assert not autostart.is_enabled()


def test_it_can_be_switched_on_and_off_again_and_again(autostart: Autostart):
    for _ in range(2):
        autostart.enable()
        autostart.enable()
        assert autostart.is_enabled()

        autostart.disable()
        autostart.disable()
        assert not autostart.is_enabled()


class TestLinux:
    def test_the_entry_lies_where_the_desktop_looks(self, tmp_path: Path):
        entry = for_system(COMMAND, {"XDG_CONFIG_HOME": str(tmp_path)}, system="linux")
        assert entry is not None

        entry.enable()

        text = (tmp_path / "autostart" / "exchpatch.desktop").read_text("utf-8")
        assert text.startswith("[Desktop Entry]\nType=Application\nName=ExchPatch\n")
        assert (
            'Exec="/opt/Exch Patch/exchpatch-gui" --data-dir "/srv/a b" --in-background\n' in text
        )

    @pytest.mark.parametrize("config", ["", "relative"])
    def test_without_a_valid_folder_it_is_that_of_the_home(self, tmp_path: Path, config: str):
        environment = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": config}
        entry = for_system(COMMAND, environment, system="linux")
        assert entry is not None

        entry.enable()

        assert (tmp_path / ".config" / "autostart" / "exchpatch.desktop").is_file()

    @pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled = False"])
    def test_what_the_desktop_switched_off_is_off(self, tmp_path: Path, line: str):
        entry = DesktopEntry(tmp_path, COMMAND)
        (tmp_path / "exchpatch.desktop").write_text(f"[Desktop Entry]\n{line}\n", "utf-8")

        assert not entry.is_enabled()

        entry.enable()
        assert entry.is_enabled()

    def test_a_folder_that_can_not_be_made_is_told(self, tmp_path: Path):
        (tmp_path / "autostart").write_text("a file is in the way", "utf-8")

        with pytest.raises(OutputError) as caught:
            DesktopEntry(tmp_path / "autostart" / "deeper", COMMAND).enable()

        assert caught.value.key == "autostart.failed"

    def test_an_entry_that_can_not_be_removed_is_told(self, tmp_path: Path):
        (tmp_path / "exchpatch.desktop").mkdir()

        with pytest.raises(OutputError) as caught:
            DesktopEntry(tmp_path, COMMAND).disable()

        assert caught.value.key == "autostart.failed"

    @given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), min_size=1))
    def test_every_argument_arrives_as_it_was_meant(self, command: list[str]):
        assert read_desktop_command(desktop_command(command)) == command


class TestMacOS:
    def test_the_list_says_what_to_run(self, tmp_path: Path):
        agent = for_system(COMMAND, {"HOME": str(tmp_path)}, system="darwin")
        assert agent is not None

        agent.enable()

        (file,) = (tmp_path / "Library" / "LaunchAgents").iterdir()
        document = plistlib.loads(file.read_bytes())
        assert document["ProgramArguments"] == list(COMMAND)
        assert document["RunAtLoad"] is True
        assert file.stem == document["Label"]

    @pytest.mark.parametrize("content", [b"", b"<plist>", b"\x00\x01", plistlib.dumps([1])])
    def test_a_damaged_list_starts_nothing(self, tmp_path: Path, content: bytes):
        agent = LaunchAgent(tmp_path, COMMAND)
        agent.enable()
        (file,) = tmp_path.iterdir()
        file.write_bytes(content)

        assert not agent.is_enabled()


class TestWindows:
    def test_the_value_is_a_command_line(self):
        registry = MemoryRegistry()

        RunKey(
            registry, (r"C:\Program Files\ExchPatch\exchpatch-gui.exe", "--in-background")
        ).enable()

        assert registry.values == {
            (RUN, VALUE): r'"C:\Program Files\ExchPatch\exchpatch-gui.exe" --in-background'
        }

    def test_what_the_task_manager_switched_off_is_off(self):
        registry = MemoryRegistry()
        key = RunKey(registry, COMMAND)
        key.enable()
        registry.values[APPROVED, VALUE] = b"\x03" + bytes(11)

        assert not key.is_enabled()

        key.enable()
        assert key.is_enabled()

    @pytest.mark.parametrize("note", [b"\x02" + bytes(11), b"", "text"])
    def test_other_notes_of_the_task_manager_do_not_count(self, note: str | bytes):
        registry = MemoryRegistry()
        key = RunKey(registry, COMMAND)
        key.enable()
        registry.values[APPROVED, VALUE] = note

        assert key.is_enabled()

    def test_a_registry_that_refuses_is_told(self):
        registry = MemoryRegistry()
        key = RunKey(registry, COMMAND)
        registry.fault = PermissionError(13, "Access is denied")

        assert not key.is_enabled()
        for act in (key.enable, key.disable):
            with pytest.raises(OutputError) as caught:
                act()
            assert caught.value.key == "autostart.failed"

    def test_the_registry_of_windows_is_asked_its_way(self, monkeypatch: pytest.MonkeyPatch):
        winreg = FakeWinreg()
        monkeypatch.setitem(sys.modules, "winreg", winreg)
        monkeypatch.setattr(sys, "platform", "win32")
        key = for_system(COMMAND, os.environ, system="win32")
        assert key is not None

        assert not key.is_enabled()
        key.disable()
        key.enable()
        assert key.is_enabled()
        assert list(winreg.keys[RUN]) == [VALUE]

        winreg.keys[APPROVED] = {VALUE: b"\x03" + bytes(11)}
        assert not key.is_enabled()
        winreg.keys[RUN][VALUE] = 7
        assert not key.is_enabled()
        key.disable()
        assert winreg.keys == {RUN: {}, APPROVED: {}}

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has a registry")
    def test_elsewhere_there_is_no_registry(self):
        key = for_system(COMMAND, os.environ, system="win32")
        assert key is not None

        assert not key.is_enabled()
        for act in (
            lambda: WindowsRegistry().write(RUN, VALUE, "x"),
            lambda: WindowsRegistry().delete(RUN, VALUE),
        ):
            with pytest.raises(OSError, match="no registry"):
                act()


def test_a_system_that_is_not_known_has_no_way():
    assert for_system(COMMAND, {}, system="plan9") is None


@pytest.mark.parametrize(
    ("data_dir", "expected"),
    [
        (None, ("exchpatch-gui", "--in-background")),
        (Path("/srv/x"), ("exchpatch-gui", "--data-dir", str(Path("/srv/x")), "--in-background")),
    ],
)
def test_the_program_starts_in_the_background_on_its_own_data(
    data_dir: Path | None, expected: tuple[str, ...]
):
    assert start_command(("exchpatch-gui",), data_dir) == expected


def test_the_program_knows_how_it_was_started(tmp_path: Path):
    script = tmp_path / "exchpatch-gui"
    script.touch()

    assert this_program("/python", str(script), frozen=False) == (str(script),)
    assert this_program("/python", "/x/__main__.py", frozen=False) == (
        "/python",
        "-m",
        "exchpatch_gui",
    )
    assert this_program("/opt/ExchPatch.exe", "x", frozen=True) == ("/opt/ExchPatch.exe",)


def read_desktop_command(value: str) -> list[str]:
    """Read the value of ``Exec`` as the specification says, written anew from its rules."""
    escapes = {"\\": "\\", "n": "\n", "t": "\t", "r": "\r", "s": " "}
    letters = iter(value)
    plain = [escapes[next(letters)] if letter == "\\" else letter for letter in letters]
    arguments: list[str] = []
    current: str | None = None
    quoted = False
    signs = iter(plain)
    for sign in signs:
        if quoted and sign == "\\":
            current = (current or "") + next(signs)
        elif sign == '"':
            quoted = not quoted
            current = current or ""
        elif sign == " " and not quoted:
            arguments += [] if current is None else [current]
            current = None
        else:
            current = (current or "") + sign
    arguments += [] if current is None else [current]
    return [argument.replace("%%", "%") for argument in arguments]
