# SPDX-License-Identifier: MIT
"""The settings, by clicks and keys: what is chosen, what counts when, and what can't be taken."""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt, QTime
from PySide6.QtGui import QAccessible, QValidator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from exchpatch_gui import wording
from exchpatch_gui.config.settings import ScheduleMode, ScheduleSettings, Settings, Theme
from exchpatch_gui.services.container import optional_probes
from exchpatch_gui.viewmodels.language import system_language
from exchpatch_gui.views.dialogs.settings.checks_page import ChecksPage
from exchpatch_gui.views.dialogs.settings.network_page import OPTIONAL_PROBES, NetworkPage
from exchpatch_gui.views.dialogs.settings.page import WordedSpinBox
from exchpatch_gui.views.dialogs.settings.reports_page import ReportsPage
from exchpatch_gui.views.dialogs.settings.settings_dialog import SettingsDialog
from exchpatch_gui.views.palette import DARK, LIGHT
from exchpatch_gui.wording import Wording
from tests.gui.surrounded import QUIET_PLATFORM, Area, House, running
from tests.helpers.drawn import nameless

pytestmark = QUIET_PLATFORM
LEFT = Qt.MouseButton.LeftButton
LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems keep it elsewhere"
)
PAGES = ("general", "checks", "tray", "reports", "network")


@pytest.fixture
def area(monkeypatch: pytest.MonkeyPatch) -> Area:
    made = Area()
    made.install(monkeypatch)
    return made


@pytest.fixture
def house(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, area: Area
) -> Iterator[House]:
    assert area.there
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with running(qtbot, tmp_path / "data", monkeypatch) as started:
        yield started


@pytest.fixture
def dialog(qtbot: QtBot, house: House) -> SettingsDialog:
    return opened(qtbot, house)


def opened(qtbot: QtBot, house: House) -> SettingsDialog:
    """Open the settings as their user does."""
    house.window.activateWindow()
    qtbot.waitUntil(house.window.isActiveWindow)
    qtbot.keyClick(house.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    found = house.dialog()
    assert isinstance(found, SettingsDialog)
    qtbot.waitUntil(lambda: not found.pages["reports"].is_settling)
    return found


def turn_to(qtbot: QtBot, dialog: SettingsDialog, name: str):
    """Click the name of a page."""
    item = dialog.list.item(PAGES.index(name))
    qtbot.mouseClick(dialog.list.viewport(), LEFT, pos=dialog.list.visualItemRect(item).center())
    assert dialog.page == name
    page = dialog.pages[name]
    assert page.isVisible()
    return page


def click(qtbot: QtBot, control: QAbstractButton) -> None:
    """Click a button or a box where its mark is, scrolled to if need be."""
    scroll_to(control)
    qtbot.mouseClick(control, LEFT, pos=QPoint(10, control.height() // 2))


def scroll_to(control: QWidget) -> None:
    parent = control.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None:
        parent.ensureWidgetVisible(control)


def picture(width: int = 3, height: int = 2) -> bytes:
    """Make a PNG file of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x1f\x5b\xd7" * width) * height
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


class TestApplying:
    def test_nothing_is_to_be_applied_at_first(self, dialog: SettingsDialog):
        assert not dialog.apply.isEnabled()
        assert dialog.ok.isDefault()

    def test_what_is_chosen_counts_from_ok_on(self, qtbot: QtBot, house: House, dialog):
        page = turn_to(qtbot, dialog, "tray")
        click(qtbot, page.notify)
        assert house.workspace.settings.tray.notify

        click(qtbot, dialog.ok)

        assert not house.workspace.settings.tray.notify
        assert house.dialogs() == 0

    def test_apply_keeps_the_dialog_open(self, qtbot: QtBot, house: House, dialog):
        click(qtbot, turn_to(qtbot, dialog, "tray").notify)
        assert dialog.apply.isEnabled()

        click(qtbot, dialog.apply)

        assert not house.workspace.settings.tray.notify
        assert dialog.isVisible()
        assert not dialog.apply.isEnabled()

    @pytest.mark.parametrize("way", ["button", "escape"])
    def test_cancel_takes_nothing(self, qtbot: QtBot, house: House, dialog, way: str):
        click(qtbot, turn_to(qtbot, dialog, "tray").notify)

        if way == "button":
            click(qtbot, dialog.cancel)
        else:
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)

        assert house.workspace.settings == Settings()
        assert house.dialogs() == 0

    def test_what_was_applied_survives_cancel(self, qtbot: QtBot, house: House, dialog):
        page = turn_to(qtbot, dialog, "tray")
        click(qtbot, page.notify)
        click(qtbot, dialog.apply)
        click(qtbot, page.close_to_tray)

        click(qtbot, dialog.cancel)

        tray = house.workspace.settings.tray
        assert (tray.notify, tray.close_to_tray) == (False, False)

    def test_everything_chosen_is_there_at_the_next_start(
        self, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, area: Area
    ):
        assert area.there
        with running(qtbot, tmp_path, monkeypatch) as house:
            dialog = opened(qtbot, house)
            page = turn_to(qtbot, dialog, "reports")
            qtbot.keyClicks(page.prepared_by, "Northwind IT")
            qtbot.keyClick(dialog, Qt.Key.Key_Return)
            assert house.dialogs() == 0
        with running(qtbot, tmp_path, monkeypatch) as house:
            assert house.workspace.settings.report.prepared_by == "Northwind IT"
            page = turn_to(qtbot, opened(qtbot, house), "reports")
            assert page.prepared_by.text() == "Northwind IT"

    def test_what_the_window_remembers_meanwhile_is_not_lost(
        self, qtbot: QtBot, house: House, dialog
    ):
        house.window.keep_layout()
        geometry = house.workspace.settings.window.geometry
        assert geometry

        click(qtbot, turn_to(qtbot, dialog, "tray").notify)
        click(qtbot, dialog.ok)

        assert house.workspace.settings.window.geometry == geometry


class TestLook:
    def test_colours_are_seen_at_once_and_taken_back_by_cancel(
        self, qtbot: QtBot, house: House, dialog
    ):
        page = turn_to(qtbot, dialog, "general")
        before = dialog.list.item(0).icon().pixmap(16, 16).toImage()

        click(qtbot, page.looks[Theme.DARK])
        assert house.program.theme.colours is DARK
        assert house.workspace.settings.theme is Theme.SYSTEM
        assert dialog.list.item(0).icon().pixmap(16, 16).toImage() != before

        click(qtbot, dialog.cancel)
        assert house.program.theme.colours is LIGHT

    def test_colours_stay_with_ok(self, qtbot: QtBot, house: House, dialog):
        click(qtbot, turn_to(qtbot, dialog, "general").looks[Theme.DARK])
        click(qtbot, dialog.ok)

        assert house.program.theme.colours is DARK
        assert house.workspace.settings.theme is Theme.DARK
        house.program.theme.choose(Theme.LIGHT)


class TestLanguage:
    def test_each_language_has_its_own_name(self, qtbot: QtBot, dialog):
        combo = turn_to(qtbot, dialog, "general").language

        offered = [combo.itemData(row) for row in range(combo.count())]
        assert offered == ["", *wording.LANGUAGES]
        assert combo.itemText(1) == "English"

    @pytest.mark.parametrize(
        ("preferred", "expected"),
        [
            (["de-AT", "de", "en-US"], "de"),
            (["fr_CA"], "fr"),
            (["pt-BR", "fr", "de"], "fr"),
            (["en-GB", "de"], "en"),
            (["ja-JP"], "en"),
            ([], "en"),
        ],
    )
    def test_the_system_says_which_languages_are_preferred(
        self, monkeypatch: pytest.MonkeyPatch, preferred: list[str], expected: str
    ):
        system = SimpleNamespace(uiLanguages=lambda: preferred)
        monkeypatch.setattr(QLocale, "system", staticmethod(lambda: system))

        assert system_language() == expected

    def test_the_language_of_the_system_holds_until_one_is_chosen(
        self, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, area: Area
    ):
        assert area.there
        with running(qtbot, tmp_path, monkeypatch, system_language="de") as house:
            assert house.window.words.language == "de"
            dialog = opened(qtbot, house)
            combo = turn_to(qtbot, dialog, "general").language
            assert combo.currentData() == ""
            for choice, expected in (("fr", "fr"), ("", "de")):
                combo = house.dialog().pages["general"].language
                combo.setCurrentIndex(combo.findData(choice))
                click(qtbot, house.dialog().apply)
                qtbot.waitUntil(lambda now=expected: house.window.words.language == now)

    def test_another_language_brings_another_window(self, qtbot: QtBot, house: House, dialog):
        house.add("mail.contoso.example")
        before = house.window
        page = turn_to(qtbot, dialog, "general")
        page.language.setFocus()
        page.language.setCurrentIndex(page.language.findData("de"))
        click(qtbot, dialog.apply)

        assert house.window is not before
        assert house.window.words.language == "de"
        again = house.dialog()
        assert isinstance(again, SettingsDialog)
        assert again.page == "general"
        assert again.windowTitle() == wording.load("de").text("around.settings.title")

        page = turn_to(qtbot, again, "general")
        page.language.setCurrentIndex(page.language.findData("en"))
        click(qtbot, again.ok)
        qtbot.waitUntil(lambda: house.window.words.language == "en")
        assert house.dialogs() == 0
        assert house.around.window is house.window


class TestChecks:
    @pytest.fixture
    def page(self, qtbot: QtBot, dialog: SettingsDialog) -> ChecksPage:
        found = turn_to(qtbot, dialog, "checks")
        assert isinstance(found, ChecksPage)
        return found

    def test_it_says_when_the_next_check_would_be(
        self, qtbot: QtBot, house: House, page: ChecksPage
    ):
        assert page.next.text() == "Nothing is checked by itself"

        click(qtbot, page.modes[ScheduleMode.HOURS])
        assert page.next.text() == "Next check: now"

        house.around.scheduler.note_run()
        page.hours.setFocus()
        qtbot.keyClick(page.hours, Qt.Key.Key_Up)
        at = (house.clock() + timedelta(hours=7)).astimezone()
        assert f"{at:%H:%M}" in page.next.text()

    def test_a_daily_time_can_be_typed(self, qtbot: QtBot, house: House, dialog, page: ChecksPage):
        click(qtbot, page.modes[ScheduleMode.DAILY])
        page.daily_at.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClicks(page.daily_at, "0545")
        click(qtbot, dialog.ok)

        schedule = house.workspace.settings.schedule
        assert (schedule.mode, schedule.daily_at) == (ScheduleMode.DAILY, "05:45")
        assert house.around.scheduler.next_at is not None

    def test_hours_can_be_typed_and_stay_within_bounds(self, qtbot: QtBot, page: ChecksPage):
        click(qtbot, page.modes[ScheduleMode.HOURS])
        for typed, expected in (("12", 12), ("999", 168), ("0", 1), ("", 1)):
            page.hours.setFocus()
            page.hours.selectAll()
            qtbot.keyClick(page.hours, Qt.Key.Key_Delete)
            qtbot.keyClicks(page.hours, typed)
            page.daily_at.setFocus()
            page.modes[ScheduleMode.OFF].setFocus()
            assert page.hours.value() == expected
        assert page.hours.text() == "1 hour"

    def test_quiet_hours_are_chosen_together(
        self, qtbot: QtBot, house: House, dialog, page: ChecksPage
    ):
        click(qtbot, page.modes[ScheduleMode.HOURS])
        assert not page.quiet_from.isEnabled()

        click(qtbot, page.quiet)
        page.quiet_to.setTime(QTime(4, 30))
        click(qtbot, dialog.ok)

        schedule = house.workspace.settings.schedule
        assert (schedule.quiet_from, schedule.quiet_to) == ("22:00", "04:30")

    def test_quiet_hours_without_length_can_not_be_taken(
        self, qtbot: QtBot, house: House, dialog, page: ChecksPage
    ):
        click(qtbot, page.modes[ScheduleMode.HOURS])
        click(qtbot, page.quiet)
        page.quiet_to.setTime(page.quiet_from.time())
        assert page.wrong.isVisible()
        turn_to(qtbot, dialog, "network")

        click(qtbot, dialog.ok)

        assert dialog.isVisible()
        assert dialog.page == "checks"
        assert page.quiet_to.hasFocus()
        assert house.workspace.settings.schedule == ScheduleSettings()

    def test_what_is_off_needs_no_details(self, qtbot: QtBot, page: ChecksPage):
        for control in (page.hours, page.daily_at, page.quiet, page.jitter):
            assert not control.isEnabled()

        click(qtbot, page.modes[ScheduleMode.DAILY])

        assert page.daily_at.isEnabled()
        assert not page.hours.isEnabled()
        assert page.quiet.isEnabled()


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("12 hours", QValidator.State.Acceptable),
        ("12", QValidator.State.Acceptable),
        ("", QValidator.State.Intermediate),
        ("hours", QValidator.State.Intermediate),
        ("0", QValidator.State.Intermediate),
        ("1000 hours", QValidator.State.Invalid),
    ],
)
def test_of_a_number_only_the_digits_count(qtbot: QtBot, text: str, state: QValidator.State):
    around = QWidget()
    qtbot.addWidget(around)
    spin = WordedSpinBox(wording.load(), "around.settings.checks.hours.value", around)
    spin.setRange(1, 168)

    assert spin.validate(text, 0)[0] is state


class TestTrayPage:
    def test_where_there_is_an_area_nothing_is_said(self, qtbot: QtBot, dialog):
        assert not turn_to(qtbot, dialog, "tray").no_tray.isVisible()

    def test_where_there_is_none_it_says_so(self, qtbot: QtBot, house: House, area: Area):
        area.there = False

        page = turn_to(qtbot, opened(qtbot, house), "tray")

        assert page.no_tray.isVisible()
        assert page.close_to_tray.isEnabled()

    @LINUX
    def test_starting_with_the_sign_in_is_kept_by_the_system(
        self, qtbot: QtBot, house: House, dialog, tmp_path: Path
    ):
        entry = tmp_path / "config" / "autostart" / "exchpatch.desktop"
        click(qtbot, turn_to(qtbot, dialog, "tray").autostart)
        assert not entry.exists()
        click(qtbot, dialog.ok)
        text = entry.read_text("utf-8")
        assert "--in-background" in text
        assert f"--data-dir {tmp_path / 'data'}" in text

        again = opened(qtbot, house)
        box = turn_to(qtbot, again, "tray").autostart
        assert box.isChecked()
        click(qtbot, box)
        click(qtbot, again.ok)
        assert not entry.exists()

    @LINUX
    def test_if_the_system_refuses_the_box_tells_the_truth(
        self, qtbot: QtBot, house: House, dialog, tmp_path: Path
    ):
        (tmp_path / "config").write_text("a file is in the way", "utf-8")
        box = turn_to(qtbot, dialog, "tray").autostart

        click(qtbot, box)
        click(qtbot, dialog.apply)

        questions = [one for one in house.window.findChildren(QDialog) if one.isVisible()]
        assert len(questions) == 2
        assert not box.isChecked()
        assert not dialog.apply.isEnabled()

    def test_a_system_without_a_way_can_not_be_chosen(
        self, qtbot: QtBot, house: House, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("exchpatch_gui.services.autostart.for_system", lambda *_arguments: None)

        box = turn_to(qtbot, opened(qtbot, house), "tray").autostart

        assert not box.isEnabled()
        assert box.toolTip()


class TestReports:
    @pytest.fixture
    def page(self, qtbot: QtBot, dialog: SettingsDialog) -> ReportsPage:
        found = turn_to(qtbot, dialog, "reports")
        assert isinstance(found, ReportsPage)
        return found

    def test_a_logo_is_shown_as_it_will_look(
        self, qtbot: QtBot, house: House, dialog, page: ReportsPage, tmp_path: Path
    ):
        logo = tmp_path / "logo.png"
        logo.write_bytes(picture())

        page.logo.field.setText(str(logo))
        qtbot.waitUntil(lambda: not page.preview.picture.isNull(), timeout=20_000)

        click(qtbot, dialog.ok)
        assert house.workspace.settings.report.logo == str(logo)

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [(None, "logo.missing"), (b"GIF89a", "logo.format"), (bytes(2_000_000), "logo.size")],
        ids=["missing", "format", "size"],
    )
    def test_what_no_report_can_show_is_told(
        self, qtbot: QtBot, dialog, page: ReportsPage, tmp_path: Path, content, sentence: str
    ):
        logo = tmp_path / "logo.png"
        if content is not None:
            logo.write_bytes(content)

        page.logo.field.setText(str(logo))
        click(qtbot, dialog.ok)
        qtbot.waitUntil(page.logo.wrong.isVisible, timeout=20_000)

        words = wording.load()
        assert page.logo.wrong.text().endswith(
            words.text(f"error.{sentence}.hint", {"file": str(logo), "limit": 1024})
        )
        assert dialog.isVisible()
        assert page.preview.picture.isNull()

    def test_a_folder_that_is_missing_is_told(
        self, qtbot: QtBot, house: House, dialog, page: ReportsPage, tmp_path: Path
    ):
        page.folder.field.setText(str(tmp_path / "missing"))
        qtbot.waitUntil(page.folder.wrong.isVisible)

        page.folder.field.setText(str(tmp_path))
        click(qtbot, dialog.ok)
        qtbot.waitUntil(lambda: not house.dialogs())

        assert house.workspace.settings.report.folder == str(tmp_path)

    def test_ok_waits_until_it_is_known_what_is_right(
        self, qtbot: QtBot, house: House, dialog, page: ReportsPage, tmp_path: Path
    ):
        page.folder.field.setText(str(tmp_path / "missing"))

        click(qtbot, dialog.ok)
        qtbot.waitUntil(lambda: not page.is_settling)

        assert dialog.isVisible()
        assert page.folder.field.hasFocus()
        assert house.workspace.settings.report.folder == ""

    @pytest.mark.parametrize("field", ["logo", "folder"])
    def test_files_can_be_chosen(
        self, qtbot: QtBot, dialog, page: ReportsPage, tmp_path: Path, field: str
    ):
        checked = getattr(page, field)
        checked.field.setText(str(tmp_path / "x"))
        click(qtbot, checked.button)
        (chooser,) = page.findChildren(QFileDialog)

        chooser.fileSelected.emit(str(tmp_path))
        chooser.reject()

        assert checked.text == str(tmp_path)
        qtbot.waitUntil(lambda: not page.is_settling)
        assert dialog.isVisible()

    def test_template_and_paper_are_chosen(
        self, qtbot: QtBot, house: House, dialog, page: ReportsPage
    ):
        for combo, key in ((page.template, Qt.Key.Key_End), (page.paper, Qt.Key.Key_End)):
            combo.setFocus()
            qtbot.keyClick(combo, key)
        click(qtbot, dialog.ok)

        report = house.workspace.settings.report
        assert (report.template, report.paper) == ("audit", "Letter")


class TestNetwork:
    @pytest.fixture
    def page(self, qtbot: QtBot, dialog: SettingsDialog) -> NetworkPage:
        found = turn_to(qtbot, dialog, "network")
        assert isinstance(found, NetworkPage)
        return found

    def test_every_optional_probe_is_offered_with_what_it_asks(self, page: NetworkPage):
        assert set(OPTIONAL_PROBES) == set(optional_probes())
        assert all(box.accessibleDescription() for box in page.probes.values())

    def test_the_usual_ports_are_the_ones_named(self, page: NetworkPage):
        ports = {name: port for name, port in optional_probes().items() if port}

        assert ports
        for name, port in ports.items():
            assert str(port) in page.probes[name].text()

    def test_probes_and_limits_are_chosen(
        self, qtbot: QtBot, house: House, dialog, page: NetworkPage
    ):
        click(qtbot, page.probes["ntlm"])
        click(qtbot, page.probes["smtp"])
        page.timeout.setFocus()
        qtbot.keyClick(page.timeout, Qt.Key.Key_Up)
        click(qtbot, dialog.ok)

        probing = house.workspace.settings.probing
        assert probing.probes == ("smtp", "ntlm")
        assert (probing.timeout, probing.deadline, probing.concurrency) == (11.0, 60.0, 32)

    def test_a_server_needs_as_long_as_an_answer(
        self, qtbot: QtBot, house: House, dialog, page: NetworkPage
    ):
        page.timeout.setValue(90)
        assert page.wrong.isVisible()

        click(qtbot, dialog.ok)

        assert page.deadline.hasFocus()
        assert house.workspace.settings == Settings()


class TestForEveryone:
    @pytest.mark.parametrize("name", PAGES)
    def test_every_control_has_a_name(self, qtbot: QtBot, dialog, name: str):
        page = turn_to(qtbot, dialog, name)

        assert nameless(page) == []
        unnamed = [
            type(one).__name__
            for kind in (QAbstractSpinBox, QComboBox, QLineEdit, QAbstractButton)
            for one in page.findChildren(kind)
            if one.isVisible()
            and not isinstance(one.parent(), QAbstractSpinBox | QComboBox | QLineEdit)
            and not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
        ]
        assert unnamed == []

    @pytest.mark.parametrize("name", PAGES)
    def test_the_keyboard_reaches_every_control(self, qtbot: QtBot, dialog, name: str):
        page = turn_to(qtbot, dialog, name)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        wanted = {
            one
            for kind in (QAbstractSpinBox, QComboBox, QLineEdit, QAbstractButton)
            for one in page.findChildren(kind)
            if one.isVisible()
            and one.isEnabled()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not isinstance(one.parent(), QAbstractSpinBox)
        }
        reached: set[QWidget] = set()
        start = dialog.focusWidget()

        for _ in range(100):
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
            reached.add(dialog.focusWidget())
            if dialog.focusWidget() is start:
                break

        # Of buttons that exclude one another the keyboard reaches the one that is chosen.
        missed = {
            one
            for one in wanted - reached
            if not (isinstance(one, QAbstractButton) and one.group() and not one.isChecked())
        }
        assert missed == set()

    @pytest.mark.parametrize("name", PAGES)
    @pytest.mark.parametrize("longer", [1.0, 1.35])
    def test_no_text_is_cut(self, qtbot: QtBot, house: House, name: str, longer: float):
        words = Wording("en", {key: stretched(text, longer) for key, text in table().items()})
        dialog = SettingsDialog(
            house.window, house.program.theme, words, lambda _schedule: "Next check: today 14:05"
        )
        dialog.show_settings(Settings())
        dialog.tray.show_tray(there=False)
        dialog.open()
        qtbot.waitUntil(dialog.isVisible)
        page = turn_to(qtbot, dialog, name)
        qtbot.waitUntil(lambda: not page.is_settling)

        assert cut_texts(page) == []
        assert cut_texts(dialog) == []
        dialog.reject()


def table() -> dict[str, str]:
    return dict(wording.load()._table)


def stretched(text: str, factor: float) -> str:
    """Make a text longer without touching what stands in braces."""
    return " ".join(
        word + "e" * round(len(word) * (factor - 1)) if "{" not in word else word
        for word in text.split(" ")
    )


def cut_texts(window: QWidget) -> list[str]:
    """Give the texts for which their controls have too little room."""
    labels = [
        label.text()
        for label in window.findChildren(QLabel)
        if label.isVisible() and label.text() and not _fits(label)
    ]
    buttons = [
        button.text()
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and button.text() and button.width() < button.sizeHint().width()
    ]
    return labels + buttons


def _fits(label: QLabel) -> bool:
    if not label.wordWrap():
        return label.width() >= label.sizeHint().width()
    room = QRect(0, 0, label.contentsRect().width(), 10_000)
    needed = label.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, label.text())
    return needed.height() <= label.contentsRect().height() and needed.width() <= room.width()
