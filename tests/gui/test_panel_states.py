# SPDX-License-Identifier: MIT
"""The panel in each state of a server: what it says then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from exchpatch_gui import wording
from exchpatch_gui.config import settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.views.panel.verdict_box import VerdictBox
from exchpatch_gui.views.theme import Theme
from tests.gui import panel_samples as samples
from tests.gui.panel_samples import BEHIND
from tests.gui.panel_views import (
    LEFT,
    button,
    opened_panel,
    page,
    said,
    show,
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
