# SPDX-License-Identifier: MIT
"""The panel of one server: what clicks ask for, what stays while results come in."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from exchpatch_gui import wording
from exchpatch_gui.config import settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.views.panel.verdict_box import VerdictBox
from exchpatch_gui.views.theme import Theme
from tests.gui import panel_samples as samples
from tests.gui.panel_samples import BEHIND, ENDED, judged
from tests.gui.panel_views import (
    LEFT,
    WindowWatch,
    button,
    fold,
    open_fold,
    opened_panel,
    page,
    said,
    settle,
    show,
    visible,
)

SOON = samples.day() + timedelta(days=12)
MILLISECONDS = 50
"""So long may a switch to another server keep the window from anything else."""


@pytest.fixture
def theme(qapp):
    return Theme(qapp, settings.Theme.LIGHT)


@pytest.fixture
def panel(qtbot, theme):
    return opened_panel(qtbot, theme)


def test_the_first_button_alone_looks_primary(panel):
    show(panel, samples.exchange(ENDED))

    kinds = [one.property("kind") for one in page(panel).findChildren(QPushButton)]

    assert kinds.count("primary") == 1
    first = visible(panel, QPushButton)[0]
    assert first.property("kind") == "primary"


def test_clicks_on_a_step_ask_for_its_page_and_its_address(qtbot, panel):
    result = show(panel, samples.exchange(BEHIND))
    url = next(one.url for one in result.advice.steps if one.kind == "security-update")
    first = next(one for one in page(panel).findChildren(QPushButton) if one.toolTip() == url)

    with qtbot.waitSignal(panel.open_url) as opened:
        qtbot.mouseClick(first, LEFT)
    with qtbot.waitSignal(panel.copy_text) as copied:
        qtbot.mouseClick(button(panel, "Copy link"), LEFT)

    assert opened.args == [url]
    assert copied.args == [url]


def test_the_tools_of_the_header_ask_for_check_edit_and_text(qtbot, panel):
    show(panel, samples.exchange(BEHIND))

    with qtbot.waitSignals([panel.check_requested, panel.edit_requested]):
        qtbot.mouseClick(panel.findChild(QWidget, "panel-check"), LEFT)
        qtbot.mouseClick(panel.findChild(QWidget, "panel-edit"), LEFT)
    with qtbot.waitSignal(panel.copy_text) as copied:
        qtbot.mouseClick(panel.findChild(QWidget, "panel-copy"), LEFT)

    assert copied.args[0].startswith("mail.contoso.example\n")


def test_an_area_opens_and_closes_by_click_and_by_key(qtbot, panel):
    show(panel, samples.exchange(BEHIND))
    area = fold(panel, "area:certificates")
    assert area.body is None

    qtbot.mouseClick(area.line, LEFT)
    assert area.is_open

    qtbot.keyClick(area.line, Qt.Key.Key_Left)
    assert not area.is_open
    qtbot.keyClick(area.line, Qt.Key.Key_Right)
    assert area.is_open
    qtbot.keyClick(area.line, Qt.Key.Key_Return)
    assert not area.is_open


def test_what_has_to_be_done_is_open_in_its_area_and_what_is_fine_is_not(qtbot, panel):
    show(panel, samples.exchange(BEHIND))

    open_fold(qtbot, panel, "area:updates")

    assert fold(panel, "finding:build.latest_su:").is_open
    assert not fold(panel, "finding:build.version:").is_open


def test_a_finding_can_be_acknowledged_from_its_card(qtbot, panel):
    show(panel, samples.exchange(BEHIND))
    open_fold(qtbot, panel, "area:updates")

    with qtbot.waitSignal(panel.acknowledge_requested) as asked:
        qtbot.mouseClick(button(panel, "Acknowledge…"), LEFT)

    assert isinstance(asked.args[0], Finding)
    assert asked.args[0].id == "build.latest_su"


def test_an_acknowledged_finding_shows_who_answers_and_can_be_withdrawn(qtbot, panel):
    answers = {("build.latest_su", ""): samples.acceptance("A change freeze holds.")}
    show(panel, samples.exchange(BEHIND), answers=answers)
    open_fold(qtbot, panel, "area:updates")
    open_fold(qtbot, panel, "finding:build.latest_su:")

    assert "Acknowledged by Head of IT" in said(panel)
    with qtbot.waitSignal(panel.withdraw_requested) as asked:
        qtbot.mouseClick(button(panel, "Withdraw"), LEFT)
    assert asked.args[0].id == "build.latest_su"


def test_a_step_from_a_finding_leads_to_it(qtbot, panel):
    show(panel, samples.exchange(samples.newest(), ends=SOON))

    qtbot.mouseClick(button(panel, "Show finding"), LEFT)

    shown = fold(panel, "finding:cert.outside.expiry:")
    assert shown.is_open
    assert shown.line.hasFocus()
    assert not shown.line.visibleRegion().isEmpty()


def test_a_new_result_of_the_same_server_leaves_folds_and_place(qtbot, panel):
    show(panel, samples.exchange(BEHIND))
    open_fold(qtbot, panel, "area:security")
    settle()
    bar = panel.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(250)
    fold(panel, "area:security").line.setFocus()

    show(panel, samples.exchange(BEHIND, ends=SOON))
    settle()

    assert fold(panel, "area:security").is_open
    assert bar.value() == 250
    assert fold(panel, "area:security").line.hasFocus()


def test_another_server_begins_at_the_top_with_closed_folds(qtbot, panel):
    show(panel, samples.exchange(BEHIND))
    open_fold(qtbot, panel, "area:security")
    settle()
    panel.findChild(QScrollArea).verticalScrollBar().setValue(250)

    show(panel, samples.exchange(ENDED), one=samples.server("legacy.contoso.example", id=8))
    settle()

    assert not fold(panel, "area:security").is_open
    assert panel.findChild(QScrollArea).verticalScrollBar().value() == 0


def test_page_keys_turn_the_page_from_anywhere_in_it(qtbot, panel):
    show(panel, samples.exchange(ENDED))
    settle()
    bar = panel.findChild(QScrollArea).verticalScrollBar()

    qtbot.keyClick(fold(panel, "settings").line, Qt.Key.Key_PageDown)
    assert bar.value() > 0

    qtbot.keyClick(panel, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_another_language_changes_every_word(panel):
    show(panel, samples.exchange(BEHIND))
    english = wording.load()
    table = {key: english._table[key] for key in english._table}
    table["panel.section.todo"] = "Zu tun"

    panel.retranslate(wording.Wording("en", table))

    assert "Zu tun" in said(panel)


def test_the_colours_change_with_the_theme_and_nothing_else(qtbot, panel, theme):
    show(panel, samples.exchange(BEHIND))
    open_fold(qtbot, panel, "area:updates")

    theme.choose(settings.Theme.DARK)
    settle()

    picture = panel.findChild(VerdictBox).grab().toImage()
    assert picture.pixelColor(20, 4).name() == theme.colours.red.tint
    assert fold(panel, "area:updates").is_open
    theme.choose(settings.Theme.LIGHT)


def test_switching_to_a_server_with_many_findings_takes_an_instant(panel):
    first, second = judged(samples.exchange(BEHIND)), judged(samples.exchange(ENDED))
    history = [samples.entry(at, TrafficLight.RED) for at in range(364, -1, -1)]
    servers = samples.server(), samples.server("legacy.contoso.example", id=8)

    def switch(one, result):
        began = time.process_time()
        panel.show_server(one, result, history)
        QGuiApplication.processEvents()
        return (time.process_time() - began) * 1000

    switch(servers[1], second)
    times = [
        switch(one, result)
        for _ in range(5)
        for one, result in zip(servers, (first, second), strict=True)
    ]

    assert len(first.cves) > 150
    assert min(times) <= MILLISECONDS, times


def test_no_part_of_it_flashes_up_as_a_window_of_its_own(qapp, qtbot, panel):
    watch = WindowWatch(qapp)

    show(panel, samples.exchange(BEHIND), history=[samples.entry(1, TrafficLight.RED)])
    for key in ("area:security", "area:updates", "settings", "sights"):
        open_fold(qtbot, panel, key)
    show(panel, samples.silence(), checking=True)
    settle()
    watch.stop()

    assert watch.opened == []
