# SPDX-License-Identifier: MIT
"""Help: shortcuts, *About*, the data folder, diagnostics, each by its key or its menu."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from exchpatch_gui import __version__
from exchpatch_gui.services.libraries import LIBRARIES
from exchpatch_gui.views.ask import Question
from exchpatch_gui.views.dialogs.about_dialog import AboutDialog
from exchpatch_gui.views.dialogs.diagnostics_dialog import DiagnosticsDialog
from exchpatch_gui.views.dialogs.shortcuts_dialog import ShortcutsDialog
from tests.gui import panel_samples as samples
from tests.gui.surrounded import QUIET_PLATFORM, House, running, texts_of
from tests.helpers.drawn import drawn, nameless

pytestmark = QUIET_PLATFORM
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    home = tmp_path / "people" / "jane"
    for name, value in (("HOME", home), ("USERPROFILE", home), ("USER", "jane")):
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("LOGNAME", "jane")
    with running(qtbot, home / "data", monkeypatch) as started:
        started.window.activateWindow()
        qtbot.waitUntil(started.window.isActiveWindow)
        yield started


def choose(house: House, action_id: str) -> None:
    """Choose an entry of the menu *More*, where it has to stand."""
    action = house.window.orders[action_id]
    assert action in house.window.toolbar.more.menu().actions()
    assert action.isVisible()
    action.trigger()


class TestShortcuts:
    @pytest.fixture
    def dialog(self, qtbot: QtBot, house: House) -> ShortcutsDialog:
        qtbot.keyClick(house.window, Qt.Key.Key_F1)
        found = house.dialog()
        assert isinstance(found, ShortcutsDialog)
        return found

    def test_every_shortcut_is_listed_once(self, house: House, dialog: ShortcutsDialog):
        rows = drawn(dialog.table.model())

        assert "Check all | F5" in rows
        assert "Keyboard shortcuts | F1" in rows
        assert "Settings | Ctrl+," in rows
        with_keys = [one for one in house.window.actions() if one.isVisible() and one.shortcuts()]
        assert len(rows) == len(with_keys) == len(set(rows))

    def test_no_two_actions_share_a_shortcut(self, dialog: ShortcutsDialog):
        keys = [row.split(" | ")[1] for row in drawn(dialog.table.model())]

        assert len(keys) == len(set(keys))

    def test_the_keyboard_moves_through_the_list_and_closes_it(
        self, qtbot: QtBot, house: House, dialog: ShortcutsDialog
    ):
        dialog.table.setFocus()
        qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
        assert dialog.table.currentRow() == 1

        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert house.dialogs() == 0

    def test_keys_are_drawn_and_can_be_read(self, dialog: ShortcutsDialog):
        assert dialog.table.item(0, 1).text() == "F5"
        assert not dialog.grab().isNull()
        assert nameless(dialog) == []


class TestAbout:
    @pytest.fixture
    def dialog(self, house: House) -> AboutDialog:
        choose(house, "about")
        found = house.dialog()
        assert isinstance(found, AboutDialog)
        return found

    def test_it_says_what_the_program_is(self, house: House, dialog: AboutDialog):
        said = texts_of(dialog)

        assert f"Version {__version__}" in said
        assert "MIT licence" in said
        assert f"Qt {qVersion()}, Python {platform.python_version()}" in said
        date = house.window.words.value(house.workspace.catalogue_info.date)
        assert f"Catalogue of {date}, 0 days old" in said

    def test_every_library_has_its_version_and_licence(self, qtbot: QtBot, dialog: AboutDialog):
        assert dialog.table.rowCount() == len(LIBRARIES)
        qtbot.waitUntil(lambda: f"Qt for Python | {qVersion()}" in drawn(dialog.table.model())[0])

        rows = drawn(dialog.table.model())
        assert rows[0] == f"Qt for Python | {qVersion()} | the window | LGPL-3.0-only"
        assert all(" |  | " not in row for row in rows)

    def test_records_that_can_not_be_read_are_no_obstacle(
        self, qtbot: QtBot, house: House, monkeypatch: pytest.MonkeyPatch
    ):
        def damaged(_library: object) -> str:
            raise OSError("damaged")

        monkeypatch.setattr("exchpatch_gui.views.dialogs.about_dialog.version_of", damaged)
        choose(house, "about")
        dialog = house.dialog()
        assert isinstance(dialog, AboutDialog)

        qtbot.waitUntil(lambda: "Qt for Python | – | " in drawn(dialog.table.model())[0])

    def test_before_the_catalogue_is_loaded_it_says_so(self, house: House):
        house.program.desk.is_warm = False

        choose(house, "about")

        assert "The catalogue is being loaded" in texts_of(house.dialog())

    def test_enter_closes_it(self, qtbot: QtBot, house: House, dialog: AboutDialog):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

        assert house.dialogs() == 0


class TestDataFolder:
    def test_it_is_shown(self, house: House, monkeypatch: pytest.MonkeyPatch):
        opened: list[QUrl] = []
        monkeypatch.setattr(
            QDesktopServices, "openUrl", staticmethod(lambda url: not opened.append(url))
        )

        choose(house, "data-folder")

        assert [Path(one.toLocalFile()) for one in opened] == [house.workspace.paths.data_dir]
        assert house.dialogs() == 0

    def test_where_nothing_shows_folders_the_place_is_told(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda _url: False))

        choose(house, "data-folder")

        assert isinstance(house.dialog(), Question)
        assert str(house.workspace.paths.data_dir) in texts_of(house.dialog())


class TestDiagnostics:
    @pytest.fixture
    def dialog(self, qtbot: QtBot, house: House) -> DiagnosticsDialog:
        (server,) = house.add("secret.contoso.example", group="Contoso GmbH")
        house.see(server, samples.exchange(samples.BEHIND))
        log = house.workspace.paths.log_file
        log.parent.mkdir(exist_ok=True)
        log.write_text(
            "INFO server secret.contoso.example of Contoso GmbH\nERROR password=hunter2\n", "utf-8"
        )
        QGuiApplication.clipboard().clear()
        choose(house, "diagnostics")
        found = house.dialog()
        assert isinstance(found, DiagnosticsDialog)
        qtbot.waitUntil(found.copy.isEnabled)
        return found

    def test_choosing_it_copies(self, dialog: DiagnosticsDialog):
        copied = QGuiApplication.clipboard().text()

        assert copied == dialog.view.toPlainText()
        assert f"ExchPatch: {__version__}" in copied
        assert f"Qt: {qVersion()}, offscreen" in copied
        assert "servers: 1 (red 1)" in copied
        assert "customers: 1" in copied
        assert "data directory: ~" in copied

    def test_it_holds_nothing_private(self, house: House, dialog: DiagnosticsDialog):
        copied = QGuiApplication.clipboard().text()

        for private in ("secret.contoso", "Contoso GmbH", "hunter2", "jane"):
            assert private not in copied
        assert str(house.workspace.paths.data_dir) not in copied
        assert dialog.isVisible()

    def test_names_are_there_when_they_are_wanted(self, qtbot: QtBot, dialog: DiagnosticsDialog):
        qtbot.mouseClick(dialog.names, LEFT, pos=QPoint(10, dialog.names.height() // 2))
        qtbot.waitUntil(lambda: "secret.contoso.example" in QGuiApplication.clipboard().text())

        assert "hunter2" not in QGuiApplication.clipboard().text()

    def test_it_can_be_copied_again(self, qtbot: QtBot, dialog: DiagnosticsDialog):
        QGuiApplication.clipboard().clear()

        qtbot.mouseClick(dialog.copy, LEFT)

        assert "ExchPatch" in QGuiApplication.clipboard().text()
        assert nameless(dialog) == []


def test_each_dialog_is_gone_when_it_is_closed(qtbot: QtBot, house: House):
    for action_id in ("shortcuts", "about", "diagnostics", "settings"):
        house.window.orders[action_id].trigger()
        qtbot.waitUntil(lambda: house.dialogs() == 1)
        house.dialog().reject()
        qtbot.waitUntil(lambda: house.around.dialogs.opened is None)
