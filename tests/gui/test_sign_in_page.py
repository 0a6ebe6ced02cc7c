# SPDX-License-Identifier: MIT
"""The page of a server on signing in, against real servers on loopback, by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from exchpatch_gui.config import settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.remotes import Channel, Remote
from exchpatch_gui.domain.sign_ins import Scope, Secret
from exchpatch_gui.remote.trial import Step
from exchpatch_gui.services.inventory import ServerChange
from exchpatch_gui.services.trial_steps import StepState
from exchpatch_gui.viewmodels.sign_in_choice import By, Choice, choices
from exchpatch_gui.views.dialogs.password_dialog import PasswordDialog
from exchpatch_gui.views.dialogs.server_dialog import ServerDialog
from exchpatch_gui.views.dialogs.sign_in_dialog import SignInDialog
from exchpatch_gui.views.dialogs.trust_dialog import TrustDialog
from exchpatch_gui.views.theme import Theme
from tests.gui.signing import (
    LABEL,
    WatchedVault,
    add_sign_in,
    give_vault,
    opened,
    remote_server,
)
from tests.helpers.authority import self_signed
from tests.helpers.drawn import nameless
from tests.helpers.remote_servers import SECRET, USER, Faults

WAIT = 20_000
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def workspace(tmp_path):
    with opened(tmp_path, WatchedVault()) as workspace:
        yield workspace


@pytest.fixture
def open_dialog(qtbot, qapp, workspace):
    dialogs = []

    def opened_dialog(server=None, **named):
        dialog = ServerDialog(workspace, Theme(qapp, settings.Theme.LIGHT), server, None, **named)
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        dialogs.append(dialog)
        return dialog

    yield opened_dialog
    for one in dialogs:
        one.book.shut_down()


@pytest.fixture
def place():
    with remote_server() as place:
        yield place


def stored_server(workspace, place=None, *, channel=Channel.MESSAGES, group=""):
    """Store a server whose WinRM answers at a place."""
    server = workspace.inventory.add("127.0.0.1:444", name="EX01", group=group)
    if place is not None:
        workspace.remotes.put(server.id, Remote("127.0.0.1", place.port, channel))
    return server


def choose(dialog, choice):
    """Choose an answer as the arrow keys would."""
    box = dialog.sign_in.picker.box
    box.setCurrentIndex([box.itemData(at) for at in range(box.count())].index(choice))


def try_out(qtbot, dialog):
    """Press the button and wait for the end of the test."""
    card = dialog.sign_in.card
    qtbot.mouseClick(card.button, LEFT)
    qtbot.waitUntil(lambda: not dialog.sign_in.runner.is_running, timeout=WAIT)
    return {step: row.report for step, row in card.rows.items()}


def active(qtbot, kind):
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))
    found = QApplication.activeWindow()
    assert isinstance(found, kind)
    return found


def test_a_sign_in_that_works_shows_six_ticks(qtbot, workspace, place, open_dialog):
    sign_in = add_sign_in(workspace)
    dialog = open_dialog(stored_server(workspace, place))
    dialog.show_sign_in()

    choose(dialog, Choice(By.STORED, sign_in.id))
    reports = try_out(qtbot, dialog)

    assert [one.light for one in reports.values()] == [TrafficLight.GREEN] * len(Step)
    assert dialog.sign_in.card.rows[Step.SIGN_IN].message.text() == f"{USER} was let in."
    assert dialog.sign_in.card.rows[Step.ADMINISTRATOR].spoken().endswith(": done")
    assert place.server.shells == {}


def test_a_refused_password_is_tried_once_and_told_with_what_helps(
    qtbot, workspace, place, open_dialog
):
    sign_in = add_sign_in(workspace, "wrong")
    dialog = open_dialog(stored_server(workspace, place))
    dialog.show_sign_in()

    choose(dialog, Choice(By.STORED, sign_in.id))
    reports = try_out(qtbot, dialog)

    row = dialog.sign_in.card.rows[Step.SIGN_IN]
    assert reports[Step.SIGN_IN].state is StepState.FAILED
    assert "sent once and are not tried again" in row.message.text()
    assert "DOMAIN\\user" in row.hint.text()
    assert reports[Step.EXCHANGE].state is StepState.SKIPPED
    assert place.server.ledger.proofs == 1
    assert workspace.sign_ins.get(sign_in.id).refused_at is not None
    assert dialog.sign_in.picker.note.said.light is TrafficLight.RED


def test_the_right_password_after_a_refusal_makes_the_sign_in_usable_again(
    qtbot, workspace, place, open_dialog
):
    sign_in = add_sign_in(workspace, "wrong")
    dialog = open_dialog(stored_server(workspace, place))
    dialog.show_sign_in()
    choose(dialog, Choice(By.STORED, sign_in.id))
    try_out(qtbot, dialog)

    qtbot.mouseClick(dialog.sign_in.card.offer, LEFT)
    asked = active(qtbot, PasswordDialog)
    qtbot.keyClicks(asked.password.line, SECRET)
    qtbot.keyClick(asked.password.line, Qt.Key.Key_Return)
    reports = try_out(qtbot, dialog)

    assert reports[Step.EXCHANGE].light is TrafficLight.GREEN
    assert workspace.sign_ins.get(sign_in.id).refused_at is None


def test_a_password_that_is_missing_is_asked_for(qtbot, workspace, place, open_dialog):
    sign_in = add_sign_in(workspace, "")
    dialog = open_dialog(stored_server(workspace, place))
    dialog.show_sign_in()
    choose(dialog, Choice(By.STORED, sign_in.id))

    try_out(qtbot, dialog)
    said = dialog.sign_in.card.rows[Step.PORT].message.text()
    qtbot.mouseClick(dialog.sign_in.card.offer, LEFT)
    asked = active(qtbot, PasswordDialog)
    asked.reject()

    assert said == f"No password is kept for the sign-in “{LABEL}”."
    assert place.server.ledger.proofs == 0


def test_saving_stores_who_signs_in_and_where_and_undo_takes_it_back(qtbot, workspace, open_dialog):
    sign_in = add_sign_in(workspace)
    server = stored_server(workspace)
    dialog = open_dialog(server)
    dialog.show_sign_in()
    choose(dialog, Choice(By.STORED, sign_in.id))
    dialog.sign_in.remote.open()
    qtbot.keyClicks(dialog.sign_in.remote.place, "ex01.contoso.example:5999")
    channel = dialog.sign_in.remote.channel
    channel.setCurrentIndex(channel.findData(Channel.TLS))

    qtbot.mouseClick(dialog.save_button, LEFT)
    stored = workspace.sign_ins.chosen(server).sign_in
    remote = workspace.remotes.get(server.id)
    dialog.undo()

    assert stored is not None
    assert stored.id == sign_in.id
    assert remote == Remote("ex01.contoso.example", 5999, Channel.TLS)
    assert workspace.sign_ins.chosen(server).sign_in is None
    assert workspace.remotes.get(server.id) == Remote()


def test_a_new_server_is_stored_with_its_sign_in(qtbot, workspace, open_dialog):
    sign_in = add_sign_in(workspace)
    dialog = open_dialog()
    qtbot.keyClicks(dialog.address, "mail.contoso.example")
    dialog.show_sign_in()
    choose(dialog, Choice(By.STORED, sign_in.id))

    qtbot.mouseClick(dialog.save_button, LEFT)
    (server,) = workspace.servers()
    chosen = workspace.sign_ins.chosen(server)
    dialog.undo()

    assert chosen.sign_in == sign_in
    assert workspace.servers() == ()


def test_what_is_inherited_is_shown_as_such_and_can_be_barred(qtbot, workspace, open_dialog):
    sign_in = add_sign_in(workspace)
    server = stored_server(workspace, group="Contoso GmbH")
    workspace.sign_ins.assign(Scope.CUSTOMER, "Contoso GmbH", sign_in.id)
    dialog = open_dialog(server)
    dialog.show_sign_in()
    inherited = dialog.sign_in.picker.box.currentText()

    choose(dialog, Choice(By.NOBODY))
    note = dialog.sign_in.picker.note
    can_test = dialog.sign_in.card.button.isEnabled()
    qtbot.mouseClick(dialog.save_button, LEFT)

    assert inherited == f"{LABEL}, from customer Contoso GmbH"
    assert note.text.text() == "This is checked from outside only."
    assert LABEL in note.hint.text()
    assert not can_test
    assert workspace.sign_ins.chosen(server).sign_in is None


def test_another_customer_in_the_form_inherits_at_once(qtbot, workspace, open_dialog):
    sign_in = add_sign_in(workspace)
    other = stored_server(workspace, group="Contoso GmbH")
    workspace.sign_ins.assign(Scope.CUSTOMER, "Contoso GmbH", sign_in.id)
    workspace.inventory.edit(other.id, ServerChange(name="other"))
    dialog = open_dialog()
    qtbot.keyClicks(dialog.address, "mail.contoso.example")
    dialog.customer.setEditText("Contoso GmbH")

    dialog.show_sign_in()

    assert dialog.sign_in.picker.sign_in == sign_in


def test_a_new_sign_in_of_the_page_is_chosen(qtbot, workspace, open_dialog):
    server = stored_server(workspace)
    dialog = open_dialog(server)
    dialog.show_sign_in()

    qtbot.mouseClick(dialog.sign_in.picker.new_button, LEFT)
    form = active(qtbot, SignInDialog)
    qtbot.keyClicks(form.label, LABEL)
    qtbot.keyClicks(form.user, USER)
    qtbot.keyClicks(form.password.line, SECRET)
    qtbot.mouseClick(form.save_button, LEFT)
    qtbot.mouseClick(dialog.save_button, LEFT)

    chosen = workspace.sign_ins.chosen(server).sign_in
    assert chosen is not None
    assert (chosen.label, workspace.passwords.read(chosen)) == (LABEL, Secret(SECRET))


def test_a_wrong_place_is_told_before_anything_is_stored(qtbot, workspace, open_dialog):
    server = stored_server(workspace)
    dialog = open_dialog(server)
    dialog.show_sign_in()
    dialog.sign_in.remote.open()
    qtbot.keyClicks(dialog.sign_in.remote.place, "no host name")

    qtbot.mouseClick(dialog.save_button, LEFT)

    assert dialog.isVisible()
    assert dialog.sign_in.remote.note.said.light is TrafficLight.RED
    assert workspace.remotes.get(server.id) == Remote()


def test_without_an_address_the_test_leads_to_its_field(qtbot, workspace, open_dialog):
    sign_in = add_sign_in(workspace)
    dialog = open_dialog()
    dialog.show_sign_in()
    dialog.tabs.setCurrentIndex(1)
    choose(dialog, Choice(By.STORED, sign_in.id))

    qtbot.mouseClick(dialog.sign_in.card.button, LEFT)

    assert dialog.tabs.currentIndex() == 0
    assert QApplication.focusWidget() is dialog.address


def test_an_unknown_certificate_is_trusted_only_after_a_look_at_it(
    qtbot, tmp_path, workspace, open_dialog
):
    pair = self_signed()
    with remote_server(tls=pair.server_context(tmp_path, old=True), pair=pair) as place:
        sign_in = add_sign_in(workspace)
        server = stored_server(workspace, place, channel=Channel.TLS)
        dialog = open_dialog(server)
        dialog.show_sign_in()
        choose(dialog, Choice(By.STORED, sign_in.id))

        untrusted = try_out(qtbot, dialog)
        qtbot.mouseClick(dialog.sign_in.card.offer, LEFT)
        asked = active(qtbot, TrustDialog)
        said = "\n".join(label.text() for label in asked.findChildren(QLabel))
        qtbot.keyClick(asked, Qt.Key.Key_Return)
        after_enter = workspace.remotes.pins()
        qtbot.mouseClick(dialog.sign_in.card.offer, LEFT)
        qtbot.mouseClick(active(qtbot, TrustDialog).trust_button, LEFT)
        qtbot.waitUntil(lambda: not dialog.sign_in.runner.is_running, timeout=WAIT)
        trusted = {step: row.report for step, row in dialog.sign_in.card.rows.items()}

    (pin,) = workspace.remotes.pins()
    assert untrusted[Step.CHANNEL].state is StepState.FAILED
    assert pin.sha256[:2].upper() in said
    assert after_enter == ()
    assert trusted[Step.EXCHANGE].light is TrafficLight.GREEN


def test_another_certificate_than_the_pinned_one_is_an_alarm_and_no_question(
    qtbot, tmp_path, workspace, open_dialog
):
    pair = self_signed()
    with remote_server(tls=pair.server_context(tmp_path, old=True), pair=pair) as place:
        sign_in = add_sign_in(workspace)
        server = stored_server(workspace, place, channel=Channel.TLS)
        workspace.remotes.pin("127.0.0.1", place.port, "ab" * 32)
        dialog = open_dialog(server)
        dialog.show_sign_in()
        choose(dialog, Choice(By.STORED, sign_in.id))

        try_out(qtbot, dialog)
        row = dialog.sign_in.card.rows[Step.CHANNEL]

    assert row.message.text().startswith("Alarm:")
    assert "remove" in row.hint.text()
    assert not dialog.sign_in.card.offer.isVisible()
    assert place.server.ledger.proofs == 0


def test_a_test_can_be_stopped(qtbot, workspace, open_dialog):
    faults = Faults()
    faults.on_message = lambda _asked: faults.stick()
    with remote_server(faults=faults) as place:
        sign_in = add_sign_in(workspace)
        dialog = open_dialog(stored_server(workspace, place))
        dialog.show_sign_in()
        choose(dialog, Choice(By.STORED, sign_in.id))
        card = dialog.sign_in.card
        qtbot.mouseClick(card.button, LEFT)
        qtbot.waitUntil(lambda: bool(faults.actions), timeout=WAIT)

        qtbot.mouseClick(card.button, LEFT)

        assert not dialog.sign_in.runner.is_running
        assert "Stopped." in [row.message.text() for row in card.rows.values()]
        dialog.reject()


def test_without_a_vault_a_password_holds_until_the_end(qtbot, workspace, place, open_dialog):
    give_vault(workspace, None)
    sign_in = add_sign_in(workspace, "")
    dialog = open_dialog(stored_server(workspace, place))
    dialog.show_sign_in()
    choose(dialog, Choice(By.STORED, sign_in.id))
    qtbot.waitUntil(lambda: not dialog.book.is_busy)

    dialog.sign_in.picker.enter_password()
    asked = active(qtbot, PasswordDialog)
    qtbot.keyClicks(asked.password.line, SECRET)
    can_keep = asked.keep.isVisible()
    qtbot.mouseClick(asked.save_button, LEFT)
    reports = try_out(qtbot, dialog)

    assert not can_keep
    assert reports[Step.SIGN_IN].light is TrafficLight.GREEN


def test_windows_offers_its_own_user_first(workspace, open_dialog):
    dialog = open_dialog(stored_server(workspace))
    texts = dialog.book.texts

    offered = [one.by for one, _text in choices({}, texts, "nobody", "win32")]
    elsewhere = [one.by for one, _text in choices({}, texts, "nobody", "linux")]

    assert offered == [By.INHERITED, By.WINDOWS, By.NOBODY]
    assert By.WINDOWS not in elsewhere


def test_every_control_of_the_page_has_a_name(workspace, open_dialog):
    dialog = open_dialog(stored_server(workspace))
    dialog.show_sign_in()
    dialog.sign_in.remote.open()

    assert nameless(dialog) == []
    assert [one for one in dialog.findChildren(QPushButton) if one.isDefault()] == [
        dialog.save_button
    ]
