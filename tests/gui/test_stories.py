# SPDX-License-Identifier: MIT
"""What users do from beginning to end, with nothing but clicks and keys on what they see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from exchpatch_gui.config.settings import Settings, TraySettings
from exchpatch_gui.demo.fleet import DemoFleet
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.values import replace
from exchpatch_gui.viewmodels.addresses import short
from exchpatch_gui.viewmodels.row_texts import Column
from exchpatch_gui.views.dialogs.import_dialog import ImportDialog
from exchpatch_gui.views.dialogs.server_dialog import ServerDialog
from tests.gui.demonstrated import (
    A_WHILE,
    CURRENT,
    ENDING,
    EXPLOITED,
    SILENT,
    at_home,
    wait_for_end_of_check,
)
from tests.gui.gestures import CONTROL, Hand, shown_rows, states
from tests.gui.surrounded import QUIET_PLATFORM, House, running

pytestmark = QUIET_PLATFORM
KEY = Qt.Key


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Start the program on an empty data directory."""
    with at_home(qtbot, tmp_path, monkeypatch) as house:
        yield house


@pytest.fixture
def demo(qtbot: QtBot, house: House, hand: Hand) -> House:
    """Go into the demonstration and wait for its first check."""
    hand.click(house.window.welcome.choices["demo"])
    qtbot.waitUntil(lambda: house.workspace.is_demo)
    wait_for_end_of_check(qtbot, house)
    return house


def test_a_first_verdict_takes_one_click_and_no_password(qtbot: QtBot, house: House, hand: Hand):
    with DemoFleet.start(datetime.now(UTC)) as fleet:
        server = next(one for one in fleet.servers if one.name == EXPLOITED)

        hand.click(house.window.welcome.choices["add"])
        dialog = hand.dialog(ServerDialog)
        secret = [
            one for one in dialog.findChildren(QLineEdit) if one.echoMode() != one.EchoMode.Normal
        ]
        hand.type(short(server.target))
        hand.press(KEY.Key_Return)
        wait_for_end_of_check(qtbot, house)

    (cells,) = shown_rows(house.window).values()
    assert secret == []
    assert hand.clicks == 1
    assert cells[Column.STATE] == "Act now"
    assert "15.2.2562.37" in cells[Column.INSTALLED]
    assert house.window.area.badges.badges[TrafficLight.RED].count == 1


def test_a_server_that_is_added_during_a_check_is_checked_after_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, demo: House, hand: Hand
):
    with DemoFleet.start(datetime.now(UTC)) as another:
        target = next(one.target for one in another.servers if one.name == EXPLOITED)
        slow = replace(demo.workspace.probe_options, pause=0.2, extra=())
        monkeypatch.setattr(type(demo.workspace), "probe_options", slow)

        hand.press(KEY.Key_F5)
        hand.press(KEY.Key_N, CONTROL)
        hand.dialog(ServerDialog)
        hand.type(short(target))
        hand.press(KEY.Key_Return)
        during = demo.program.desk.runs.is_running
        said = states(demo.window)[target.host]
        qtbot.waitUntil(lambda: states(demo.window)[target.host] == "Act now", timeout=A_WHILE)
        wait_for_end_of_check(qtbot, demo)

    assert during
    assert said == "Unknown · waiting"


def test_the_demonstration_is_entered_and_left_with_a_click(qtbot: QtBot, demo: House, hand: Hand):
    checked = states(demo.window)
    hand.choose(demo.window.toolbar.more.menu(), "leave-demo")
    qtbot.waitUntil(lambda: not demo.workspace.is_demo)

    assert checked == {
        EXPLOITED: "Act now",
        ENDING: "Plan",
        SILENT: "Unknown",
        CURRENT: "OK",
    }
    assert demo.window.welcome.isVisible()
    assert shown_rows(demo.window) == {}


def test_escape_cancels_a_check_and_old_results_stay(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, demo: House, hand: Hand
):
    before = shown_rows(demo.window)
    began = []
    demo.program.desk.runs.run_started.connect(began.append)
    slow = replace(demo.workspace.probe_options, pause=5.0)
    monkeypatch.setattr(type(demo.workspace), "probe_options", slow)

    hand.click(demo.window.area.table.viewport())
    hand.press(KEY.Key_F5)
    qtbot.waitUntil(lambda: bool(began))
    assert demo.window.footer.cancel.isVisible()
    hand.press(KEY.Key_Escape)
    wait_for_end_of_check(qtbot, demo)

    assert shown_rows(demo.window) == before
    assert "Cancelled" in demo.window.footer.state.text()
    assert not demo.window.footer.cancel.isVisible()


def test_a_badge_shows_its_servers_and_shows_all_again(demo: House, hand: Hand):
    badge = demo.window.area.badges.badges[TrafficLight.RED]

    hand.click(badge)
    only = set(states(demo.window).values())
    hand.click(badge)

    assert only == {"Act now"}
    assert len(states(demo.window)) == 4


def test_the_side_bar_shows_a_customer_and_the_badges_count_it(demo: House, hand: Hand):
    hand.click_entry(demo.window, "Contoso GmbH")

    counts = {light: one.count for light, one in demo.window.area.badges.badges.items()}
    assert set(states(demo.window)) == {CURRENT}
    assert counts[TrafficLight.GREEN] == sum(counts.values()) == 1


def test_a_search_finds_while_typing_and_escape_ends_it(demo: House, hand: Hand):
    hand.click(demo.window.area.table.viewport())
    hand.press(KEY.Key_F, CONTROL)
    hand.type("feb26")
    found = set(states(demo.window))
    hand.press(KEY.Key_Escape)

    assert found == {EXPLOITED}
    assert demo.window.toolbar.search.text() == ""
    assert len(states(demo.window)) == 4


def test_a_search_for_nothing_offers_the_way_back(demo: House, hand: Hand):
    hand.press(KEY.Key_F, CONTROL)
    hand.type("no such server")
    (way_back,) = (one for one in demo.window.area.findChildren(QPushButton) if one.isVisible())
    hand.click(way_back)

    assert len(states(demo.window)) == 4


def test_a_list_with_a_faulty_line_is_imported_without_it_and_undone(
    qtbot: QtBot, house: House, hand: Hand
):
    hand.click(house.window.welcome.choices["import"])
    dialog = hand.dialog(ImportDialog)
    hand.type("server,customer\n127.0.0.1:1,Contoso\n127.0.0.1:nonsense,Contoso\n")
    hand.click(dialog.source_page.read_button)
    qtbot.waitUntil(lambda: dialog.preview_page.isVisible() and not dialog.importer.is_busy)
    held_up = not dialog.import_button.isEnabled()
    hand.click(dialog.preview_page.skip_box)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    hand.click(dialog.import_button)
    qtbot.waitUntil(lambda: bool(states(house.window)))
    wait_for_end_of_check(qtbot, house)
    imported = list(states(house.window))
    hand.click(house.window.toast.button)

    assert held_up
    assert imported == ["127.0.0.1"]
    assert house.workspace.servers() == ()
    assert house.window.welcome.isVisible()


def test_deleted_servers_come_back_with_their_results(demo: House, hand: Hand):
    before = shown_rows(demo.window)

    hand.click_server(demo.window, EXPLOITED)
    hand.click_server(demo.window, CURRENT, CONTROL)
    hand.press(KEY.Key_Delete)
    left = set(states(demo.window))
    hand.click(demo.window.toast.button)

    assert left == {ENDING, SILENT}
    assert shown_rows(demo.window) == before


def test_without_a_notification_area_closing_the_window_closes_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: False))
    settings = Settings(tray=TraySettings(close_to_tray=True))

    with running(qtbot, tmp_path, monkeypatch, settings=settings) as house:
        shown = house.window.isVisible()
        house.window.close()
        closed = not house.window.isVisible()

    assert shown
    assert closed


def test_a_server_is_edited_by_keys_alone(demo: House, hand: Hand):
    clicks = hand.clicks

    demo.window.area.table.setFocus(Qt.FocusReason.TabFocusReason)
    hand.press(KEY.Key_Home)
    hand.press(KEY.Key_F2)
    dialog = hand.dialog(ServerDialog)
    hand.press(KEY.Key_Escape)

    assert not dialog.isVisible()
    assert hand.clicks == clicks
