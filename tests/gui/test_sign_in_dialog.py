# SPDX-License-Identifier: MIT
"""Adding and editing sign-ins, by keys and clicks; passwords go to the vault and nowhere else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from exchpatch_gui.config import settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.sign_ins import Secret, SignInKind
from exchpatch_gui.viewmodels.sign_in_book import SignInBook
from exchpatch_gui.viewmodels.sign_in_form import Draft, Part, faults
from exchpatch_gui.viewmodels.sign_in_texts import vault_key
from exchpatch_gui.views.dialogs.sign_in_dialog import SignInDialog
from exchpatch_gui.views.theme import Theme
from tests.gui.signing import LABEL, WatchedVault, add_sign_in, give_vault, opened
from tests.helpers.remote_servers import SECRET, USER


@pytest.fixture
def vault():
    return WatchedVault()


@pytest.fixture
def workspace(tmp_path, vault):
    with opened(tmp_path, vault) as workspace:
        yield workspace


@pytest.fixture
def open_form(qtbot, qapp, workspace):
    theme = Theme(qapp, settings.Theme.LIGHT)
    book = SignInBook(workspace)

    def opened_form(sign_in=None):
        book.look()
        qtbot.waitUntil(lambda: not book.is_busy)
        dialog = SignInDialog(workspace, theme, book, sign_in, None)
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield opened_form
    book.shut_down()


def test_a_new_sign_in_is_stored_and_its_password_is_in_the_vault(
    qtbot, workspace, vault, open_form
):
    dialog = open_form()

    qtbot.keyClicks(QApplication.focusWidget(), LABEL)
    qtbot.keyClicks(dialog.user, USER)
    qtbot.keyClicks(dialog.password.line, SECRET)
    qtbot.keyClick(dialog.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(vault.kept))

    (stored,) = workspace.sign_ins.all()
    assert (stored.label, stored.kind, stored.user) == (LABEL, SignInKind.NEGOTIATE, USER)
    assert vault.kept == {stored.vault_key: SECRET}
    assert not dialog.isVisible()


def test_a_password_is_gone_from_the_field_when_the_dialog_is_closed(qtbot, open_form):
    dialog = open_form()
    qtbot.keyClicks(dialog.password.line, SECRET)

    dialog.reject()

    assert dialog.password.line.text() == ""


def test_a_password_is_seen_only_while_it_is_typed(qtbot, open_form):
    dialog = open_form()
    line, reveal = dialog.password.line, dialog.password.reveal
    line.setFocus()
    qtbot.keyClicks(line, SECRET)

    hidden = line.echoMode()
    qtbot.mouseClick(reveal, Qt.MouseButton.LeftButton)
    shown, kept_focus = line.echoMode(), line.hasFocus()
    dialog.label.setFocus()

    modes = QLineEdit.EchoMode
    assert (hidden, shown, line.echoMode()) == (modes.Password, modes.Normal, modes.Password)
    assert kept_focus


def test_a_kept_password_is_never_shown_again(workspace, open_form):
    dialog = open_form(add_sign_in(workspace))

    assert dialog.password.line.text() == ""
    assert "One is kept" in dialog._notes[Part.PASSWORD].text.text()


def test_without_a_password_one_is_asked_for_later(qtbot, workspace, vault, open_form):
    dialog = open_form()
    qtbot.keyClicks(dialog.label, LABEL)
    qtbot.keyClicks(dialog.user, USER)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    assert [one.label for one in workspace.sign_ins.all()] == [LABEL]
    assert vault.kept == {}


def test_where_there_is_no_vault_the_form_says_why(qtbot, workspace, open_form):
    give_vault(workspace, None)
    dialog = open_form()
    qtbot.keyClicks(dialog.label, LABEL)
    qtbot.keyClicks(dialog.user, USER)
    qtbot.keyClicks(dialog.password.line, SECRET)
    said = dialog._vault_note.said
    qtbot.keyClick(dialog.password.line, Qt.Key.Key_Return)

    (stored,) = workspace.sign_ins.all()
    assert said.light is TrafficLight.YELLOW
    assert "no password store" in said.text
    assert workspace.passwords.entered(stored) == Secret(SECRET)


def test_enter_on_an_unfinished_form_says_what_is_missing_and_leads_there(
    qtbot, workspace, open_form
):
    dialog = open_form()
    qtbot.keyClick(dialog.label, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert QApplication.focusWidget() is dialog.label
    assert dialog._notes[Part.LABEL].text.text() == "The sign-in has no name."
    assert dialog._notes[Part.USER].text.text() == "The sign-in has no user."
    assert workspace.sign_ins.all() == ()


def test_a_fault_is_told_when_typing_pauses(qtbot, open_form):
    dialog = open_form()
    note = dialog._notes[Part.USER]

    qtbot.keyClicks(dialog.user, "CONTOSO\\")

    assert note.said.light is None
    qtbot.waitUntil(lambda: note.said.light is TrafficLight.RED)
    assert dialog.user.property("wrong") is True


def test_the_current_user_of_windows_needs_neither_name_nor_password(qtbot, workspace, open_form):
    dialog = open_form()
    qtbot.keyClicks(dialog.label, "Me")
    dialog.kind.setCurrentIndex(dialog.kind.findData(SignInKind.CURRENT))

    assert not dialog.user.isVisible()
    assert not dialog.password.isVisible()
    qtbot.keyClick(dialog.label, Qt.Key.Key_Return)
    (stored,) = workspace.sign_ins.all()
    assert (stored.kind, stored.user) == (SignInKind.CURRENT, "")


def test_another_user_loses_the_password_of_the_first(qtbot, workspace, vault, open_form):
    stored = add_sign_in(workspace)
    dialog = open_form(stored)

    dialog.user.selectAll()
    qtbot.keyClicks(dialog.user, "CONTOSO\\other")
    told = dialog._notes[Part.PASSWORD].text.text()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not vault.kept)

    assert "will be deleted" in told
    assert workspace.sign_ins.get(stored.id).user == "CONTOSO\\other"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, set()),
        ({"label": " "}, {Part.LABEL}),
        ({"label": "taken"}, {Part.LABEL}),
        ({"user": ""}, {Part.USER}),
        ({"user": "", "kind": SignInKind.CURRENT}, set()),
        ({"password": Secret("a\nb")}, {Part.PASSWORD}),
        ({"user": "local", "kind": SignInKind.KERBEROS}, {Part.USER}),
    ],
)
def test_a_draft_says_which_fields_are_wrong(workspace, fields, wrong):
    taken = workspace.sign_ins.add("Taken", SignInKind.NTLM, USER)
    usual = {
        "label": LABEL,
        "kind": SignInKind.NEGOTIATE,
        "user": USER,
        "password": Secret(SECRET),
    }
    draft = Draft(**usual | fields)

    assert set(faults(draft, (taken,))) == wrong
    assert SECRET not in repr(draft)


def test_a_sign_in_may_keep_its_own_name(workspace):
    stored = add_sign_in(workspace)
    draft = Draft(LABEL.upper(), SignInKind.NTLM, USER, Secret(""))

    assert faults(draft, workspace.sign_ins.all(), stored) == {}
    assert draft.secret is None


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_each_system_has_a_name_for_its_vault(workspace, platform):
    assert workspace.words.has(vault_key(platform))
