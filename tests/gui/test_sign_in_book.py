# SPDX-License-Identifier: MIT
"""What the window knows of passwords: the vault answers in a thread, may be locked, may fail."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from exchpatch_gui.config import settings
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.sign_ins import Assignment, ChosenSignIn, Scope, Secret, SignInKind
from exchpatch_gui.errors import VaultError
from exchpatch_gui.viewmodels.sign_in_book import SignInBook, look_at
from exchpatch_gui.viewmodels.sign_in_choice import (
    INHERITED,
    By,
    Choice,
    choice_of,
    inherited_by,
    store_choice,
)
from exchpatch_gui.viewmodels.sign_in_texts import Entry, Kept
from exchpatch_gui.views.drop_target import DropFrame
from exchpatch_gui.views.theme import Theme
from tests.gui.signing import LABEL, WatchedVault, add_sign_in, give_vault, opened
from tests.helpers.remote_servers import SECRET, USER


class LockedVault(WatchedVault):
    """Stays locked.

    Attributes:
        asked: How often somebody was asked to unlock it.
    """

    asked = 0

    def read(self, _key: str) -> Secret | None:
        self.asked += 1
        raise VaultError("vault.locked")

    def write(self, _key: str, _secret: Secret) -> None:
        raise VaultError("vault.locked")


@pytest.fixture
def workspace(tmp_path):
    with opened(tmp_path, WatchedVault()) as workspace:
        workspace.inventory.add("ex01.contoso.example", group="Contoso GmbH", tags=("edge",))
        yield workspace


@pytest.fixture
def book(workspace):
    made = SignInBook(workspace)
    yield made
    made.shut_down()


def looked(qtbot, book):
    book.look()
    qtbot.waitUntil(lambda: not book.is_busy)
    return {one.sign_in.label: one.kept for one in book.entries()}


def test_the_vault_tells_what_it_keeps(qtbot, workspace, book):
    add_sign_in(workspace)
    add_sign_in(workspace, "", label="empty")
    workspace.sign_ins.add("me", SignInKind.CURRENT)
    before = {one.sign_in.label: one.kept for one in book.entries()}

    after = looked(qtbot, book)

    assert before[LABEL] is Kept.UNKNOWN
    assert after == {LABEL: Kept.KEPT, "empty": Kept.MISSING, "me": Kept.NOT_NEEDED}


def test_a_locked_vault_is_asked_once_and_not_for_every_password(workspace):
    vault = LockedVault()
    give_vault(workspace, vault)
    for label in ("one", "two", "three"):
        workspace.sign_ins.add(label, SignInKind.NTLM, USER)

    state = look_at(workspace.passwords, workspace.sign_ins.all())

    assert set(state.kept.values()) == {Kept.UNREADABLE}
    assert vault.asked == 1


def test_a_password_that_the_vault_refuses_holds_until_the_end(qtbot, workspace, book):
    give_vault(workspace, LockedVault())
    sign_in = workspace.sign_ins.add(LABEL, SignInKind.NTLM, USER)

    with qtbot.waitSignal(book.failed) as failed:
        book.keep_password(sign_in, Secret(SECRET))
    qtbot.waitUntil(lambda: not book.is_busy)

    assert failed.args[0].key == "vault.locked"
    assert book.kept(sign_in) is Kept.ENTERED
    assert workspace.passwords.entered(sign_in) == Secret(SECRET)


def test_a_password_may_be_kept_from_the_vault(qtbot, workspace, book):
    vault = WatchedVault()
    give_vault(workspace, vault)
    sign_in = workspace.sign_ins.add(LABEL, SignInKind.NTLM, USER)

    book.keep_password(sign_in, Secret(SECRET), in_vault=False)
    qtbot.waitUntil(lambda: not book.is_busy)

    assert vault.kept == {}
    assert workspace.passwords.read(sign_in) == Secret(SECRET)


def test_the_user_of_windows_becomes_a_sign_in_when_it_is_chosen(workspace, book):
    store_choice(book, Scope.CUSTOMER, "Contoso GmbH", Choice(By.WINDOWS))

    (stored,) = workspace.sign_ins.all()
    assert stored.kind is SignInKind.CURRENT
    assert choice_of(book.assigned(Scope.CUSTOMER, "contoso gmbh")) == Choice(By.STORED, stored.id)


def test_taking_back_what_was_never_assigned_changes_nothing(workspace, book):
    store_choice(book, Scope.TAG, "edge", INHERITED)

    assert workspace.sign_ins.assignments() == ()


def test_a_servers_own_choice_is_no_inheritance(workspace, book):
    sign_in = add_sign_in(workspace)
    (server,) = workspace.servers()
    book.assign(Scope.SERVER, str(server.id), None)
    book.assign(Scope.TAG, "edge", sign_in.id)

    found = inherited_by(server, book.sign_ins(), workspace.sign_ins.assignments())

    assert found.sign_in == sign_in
    assert found.assignment == Assignment(Scope.TAG, "edge", sign_in.id)


def test_every_inheritance_has_its_words(workspace, book):
    sign_in = add_sign_in(workspace)
    texts = book.texts
    barred = ChosenSignIn(None, Assignment(Scope.TAG, "edge", None))
    given = ChosenSignIn(sign_in, Assignment(Scope.CUSTOMER, "Contoso GmbH", sign_in.id))

    assert texts.who(barred) == "Nobody, from tag edge"
    assert texts.who(given) == f"{LABEL}, from customer Contoso GmbH"
    assert "nobody" in texts.overrides(barred)
    assert texts.overrides(ChosenSignIn(None)) == ""
    assert texts.state(Entry(sign_in))[1] == "looking…"


def test_a_server_that_is_not_stored_inherits_by_its_customer(workspace, book):
    sign_in = add_sign_in(workspace)
    book.assign(Scope.CUSTOMER, "Contoso GmbH", sign_in.id)
    draft = Server(Target("new.contoso.example"), "new", group="contoso gmbh")

    assert inherited_by(draft, book.sign_ins(), workspace.sign_ins.assignments()).sign_in == sign_in


def test_the_frame_for_dropped_files_is_drawn(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    frame = DropFrame(window, Theme(qapp, settings.Theme.LIGHT), "Drop here")
    frame.setGeometry(window.rect())
    frame.show()

    picture: QImage = frame.grab().toImage()

    colours = {picture.pixelColor(x, 200).name() for x in range(0, 600, 3)}
    assert len(colours) > 2
