# SPDX-License-Identifier: MIT
"""The panel of one server: its states, what clicks ask for, what stays while results come in."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from exchpatch_gui import wording
from exchpatch_gui.config import settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.views.panel.fold import FoldLine
from exchpatch_gui.views.panel.text import Text
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
from tests.helpers.drawn import nameless

SOON = samples.day() + timedelta(days=12)
MILLISECONDS = 50
"""So long may a switch to another server keep the window from anything else."""


@pytest.fixture
def theme(qapp):
    return Theme(qapp, settings.Theme.LIGHT)


@pytest.fixture
def panel(qtbot, theme):
    return opened_panel(qtbot, theme)


def test_nothing_selected_gives_a_hint(panel):
    assert "Choose a server" in said(panel)

    panel.show_many(3)

    assert "3 servers are selected" in said(panel)

    panel.clear()

    assert "Choose a server" in said(panel)


def test_a_server_that_was_never_checked_offers_to_check_it(qtbot, panel):
    panel.show_server(samples.server(), None, ())

    assert "Not checked yet" in said(panel)
    with qtbot.waitSignal(panel.check_requested):
        qtbot.mouseClick(button(panel, "Check now"), LEFT)


def test_a_server_that_is_behind_shows_verdict_steps_areas_proof_and_gaps(panel):
    show(panel, samples.exchange(BEHIND), history=[samples.entry(1, TrafficLight.RED)])

    told = said(panel)
    sections = ["What to do", "Why", "How we know", "Not checked", "Last 12 months"]
    assert [told.index(one) for one in sections] == sorted(told.index(one) for one in sections)
    assert told.index("Act now") < told.index("What to do")
    assert "Security – 31 open vulnerabilities · 1 used by attackers" in told
    assert f"Exchange Server SE RTM · Feb26SU · {BEHIND}" in told


def test_a_green_server_says_so_with_the_date_of_the_catalogue(panel):
    show(panel, samples.exchange(samples.newest()))

    told = said(panel)
    assert "OK" in told
    assert wording.load().value(samples.day()) in told
    assert "There is nothing to install." in told


def test_a_silent_server_shows_cause_next_step_and_what_was_known(panel):
    history = [samples.entry(3, TrafficLight.RED), samples.no_answer(1)]

    result = show(panel, samples.silence(), history=history)

    told = said(panel)
    failure = samples.composer().sentences.failure(result.failures[0])
    assert failure.message in told
    assert failure.hint in told
    assert f"SE RTM · Feb26SU · {BEHIND}" in told
    assert "Why" not in told.splitlines()
    assert button(panel, "Check now").isVisible()


@pytest.mark.parametrize(
    ("outcomes", "name"),
    [(samples.cloud(), "Exchange Online"), (samples.other_software(), "Kerio Connect 10.0.6")],
)
def test_what_is_not_exchange_is_named(panel, outcomes, name):
    show(panel, outcomes)

    assert name in said(panel)
    assert "Why" not in said(panel).splitlines()


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


def test_while_it_is_checked_the_old_result_stays_and_says_how_old_it_is(panel):
    result = show(panel, samples.exchange(BEHIND))
    before = page(panel)

    panel.show_server(samples.server(), result, (), checking=True, stale_age="9 days ago")

    assert page(panel) is before
    assert "Checking now… What you see here was found 9 days ago." in said(panel)
    assert not panel.findChild(QWidget, "panel-check").isEnabled()

    panel.show_server(samples.server(), result, ())

    assert "Checking now" not in said(panel)
    assert panel.findChild(QWidget, "panel-check").isEnabled()


def test_an_old_result_loses_its_colour_and_asks_for_a_check(panel, theme):
    show(panel, samples.exchange(BEHIND))
    fresh = panel.findChild(VerdictBox).grab().toImage()

    show(panel, samples.exchange(BEHIND), stale_age="9 days ago")

    old = panel.findChild(VerdictBox).grab().toImage()
    assert fresh.pixelColor(20, 4).name() == theme.colours.red.tint
    assert old.pixelColor(20, 4).name() == theme.colours.grey.tint
    assert "This was found 9 days ago. Check again before you rely on it." in said(panel)
    assert button(panel, "Check now").isVisible()


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


def test_text_can_be_selected_with_the_mouse_and_copied(qtbot, panel):
    show(panel, samples.exchange(BEHIND))
    title = panel.findChild(Text, "title")

    qtbot.mouseDClick(title, LEFT, pos=QPoint(20, 8))
    assert title.selected() == "mail.contoso.example"
    qtbot.keyClick(title, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "mail.contoso.example"

    qtbot.mousePress(title, LEFT, pos=QPoint(0, 8))
    qtbot.mouseMove(title, QPoint(title.width() - 1, 8))
    assert title.selected() in {"", "mail.contoso.example"}
    qtbot.mouseRelease(title, LEFT, pos=QPoint(title.width() - 1, 8))
    qtbot.keyClick(title, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert title.selected() == "mail.contoso.example"


def test_markup_from_a_server_stays_text(panel):
    show(panel, samples.other_software("<b>Kerio</b><img src=x>&amp;"))

    assert "<b>Kerio</b><img src=x>&amp;" in said(panel)
    formats = {one.textFormat() for one in page(panel).findChildren(Text)}
    assert formats == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("width", [320, 400, 700])
def test_no_word_is_too_long_for_the_panel(panel, width):
    endless = "A" * 200
    one = samples.server("mail." + "x" * 60 + ".example", notes=endless, tags=(endless,))
    show(panel, samples.other_software(endless), one=one)
    panel.resize(width, 900)
    settle()

    area = panel.findChild(QScrollArea)
    assert page(panel).width() <= area.viewport().width()
    for text in visible(panel, Text):
        right = text.mapTo(page(panel), QPoint(text.width(), 0)).x()
        assert right <= page(panel).width()
        assert text.height() >= text.heightForWidth(text.width())


def test_everything_that_can_be_used_has_a_name(panel):
    show(panel, samples.exchange(BEHIND), history=[samples.entry(1, TrafficLight.RED)])
    for key in list(panel._page.folds):
        fold(panel, key).open()

    assert nameless(panel) == []
    lines = [one.accessibleName() for one in panel.findChildren(FoldLine)]
    assert "Act now: Updates – 5 security updates are missing" in "\n".join(lines)
    assert all(one.focusPolicy() != Qt.FocusPolicy.NoFocus for one in panel.findChildren(FoldLine))


def test_buttons_of_different_steps_are_told_apart(panel):
    show(panel, samples.exchange(ENDED))

    names = [one.accessibleName() for one in visible(panel, QPushButton)]

    assert len(names) == len(set(names)) > 4


def test_it_reads_from_right_to_left_as_well(qtbot, panel):
    panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    show(panel, samples.exchange(BEHIND))
    settle()
    area = fold(panel, "area:updates")

    qtbot.keyClick(area.line, Qt.Key.Key_Left)

    assert area.is_open
    check = panel.findChild(QWidget, "panel-check")
    assert check.mapTo(panel, QPoint(0, 0)).x() < panel.width() / 2


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
