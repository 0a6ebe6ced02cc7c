# SPDX-License-Identifier: MIT
"""The window for whoever hears it, types only, reads from the right, or reads long words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from exchpatch_gui.viewmodels.row_texts import Column
from exchpatch_gui.views.dialogs.import_dialog import ImportDialog
from exchpatch_gui.views.dialogs.server_dialog import ServerDialog
from exchpatch_gui.views.dialogs.settings.settings_dialog import SettingsDialog
from exchpatch_gui.views.panel.fold import FoldLine
from tests.gui import spoken
from tests.gui.demonstrated import (
    EXPLOITED,
    SILENT,
    at_home,
    wait_for_end_of_check,
    wait_for_panel,
)
from tests.gui.gestures import Hand
from tests.gui.surrounded import QUIET_PLATFORM, House

pytestmark = QUIET_PLATFORM
DIALOGS = (
    *("add", "edit", "find", "import", "move", "tag", "sign-ins"),
    *("settings", "shortcuts", "about", "diagnostics"),
)
LANGUAGES = ("en", "de", "fr")


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


@pytest.fixture(params=["en"])
def demo(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    font: None,  # noqa: ARG001 (first, so that the window has it)
) -> Iterator[House]:
    """Start in a language, go into the demonstration and select a server of it."""
    with at_home(qtbot, tmp_path, monkeypatch, request.param) as house:
        Hand(qtbot).click(house.window.welcome.choices["demo"])
        qtbot.waitUntil(lambda: house.workspace.is_demo)
        wait_for_end_of_check(qtbot, house)
        house.window.resize(1360, 860)
        Hand(qtbot).click_server(house.window, EXPLOITED)
        wait_for_panel(qtbot, house, EXPLOITED)
        yield house


every_language = pytest.mark.parametrize("demo", LANGUAGES, indirect=True)


def opened(qtbot: QtBot, house: House, action: str) -> QDialog:
    """Open a dialog and let it take its size."""
    house.window.orders[action].trigger()
    dialog = Hand(qtbot).dialog(QDialog)
    qtbot.wait(50)
    return dialog


def in_all_dialogs(
    qtbot: QtBot, house: House, look: Callable[[QDialog], list[str]]
) -> dict[str, list[str]]:
    """Open one dialog after the other, turn all pages, and give where a look found something."""
    found: dict[str, list[str]] = {}
    for action in DIALOGS:
        dialog = opened(qtbot, house, action)
        pages = dialog.pages if isinstance(dialog, SettingsDialog) else ("",)
        for page in pages:
            if isinstance(dialog, SettingsDialog):
                dialog.show_page(page)
            found[f"{action} {page}".rstrip()] = look(dialog)
        dialog.reject()
    return {place: what for place, what in found.items() if what}


def open_panel(house: House, qtbot: QtBot) -> None:
    """Open everything in the panel that opens."""
    panel, closed = house.window.panel.panel, house.window.words.text("panel.expand")
    while lines := [
        one for one in panel.findChildren(FoldLine) if one.accessibleDescription() == closed
    ]:
        for line in lines:
            line.click()
        qtbot.wait(20)


def test_every_control_of_the_window_has_a_name(qtbot: QtBot, demo: House):
    open_panel(demo, qtbot)

    assert spoken.nameless(demo.window) == []


def test_every_control_of_a_dialog_has_a_name(qtbot: QtBot, demo: House):
    assert in_all_dialogs(qtbot, demo, spoken.nameless) == {}


def test_the_preview_of_an_import_has_names(qtbot: QtBot, demo: House):
    dialog = opened(qtbot, demo, "import")
    assert isinstance(dialog, ImportDialog)
    dialog.read("server\nmail.contoso.example\nno host name\n")
    qtbot.waitUntil(lambda: dialog.preview_page.isVisible() and not dialog.importer.is_busy)
    found = spoken.nameless(dialog)
    dialog.reject()

    assert found == []


def test_what_a_test_finds_is_spoken(qtbot: QtBot, demo: House):
    dialog = opened(qtbot, demo, "edit")
    assert isinstance(dialog, ServerDialog)
    dialog.card.button.click()
    qtbot.waitUntil(lambda: not dialog.runner.is_running, timeout=20_000)
    said = [spoken.spoken(row) for row in dialog.card.rows.values()]
    dialog.reject()

    assert all(name for name, _details in said)
    assert said[-1][0].endswith("Act now")


def test_the_table_speaks_each_cell_with_its_heading(demo: House):
    said = spoken.spoken_cells(demo.window.area.table)

    headings = {demo.window.area.model.headerData(one, Qt.Orientation.Horizontal) for one in Column}
    assert "State: Act now" in said
    assert any(one.startswith(f"Server: {SILENT}") for one in said)
    assert headings <= set(said)


def test_the_side_bar_speaks_counts_and_the_worst_state(demo: House):
    said = spoken.spoken_cells(demo.window.area.sidebar)

    assert "All servers: 4 servers, Act now" in said


def test_badges_speak_their_state_and_count(demo: House):
    said = [spoken.spoken(one) for one in demo.window.area.badges.badges.values()]

    assert [name for name, _tip in said] == [
        "Act now: 1 server",
        "Plan: 1 server",
        "Unknown: 1 server",
        "OK: 1 server",
    ]
    assert all(tip.startswith("Show only") for _name, tip in said)


def test_tab_reaches_everything_in_the_window(qtbot: QtBot, demo: House):
    demo.window.area.table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(demo.window.area.table.hasFocus)

    missed = spoken.reachable(demo.window) - spoken.reached(demo.window)

    assert [spoken.named(one) for one in missed] == []


def test_tab_reaches_everything_in_a_dialog(qtbot: QtBot, demo: House):
    def missed(dialog: QDialog) -> list[str]:
        return [spoken.named(one) for one in spoken.reachable(dialog) - spoken.reached(dialog)]

    assert in_all_dialogs(qtbot, demo, missed) == {}


@every_language
def test_no_word_of_the_window_is_cut(qtbot: QtBot, demo: House):
    found = {size: cut_at(qtbot, demo, *size) for size in ((1360, 860), (860, 620), (760, 480))}

    assert not any(found.values()), found


@every_language
def test_no_word_of_a_row_is_cut(demo: House):
    table = demo.window.area.table
    model = demo.window.area.model

    cut = [
        model.index(row, column).data()
        for row in range(model.rowCount())
        for column in Column
        if table.sizeHintForIndex(model.index(row, column)).width() > table.columnWidth(column)
    ]

    assert cut == []


@every_language
def test_no_word_of_a_dialog_is_cut(qtbot: QtBot, demo: House):
    assert in_all_dialogs(qtbot, demo, spoken.cut) == {}


def test_no_word_is_cut_where_one_reads_from_the_right(
    qtbot: QtBot, qapp: QApplication, demo: House
):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        found = cut_at(qtbot, demo, 1360, 860)
        bar, table = demo.window.area.sidebar, demo.window.area.table
        places = [one.mapTo(demo.window, one.rect().center()).x() for one in (bar, table)]
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    assert found == []
    assert places[0] > places[1]


def cut_at(qtbot: QtBot, house: House, width: int, height: int) -> list[str]:
    """Give what is cut in the window at a size."""
    house.window.resize(width, height)
    qtbot.wait(60)
    return spoken.cut(house.window)
