# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from exchpatch_gui import wording
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.outline import Change, Need, Seen
from exchpatch_gui.viewmodels.filters import CHANGED, EXPLOITED, Filter
from exchpatch_gui.viewmodels.fleet import Activity
from exchpatch_gui.viewmodels.row_texts import Column, RowTexts
from exchpatch_gui.viewmodels.server_table import is_pale
from tests.gui.fleets import DAY, NOW, ago, behind, current, fleet, server, silent, table
from tests.helpers.drawn import drawn

pytestmark = pytest.mark.usefixtures("qapp")

MAIL = server(1, "mail.contoso.example", group="Contoso GmbH", tags=("hybrid",))
EDGE = server(2, "edge1.fabrikam.example", group="Fabrikam Law", tags=("edge",), notes="In the DMZ")
MX = server(3, "mx.adatum.example", group="Town of Adatum")
NEW = server(4, "new.adatum.example", group="Town of Adatum")


def names(model) -> list[str]:
    return [model.row(model.index(row, 0)).server.name for row in range(model.rowCount())]


def cell(brief, column: Column, of=MAIL) -> str:
    model = table(fleet({of: brief}))
    return model.data(model.index(0, column))


@pytest.fixture
def some():
    return fleet({MX: current(), NEW: None, EDGE: silent(), MAIL: behind()})


def test_the_worst_server_comes_first_and_says_what_it_needs(some):
    assert [line.split(" | ") for line in drawn(table(some))] == [
        [
            "Act now",
            "mail.contoso.example · Exploited hole: CVE-2026-42897",
            "SE RTM Feb26SU · 15.2.2562.37",
            "SE RTM Oct26SU · 1 step",
            "43 CVEs · 168 days",
            "2 min ago",
        ],
        [
            "Unknown",
            "edge1.fabrikam.example · No answer: state unknown",
            *("no answer", "Why?", "–", "2 min ago"),
        ],
        ["New", "new.adatum.example · Not checked yet", "–", "–", "–", "–"],
        [
            "OK",
            "mx.adatum.example · OK from outside, as of 13 Oct 2026",
            *("SE RTM Oct26SU · 15.2.2562.56", "up to date", "–", "2 min ago"),
        ],
    ]


def test_the_model_keeps_the_rules_of_qt(some):
    model = table(some)
    tester = QAbstractItemModelTester(model)

    model.set_filter(Filter(search="adatum"))
    model.sort(Column.CHECKED, Qt.SortOrder.DescendingOrder)
    some.mark([MX], Activity.CHECKING)

    assert tester.model() is model
    assert not model.index(0, 0).parent().isValid()
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


@pytest.mark.parametrize(
    ("brief", "column", "text"),
    [
        (behind(need=Need.MOVE, steps=4), Column.NEEDED, "Exchange SE · on a new server"),
        (behind(need=Need.UPGRADE, steps=2), Column.NEEDED, "Exchange SE · in place, 2 steps"),
        (current(need=Need.CONFIGURE, steps=1), Column.NEEDED, "up to date · check 1 setting"),
        (behind(need=Need.UNKNOWN), Column.NEEDED, "Why?"),
        (
            behind(precision=Precision.CUMULATIVE_UPDATE, update=""),
            Column.INSTALLED,
            "SE RTM · update not visible",
        ),
        (behind(update=""), Column.INSTALLED, "SE RTM · 15.2.2562.37"),
        (
            behind(product="", cumulative_update="", build=""),
            Column.INSTALLED,
            "Exchange Server",
        ),
        (
            silent(verdict=IdentityVerdict.NOT_EXCHANGE, other_software="Kerio Connect"),
            Column.INSTALLED,
            "Kerio Connect",
        ),
        (
            silent(verdict=IdentityVerdict.EXCHANGE_ONLINE),
            Column.INSTALLED,
            "Exchange Online",
        ),
        (behind(open_cves=None), Column.EXPOSED, "unknown"),
        (behind(open_cves=1, exposed_since=None), Column.EXPOSED, "1 CVE"),
        (behind(at=ago(seconds=20)), Column.CHECKED, "just now"),
        (behind(at=ago(hours=3)), Column.CHECKED, "3 h ago"),
        (behind(at=ago(days=1)), Column.CHECKED, "1 day ago"),
    ],
)
def test_a_cell_says_what_is_known_and_no_more(brief, column: Column, text: str):
    assert cell(brief, column) == text


def test_a_server_that_fell_silent_shows_what_was_last_seen():
    brief = silent(last_seen=Seen("15.2.2562.53", ago(days=3)))

    assert cell(brief, Column.INSTALLED) == "last 15.2.2562.53 · 3 days ago"


def test_a_finding_is_told_by_its_own_title():
    details = {"days": 12, "count": 12, "ends": DAY, "value": "", "instance": "", "name": ""}
    key = next(
        one.removesuffix(".title")
        for one in sorted(wording.load("en").keys())
        if one.startswith("finding.cert.") and one.endswith(".title") and "{" not in one
    )
    brief = behind(headline=Message(f"{key}.title", details))

    text = cell(brief, Column.SERVER)

    assert text == f"mail.contoso.example · {wording.load('en').text(f'{key}.title', details)}"


def test_a_result_of_last_week_is_old():
    model = table(fleet({MAIL: behind(at=ago(days=8))}))

    old = model.cell(model.index(0, Column.CHECKED))

    assert (old.top, old.tone) == ("8 days ago", TrafficLight.YELLOW)


def test_a_reader_hears_heading_cell_and_the_whole_sentence(some):
    model = table(some)
    index = model.index(0, Column.STATE)

    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "State: Act now"
    sentence = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert sentence == "Attackers use a hole that is open on this server: CVE-2026-42897."


def test_a_tip_says_what_a_narrow_column_cuts(some):
    model = table(some)

    assert model.index(1, Column.SERVER).data(Qt.ItemDataRole.ToolTipRole).split("\n") == [
        "edge1.fabrikam.example",
        "Fabrikam Law",
        "edge",
        "No answer: the state of this server is unknown.",
    ]
    assert model.index(0, Column.NEEDED).data(Qt.ItemDataRole.ToolTipRole).split("\n") == [
        "SE RTM Oct26SU",
        "1 step",
    ]


def test_while_it_is_checked_the_old_result_stays_and_is_pale(some):
    model = table(some)

    some.mark([MAIL, NEW], Activity.WAITING)
    some.mark([MAIL], Activity.CHECKING)

    assert drawn(model)[0].startswith("Act now · checking… | mail.contoso.example")
    assert is_pale(some.rows[MAIL.id])
    assert not is_pale(some.rows[NEW.id])


def test_rows_keep_their_places_until_the_run_has_ended(some, qtbot: QtBot):
    model = table(some)
    model.set_filter(Filter(light=TrafficLight.GREY))
    before = names(model)

    some.rows[EDGE.id].take(EDGE, current())
    some.rows[NEW.id].take(NEW, behind())
    some.changed.emit((EDGE.id, NEW.id))

    assert names(model) == before == ["edge1.fabrikam.example", "new.adatum.example"]
    with qtbot.waitSignal(model.rearranged):
        some.settle()
    assert names(model) == []


def test_only_rows_that_changed_are_painted_and_neighbours_together(some):
    model = table(some)
    painted = []
    model.dataChanged.connect(lambda first, last: painted.append((first.row(), last.row())))

    some.mark([MAIL, EDGE, MX], Activity.WAITING)

    assert painted == [(0, 1), (3, 3)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("contoso", ["mail.contoso.example"]),
        ("ADATUM new", ["new.adatum.example"]),
        ("dmz", ["edge1.fabrikam.example"]),
        ("hybrid", ["mail.contoso.example"]),
        ("2562.56", ["mx.adatum.example"]),
        ("oct26su", ["mx.adatum.example"]),
        ("contoso adatum", []),
        ("", [MAIL.name, EDGE.name, NEW.name, MX.name]),
    ],
)
def test_a_search_finds_what_holds_all_its_words(some, words: str, found: list[str]):
    model = table(some)

    model.set_filter(Filter(search=words))

    assert names(model) == found


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        ("group:Town of Adatum", ["new.adatum.example", "mx.adatum.example"]),
        ("tag:edge", ["edge1.fabrikam.example"]),
        (EXPLOITED, ["mail.contoso.example"]),
        ("own:7", [MAIL.name, EDGE.name, NEW.name, MX.name]),
    ],
)
def test_an_entry_of_the_side_bar_shows_its_servers(some, scope: str, found: list[str]):
    model = table(some)

    model.set_filter(Filter(scope))

    assert names(model) == found


def test_changed_since_yesterday_counts_from_midnight_of_yesterday():
    lately = Change(ago(hours=30), TrafficLight.GREEN)
    before = Change(NOW - timedelta(days=4), TrafficLight.GREEN)
    model = table(fleet({MAIL: behind(change=lately), MX: behind(change=before), NEW: behind()}))

    model.set_filter(Filter(CHANGED))

    assert names(model) == ["mail.contoso.example"]


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (Column.STATE, [MAIL, EDGE, NEW, MX]),
        (Column.SERVER, [EDGE, MAIL, MX, NEW]),
        (Column.INSTALLED, [MAIL, MX, EDGE, NEW]),
        (Column.NEEDED, [MAIL, EDGE, MX, NEW]),
        (Column.EXPOSED, [MAIL, MX, EDGE, NEW]),
        (Column.CHECKED, [NEW, EDGE, MAIL, MX]),
    ],
)
def test_every_column_sorts(some, column: Column, order: list):
    model = table(some)

    model.sort(column)

    assert names(model) == [one.name for one in order]
    model.sort(column, Qt.SortOrder.DescendingOrder)
    assert names(model) == [one.name for one in reversed(order)]


def test_another_language_words_every_cell_and_heading(some):
    model = table(some)

    model.set_texts(RowTexts(wording.load("de"), DAY))

    german = wording.load("de")
    heading = model.headerData(Column.STATE, Qt.Orientation.Horizontal)
    assert heading == german.text("window.column.state")
    assert drawn(model)[0].startswith(german.text("word.light.red"))
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_servers_that_come_and_go_leave_what_happens_to_the_others(some):
    some.mark([MAIL], Activity.CHECKING)
    stored = some._workspace
    del stored.rows[EDGE]

    some.load()

    assert some.rows[MAIL.id].activity is Activity.CHECKING
    assert EDGE.id not in some.rows


def test_a_judgement_made_anew_yields_to_a_later_result(some):
    some.judge_anew({MAIL.id: current(at=ago(days=1)), EDGE.id: current(), 99: current()})

    assert some.rows[MAIL.id].light is TrafficLight.RED
    assert some.rows[EDGE.id].light is TrafficLight.GREEN
