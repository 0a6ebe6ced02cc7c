# SPDX-License-Identifier: MIT
"""Before somebody's own check, missing passwords are asked for; checks by schedule never ask."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from exchpatch_gui.domain.remotes import Remote
from exchpatch_gui.domain.sign_ins import Scope
from exchpatch_gui.views.dialogs.password_dialog import PasswordDialog
from exchpatch_gui.views.dialogs.server_dialog import ServerDialog
from tests.gui.gestures import Hand
from tests.gui.signing import LABEL, WatchedVault, add_sign_in, give_vault, remote_server
from tests.gui.surrounded import QUIET_PLATFORM, House, running
from tests.helpers.remote_servers import SECRET, Place

pytestmark = QUIET_PLATFORM
KEY = Qt.Key
CUSTOMER = "Contoso GmbH"
WAIT = 30_000


@pytest.fixture
def place():
    with remote_server() as place:
        yield place


@pytest.fixture
def house(qtbot: QtBot, tmp_path, monkeypatch, place: Place):
    """Start with two servers of one customer, each of which can be signed in to."""
    with running(qtbot, tmp_path / "data", monkeypatch) as house:
        give_vault(house.workspace, WatchedVault())
        for server in house.add("EX01", "EX02", group=CUSTOMER):
            house.workspace.remotes.put(server.id, Remote("127.0.0.1", place.port))
        qtbot.waitUntil(house.window.isActiveWindow)
        house.window.area.table.setFocus()
        yield house


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def sign_in_of_the_customer(house: House, password: str = ""):
    added = add_sign_in(house.workspace, password)
    house.workspace.sign_ins.assign(Scope.CUSTOMER, CUSTOMER, added.id)
    return added


def wait_for_check(qtbot: QtBot, house: House) -> None:
    runs = house.program.desk.runs
    qtbot.waitUntil(lambda: bool(house.workspace.outlines()) and not runs.is_running, timeout=WAIT)


def test_a_missing_password_is_asked_for_once_and_used_for_all(
    qtbot: QtBot, house: House, hand: Hand, place: Place
):
    sign_in_of_the_customer(house)

    hand.press(KEY.Key_F5)
    asked = hand.dialog(PasswordDialog)
    said = "\n".join(label.text() for label in asked.findChildren(QLabel))
    hand.type(SECRET)
    hand.press(KEY.Key_Return)
    wait_for_check(qtbot, house)

    assert f"No password is kept for the sign-in “{LABEL}”." in said
    assert "2 servers wait for it" in said
    assert place.server.made == 2
    assert place.server.shells == {}
    assert house.dialogs() == 0


def test_a_password_may_be_skipped_and_the_check_says_what_it_lacked(
    qtbot: QtBot, house: House, hand: Hand, place: Place
):
    sign_in_of_the_customer(house)

    hand.press(KEY.Key_F5)
    hand.dialog(PasswordDialog)
    hand.press(KEY.Key_Escape)
    wait_for_check(qtbot, house)

    result = house.workspace.result(house.workspace.servers()[0].id)
    assert result is not None
    assert "winrm-no-password" in [one.reason for one in result.failures]
    assert place.server.ledger.proofs == 0


def test_a_refused_sign_in_is_asked_for_again_and_says_why(
    qtbot: QtBot, house: House, hand: Hand, place: Place
):
    refused = sign_in_of_the_customer(house, "wrong")
    house.workspace.sign_ins.note_refused(refused.id, house.clock() - timedelta(days=1))

    hand.press(KEY.Key_F5)
    asked = hand.dialog(PasswordDialog)
    said = "\n".join(label.text() for label in asked.findChildren(QLabel))
    hand.type(SECRET)
    hand.press(KEY.Key_Return)
    wait_for_check(qtbot, house)

    assert "refused the sign-in" in said
    assert place.server.made == 2
    assert house.workspace.sign_ins.get(refused.id).refused_at is None


def test_a_kept_password_is_not_asked_for(qtbot: QtBot, house: House, hand: Hand, place: Place):
    sign_in_of_the_customer(house, SECRET)

    hand.press(KEY.Key_F5)
    wait_for_check(qtbot, house)

    assert place.server.made == 2
    assert house.dialogs() == 0


def test_a_check_by_schedule_never_asks(qtbot: QtBot, house: House, place: Place):
    sign_in_of_the_customer(house)

    house.around.scheduler.came_due.emit()
    wait_for_check(qtbot, house)

    assert [one for one in house.window.findChildren(QDialog) if one.isVisible()] == []
    assert place.server.ledger.proofs == 0


def test_a_password_that_a_check_finds_wrong_stops_all_others(
    qtbot: QtBot, house: House, hand: Hand, place: Place
):
    sign_in = sign_in_of_the_customer(house, "wrong")

    hand.press(KEY.Key_F5)
    wait_for_check(qtbot, house)

    assert place.server.ledger.proofs == 1
    assert house.workspace.sign_ins.get(sign_in.id).refused_at is not None


def test_what_was_not_checked_for_want_of_a_sign_in_leads_to_its_choice(
    qtbot: QtBot, house: House, hand: Hand
):
    house.window.resize(1500, 900)
    hand.press(KEY.Key_F5)
    wait_for_check(qtbot, house)
    sign_in_of_the_customer(house)
    server = house.workspace.servers()[0]
    hand.press(KEY.Key_F5)
    hand.dialog(PasswordDialog).reject()
    qtbot.waitUntil(lambda: len(house.workspace.timeline(server.id)) == 2, timeout=WAIT)
    wait_for_check(qtbot, house)
    house.window.show_server(server.id)
    panel = house.window.panel.panel
    qtbot.waitUntil(lambda: panel.findChild(QPushButton, "gap-sign-in") is not None)

    qtbot.mouseClick(panel.findChild(QPushButton, "gap-sign-in"), Qt.MouseButton.LeftButton)
    dialog = hand.dialog(ServerDialog)

    assert dialog.tabs.currentIndex() == 1
    assert dialog.windowTitle() == f"Edit {server.name}"
    dialog.reject()
