# SPDX-License-Identifier: MIT
"""Answering for a finding, by keys alone: what is wrong is said, what is right is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from exchpatch_gui import wording
from exchpatch_gui.config import settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.viewmodels.acknowledgement import (
    OWNER_LIMIT,
    PRESETS,
    REASON_LIMIT,
    Draft,
    Part,
    Subject,
)
from exchpatch_gui.views.dialogs.acknowledge_dialog import AcknowledgeDialog
from exchpatch_gui.views.theme import Theme
from tests.gui import panel_samples as samples
from tests.gui.panel_samples import BEHIND
from tests.helpers.drawn import nameless

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
KEY = Qt.Key
RED = TrafficLight.RED


def finding():
    return next(
        one
        for one in samples.judged(samples.exchange(BEHIND)).findings
        if one.id == "build.latest_su"
    )


@pytest.fixture
def open_dialog(qtbot, qapp):
    theme = Theme(qapp, settings.Theme.LIGHT)

    def opened(**values):
        subject = Subject(finding(), "mail.contoso.example", NOW, **values)
        dialog = AcknowledgeDialog(None, theme, wording.load(), subject)
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return opened


def faults(dialog):
    return [note.said.text for note in dialog.notes.values() if note.said.light is RED]


def days(dialog):
    return (dialog.draft.until - NOW.date()).days


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


def test_three_fields_and_enter_acknowledge_a_finding(qtbot, open_dialog):
    dialog = open_dialog()

    qtbot.keyClicks(QApplication.focusWidget(), "A change freeze holds until January.")
    press(qtbot, KEY.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "Head of IT")
    press(qtbot, KEY.Key_Return)

    assert dialog.result() == QDialog.DialogCode.Accepted
    accepted = dialog.acceptance
    assert (accepted.reason, accepted.owner) == (
        "A change freeze holds until January.",
        "Head of IT",
    )
    assert accepted.until == NOW.date() + timedelta(days=PRESETS[0])
    assert accepted.at == NOW


def test_it_names_the_finding_and_the_server_and_never_says_ignore(open_dialog):
    dialog = open_dialog()

    told = " ".join(one.text() for one in dialog.findChildren(QLabel))

    assert samples.composer().card(finding()).title in told
    assert "mail.contoso.example" in told
    assert dialog.acknowledge.text() == "Acknowledge"
    words = wording.load()
    texts = [words._table[key] for key in words.keys() if "acknowledge" in key]  # noqa: SIM118 (not a dict)
    assert not [one for one in texts if "ignore" in one.lower()]


def test_nothing_is_called_wrong_before_somebody_begins(open_dialog):
    assert faults(open_dialog()) == []


def test_going_on_too_early_says_what_is_missing_and_leads_there(qtbot, open_dialog):
    dialog = open_dialog()
    dialog.owner.setFocus()

    press(qtbot, KEY.Key_Return)

    assert dialog.isVisible()
    assert faults(dialog) == [
        "Say in a sentence why it may stay as it is.",
        "Name the person who answers for it.",
    ]
    assert dialog.reason.hasFocus()
    assert dialog.reason.property("wrong")
    assert dialog.reason.accessibleDescription() == faults(dialog)[0]


def test_a_fault_goes_away_while_it_is_mended(qtbot, open_dialog):
    dialog = open_dialog()
    qtbot.keyClick(dialog.owner, KEY.Key_Return)

    qtbot.keyClicks(dialog.reason, "Because")
    assert faults(dialog) == ["Name the person who answers for it."]

    qtbot.keyClicks(dialog.reason, "\b" * len("Because"))
    qtbot.keyClick(dialog.reason, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog.reason, KEY.Key_Delete)
    assert len(faults(dialog)) == 2


def test_blanks_are_no_reason(qtbot, open_dialog):
    dialog = open_dialog(owner="Head of IT")

    qtbot.keyClicks(dialog.reason, "   ")
    qtbot.mouseClick(dialog.acknowledge, Qt.MouseButton.LeftButton)

    assert dialog.isVisible()
    assert faults(dialog) == ["Say in a sentence why it may stay as it is."]


@pytest.mark.parametrize("place", range(len(PRESETS)))
def test_a_preset_sets_the_day_and_says_when_it_ends(qtbot, open_dialog, place):
    dialog = open_dialog()
    preset = dialog.presets[place]
    preset.setFocus()

    press(qtbot, KEY.Key_Space)

    assert days(dialog) == PRESETS[place]
    assert preset.text() == f"{PRESETS[place]} days"
    said = dialog.notes[Part.UNTIL].said.text
    assert wording.load().value(dialog.draft.until) in said
    assert str(PRESETS[place]) in said
    assert faults(dialog) == []


def test_more_than_a_year_is_refused_with_the_latest_day(qtbot, open_dialog):
    dialog = open_dialog(owner="Head of IT")
    qtbot.keyClicks(dialog.reason, "Because")

    dialog.until.setDate(QDate(2027, 11, 25))

    assert faults(dialog) == ["At most 365 days: until 24 Nov 2027. You can renew it then."]
    qtbot.keyClick(dialog.owner, KEY.Key_Return)
    assert dialog.isVisible()
    assert dialog.until.hasFocus()

    dialog.until.setFocus()
    press(qtbot, KEY.Key_Down)
    assert faults(dialog) == []
    qtbot.keyClick(dialog.owner, KEY.Key_Return)
    assert dialog.acceptance.until.isoformat() == "2027-11-24"


def test_a_day_that_is_over_is_refused(open_dialog):
    dialog = open_dialog()

    dialog.until.setDate(QDate(2026, 11, 23))

    assert faults(dialog) == ["This day is over already. Choose today or later."]


def test_today_is_allowed_and_says_what_that_means(open_dialog):
    dialog = open_dialog()

    dialog.until.setDate(QDate(2026, 11, 24))

    assert faults(dialog) == []
    assert "Tomorrow the finding counts again." in dialog.notes[Part.UNTIL].said.text


def test_tab_goes_through_fields_in_their_order(qtbot, open_dialog):
    dialog = open_dialog()
    came_to = []
    for _ in range(10):  # Tab also goes through day, month and year
        if QApplication.focusWidget() not in came_to:
            came_to.append(QApplication.focusWidget())
        press(qtbot, KEY.Key_Tab)

    expected = [dialog.reason, dialog.owner, dialog.until, *dialog.presets]
    assert came_to == [*expected, dialog.cancel, dialog.acknowledge]


def test_escape_leaves_without_an_answer(qtbot, open_dialog):
    dialog = open_dialog()

    press(qtbot, KEY.Key_Escape)

    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_the_owner_of_last_time_is_proposed(open_dialog):
    assert open_dialog(owner="Head of IT").owner.text() == "Head of IT"


def test_every_control_has_a_name(open_dialog):
    dialog = open_dialog()

    assert nameless(dialog) == []
    assert dialog.until.accessibleName() == "Until"


def test_texts_that_are_too_long_are_refused():
    long = Draft("r" * (REASON_LIMIT + 1), "o" * (OWNER_LIMIT + 1), NOW.date(), NOW)

    assert set(long.faults()) == {Part.REASON, Part.OWNER}


def test_the_latest_day_is_one_the_store_takes():
    latest = Draft("Because", "Head of IT", NOW.date(), NOW).latest
    accepted = Draft("Because", "Head of IT", latest, NOW).acceptance()

    assert (accepted.until - accepted.at.date()).days == PRESETS[-1]
