# SPDX-License-Identifier: MIT
"""The list of vulnerabilities in the panel: drawn, by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from exchpatch_gui.config import settings
from exchpatch_gui.reporting.facts import vulnerability_page
from exchpatch_gui.viewmodels.panel_holes import holes
from exchpatch_gui.views.panel.hole_list import HoleTable
from exchpatch_gui.views.panel.hole_model import FIRST, HoleModel
from exchpatch_gui.views.theme import Theme
from tests.gui import panel_samples as samples
from tests.gui.panel_samples import BEHIND, composer
from tests.gui.panel_views import LEFT, open_fold, opened_panel, settle, show
from tests.helpers.drawn import drawn

KEY = Qt.Key


@pytest.fixture
def panel(qtbot, qapp):
    return opened_panel(qtbot, Theme(qapp, settings.Theme.LIGHT))


@pytest.fixture
def result(qtbot, panel):
    found = show(panel, samples.exchange(BEHIND))
    open_fold(qtbot, panel, "area:security")
    settle()
    return found


def table(panel):
    return panel.findChild(HoleTable)


def named(panel, name):
    return panel.findChild(QWidget, name)


def told(result):
    return holes(result, composer(), samples.catalogue().update_at)


def test_the_most_urgent_ones_are_shown_first_and_all_on_demand(qtbot, panel, result):
    expected = [f"{one.id} | {one.fixed_in} | {one.score}" for one in told(result)]

    assert drawn(table(panel).model()) == expected[:FIRST]
    qtbot.mouseClick(named(panel, "hole-all"), LEFT)

    assert drawn(table(panel).model()) == expected
    assert not named(panel, "hole-all").isVisible()
    assert table(panel).hasFocus()


def test_the_table_is_as_high_as_its_rows(qtbot, panel, result):
    few = table(panel).height()

    qtbot.mouseClick(named(panel, "hole-all"), LEFT)

    rows = sum(table(panel).rowHeight(at) for at in range(len(told(result))))
    assert rows > few
    qtbot.waitUntil(lambda: table(panel).viewport().height() >= rows)


def test_enter_opens_the_page_of_the_row_that_the_keys_came_to(qtbot, panel, result):
    table(panel).setFocus()
    qtbot.keyClick(table(panel), KEY.Key_Down)

    with qtbot.waitSignal(panel.open_url) as opened:
        qtbot.keyClick(table(panel), KEY.Key_Return)

    assert opened.args == [vulnerability_page(told(result)[1].id)]


def test_the_buttons_are_about_the_current_row(qtbot, panel, result):
    second = told(result)[1]
    place = table(panel).visualRect(table(panel).model().index(1, 0)).center()
    qtbot.mouseClick(table(panel).viewport(), LEFT, pos=place)

    assert second.id in named(panel, "hole-answer").accessibleName()
    with qtbot.waitSignal(panel.open_url) as opened:
        qtbot.mouseClick(named(panel, "hole-open"), LEFT)
    with qtbot.waitSignal(panel.acknowledge_requested) as asked:
        qtbot.mouseClick(named(panel, "hole-answer"), LEFT)

    assert opened.args == [second.url]
    assert (asked.args[0].id, asked.args[0].instance) == ("cve.by_build", second.id)


def test_an_acknowledged_one_can_be_withdrawn(qtbot, panel):
    first = told(samples.judged(samples.exchange(BEHIND)))[0].id
    answers = {("cve.by_build", first): samples.acceptance()}
    show(panel, samples.exchange(BEHIND), answers=answers)
    open_fold(qtbot, panel, "area:security")

    with qtbot.waitSignal(panel.withdraw_requested) as asked:
        qtbot.mouseClick(named(panel, "hole-answer"), LEFT)

    assert asked.args[0].instance == first
    index = table(panel).model().index(0, 0)
    assert "Head of IT" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_row_can_be_copied(qtbot, panel, result):
    table(panel).setFocus()

    qtbot.keyClick(table(panel), KEY.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text().startswith(told(result)[0].id + "\t")


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)
def test_the_menu_offers_what_the_buttons_do_and_the_address(qtbot, panel, result):
    table(panel).customContextMenuRequested.emit(table(panel).rect().center())
    menu = panel.findChild(QMenu)

    assert [one.text() for one in menu.actions()] == [
        "Open at Microsoft",
        "Copy link",
        "Acknowledge…",
    ]
    with qtbot.waitSignal(panel.copy_text) as copied:
        menu.actions()[1].trigger()
    assert copied.args == [told(result)[0].url]
    menu.close()


def test_a_reader_hears_state_fix_and_score():
    model = HoleModel(told(samples.judged(samples.exchange(BEHIND))), composer())
    role = Qt.ItemDataRole.AccessibleTextRole

    first = model.index(0, 0).data(role)

    assert "used by attackers since" in first
    assert "fixed in" in first
    assert model.index(0, 2).data(role).startswith("CVSS: ")


@pytest.mark.usefixtures("result")
def test_tab_leaves_the_table(qtbot, panel):
    table(panel).setFocus()

    qtbot.keyClick(table(panel), KEY.Key_Tab)

    assert named(panel, "hole-open").hasFocus()
