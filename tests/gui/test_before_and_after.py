# SPDX-License-Identifier: MIT
"""A snapshot before an update, the look after it, and what logs told, in the panel."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from exchpatch_gui.collected.decoder import decode
from exchpatch_gui.demo.remoting.shells import Run
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.remotes import Remote
from exchpatch_gui.domain.sign_ins import Scope
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.engine.judge_facts import SOURCE, server_of
from exchpatch_gui.errors import InputError
from exchpatch_gui.services.facts_import import BroughtFacts
from exchpatch_gui.services.setup_logs import read_logs
from exchpatch_gui.viewmodels.snapshot_taker import read_snapshot
from exchpatch_gui.views.ask import Question
from exchpatch_gui.views.dialogs.password_dialog import PasswordDialog
from exchpatch_gui.views.dialogs.server_dialog import ServerDialog
from exchpatch_gui.views.dialogs.signs import LightSign
from exchpatch_gui.views.dialogs.snapshot_dialog import SnapshotDialog
from exchpatch_gui.views.dialogs.update_dialog import UpdateDialog
from tests.gui.gestures import Hand
from tests.gui.panel_views import fold, said
from tests.gui.signing import WatchedVault, add_sign_in, give_vault, remote_server
from tests.gui.surrounded import QUIET_PLATFORM, House, running, texts_of
from tests.helpers.collected import encoded
from tests.helpers.remote_servers import SECRET
from tests.helpers.snapshots import AFTER_AT, BEFORE_AT, NEW, OLD, facts, service
from tests.unit.setup_log.logs import failed_by

pytestmark = QUIET_PLATFORM
WAIT = 30_000
RUNNING = {"services": {"items": [service("MSExchangeTransport")]}}
DISABLED = {"services": {"items": [service("MSExchangeTransport", "Stopped", "Disabled")]}}
HASHES = json.dumps(
    {
        "schema": "exchpatch.config-files/1",
        "collector_version": "1.0.0",
        "collected_at": "2026-06-20T07:59:00Z",
        "computer": "EX01",
        "install_path": "C:\\Exchange\\",
        "places": [{"path": "Bin", "exists": True, "error": None}],
        "files": [],
    }
)


class Updated:
    """A computer before an update, and then after one that left a service disabled."""

    def __init__(self) -> None:
        self.is_updated = False

    def __call__(self, run: Run) -> None:
        if "exchpatch.config-files" in run.script:
            run.write(HASHES)
            return
        run.progress("Get-ExchangeState", "services", 40)
        run.write(encoded(self.document()).decode())

    def document(self) -> dict[str, object]:
        if self.is_updated:
            return {**facts(NEW, AFTER_AT, **DISABLED), "computer": "EX01"}
        return {**facts(OLD, BEFORE_AT, **RUNNING), "computer": "EX01"}


@pytest.fixture
def computer() -> Updated:
    return Updated()


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, computer: Updated):
    """Start with one server of which it is known that it is Exchange, and select it."""
    with running(qtbot, tmp_path / "data", monkeypatch) as house:
        give_vault(house.workspace, WatchedVault())
        known = decode(encoded(computer.document()), "facts.json")
        house.workspace.store_facts([BroughtFacts(known, server_of(known), SOURCE)])
        house.program.desk.reload()
        house.window.resize(1500, 900)
        house.window.show_server(the_server(house).id)
        qtbot.waitUntil(lambda: part(house, "upkeep-before") is not None)
        yield house


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def the_server(house: House):
    (server,) = house.workspace.servers()
    return server


def part(house: House, name: str) -> QPushButton | None:
    return house.window.panel.panel.findChild(QPushButton, name)


def press(qtbot: QtBot, house: House, name: str) -> None:
    button = part(house, name)
    assert button is not None
    assert button.isVisibleTo(house.window)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def comparison(qtbot: QtBot, house: House) -> UpdateDialog:
    """Wait until the comparison is shown."""

    def shown() -> list[UpdateDialog]:
        return [one for one in house.window.findChildren(UpdateDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=WAIT)
    return shown()[0]


def taken(house: House) -> set[Role]:
    return set(house.workspace.snapshots.taken(the_server(house)))


def let_sign_in(house: House, port: int, password: str = SECRET) -> None:
    server = the_server(house)
    house.workspace.remotes.put(server.id, Remote("127.0.0.1", port))
    sign_in = add_sign_in(house.workspace, password)
    house.workspace.sign_ins.assign(Scope.SERVER, str(server.id), sign_in.id)


def file_of(folder: Path, computer: Updated, name: str = "facts.json") -> Path:
    file = folder / name
    file.write_bytes(encoded(computer.document()))
    return file


def take_from(qtbot: QtBot, house: House, name: str, *files: Path) -> None:
    """Press a button, answer that files are at hand, and choose them."""
    press(qtbot, house, name)
    question = Hand(qtbot).dialog(Question)
    by_file = next(one for one in question.findChildren(QPushButton) if "files" in one.text())
    qtbot.mouseClick(by_file, Qt.MouseButton.LeftButton)
    choosers = house.window.findChildren(QFileDialog)
    (chooser,) = (one for one in choosers if one.isVisible())
    chooser.filesSelected.emit([str(file) for file in files])
    chooser.reject()


def test_a_server_is_looked_at_before_and_after_by_its_sign_in(
    qtbot: QtBot, house: House, hand: Hand, computer: Updated
):
    with remote_server(computer) as place:
        let_sign_in(house, place.port)

        press(qtbot, house, "upkeep-before")
        qtbot.waitUntil(lambda: taken(house) == {Role.BEFORE}, timeout=WAIT)
        qtbot.waitUntil(lambda: "Snapshot before the update" in said(house.window.panel.panel))
        told = house.window.toast.text.text()
        computer.is_updated = True
        press(qtbot, house, "upkeep-after")
        dialog = comparison(qtbot, house)
        said_of_it = texts_of(dialog)
        hand.click(dialog.copy_button)
        shells = dict(place.server.shells)

    commands = QGuiApplication.clipboard().text()
    assert told.startswith("Snapshot of ")
    assert "To put back: 1" in said_of_it
    assert "What belongs to this update besides installing it" in said_of_it
    assert "Set-Service" in commands
    assert dialog.script.toPlainText() == commands
    assert shells == {}
    dialog.accept()


def test_without_a_sign_in_files_are_asked_for(
    qtbot: QtBot, tmp_path: Path, house: House, hand: Hand, computer: Updated
):
    hashes = tmp_path / "files.json"
    hashes.write_text(HASHES, encoding="utf-8")
    take_from(qtbot, house, "upkeep-before", file_of(tmp_path, computer), hashes)
    qtbot.waitUntil(lambda: taken(house) == {Role.BEFORE}, timeout=WAIT)
    with_files = house.workspace.snapshots.taken(the_server(house))[Role.BEFORE].with_files
    qtbot.waitUntil(lambda: part(house, "upkeep-after").isVisibleTo(house.window))
    computer.is_updated = True

    take_from(qtbot, house, "upkeep-after", file_of(tmp_path, computer, "after.json"))
    dialog = comparison(qtbot, house)

    assert with_files
    assert "Could not be compared" in texts_of(dialog)
    assert dialog.findChildren(LightSign)[0].light is TrafficLight.RED
    dialog.accept()
    qtbot.waitUntil(lambda: part(house, "upkeep-compare").isVisibleTo(house.window))
    press(qtbot, house, "upkeep-compare")
    again = comparison(qtbot, house)
    hand.click(again.copy_all_button)
    assert "EX01" in QGuiApplication.clipboard().text()
    again.accept()


def test_a_sign_in_can_be_chosen_instead(qtbot: QtBot, house: House, hand: Hand):
    press(qtbot, house, "upkeep-before")
    question = hand.dialog(Question)
    choose = next(one for one in question.findChildren(QPushButton) if "sign-in" in one.text())
    hand.click(choose)
    dialog = hand.dialog(ServerDialog)

    assert dialog.tabs.currentIndex() == 1
    dialog.reject()


def test_a_missing_password_is_asked_for_before_a_snapshot(
    qtbot: QtBot, house: House, hand: Hand, computer: Updated
):
    with remote_server(computer) as place:
        let_sign_in(house, place.port, "")

        press(qtbot, house, "upkeep-before")
        hand.dialog(PasswordDialog)
        hand.type(SECRET)
        hand.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: taken(house) == {Role.BEFORE}, timeout=WAIT)

    assert place.server.ledger.proofs == 1


def test_a_snapshot_that_is_cancelled_stores_nothing_and_leaves_no_session(
    qtbot: QtBot, house: House, hand: Hand, computer: Updated
):
    def slowly(run: Run) -> None:
        run.progress("Get-ExchangeState", "services", 40)
        run.wait(WAIT / 1000)

    with remote_server(slowly) as place:
        let_sign_in(house, place.port)
        press(qtbot, house, "upkeep-before")
        dialog = hand.dialog(SnapshotDialog)
        qtbot.waitUntil(lambda: "Reading services" in dialog.state.text(), timeout=WAIT)

        hand.press(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not place.server.shells, timeout=WAIT)

    assert taken(house) == set()
    assert not computer.is_updated


def test_a_refused_sign_in_is_told_and_nothing_is_stored(
    qtbot: QtBot, house: House, hand: Hand, computer: Updated
):
    with remote_server(computer) as place:
        let_sign_in(house, place.port, "wrong")
        press(qtbot, house, "upkeep-before")
        question = hand.dialog(Question)
        told = texts_of(question)
        question.reject()

    assert "did not accept user name and password" in told
    assert taken(house) == set()


def test_facts_of_two_servers_are_no_snapshot(tmp_path: Path, computer: Updated):
    files = [file_of(tmp_path, computer, name) for name in ("one.json", "two.json")]

    with pytest.raises(InputError) as raised:
        read_snapshot(files)

    assert raised.value.key == "snapshot.one-file"


def test_what_a_log_told_stands_with_its_age_and_its_cause(
    qtbot: QtBot, tmp_path: Path, house: House
):
    log = tmp_path / "ExchangeSetup.log"
    log.write_text(failed_by("The certificate is expired."), encoding="utf-8")
    house.workspace.setup_logs.store(read_logs([log]), the_server(house))
    house.window.panel.show_soon((the_server(house).id,))
    panel = house.window.panel.panel
    qtbot.waitUntil(lambda: fold(panel, "log:setup") is not None)

    line = fold(panel, "log:setup").line
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    told = said(panel)

    assert line.text().startswith("Setup failed. ")
    assert "certificate" in line.text()
    assert "ExchangeSetup.log, " in line.text()
    assert line.accessibleName().startswith("Act now: ")
    assert "certificate" in told
    assert "What to do" in told
    assert [one.text() for one in fold(panel, "log:setup").body.findChildren(QLabel)]
