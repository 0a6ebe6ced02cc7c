# SPDX-License-Identifier: MIT
"""The drawing of the last twelve months: keys, pointer, labels that never overlap."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from exchpatch_gui.config import settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.views.panel.text import Text
from exchpatch_gui.views.panel.timeline_view import TimelineBar
from exchpatch_gui.views.theme import Theme
from tests.gui import panel_samples as samples
from tests.gui.panel_samples import BEHIND, entry, no_answer
from tests.gui.panel_views import opened_panel, page, settle, show

RED, GREEN = TrafficLight.RED, TrafficLight.GREEN
OLDER = "15.2.2562.35"
KEY = Qt.Key


def year():
    """Give a year of daily checks: another build, two weeks without checks, one day silent."""
    for days in range(300, -1, -1):
        if days > 250:
            yield entry(days, GREEN, OLDER, update="Jan26SU")
        elif days == 100:
            yield no_answer(days)
        elif not 150 <= days < 170:
            yield entry(days, RED if days < 128 else GREEN, open_cves=31 if days < 128 else 0)


@pytest.fixture
def theme(qapp):
    return Theme(qapp, settings.Theme.LIGHT)


@pytest.fixture
def panel(qtbot, theme):
    made = opened_panel(qtbot, theme)
    show(made, samples.exchange(BEHIND), history=tuple(year()))
    settle()
    return made


def bar(panel):
    return panel.findChild(TimelineBar)


def words(panel):
    """Give what the words below say, without the legend of gaps."""
    return panel.findChild(Text, "timeline-words").text().partition("\n")[0]


def test_the_words_below_sum_it_up(panel):
    assert words(panel).startswith("Act now since ")
    assert bar(panel).accessibleName() == "Last 12 months"
    assert bar(panel).accessibleDescription().startswith("Act now since ")


def test_arrow_keys_go_through_all_that_happened(qtbot, panel):
    drawn = bar(panel)._timeline
    bar(panel).setFocus()
    last = words(panel)

    qtbot.keyClick(bar(panel), KEY.Key_Home)
    heard = [words(panel)]
    for _ in range(len(drawn.segments) + len(drawn.marks) - 1):
        qtbot.keyClick(bar(panel), KEY.Key_Right)
        heard.append(words(panel))
        assert bar(panel).accessibleDescription().startswith(words(panel))

    assert set(heard) == {one.text for one in (*drawn.segments, *drawn.marks)}
    assert heard[-1] == last
    qtbot.keyClick(bar(panel), KEY.Key_Left)
    assert words(panel) == heard[-2]


def test_leaving_it_brings_the_summary_back(qtbot, panel):
    bar(panel).setFocus()
    qtbot.keyClick(bar(panel), KEY.Key_Home)

    panel.setFocus()

    assert words(panel).startswith("Act now since ")


def test_the_pointer_hears_what_was_where_it_is(panel):
    width = bar(panel).width()
    middle = bar(panel).height() // 2

    now = bar(panel).text_at(QPoint(width - 40, middle))
    gap = bar(panel).text_at(QPoint(round(width * (365 - 155) / 365), middle))
    before = bar(panel).text_at(QPoint(2, middle))

    assert "Act now" in now
    assert "31 open vulnerabilities" in now
    assert gap == before == bar(panel)._timeline.summary


@pytest.mark.parametrize("width", [320, 400, 900])
def test_labels_stay_inside_and_apart(panel, width):
    panel.resize(width, 900)
    settle()
    metrics = bar(panel).fontMetrics()
    marks = [one for one in bar(panel)._timeline.marks if not one.is_ours]

    placed = [one for one in bar(panel).labels(marks, 2) if one.row >= 0]

    spans = [(p.row, p.left, p.left + metrics.horizontalAdvance(p.mark.label)) for p in placed]
    assert placed
    assert all(left >= 0 and right <= bar(panel).width() for _row, left, right in spans)
    for place, (row, left, right) in enumerate(spans):
        for other, begin, end in spans[place + 1 :]:
            assert row != other or right < begin or end < left


def pixel(panel, days_ago, from_bottom, aside=0):
    """Give the colour of the bar some days ago, so many pixels above its lower edge."""
    drawn, picture = bar(panel), page(panel).grab().toImage()
    at = QPoint(drawn._x(entry(days_ago, RED).at) + aside, drawn._top + 24 - from_bottom)
    return picture.pixelColor(drawn.mapTo(page(panel), at)).name()


def test_a_worse_state_has_a_higher_strip(panel, theme):
    colours = theme.colours

    assert pixel(panel, 60, 8) == colours.red.sign
    assert pixel(panel, 200, 2) == colours.green.sign
    assert pixel(panel, 200, 8) == colours.green.tint


def test_time_without_checks_is_empty_and_explained(panel):
    legend = "Where only the thin line is, nobody checked."
    assert legend in panel.findChild(Text, "timeline-words").text()
    outside = page(panel).grab().toImage().pixelColor(2, 2).name()

    assert pixel(panel, 155, 8) == outside


def test_from_right_to_left_today_is_at_the_left(qtbot, panel):
    panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()

    assert "Act now" in bar(panel).text_at(QPoint(40, bar(panel).height() // 2))
    bar(panel).setFocus()
    last = words(panel)
    qtbot.keyClick(bar(panel), KEY.Key_Right)
    assert words(panel) != last


def test_a_first_check_is_a_sliver_at_the_end_and_not_nothing(qtbot, theme):
    panel = opened_panel(qtbot, theme)
    show(panel, samples.exchange(samples.newest()), history=(entry(0, RED),))
    settle()

    assert pixel(panel, 0, 4, aside=-2) == theme.colours.red.sign
