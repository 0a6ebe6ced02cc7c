# SPDX-License-Identifier: MIT
"""The list of sign-ins in the real window: adding, assigning, deleting, certificates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from exchpatch_gui.domain.sign_ins import Scope
from exchpatch_gui.services.inventory import ServerChange
from exchpatch_gui.viewmodels.sign_in_choice import By, Choice
from exchpatch_gui.viewmodels.sign_in_table import SignInColumn
from exchpatch_gui.views.ask import Question
from exchpatch_gui.views.dialogs.password_dialog import PasswordDialog
from exchpatch_gui.views.dialogs.place_dialogs import PlaceDialog, PlacesDialog
from exchpatch_gui.views.dialogs.sign_in_dialog import SignInDialog
from exchpatch_gui.views.dialogs.sign_ins_dialog import SignInsDialog
from tests.gui.gestures import CONTROL, Hand
from tests.gui.signing import LABEL, WatchedVault, add_sign_in, give_vault
from tests.gui.surrounded import QUIET_PLATFORM, House, running
from tests.helpers.remote_servers import SECRET, USER

pytestmark = QUIET_PLATFORM
KEY = Qt.Key
CUSTOMER = "Contoso GmbH"


@pytest.fixture
def vault():
    return WatchedVault()


@pytest.fixture
def house(qtbot: QtBot, tmp_path, monkeypatch, vault):
    with running(qtbot, tmp_path / "data", monkeypatch) as house:
        give_vault(house.workspace, vault)
        house.add("EX01", "EX02", group=CUSTOMER)
        qtbot.waitUntil(house.window.isActiveWindow)
        yield house


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def manager(qtbot: QtBot, house: House, hand: Hand) -> SignInsDialog:
    """Open the list by its key, and wait for the vault."""
    house.window.activateWindow()
    qtbot.waitUntil(house.window.isActiveWindow)
    house.window.area.table.setFocus()
    hand.press(KEY.Key_K, CONTROL)
    dialog = hand.dialog(SignInsDialog)
    qtbot.waitUntil(lambda: not house.program.desk.book.is_busy)
    return dialog


def cells(dialog: SignInsDialog) -> list[list[str]]:
    model = dialog.model
    return [
        [model.index(row, column).data() for column in SignInColumn]
        for row in range(model.rowCount())
    ]


def test_a_sign_in_is_added_and_listed_with_its_state(
    qtbot: QtBot, house: House, hand: Hand, vault
):
    dialog = manager(qtbot, house, hand)

    hand.click(dialog.add_button)
    form = hand.dialog(SignInDialog)
    hand.type(LABEL)
    form.user.setFocus()
    hand.type(USER)
    form.password.setFocus()
    hand.type(SECRET)
    hand.press(KEY.Key_Return)
    qtbot.waitUntil(lambda: bool(vault.kept) and not house.program.desk.book.is_busy)

    assert cells(dialog) == [[LABEL, USER, "Negotiate", "nothing yet", "Ready"]]
    dialog.accept()


def test_one_without_a_password_and_a_refused_one_say_so(qtbot: QtBot, house: House, hand: Hand):
    add_sign_in(house.workspace, "", label="empty")
    refused = add_sign_in(house.workspace, label="refused")
    house.workspace.sign_ins.note_refused(refused.id, house.clock())

    dialog = manager(qtbot, house, hand)
    states = {row[0]: row[-1] for row in cells(dialog)}
    dialog.accept()

    assert states["empty"] == "No password"
    assert states["refused"].startswith("Refused on ")


def test_a_new_password_makes_a_refused_one_ready(qtbot: QtBot, house: House, hand: Hand, vault):
    refused = add_sign_in(house.workspace, "wrong")
    house.workspace.sign_ins.note_refused(refused.id, house.clock() - timedelta(hours=1))
    dialog = manager(qtbot, house, hand)

    hand.click(dialog.password_button)
    hand.dialog(PasswordDialog)
    hand.type(SECRET)
    hand.press(KEY.Key_Return)
    qtbot.waitUntil(lambda: SECRET in vault.kept.values())
    qtbot.waitUntil(lambda: cells(dialog)[0][-1] == "Ready")

    assert house.workspace.sign_ins.get(refused.id).refused_at is None
    dialog.accept()


def test_customers_are_ticked_with_the_space_bar(qtbot: QtBot, house: House, hand: Hand):
    sign_in = add_sign_in(house.workspace)
    dialog = manager(qtbot, house, hand)

    hand.click(dialog.places_button)
    hand.dialog(PlacesDialog)
    hand.press(KEY.Key_Space)
    hand.press(KEY.Key_Return)

    servers = house.workspace.servers()
    assert [house.workspace.sign_ins.chosen(one).sign_in for one in servers] == [sign_in] * 2
    assert cells(dialog)[0][SignInColumn.PLACES] == f"customer {CUSTOMER}"
    dialog.accept()


def test_a_place_that_is_ticked_no_more_is_free_again(qtbot: QtBot, house: House, hand: Hand):
    sign_in = add_sign_in(house.workspace)
    house.workspace.sign_ins.assign(Scope.CUSTOMER, CUSTOMER, sign_in.id)
    dialog = manager(qtbot, house, hand)

    hand.click(dialog.places_button)
    places = hand.dialog(PlacesDialog)
    index = places.model.index(0, 0)
    hand.click(places.table.viewport(), places.table.visualRect(index).center())
    hand.click(places.save_button)

    assert house.workspace.sign_ins.assignments() == ()
    dialog.accept()


def test_deleting_asks_first_and_takes_the_password_along(
    qtbot: QtBot, house: House, hand: Hand, vault
):
    add_sign_in(house.workspace)
    dialog = manager(qtbot, house, hand)

    dialog.table.setFocus()
    hand.press(KEY.Key_Delete)
    hand.dialog(Question)
    hand.press(KEY.Key_Return)
    kept_by_enter = len(house.workspace.sign_ins.all())
    dialog.activateWindow()
    dialog.table.setFocus()
    hand.dialog(SignInsDialog)
    hand.press(KEY.Key_Delete)
    question = hand.dialog(Question)
    button = next(one for one in question.findChildren(QPushButton) if one.text() == "Delete")
    hand.click(button)
    qtbot.waitUntil(lambda: not vault.kept)

    assert kept_by_enter == 1
    assert house.workspace.sign_ins.all() == ()
    dialog.accept()


def test_a_trusted_certificate_can_be_taken_back(qtbot: QtBot, house: House, hand: Hand):
    house.workspace.remotes.pin("ex01.contoso.example", 5986, "ab" * 32)
    dialog = manager(qtbot, house, hand)
    listed = dialog.pins.table.item(0, 0).text()

    hand.click(dialog.pins.remove_button)

    assert listed == "ex01.contoso.example:5986"
    assert house.workspace.remotes.pins() == ()
    assert not dialog.pins.isVisible()
    dialog.accept()


def test_a_customer_in_the_side_bar_gets_a_sign_in(qtbot: QtBot, house: House, hand: Hand):
    sign_in = add_sign_in(house.workspace)
    bar = house.window.area.sidebar

    bar.menu_requested.emit(f"group:{CUSTOMER}", bar.mapToGlobal(bar.rect().center()))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = menu.actions()
    hand.click(menu, menu.actionGeometry(action).center())
    dialog = hand.dialog(PlaceDialog)
    box = dialog.picker.box
    box.setCurrentIndex(
        [box.itemData(at) for at in range(box.count())].index(Choice(By.STORED, sign_in.id))
    )
    hand.click(dialog.save_button)

    (assignment,) = house.workspace.sign_ins.assignments()
    assert (assignment.scope, assignment.place) == (Scope.CUSTOMER, CUSTOMER)
    assert assignment.sign_in == sign_in.id


def test_a_tag_may_be_barred_and_the_list_tells(qtbot: QtBot, house: House, hand: Hand):
    server = house.workspace.servers()[0]
    house.workspace.inventory.edit(server.id, ServerChange(tags=("edge",)))
    house.program.desk.reload()

    house.window.commands.assign_sign_in("tag:edge")
    dialog = hand.dialog(PlaceDialog)
    box = dialog.picker.box
    box.setCurrentIndex([box.itemData(at) for at in range(box.count())].index(Choice(By.NOBODY)))
    hand.press(KEY.Key_Return)
    listed = manager(qtbot, house, hand)

    assert listed.barred.text() == "Nobody signs in: tag edge."
    listed.accept()
