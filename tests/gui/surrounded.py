# SPDX-License-Identifier: MIT
"""The real program in a test: its window, what goes on around it, and a clock that is set."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from exchpatch_gui.app import Program
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.config.settings import Settings
from exchpatch_gui.domain.evidence import ProbeOutcome
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.single_instance import SingleInstance
from tests.gui import panel_samples as samples

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_UNABLE = ("This plugin does not support", "systemTrayWindowChanged")
QUIET_PLATFORM = pytest.mark.qt_log_ignore(*_UNABLE, extend=True)
"""The offscreen platform says that it can't raise a window, and that it has no tray."""


@dataclass
class SetClock:
    """Gives the time it is set to, at first nine o'clock on the catalogue's own day."""

    now: datetime = field(default_factory=samples.now)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **period: float) -> None:
        self.now += timedelta(**period)


@dataclass
class House:
    """A running program and what a test needs to look at it."""

    program: Program
    clock: SetClock

    @property
    def window(self):
        return self.program.window

    @property
    def around(self):
        assert self.program.around is not None
        return self.program.around

    @property
    def workspace(self):
        return self.program.desk.workspace

    def add(self, *names: str, group: str = "") -> tuple[Server, ...]:
        """Add servers to the stored list, under which nobody answers."""
        added = tuple(
            self.workspace.inventory.add(f"127.0.0.1:{place}", name=name, group=group)
            for place, name in enumerate(names, len(self.workspace.servers()) + 1)
        )
        self.program.desk.reload()
        return added

    def see(self, server: Server, outcomes: Sequence[ProbeOutcome]) -> None:
        """Let a result of a server arrive."""
        self.program.desk.fleet.apply([samples.judged(outcomes, server)])

    def dialog(self) -> QDialog:
        """Give the dialog that is open."""
        dialogs = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        assert len(dialogs) == 1, dialogs
        return dialogs[0]

    def dialogs(self) -> int:
        return sum(one.isVisible() for one in self.window.findChildren(QDialog))


@contextmanager
def running(
    qtbot: QtBot,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    settings: Settings | None = None,
    instance: SingleInstance | None = None,
    hidden: bool = False,
    system_language: str = "en",
) -> Iterator[House]:
    """Start the program on a data directory, and end it in order."""
    # Signals and the log belong to the process of the tests.
    monkeypatch.setattr("exchpatch_gui.viewmodels.interrupts.quit_on_interrupt", lambda _app: None)
    monkeypatch.setattr("exchpatch_gui.logs.configure", lambda _file, **_named: None)
    qt_log = logging.getLogger("exchpatch_gui.qt")
    qt_log.addFilter(_says_more)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    paths = AppPaths(folder)
    paths.make()
    clock = SetClock()
    workspace = Workspace.open(paths, clock=clock, system_language=system_language)
    if settings is not None:
        workspace.change_settings(settings)
    program = Program(application, workspace, instance)
    try:
        if hidden:
            program.start_in_background()
        else:
            program.start()
        qtbot.waitUntil(lambda: program.around is not None and program.desk.is_warm)
        yield House(program, clock)
    finally:
        program.shut_down()
        program._qt_texts.speak("en")  # the application outlives the program here
        shiboken6.delete(program.window)
        shiboken6.delete(program)
        qt_log.removeFilter(_says_more)


def _says_more(record: logging.LogRecord) -> bool:
    return not any(one in record.getMessage() for one in _UNABLE)


@dataclass
class Area:
    """A notification area that is none: Qt's own icon and menu, but nothing to be seen.

    Attributes:
        there: Whether the desktop has one.
        messages: Title and text of what popped up.
    """

    there: bool = True
    messages: list[tuple[str, str]] = field(default_factory=list)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: self.there)
        )
        monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", staticmethod(lambda: True))
        monkeypatch.setattr(
            QSystemTrayIcon,
            "showMessage",
            lambda _icon, title, text, *_rest: self.messages.append((title, text)),
        )


def icon_of(house: House) -> QSystemTrayIcon:
    """Give the icon in the notification area."""
    found = house.around.tray.findChild(QSystemTrayIcon)
    assert found is not None
    return found


def texts_of(dialog: QDialog) -> str:
    """Give what all labels of a dialog say."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
