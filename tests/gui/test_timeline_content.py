# SPDX-License-Identifier: MIT
"""The last twelve months, drawn as text: what was so from when to when."""

from __future__ import annotations

from datetime import timedelta

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.viewmodels.timeline_content import HOLDS, SPAN, timeline
from tests.gui.panel_samples import (
    BEHIND,
    catalogue,
    composer,
    entry,
    exchange,
    judged,
    newest,
    no_answer,
    now,
)

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
OLDER = "15.2.2562.35"


def made(history, result=None):
    return timeline(history, result, now(), composer(), catalogue().update_at)


def drawn(history):
    """Draw segments as ``light from..to``, in days before now."""
    return " | ".join(
        f"{one.light} {(now() - one.start).days}..{(now() - one.end).days}"
        for one in made(history).segments
    )


def ours(history):
    return [mark.label for mark in made(history).marks if mark.is_ours]


def test_neighbouring_checks_that_found_the_same_are_one_segment():
    history = [entry(at, GREEN) for at in (20, 15, 10)] + [entry(at, RED) for at in (5, 0)]

    assert drawn(history) == "green 20..5 | red 5..0"


def test_the_last_state_holds_for_some_days_and_not_for_ever():
    assert drawn([entry(4, GREEN)]) == "green 4..0"
    assert drawn([entry(100, GREEN)]) == f"green 100..{100 - HOLDS.days}"


def test_months_without_a_check_are_a_gap():
    history = [entry(100, GREEN), entry(40, GREEN), entry(35, GREEN)]

    assert drawn(history) == "green 100..90 | green 40..25"
    assert made(history).has_gaps


def test_a_weekly_check_leaves_no_gap():
    history = [entry(at, GREEN) for at in range(70, -1, -7)]

    assert drawn(history) == "green 70..0"
    assert not made(history).has_gaps


def test_another_build_begins_a_segment_though_the_light_stays():
    history = [entry(20, GREEN, OLDER), entry(15, GREEN, OLDER), entry(10, GREEN)]

    assert drawn(history) == "green 20..10 | green 10..0"


def test_a_spell_without_an_answer_is_grey_and_marks_no_build():
    history = [entry(20, GREEN), no_answer(15), entry(14, GREEN)]

    assert drawn(history) == "green 20..15 | grey 15..14 | green 14..4"
    assert ours(history) == ["Feb26SU seen"]


def test_each_build_is_marked_where_it_was_seen_first():
    history = [
        entry(30, GREEN, OLDER, update="Jan26SU"),
        entry(20, GREEN, OLDER, update="Jan26SU"),
        entry(10, GREEN),
    ]

    assert ours(history) == ["Jan26SU seen", "Feb26SU seen"]


def test_missing_updates_are_marked_on_the_day_they_came_out():
    result = judged(exchange(BEHIND))

    marks = [mark for mark in made([entry(0, RED)], result).marks if not mark.is_ours]

    expected = {
        catalogue().update_at(one.fixed_in).released
        for one in result.cves
        if one.state == "open" and one.fixed_in
    }
    days = [mark.at.date() for mark in marks]
    assert days == sorted(day for day in expected if day >= (now() - SPAN).date())
    assert all(composer().sentences.value(mark.at.date()) in mark.text for mark in marks)


def test_nothing_is_missing_on_a_server_that_is_up_to_date():
    marks = made([entry(0, GREEN, newest())], judged(exchange(newest()))).marks

    assert [mark for mark in marks if not mark.is_ours] == []


def test_a_server_without_a_check_in_a_year_has_no_timeline():
    assert made([]) is None
    assert made([entry(400, GREEN)]) is None


def test_a_segment_says_days_state_build_and_holes():
    (segment,) = made([entry(3, RED, open_cves=31, exploited_cves=1)]).segments

    start = composer().sentences.value((now() - timedelta(days=3)).date())
    assert segment.text.startswith(f"{start} to ")
    assert f"Act now · SE RTM · Feb26SU · {BEHIND}" in segment.text
    assert segment.text.endswith("31 open vulnerabilities · 1 used by attackers")


def test_the_summary_tells_since_when_though_the_server_was_silent_once():
    history = [entry(60, GREEN), entry(30, RED), no_answer(20), entry(10, RED)]

    summary = made(history).summary

    since = composer().sentences.value((now() - timedelta(days=30)).date())
    build = composer().sentences.value((now() - timedelta(days=60)).date())
    assert summary == f"Act now since {since}. Build {BEHIND} first seen on {build}."


def test_the_summary_knows_what_was_before_the_twelve_months():
    history = [entry(500, GREEN), entry(200, GREEN)]

    assert composer().sentences.value((now() - timedelta(days=500)).date()) in made(history).summary


def test_a_server_that_never_answered_has_a_summary_without_a_build():
    summary = made([no_answer(5)]).summary

    assert (
        summary
        == f"Unknown since {composer().sentences.value((now() - timedelta(days=5)).date())}."
    )
