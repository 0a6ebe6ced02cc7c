# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exchpatch_gui.config import settings
from exchpatch_gui.viewmodels.filters import Filter
from exchpatch_gui.viewmodels.row_texts import Column
from exchpatch_gui.views.table import ServerTable
from exchpatch_gui.views.theme import Theme
from tests.gui.fleets import behind, current, fleet, server, table

MANY = 60


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, settings.Theme.LIGHT)
    yield made
    shiboken6.delete(made)
    qapp.setStyleSheet("")


@pytest.fixture
def rows():
    return fleet(
        {
            server(number, f"mail{number:02}.contoso.example"): current()
            for number in range(1, MANY + 1)
        }
    )


@pytest.fixture
def view(qtbot: QtBot, rows, theme: Theme) -> ServerTable:
    shown = ServerTable(table(rows), theme)
    qtbot.addWidget(shown)
    shown.resize(900, 400)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def place_of(view: ServerTable, server_id: int) -> int:
    place = view.model().place(server_id)
    return view.rowViewportPosition(place)


def click(qtbot: QtBot, view: ServerTable, server_id: int, held=Qt.KeyboardModifier.NoModifier):
    index = view.model().index(view.model().place(server_id), Column.SERVER)
    where = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, where)


def test_a_click_selects_and_more_clicks_select_more(qtbot: QtBot, view: ServerTable):
    with qtbot.waitSignal(view.selected) as one:
        click(qtbot, view, 3)
    with qtbot.waitSignal(view.selected) as two:
        click(qtbot, view, 5, Qt.KeyboardModifier.ControlModifier)

    assert (one.args, two.args) == ([(3,)], [(3, 5)])


def test_selection_and_place_stay_while_results_arrive(qtbot: QtBot, view: ServerTable, rows):
    view.select([30, 31])
    before = view.verticalScrollBar().value(), place_of(view, 30)

    with qtbot.assertNotEmitted(view.selected):
        for number in range(1, MANY + 1):
            row = rows.rows[number]
            row.take(row.server, behind())
            rows.changed.emit((number,))

    assert view.selected_ids() == (30, 31)
    assert (view.verticalScrollBar().value(), place_of(view, 30)) == before


def test_when_rows_take_their_places_the_current_one_stays_where_the_eye_has_it(
    qtbot: QtBot, view: ServerTable, rows
):
    view.select([30])
    seen_at = place_of(view, 30)
    for number in range(40, MANY + 1):
        row = rows.rows[number]
        row.take(row.server, behind())

    with qtbot.assertNotEmitted(view.selected):
        rows.settle()

    assert view.model().place(30) == 29 + 21
    assert place_of(view, 30) == seen_at
    assert view.selected_ids() == (30,)


def test_what_a_filter_hides_is_no_longer_selected(qtbot: QtBot, view: ServerTable):
    view.select([3, 14])

    with qtbot.waitSignal(view.selected) as told:
        view.model().set_filter(Filter(search="mail14"))

    assert told.args == [(14,)]
    assert view.selected_ids() == (14,)


def test_keys_move_select_and_open(qtbot: QtBot, view: ServerTable):
    view.select([1])
    view.setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    assert view.selected_ids() == (2, 3)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [3]


def test_a_double_click_opens(qtbot: QtBot, view: ServerTable):
    index = view.model().index(1, Column.SERVER)
    click(qtbot, view, 2)

    with qtbot.waitSignal(view.opened) as opened:
        centre = view.visualRect(index).center()
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)

    assert opened.args == [2]


def test_the_menu_is_asked_for_where_the_pointer_is(qtbot: QtBot, view: ServerTable):
    with qtbot.waitSignal(view.menu_requested) as asked:
        view.customContextMenuRequested.emit(QPoint(20, 30))

    assert asked.args == [view.viewport().mapToGlobal(QPoint(20, 30))]


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_it_round(
    qtbot: QtBot, view: ServerTable
):
    header = view.horizontalHeader()

    def click_heading() -> None:
        where = QPoint(header.sectionViewportPosition(Column.SERVER) + 20, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)

    click_heading()
    assert view.model().ids()[0] == 1
    click_heading()
    assert view.model().ids()[0] == MANY


def test_a_narrow_table_leaves_out_what_the_panel_shows_too(qtbot: QtBot, view: ServerTable):
    def hidden() -> set[Column]:
        return {one for one in Column if view.isColumnHidden(one)}

    assert hidden() == set()

    view.resize(420, 400)
    qtbot.waitUntil(lambda: hidden() >= {Column.CHECKED, Column.EXPOSED})
    assert Column.SERVER not in hidden()

    view.resize(900, 400)
    qtbot.waitUntil(lambda: hidden() == set())


def test_widths_and_sorting_are_remembered(qtbot: QtBot, view: ServerTable, rows, theme: Theme):
    view.setColumnWidth(Column.NEEDED, 222)
    view.sortByColumn(Column.SERVER, Qt.SortOrder.DescendingOrder)
    stored = view.widths()

    other = ServerTable(table(rows), theme)
    qtbot.addWidget(other)
    other.resize(900, 400)
    other.restore_widths(stored)

    assert other.columnWidth(Column.NEEDED) == 222
    assert other.model().ids()[0] == MANY


@pytest.mark.parametrize("stored", ["", "no base64", "AAAA"])
def test_widths_that_can_not_be_read_are_left(view: ServerTable, stored: str):
    view.restore_widths(stored)

    assert not view.isColumnHidden(Column.SERVER)


def test_rows_have_room_for_two_lines_of_the_font(view: ServerTable):
    lines = view.fontMetrics().height()

    assert view.rowHeight(0) > 2 * lines * 0.9
    assert view.rowHeight(0) < 4 * lines


def test_a_screen_reader_gets_every_cell(view: ServerTable):
    found = QAccessible.queryAccessibleInterface(view)

    width = len(Column) + 1  # the hidden numbers of rows count as a column
    spoken = [found.child(at).text(QAccessible.Text.Name) for at in range(1, 2 * width)]

    assert found.childCount() == (MANY + 1) * width
    assert spoken[0] == "State"
    assert spoken[width] == "State: OK"


def test_new_colours_paint_the_table_anew(view: ServerTable, theme: Theme):
    light = view.grab().toImage()

    theme.choose(settings.Theme.DARK)

    dark = view.grab().toImage()
    assert light.pixelColor(400, 60).lightness() > 200
    assert dark.pixelColor(400, 60).lightness() < 80


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_signs_stand_where_reading_begins(
    view: ServerTable, direction: Qt.LayoutDirection, theme: Theme
):
    view.setLayoutDirection(direction)
    picture = view.viewport().grab().toImage()
    sign = theme.colours.green.sign

    painted = [
        x
        for x in range(picture.width())
        for y in range(picture.height() // 2)
        if picture.pixelColor(x, y).name() == sign
    ]

    middle = sum(painted) / len(painted) / picture.width()
    assert (middle < 0.2) is (direction == Qt.LayoutDirection.LeftToRight)
