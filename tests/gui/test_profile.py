# SPDX-License-Identifier: MIT
"""What counts in a small organisation and in a large one is chosen in the settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exchpatch_gui.collected.decoder import decode
from exchpatch_gui.domain.lights import Profile, TrafficLight
from exchpatch_gui.engine.judge_facts import SOURCE, server_of
from exchpatch_gui.services.facts_import import BroughtFacts
from exchpatch_gui.views.dialogs.settings.settings_dialog import SettingsDialog
from tests.gui.gestures import Hand
from tests.gui.surrounded import QUIET_PLATFORM, House, running
from tests.helpers.collected import document, encoded

pytestmark = QUIET_PLATFORM
SETUP = {"exsetup_file_version": "15.2.2562.56"}
LITTLE_MEMORY = {"memory_modules": [{"capacity": 16 * 2**30}]}


@pytest.fixture
def house(qtbot: QtBot, tmp_path, monkeypatch):
    with running(qtbot, tmp_path / "data", monkeypatch) as house:
        qtbot.waitUntil(house.window.isActiveWindow)
        yield house


def bring_facts(house: House) -> int:
    """Store the facts of a server with little memory, and give its id."""
    facts = decode(encoded(document(exchange_setup=SETUP, hardware=LITTLE_MEMORY)), "facts.json")
    stored = house.workspace.store_facts([BroughtFacts(facts, server_of(facts), SOURCE)])
    house.program.desk.reload()
    return stored.added[0].id


def memory_counts_as(house: House, server_id: int) -> TrafficLight:
    result = house.workspace.result(server_id)
    assert result is not None
    return next(one.light for one in result.findings if one.id == "hw.memory")


def test_a_larger_organisation_counts_advice_on_performance(qtbot: QtBot, house: House):
    hand, server_id = Hand(qtbot), bring_facts(house)
    small = memory_counts_as(house, server_id)

    house.window.orders["settings"].trigger()
    dialog = hand.dialog(SettingsDialog)
    hand.click(dialog.general.profiles[Profile.LARGE])
    with qtbot.waitSignal(house.program.desk.fleet.changed) as changed:
        hand.press(Qt.Key.Key_Return)

    assert small is TrafficLight.INFO
    assert memory_counts_as(house, server_id) is TrafficLight.YELLOW
    assert changed.args == [(server_id,)]
    assert house.workspace.settings.profile is Profile.LARGE
