# SPDX-License-Identifier: MIT
"""While a server is signed in to, its row and the footer say which section is read."""

from __future__ import annotations

import dataclasses
import threading

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exchpatch_gui import wording
from exchpatch_gui.collected.sections import Sections
from exchpatch_gui.demo.remoting.shells import Run
from exchpatch_gui.domain.events import SectionRead, ServerStarted
from exchpatch_gui.domain.remotes import Remote
from exchpatch_gui.domain.sign_ins import Scope
from exchpatch_gui.viewmodels.fleet import Activity
from exchpatch_gui.viewmodels.row_texts import Column
from exchpatch_gui.viewmodels.section_words import section_words
from tests.gui import fleets
from tests.gui.gestures import Hand, shown_rows
from tests.gui.signing import WatchedVault, add_sign_in, give_vault, remote_server
from tests.gui.surrounded import QUIET_PLATFORM, House, running
from tests.helpers.remote_servers import FACTS

pytestmark = QUIET_PLATFORM
WAIT = 30_000


class SlowComputer:
    """Stops while it reads the services, until the test has looked."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()

    def __call__(self, run: Run) -> None:
        run.progress("Get-ExchangeState", "services", 40)
        self.may_go_on.wait(WAIT / 1000)
        run.write(FACTS)


@pytest.fixture
def house(qtbot: QtBot, tmp_path, monkeypatch):
    with running(qtbot, tmp_path / "data", monkeypatch) as house:
        give_vault(house.workspace, WatchedVault())
        qtbot.waitUntil(house.window.isActiveWindow)
        yield house


def test_row_and_footer_say_which_section_is_read(qtbot: QtBot, house: House):
    computer = SlowComputer()
    with remote_server(computer) as place:
        (server,) = house.add("EX01", group="Contoso GmbH")
        house.workspace.remotes.put(server.id, Remote("127.0.0.1", place.port))
        sign_in = add_sign_in(house.workspace)
        house.workspace.sign_ins.assign(Scope.CUSTOMER, "Contoso GmbH", sign_in.id)
        house.window.area.table.setFocus()

        Hand(qtbot).press(Qt.Key.Key_F5)
        footer = house.window.footer
        qtbot.waitUntil(lambda: bool(footer.reading.text()), timeout=WAIT)
        row = shown_rows(house.window)["EX01"][Column.SERVER]
        said = footer.reading.text()
        computer.may_go_on.set()
        qtbot.waitUntil(lambda: not house.program.desk.runs.is_running, timeout=WAIT)

    assert "Reading services, " in row
    assert said.startswith("reading services on EX01, ")
    assert footer.reading.text() == ""
    assert "Reading" not in shown_rows(house.window)["EX01"][Column.SERVER]


def test_only_the_latest_section_of_each_server_is_told(house: House):
    first, second = house.add("EX01", "EX02")
    controller, told = house.program.desk.runs, []
    controller.sections_read.connect(told.append)
    events = [SectionRead(first, "tls", done, 63) for done in range(1, 40)]

    controller._handle([ServerStarted(first), *events, SectionRead(second, "smb", 1, 63)])

    assert told == [(events[-1], SectionRead(second, "smb", 1, 63))]
    house.program.desk.fleet.settle()


def test_a_section_of_a_server_that_has_its_result_changes_nothing():
    server = fleets.server(1, "EX01")
    fleet = fleets.fleet({server: None})
    event = SectionRead(server, "tls", 1, 63)

    fleet.mark_reading([event])
    idle = fleet.rows[1].reading
    fleet.mark([server], Activity.CHECKING)
    fleet.mark_reading([event])
    checking = fleet.rows[1].reading
    fleet.settle()

    assert (idle, checking, fleet.rows[1].reading) == (None, event, None)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_section_has_a_name(language: str):
    words = wording.load(language)

    names = [one.name for one in dataclasses.fields(Sections)]

    assert [one for one in names if not words.has(f"sections.{one}")] == []
    assert section_words(words, "made\nup") == "made up"
