# SPDX-License-Identifier: MIT
"""The program on a demonstration of a few servers, one of each state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exchpatch_gui.config.settings import ReportSettings, Settings
from exchpatch_gui.demo import fleet as demonstration
from tests.gui.surrounded import House, running

EXPLOITED, CURRENT = "mail.fabrikam.example", "mail.contoso.example"
ENDING, SILENT = "remote.northwind.example", "edge.adatum.example"
A_WHILE = 30_000


@contextmanager
def at_home(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch, language: str = "en"
) -> Iterator[House]:
    """Start the program on an empty data directory; its demonstration is checked in a moment."""
    names = {EXPLOITED, CURRENT, ENDING, SILENT}
    few = tuple(one for one in demonstration.FLEET if one.host in names)
    monkeypatch.setattr(demonstration, "FLEET", few)
    (folder / "reports").mkdir()
    report = ReportSettings(folder=str(folder / "reports"))
    settings = Settings(language=language, report=report)
    with running(qtbot, folder / "data", monkeypatch, settings=settings) as house:
        qtbot.waitUntil(house.window.isActiveWindow)
        yield house


def wait_for_end_of_check(qtbot: QtBot, house: House) -> None:
    qtbot.waitUntil(lambda: not house.program.desk.runs.is_running, timeout=A_WHILE)


def wait_for_panel(qtbot: QtBot, house: House, name: str) -> None:
    """Wait until the panel shows a server."""
    panel = house.window.panel

    def shows() -> bool:
        title = panel.panel.findChild(object, "title")
        return title is not None and title.text() == name

    qtbot.waitUntil(shows)
