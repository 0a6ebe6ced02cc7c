# SPDX-License-Identifier: MIT
"""How the window shares its width: names have room, and what a hand has chosen stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.gestures import LEFT
from tests.gui.surrounded import QUIET_PLATFORM, House, running

pytestmark = QUIET_PLATFORM
LONG = "Stadtwerke Musterhausen"


def widths(house: House) -> list[int]:
    return house.window.area.sizes()


def drag_side_bar(qtbot: QtBot, house: House, by: int) -> None:
    handle = house.window.area.handle(1)
    place = handle.rect().center()
    qtbot.mousePress(handle, LEFT, pos=place)
    qtbot.mouseMove(handle, place + QPoint(by, 0))
    qtbot.mouseRelease(handle, LEFT, Qt.KeyboardModifier.NoModifier, place + QPoint(by, 0))


def test_the_side_bar_has_room_for_names_that_come_later(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with running(qtbot, tmp_path, monkeypatch) as house:
        house.add("mail.contoso.example", group=LONG)

        assert widths(house)[0] >= house.window.area.sidebar.sizeHint().width()


def test_it_has_it_at_the_next_start_too(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with running(qtbot, tmp_path, monkeypatch) as house:
        house.window.keep_layout()
        house.workspace.inventory.add("127.0.0.1:1", group=LONG)

    with running(qtbot, tmp_path, monkeypatch) as house:
        assert widths(house)[0] >= house.window.area.sidebar.sizeHint().width()


def test_a_width_chosen_by_hand_is_kept(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with running(qtbot, tmp_path, monkeypatch) as house:
        house.add("mail.contoso.example", group="Contoso GmbH")
        before = widths(house)[0]
        drag_side_bar(qtbot, house, -30)
        chosen = widths(house)[0]
        house.add("mail.adatum.example", group=LONG)
        later = widths(house)[0]
        house.window.keep_layout()

    with running(qtbot, tmp_path, monkeypatch) as house:
        again = widths(house)[0]

    assert chosen < before
    assert later == chosen
    assert again == chosen


def test_the_table_stays_where_it_is_when_a_run_begins(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with running(qtbot, tmp_path, monkeypatch) as house:
        house.add("mail.contoso.example", group="Contoso GmbH")
        footer = house.window.footer
        before = footer.height()
        footer.show_progress(1, 10, 5.0)
        qtbot.waitUntil(footer.bar.isVisible)
        QApplication.processEvents()

        assert footer.height() == before == footer.sizeHint().height()
