# SPDX-License-Identifier: MIT
"""One window for a data directory: a second start shows the first one's and ends."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from exchpatch_gui.viewmodels import single_instance
from exchpatch_gui.viewmodels.single_instance import SHOW, SingleInstance, socket_name
from tests.gui.surrounded import QUIET_PLATFORM, running

pytestmark = QUIET_PLATFORM
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="sockets are no files on Windows")


@pytest.fixture
def first(tmp_path: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(tmp_path)
    assert instance.acquire()
    instance.listen()
    yield instance
    instance.release()


def start_again(folder: Path, *options: str) -> subprocess.Popen[str]:
    """Start the program as its user does, without a screen."""
    command = [sys.executable, "-m", "exchpatch_gui", "--data-dir", str(folder), *options]
    return subprocess.Popen(
        command,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        text=True,
        stderr=subprocess.PIPE,
    )


def code_of(qtbot: QtBot, started: subprocess.Popen[str]) -> int:
    """Wait for the end of a process while the event loop goes on."""
    qtbot.waitUntil(lambda: started.poll() is not None, timeout=20_000)
    with started:
        return started.returncode


def shown(instance: SingleInstance) -> list[None]:
    told: list[None] = []
    instance.shown_again.connect(lambda: told.append(None))
    return told


def call(qtbot: QtBot, instance: SingleInstance, message: bytes) -> bytes:
    """Send something to the first instance and give what comes back until it hangs up."""
    caller = QLocalSocket()
    caller.connectToServer(instance._name)
    assert caller.waitForConnected(1000)
    caller.write(message)
    qtbot.waitUntil(
        lambda: caller.state() is QLocalSocket.LocalSocketState.UnconnectedState, timeout=5000
    )
    return caller.readAll().data()


def test_a_second_start_shows_the_first_window_and_ends_well(
    qtbot: QtBot, first: SingleInstance, tmp_path: Path
):
    with qtbot.waitSignal(first.shown_again, timeout=20_000):
        second = start_again(tmp_path)

    assert code_of(qtbot, second) == 0


def test_a_start_with_the_sign_in_shows_nothing(
    qtbot: QtBot, first: SingleInstance, tmp_path: Path
):
    told = shown(first)

    assert code_of(qtbot, start_again(tmp_path, "--in-background")) == 0
    assert told == []


def test_the_hidden_window_comes_up(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    instance = SingleInstance(tmp_path)
    instance.acquire()
    with running(qtbot, tmp_path, monkeypatch, instance=instance) as house:
        house.window.hide()

        second = start_again(tmp_path)
        qtbot.waitUntil(house.window.isVisible, timeout=20_000)

        assert code_of(qtbot, second) == 0


def test_another_data_directory_has_a_window_of_its_own(first: SingleInstance, tmp_path: Path):
    (tmp_path / "other").mkdir()
    other = SingleInstance(tmp_path / "other")

    assert other.acquire()
    assert other._name != first._name
    other.release()


def test_when_the_first_has_ended_the_next_one_is_first(tmp_path: Path):
    for _ in range(2):
        instance = SingleInstance(tmp_path)
        assert instance.acquire()
        instance.listen()
        assert not SingleInstance(tmp_path).acquire()
        instance.release()


def test_what_a_crash_has_left_is_taken_over(qtbot: QtBot, tmp_path: Path):
    crash = (
        "import os, sys; from pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from exchpatch_gui.viewmodels.single_instance import SingleInstance\n"
        "application = QCoreApplication([])\n"
        "one = SingleInstance(Path(sys.argv[1])); assert one.acquire(); one.listen(); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", crash, str(tmp_path)], check=False)
    assert done.returncode == 9
    assert (tmp_path / "window.lock").exists()

    instance = SingleInstance(tmp_path)

    assert instance.acquire()
    instance.listen()
    with qtbot.waitSignal(instance.shown_again, timeout=20_000):
        second = start_again(tmp_path)
    assert code_of(qtbot, second) == 0
    instance.release()


@UNIX
def test_a_socket_without_a_listener_is_replaced(tmp_path: Path, qtbot: QtBot):
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(tmp_path / "window.socket"))
    instance = SingleInstance(tmp_path)
    instance.acquire()

    instance.listen()

    assert call(qtbot, instance, SHOW).startswith(b"exchpatch/1 shown by ")
    instance.release()


@pytest.mark.expects_log
@pytest.mark.parametrize(
    "message",
    [
        b"hello, who are you? are you there?\n",
        b"exchpatch/2 show\n and more of it",
        SHOW + b"!",
        bytes(100_000),
    ],
    ids=["talk", "another-version", "more-than-that", "flood"],
)
def test_a_stranger_is_hung_up_on(qtbot: QtBot, first: SingleInstance, message: bytes):
    told = shown(first)

    assert call(qtbot, first, message) == b""
    assert told == []
    assert call(qtbot, first, SHOW) == f"exchpatch/1 shown by {os.getpid()}\n".encode()
    assert len(told) == 1


def test_a_caller_who_says_nothing_is_hung_up_on(
    qtbot: QtBot, first: SingleInstance, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(single_instance, "_PATIENCE_MILLISECONDS", 50)

    assert call(qtbot, first, b"exch") == b""


@UNIX
def test_only_the_user_may_open_the_socket(first: SingleInstance, tmp_path: Path):
    assert first.is_first
    assert (tmp_path / "window.socket").stat().st_mode & 0o077 == 0


def test_a_first_one_that_does_not_answer_is_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(single_instance, "_ANSWER_SECONDS", 0.3)
    silent, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    silent.acquire()
    second.acquire()
    began = time.monotonic()

    assert not second.show_first()
    assert time.monotonic() - began < 5
    second.listen()
    second.release()
    silent.release()


def test_an_impostor_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(single_instance, "_ANSWER_SECONDS", 0.5)
    holder, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    holder.acquire()
    script = (
        "import sys; from PySide6.QtCore import QCoreApplication\n"
        "from PySide6.QtNetwork import QLocalServer\n"
        "application = QCoreApplication([]); server = QLocalServer()\n"
        "def greet():\n"
        "    socket = server.nextPendingConnection(); socket.write(b'exchpatch/1 shown by 1\\n')\n"
        "    socket.flush()\n"
        "server.newConnection.connect(greet); assert server.listen(sys.argv[1])\n"
        "print('there', flush=True); application.exec()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, second._name], stdout=subprocess.PIPE, text=True
    ) as impostor:
        assert impostor.stdout is not None
        assert impostor.stdout.readline() == "there\n"

        assert not second.acquire()
        assert not second.show_first()

        impostor.kill()
    holder.release()


def test_where_no_lock_can_be_made_everybody_is_first(tmp_path: Path):
    instance = SingleInstance(tmp_path / "not" / "there")

    assert instance.acquire()
    instance.release()


@pytest.mark.expects_log
def test_a_socket_that_can_not_be_made_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    instance = SingleInstance(tmp_path)
    instance.acquire()
    monkeypatch.setattr(QLocalServer, "listen", lambda _server, _name: False)

    instance.listen()

    instance.release()


class TestName:
    @UNIX
    def test_the_socket_lies_in_a_data_directory_with_a_short_path(self):
        assert socket_name(Path("/srv/exchpatch")) == "/srv/exchpatch/window.socket"

    def test_else_it_has_a_name_of_its_own(self):
        names = {socket_name(Path("/srv") / letter / ("x" * 90)) for letter in ("a", "b")}

        assert len(names) == 2
        assert all(len(name) < 40 and name.startswith("exchpatch-") for name in names)

    def test_a_user_whom_the_system_does_not_know_has_a_name_too(
        self, monkeypatch: pytest.MonkeyPatch
    ):
        def unknown() -> str:
            raise KeyError("uid not found: 1000")

        monkeypatch.setattr("getpass.getuser", unknown)

        assert socket_name(Path("/srv") / ("x" * 90)).startswith("exchpatch-")
