# SPDX-License-Identifier: MIT
"""What users hand over and choose, with nothing but clicks and keys on what they see."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from exchpatch_gui import wording
from exchpatch_gui.views.dialogs.acknowledge_dialog import AcknowledgeDialog
from exchpatch_gui.views.dialogs.settings.settings_dialog import SettingsDialog
from exchpatch_gui.views.panel.fold import FoldLine
from tests.gui.demonstrated import (
    A_WHILE,
    CURRENT,
    ENDING,
    EXPLOITED,
    SILENT,
    at_home,
    wait_for_end_of_check,
    wait_for_panel,
)
from tests.gui.gestures import CONTROL, Hand, states
from tests.gui.surrounded import QUIET_PLATFORM, House

pytestmark = QUIET_PLATFORM
KEY = Qt.Key


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what the system was told to open."""
    urls: list[str] = []

    def open_url(url) -> bool:
        urls.append(url.toLocalFile() or url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return urls


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Start the program on an empty data directory."""
    with at_home(qtbot, tmp_path, monkeypatch) as house:
        yield house


@pytest.fixture
def demo(qtbot: QtBot, house: House, hand: Hand) -> House:
    """Go into the demonstration and wait for its first check."""
    hand.click(house.window.welcome.choices["demo"])
    qtbot.waitUntil(lambda: house.workspace.is_demo)
    wait_for_end_of_check(qtbot, house)
    return house


def saved_report(qtbot: QtBot, house: House) -> Path:
    """Wait for the message that says where the report is."""
    toast = house.window.toast
    qtbot.waitUntil(toast.isVisible, timeout=A_WHILE)
    (file,) = Path(house.workspace.settings.report.folder).iterdir()
    assert str(file) in toast.text.text()
    return file


def text_of(pdf: Path) -> str:
    reader = PdfReader(io.BytesIO(pdf.read_bytes()))
    return "\n".join(page.extract_text() for page in reader.pages)


@pytest.mark.usefixtures("opened")
def test_an_acknowledged_finding_no_longer_counts_and_is_in_the_report(
    qtbot: QtBot, demo: House, hand: Hand
):
    hand.click_server(demo.window, ENDING)
    wait_for_panel(qtbot, demo, ENDING)
    panel = demo.window.panel.panel
    fold = next(
        one for one in panel.findChildren(FoldLine) if one.text().startswith("Certificates")
    )
    hand.click(fold)
    answer = next(
        one
        for one in panel.findChildren(QPushButton)
        if one.text() == "Acknowledge…" and one.isVisible()
    )
    hand.click(answer)
    hand.dialog(AcknowledgeDialog)
    hand.type("The new certificate is ordered.")
    hand.press(KEY.Key_Tab)
    hand.type("Head of IT")
    hand.press(KEY.Key_Return)
    acknowledged = states(demo.window)[ENDING]
    hand.choose(demo.window.toolbar.report_menu, "save-json")
    report = json.loads(saved_report(qtbot, demo).read_text(encoding="utf-8"))

    assert acknowledged == "OK"
    told = json.dumps(report)
    assert "The new certificate is ordered." in told
    assert "Head of IT" in told


def test_one_click_saves_a_pdf_and_says_where(
    qtbot: QtBot, demo: House, hand: Hand, opened: list[str]
):
    before = hand.clicks
    button = demo.window.toolbar._splits[1]

    hand.click(button, button.rect().center() / 2)
    file = saved_report(qtbot, demo)

    assert hand.clicks - before == 1
    assert file.suffix == ".pdf"
    assert EXPLOITED in text_of(file)
    assert opened == [str(file)]
    hand.click(demo.window.toast.button)
    assert opened[-1] == str(file.parent)


def test_another_language_is_there_at_once(qtbot: QtBot, demo: House, hand: Hand):
    hand.click_server(demo.window, EXPLOITED)
    choose_language(qtbot, demo, hand, "de")

    words = wording.load("de")
    shown = states(demo.window)
    assert demo.window.words.language == "de"
    assert shown[EXPLOITED] == words.text("word.light.red")
    assert set(shown) == {EXPLOITED, CURRENT, ENDING, SILENT}
    assert demo.window.orders["check-all"].text() == words.text("window.action.check-all")


@pytest.mark.usefixtures("opened")
def test_a_report_speaks_the_language_of_the_window(qtbot: QtBot, demo: House, hand: Hand):
    choose_language(qtbot, demo, hand, "de")
    hand.press(KEY.Key_S, CONTROL)

    text = text_of(saved_report(qtbot, demo))
    assert wording.load("de").text("word.light.red") in text
    assert "Act now" not in text


def choose_language(qtbot: QtBot, house: House, hand: Hand, language: str) -> None:
    hand.press(KEY.Key_Comma, CONTROL)
    dialog = hand.dialog(SettingsDialog)
    box = dialog.general.language
    box.setFocus()
    for _ in range(box.findData(language) - box.currentIndex()):
        hand.press(KEY.Key_Down)
    hand.click(dialog.ok)
    qtbot.waitUntil(lambda: house.window.words.language == language)
    qtbot.waitUntil(house.window.isActiveWindow)


def test_the_dark_theme_is_there_at_once_and_cancel_takes_it_back(demo: House, hand: Hand):
    light = ground(demo)
    hand.press(KEY.Key_Comma, CONTROL)
    dialog = hand.dialog(SettingsDialog)
    looks = dialog.general.looks
    dark_one = next(button for look, button in looks.items() if look.value == "dark")
    hand.click(dark_one)
    dark = ground(demo)
    hand.press(KEY.Key_Escape)

    assert dark.lightness() < 64 < light.lightness()
    assert ground(demo) == light


def ground(house: House) -> QColor:
    """Give the colour behind the table's cells."""
    picture = house.window.area.table.viewport().grab().toImage()
    return picture.pixelColor(picture.width() - 3, picture.height() - 3)
