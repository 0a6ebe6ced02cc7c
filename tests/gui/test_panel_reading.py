# SPDX-License-Identifier: MIT
"""Reading the panel: by mouse, by screen reader, at every width, in both directions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from exchpatch_gui.config import settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.views.panel.fold import FoldLine
from exchpatch_gui.views.panel.text import Text
from exchpatch_gui.views.theme import Theme
from tests.gui import panel_samples as samples
from tests.gui.panel_samples import BEHIND, ENDED
from tests.gui.panel_views import (
    LEFT,
    fold,
    opened_panel,
    page,
    said,
    settle,
    show,
    visible,
)
from tests.helpers.drawn import nameless


@pytest.fixture
def theme(qapp):
    return Theme(qapp, settings.Theme.LIGHT)


@pytest.fixture
def panel(qtbot, theme):
    return opened_panel(qtbot, theme)


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
