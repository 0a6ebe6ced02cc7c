# SPDX-License-Identifier: MIT
"""Answering for several findings of a server with the same words, with mouse and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from exchpatch_gui.domain.events import RunFinished, RunStarted, ServerFinished
from exchpatch_gui.domain.runs import CatalogueInfo, CheckRun, Trigger
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.viewmodels.panel_areas import is_standing
from exchpatch_gui.views.dialogs.acknowledge_dialog import AcknowledgeDialog
from exchpatch_gui.views.panel.fold import FoldLine
from tests.gui import panel_samples as samples
from tests.gui.demonstrated import wait_for_panel
from tests.gui.gestures import LEFT, Hand, states
from tests.gui.panel_samples import BEHIND
from tests.gui.surrounded import QUIET_PLATFORM, House, running
from tests.helpers.drawn import nameless

pytestmark = QUIET_PLATFORM
NAME = "mail.contoso.example"
KEY = Qt.Key


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Give the program with one server that lacks updates, its result stored."""
    with running(qtbot, tmp_path, monkeypatch) as house:
        (server,) = house.add(NAME)
        store(house, server)
        house.program.desk.reload()
        yield house


@pytest.fixture
def dialog(qtbot: QtBot, house: House) -> AcknowledgeDialog:
    """Open the dialog from the panel, on the first finding of the updates."""
    hand = Hand(qtbot)
    hand.click_server(house.window, NAME)
    wait_for_panel(qtbot, house, NAME)
    panel = house.window.panel.panel
    lines = panel.findChildren(FoldLine)
    hand.click(next(one for one in lines if one.text().startswith("Updates")))
    buttons = panel.findChildren(QPushButton)
    hand.click(next(one for one in buttons if one.text() == "Acknowledge…" and one.isVisible()))
    return hand.dialog(AcknowledgeDialog)


def store(house: House, server: Server) -> None:
    """Store a check of the server as a run does."""
    result = samples.judged(samples.exchange(BEHIND), server)
    day = samples.day()
    catalogue = CatalogueInfo(day, 0, "shipped", stale=False)
    run = CheckRun("a1", result.at, result.at, Trigger.MANUAL, "0.1.0", day, catalogue, (result,))
    with house.workspace.recording() as keep:
        keep([RunStarted(run, (server,)), ServerFinished(server, result), RunFinished(run)])


def standing(house: House) -> list[str]:
    server = house.workspace.servers()[0]
    return [one.id for one in house.workspace.result(server.id).findings if is_standing(one)]


def tick(qtbot: QtBot, dialog: AcknowledgeDialog, place: int) -> None:
    rows = dialog.more.rows
    where = rows.visualItemRect(rows.item(place))
    qtbot.mouseClick(rows.viewport(), LEFT, pos=QPoint(where.left() + 10, where.center().y()))


def answer(qtbot: QtBot, dialog: AcknowledgeDialog) -> None:
    qtbot.keyClicks(dialog.reason, "The update is planned for Saturday.")
    qtbot.keyClicks(dialog.owner, "Head of IT")
    qtbot.keyClick(dialog.owner, KEY.Key_Return)


def test_nothing_else_is_answered_for_unless_it_is_ticked(
    qtbot: QtBot, house: House, dialog: AcknowledgeDialog
):
    before = standing(house)

    answer(qtbot, dialog)

    assert len(before) > 2
    assert len(standing(house)) == len(before) - 1


def test_one_tick_answers_for_all_and_leaves_nothing_to_do(
    qtbot: QtBot, house: House, dialog: AcknowledgeDialog
):
    dialog.more.all.setFocus()
    qtbot.keyClick(dialog.more.all, KEY.Key_Space)

    answer(qtbot, dialog)

    assert standing(house) == []
    assert states(house.window)[NAME] == "OK"
    kept = {one.acceptance.owner for one in house.workspace.answers.all()}
    assert kept == {"Head of IT"}


def test_single_ones_can_be_ticked_and_the_box_above_says_so(
    qtbot: QtBot, house: House, dialog: AcknowledgeDialog
):
    before = standing(house)
    more = dialog.more

    tick(qtbot, dialog, 0)
    partly = more.all.checkState()
    answer(qtbot, dialog)

    assert partly is Qt.CheckState.PartiallyChecked
    assert len(standing(house)) == len(before) - 2


def test_the_box_above_follows_when_all_are_ticked_or_none(qtbot: QtBot, dialog: AcknowledgeDialog):
    rows = dialog.more.rows

    for place in range(rows.count()):
        rows.item(place).setCheckState(Qt.CheckState.Checked)
    full = dialog.more.all.checkState()
    qtbot.mouseClick(dialog.more.all, LEFT, pos=QPoint(10, dialog.more.all.height() // 2))

    assert full is Qt.CheckState.Checked
    assert dialog.more.chosen == ()
    assert nameless(dialog) == []
    dialog.reject()
