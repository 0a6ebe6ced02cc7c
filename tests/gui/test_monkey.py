# SPDX-License-Identifier: MIT
"""Two thousand gestures of somebody who knows no rules: nothing breaks, hangs or gets lost."""

from __future__ import annotations

import random
import socket
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeGuard

import pytest
import shiboken6
from PySide6.QtCore import QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from exchpatch_gui.config.settings import ReportSettings, Settings
from exchpatch_gui.demo import fleet as demonstration
from exchpatch_gui.demo.scripts import Reach
from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.net import dns
from exchpatch_gui.net.settings import NetError
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.views.dialogs.server_dialog import ServerDialog
from exchpatch_gui.views.dialogs.settings.settings_dialog import SettingsDialog
from exchpatch_gui.views.main_window import MainWindow
from tests.gui.surrounded import QUIET_PLATFORM, House, running

pytestmark = QUIET_PLATFORM
GESTURES = 2000
LONGEST_SECONDS = 60.0
_SEEDS = (20261013,)
_WORDS = ("mail", ".example", "127.0.0.1", ":1", ", ", "Contoso", " ", "feb", "x")
_KEYS = (
    *("Tab", "Backtab", "Return", "Space", "Escape", "Up", "Down", "Left", "Right", "Home", "End"),
    *("PageUp", "PageDown", "Delete", "F1", "F2", "F5", "Menu", "Backspace"),
)
# Not among them: the one that ends the program.
_WITH_CONTROL = ("A", "C", "D", "E", "F", "I", "M", "N", "S", "T", "V", "Z", "Comma")
_NONE, _CONTROL, _SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Monkey(QObject):
    """Makes one gesture after the other, also while a menu holds the event loop.

    Attributes:
        met: The kinds of windows, dialogs and menus that got gestures.

    Signals:
        tired: All gestures are made.
    """

    tired = Signal()

    def __init__(self, house: House, seed: int) -> None:
        super().__init__()
        self._house = house
        self._chance = random.Random(seed)  # noqa: S311 (repeatable, and no secret)
        self._left = GESTURES
        self._kept: QWidget = house.window
        self.met: set[type[QWidget]] = set()
        self._gestures: tuple[tuple[Callable[[], None], int], ...] = (
            (self._click, 30),
            (self._press, 30),
            (self._press_with_control, 8),
            (self._type, 10),
            (self._press_button, 20),
            (self._click_right, 4),
            (self._double_click, 4),
            (self._resize, 2),
            (self._choose_entry, 4),
        )

    def begin(self) -> None:
        QTimer.singleShot(0, self, self._act)

    def _act(self) -> None:
        if self._left == 0:
            self.tired.emit()
            return
        self._left -= 1
        # Before the gesture: one that opens a menu returns when that is closed.
        QTimer.singleShot(0, self, self._act)
        gestures, weights = zip(*self._gestures, strict=True)
        self._chance.choices(gestures, weights)[0]()

    def _top(self) -> QWidget:
        """Give what takes gestures: a menu, a dialog or the window."""
        found = (QApplication.activePopupWidget(), QApplication.activeModalWidget())
        # Kept: PySide forgets children of a widget of Qt's own as soon as the widget is forgotten.
        self._kept = next(filter(is_alive, found), self._house.window)
        self.met.add(type(self._kept))
        return self._kept

    def _somewhere(self) -> tuple[QWidget, QPoint]:
        top = self._top()
        place = QPoint(
            self._chance.randrange(max(1, top.width())),
            self._chance.randrange(max(1, top.height())),
        )
        widget = top.childAt(place)
        return (widget, widget.mapFrom(top, place)) if is_alive(widget) else (top, place)

    def _click(self) -> None:
        widget, place = self._somewhere()
        held = self._chance.choice((_NONE, _NONE, _CONTROL, _SHIFT))
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, held, place)

    def _click_right(self) -> None:
        widget, place = self._somewhere()
        QTest.mouseClick(widget, Qt.MouseButton.RightButton, _NONE, place)

    def _double_click(self) -> None:
        widget, place = self._somewhere()
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, _NONE, place)

    def _press_button(self) -> None:
        buttons = [
            one
            for one in self._top().findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled()
        ]
        if buttons:
            QTest.mouseClick(self._chance.choice(buttons), Qt.MouseButton.LeftButton)

    def _choose_entry(self) -> None:
        """Choose in an open menu; from the menu of more, too, but never the end of the program."""
        menu = self._top()
        if menu is self._house.window:
            self._house.window.toolbar.more.menu().popup(QPoint(50, 50))
        if not isinstance(menu, QMenu):
            return
        entries = [one for one in menu.actions() if one.isEnabled() and one.objectName() != "quit"]
        if entries:
            place = menu.actionGeometry(self._chance.choice(entries)).center()
            QTest.mouseClick(menu, Qt.MouseButton.LeftButton, _NONE, place)

    def _press(self) -> None:
        held = self._chance.choice((_NONE, _NONE, _NONE, _SHIFT))
        QTest.keyClick(self._keys(), Qt.Key[f"Key_{self._chance.choice(_KEYS)}"], held)

    def _press_with_control(self) -> None:
        key = Qt.Key[f"Key_{self._chance.choice(_WITH_CONTROL)}"]
        QTest.keyClick(self._keys(), key, _CONTROL)

    def _type(self) -> None:
        QTest.keyClicks(self._keys(), self._chance.choice(_WORDS))

    def _resize(self) -> None:
        size = QSize(self._chance.randint(700, 1700), self._chance.randint(450, 1100))
        self._house.window.resize(size)

    def _keys(self) -> QWidget:
        found = (QApplication.activePopupWidget(), QApplication.focusWidget())
        return next(filter(is_alive, found), self._top())


def is_alive(widget: QWidget | None) -> TypeGuard[QWidget]:
    """Tell a widget from none, and from a dead one that PySide remembers at the same address."""
    return widget is not None and shiboken6.isValid(widget)


@pytest.fixture(autouse=True)
def fenced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a monkey from files, browsers and other machines."""

    def no_name_server() -> None:
        raise NetError(FailureKind.DNS, "no-name-server")

    def no_such_name(host: str, *_more: object, **_named: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, f"no look-up of {host}")

    quick = tuple(one for one in demonstration.FLEET if one.reach is not Reach.TRICKLES)
    monkeypatch.setattr(demonstration, "FLEET", quick[::2])
    monkeypatch.setattr(dns, "_of_the_system", no_name_server)
    monkeypatch.setattr(socket, "getaddrinfo", no_such_name)
    monkeypatch.setattr(QFileDialog, "open", lambda _dialog: None)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)


@pytest.mark.parametrize("seed", _SEEDS)
def test_random_gestures_break_hang_and_lose_nothing(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
):
    (tmp_path / "reports").mkdir()
    report = ReportSettings(folder=str(tmp_path / "reports"))
    settings = Settings(language="en", report=report)
    began = time.monotonic()
    faults: list[str] = []

    with running(qtbot, tmp_path / "data", monkeypatch, settings=settings) as house:
        house.add("mail.contoso.example", "owa.contoso.example", group="Contoso GmbH")
        house.program._catcher.caught.connect(lambda fault: faults.append(fault.details))
        house.program._show_demo()
        monkey = Monkey(house, seed)
        with qtbot.waitSignal(monkey.tired, timeout=int(LONGEST_SECONDS * 1000)):
            monkey.begin()
        come_to_rest(qtbot, house)
        differences = differing(house.workspace, house)
        damage = damage_of(house.workspace.paths.database)

    assert faults == []
    assert differences == []
    assert {damage, damage_of(tmp_path / "data" / "exchpatch.db")} == {"ok"}
    assert {MainWindow, ServerDialog, SettingsDialog, QMenu} <= monkey.met
    assert time.monotonic() - began < LONGEST_SECONDS


def come_to_rest(qtbot: QtBot, house: House) -> None:
    """Close what is open and let everything end that goes on."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    while (modal := QApplication.activeModalWidget()) is not None:
        modal.close()
        QApplication.processEvents()
    desk = house.program.desk
    qtbot.waitUntil(
        lambda: not (desk.runs.is_running or desk.tasks.are_running or desk._next), timeout=20_000
    )


def differing(workspace: Workspace, house: House) -> list[str]:
    """Tell where what the window knows is not what is stored."""
    rows, stored, outlines = (
        house.program.desk.fleet.rows,
        {one.id: one for one in workspace.servers()},
        workspace.outlines(),
    )
    found = [f"{one} is shown or stored only" for one in rows.keys() ^ stored.keys()]
    for server_id, row in rows.items():
        if row.server != stored.get(server_id):
            found.append(f"{row.server} is stored otherwise")
        if row.outline != outlines.get(server_id):
            found.append(f"the result of {row.server.name} is stored otherwise")
    return found


def damage_of(database: Path) -> str:
    """Let SQLite look through a database."""
    with sqlite3.connect(database) as connection:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return str(found)
