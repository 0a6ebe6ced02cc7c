# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from exchpatch_gui import wording
from exchpatch_gui.config.settings import SavedFilter
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.outline import Change
from exchpatch_gui.viewmodels.filters import Filter, filter_of
from exchpatch_gui.viewmodels.side_bar import SideBarModel
from tests.gui.fleets import NOW, ago, behind, current, fleet, server, silent

pytestmark = pytest.mark.usefixtures("qapp")

MAIL = server(1, "mail.contoso.example", group="Contoso GmbH", tags=("hybrid", "owa"))
EX = server(2, "ex.contoso.example", group="Contoso GmbH", tags=("hybrid",))
MX = server(3, "mx.adatum.example", group="Adatum")
LAB = server(4, "lab.example")


@pytest.fixture
def rows():
    changed = Change(ago(hours=20), TrafficLight.GREEN)
    return fleet({MAIL: behind(change=changed), EX: current(), MX: silent(), LAB: current()})


def entries(model: SideBarModel) -> list[str]:
    made = [model.entry(model.index(row)) for row in range(model.rowCount())]
    return [
        one.text.upper() if one.is_heading else f"{one.light or '-'} {one.text} {one.total}"
        for one in made
    ]


def side_bar(rows) -> SideBarModel:
    model = SideBarModel(rows, wording.load("en"), lambda: NOW)
    model.refresh()
    return model


def test_customers_show_their_worst_light_and_how_many_they_have(rows):
    assert entries(side_bar(rows)) == [
        "CUSTOMERS",
        "red All servers 4",
        "grey Adatum 1",
        "red Contoso GmbH 2",
        "green Without a customer 1",
        "TAGS",
        "- hybrid 2",
        "- owa 1",
        "SAVED FILTERS",
        "- Changed since yesterday 1",
        "- Exploited in the wild 1",
    ]


def test_a_filter_of_ones_own_is_counted_too(rows):
    model = side_bar(rows)

    model.set_saved((SavedFilter("Contoso in red", "group:Contoso GmbH", "red", "mail"),))

    assert entries(model)[-1] == "- Contoso in red 1"
    assert model.place("own:0") == model.rowCount() - 1


def test_counts_change_in_place_and_entries_that_come_reset(rows, qtbot: QtBot):
    model = side_bar(rows)
    tester = QAbstractItemModelTester(model)

    rows.rows[MAIL.id].take(MAIL, current())
    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.refresh()
    assert "green Contoso GmbH 2" in entries(model)

    rows.rows[LAB.id].take(server(4, "lab.example", group="Lab"), current())
    with qtbot.waitSignal(model.modelReset):
        model.refresh()
    assert "green Lab 1" in entries(model)
    assert tester.model() is model


def test_headings_can_not_be_chosen_and_entries_are_spoken(rows):
    model = side_bar(rows)
    heading, everything = model.index(0), model.index(1)

    assert heading.flags() == Qt.ItemFlag.NoItemFlags
    assert heading.data(Qt.ItemDataRole.AccessibleTextRole) == "Customers"
    spoken = everything.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "All servers: 4 servers, Act now"
    hybrid = model.index(model.place("tag:hybrid"))
    assert hybrid.data(Qt.ItemDataRole.AccessibleTextRole) == "hybrid: 2 servers"


@pytest.mark.parametrize("key", ["own:3", "own:x", "own:"])
def test_a_filter_that_is_gone_shows_everything(key: str):
    assert filter_of(key, ()) == Filter()


def test_a_stored_filter_is_what_was_kept():
    kept = Filter("tag:hybrid", TrafficLight.YELLOW, "mail").saved("Mine")

    assert filter_of("own:0", (kept,)) == Filter("tag:hybrid", TrafficLight.YELLOW, "mail")
    assert Filter.of(SavedFilter("Odd", light="mauve")) == Filter()
