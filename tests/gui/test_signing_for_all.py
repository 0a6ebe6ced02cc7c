# SPDX-License-Identifier: MIT
"""The dialogs on sign-ins and updates for whoever hears them, types only, or reads long words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from exchpatch_gui.config.settings import Settings
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.domain.sign_ins import Scope, SignInKind
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.net.tls import TlsFacts
from exchpatch_gui.services.snapshots import check_update
from exchpatch_gui.viewmodels.places import Place
from exchpatch_gui.viewmodels.update_texts import word_update
from exchpatch_gui.views.dialogs.password_dialog import PasswordDialog, Reason
from exchpatch_gui.views.dialogs.place_dialogs import PlaceDialog, PlacesDialog
from exchpatch_gui.views.dialogs.server_dialog import ServerDialog
from exchpatch_gui.views.dialogs.sign_in_dialog import SignInDialog
from exchpatch_gui.views.dialogs.sign_ins_dialog import SignInsDialog
from exchpatch_gui.views.dialogs.snapshot_dialog import SnapshotDialog
from exchpatch_gui.views.dialogs.trust_dialog import TrustDialog
from exchpatch_gui.views.dialogs.update_dialog import UpdateDialog
from tests.gui import panel_samples as samples
from tests.gui import spoken
from tests.gui.signing import WatchedVault, add_sign_in, give_vault
from tests.gui.surrounded import QUIET_PLATFORM, House, running
from tests.helpers.snapshots import AFTER_AT, NEW, service, snapshot

pytestmark = QUIET_PLATFORM
CUSTOMER = "Contoso GmbH"
LANGUAGES = ("en", "de", "fr")
SHOWN = TlsFacts(
    protocol="TLSv1.3",
    cipher="TLS_AES_256_GCM_SHA384",
    trust="self-signed",
    subject="CN=EX01",
    issuer="CN=EX01",
    names=("EX01", "ex01.contoso.example"),
    starts=datetime(2026, 2, 3, tzinfo=UTC),
    ends=datetime(2031, 2, 3, tzinfo=UTC),
    key="RSA 2048",
    signature="sha256",
    fingerprint="ab" * 32,
)


@pytest.fixture(params=["en"])
def house(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    font: None,  # noqa: ARG001 (first, so that the window has it)
) -> Iterator[House]:
    settings = Settings(language=request.param)
    with running(qtbot, tmp_path / "data", monkeypatch, settings=settings) as house:
        give_vault(house.workspace, WatchedVault())
        house.add("EX01", group=CUSTOMER)
        sign_in = add_sign_in(house.workspace)
        house.workspace.sign_ins.assign(Scope.CUSTOMER, CUSTOMER, sign_in.id)
        house.workspace.sign_ins.add("Edge", SignInKind.BASIC, "admin@edge.example")
        house.workspace.remotes.pin("ex01.contoso.example", 5986, "ab" * 32)
        yield house


every_language = pytest.mark.parametrize("house", LANGUAGES, indirect=True)


def made(house: House) -> dict[str, Callable[[], QDialog]]:
    """Give what makes each dialog."""
    workspace, window = house.workspace, house.window
    theme, book = house.program.theme, house.program.desk.book
    first = workspace.sign_ins.all()[0]
    usual = (workspace, theme, book)
    place = Place(Scope.CUSTOMER, CUSTOMER)

    def server() -> QDialog:
        dialog = ServerDialog(workspace, theme, workspace.servers()[0], window)
        dialog.book = book
        dialog.show_sign_in()
        dialog.sign_in.remote.open()
        return dialog

    def update() -> QDialog:
        left = {"items": [service("MSExchangeTransport", "Stopped", "Disabled")]}
        before = snapshot(services={"items": [service("MSExchangeTransport")]})
        after = snapshot(NEW, AFTER_AT, services=left)
        judge = Judge(samples.catalogue(), date(2026, 6, 20))
        told = word_update(check_update(before, after, judge, samples.catalogue()), workspace.words)
        return UpdateDialog(workspace, theme, "EX01", told, print, window)

    return {
        "list": lambda: SignInsDialog(*usual, window),
        "new": lambda: SignInDialog(*usual, None, window),
        "edit": lambda: SignInDialog(*usual, first, window),
        "place": lambda: PlaceDialog(*usual, place, window),
        "places": lambda: PlacesDialog(*usual, first, window),
        "password": lambda: PasswordDialog(
            workspace, theme, first, Reason("", 3), book.vault, window
        ),
        "trust": lambda: TrustDialog(workspace, theme, Target("ex01"), SHOWN, "", window),
        "snapshot": lambda: SnapshotDialog(workspace, theme, "EX01", window),
        "server": server,
        "update": update,
    }


def in_all(
    qtbot: QtBot, house: House, look: Callable[[QDialog], list[str]]
) -> dict[str, list[str]]:
    """Open one dialog after the other, and give where a look found something."""
    house.program.desk.book.look()
    qtbot.waitUntil(lambda: not house.program.desk.book.is_busy)
    found: dict[str, list[str]] = {}
    for name, make in made(house).items():
        dialog = make()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.wait(50)
        found[name] = look(dialog)
        dialog.reject()
        qtbot.waitUntil(lambda: not house.program.desk.book.is_busy)
    return {name: what for name, what in found.items() if what}


def test_every_control_has_a_name(qtbot: QtBot, house: House):
    assert in_all(qtbot, house, spoken.nameless) == {}


def test_tab_reaches_everything(qtbot: QtBot, house: House):
    def missed(dialog: QDialog) -> list[str]:
        return [spoken.named(one) for one in spoken.reachable(dialog) - spoken.reached(dialog)]

    assert in_all(qtbot, house, missed) == {}


@every_language
def test_no_word_is_cut(qtbot: QtBot, house: House):
    assert in_all(qtbot, house, spoken.cut) == {}


def test_no_word_is_cut_where_one_reads_from_the_right(
    qtbot: QtBot, qapp: QApplication, house: House
):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert in_all(qtbot, house, spoken.cut) == {}
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
