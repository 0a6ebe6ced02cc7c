# SPDX-License-Identifier: MIT
"""What is worth telling of servers that are not what they were."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.outline import Outline
from exchpatch_gui.services.changes import ChangeKind, compare

RED, YELLOW, GREY, GREEN = (
    TrafficLight.RED,
    TrafficLight.YELLOW,
    TrafficLight.GREY,
    TrafficLight.GREEN,
)


def seen(
    light: TrafficLight,
    exploited: int = 0,
    build: str = "15.2.2562.37",
    verdict: IdentityVerdict = IdentityVerdict.EXCHANGE,
) -> Outline:
    return Outline(
        at=datetime(2026, 11, 24, 8, tzinfo=UTC),
        light=light,
        headline=Message("headline.green", {}),
        verdict=verdict,
        build=build,
        exploited_cves=exploited,
    )


LOST = seen(GREY, build="", verdict=IdentityVerdict.UNREACHABLE)


def kind(before: Outline | None, after: Outline) -> ChangeKind | None:
    news = compare({1: before}, {1: after}, {1: "mail"})
    return news.changes[0].kind if news else None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (seen(GREEN), seen(GREEN), None),
        (seen(RED, 2), seen(RED, 2), None),
        (LOST, LOST, None),
        (seen(GREEN), seen(RED), ChangeKind.WORSE),
        (seen(GREEN), seen(YELLOW), ChangeKind.WORSE),
        (seen(GREY), seen(RED), ChangeKind.WORSE),
        (seen(RED), seen(GREEN), ChangeKind.BETTER),
        (LOST, seen(GREEN), ChangeKind.BETTER),
        (seen(GREEN), LOST, ChangeKind.LOST),
        (seen(RED), seen(GREY), ChangeKind.UNKNOWN),
        (seen(RED, 1), seen(RED, 2), ChangeKind.EXPLOITED),
        (seen(GREEN), seen(RED, 1), ChangeKind.EXPLOITED),
        (seen(RED, 2), seen(RED, 1), None),
        (seen(GREEN), seen(GREEN, build="15.2.2562.46"), ChangeKind.UPDATED),
        (seen(RED), seen(GREEN, build="15.2.2562.46"), ChangeKind.BETTER),
        (seen(GREEN, build=""), seen(GREEN), None),
        (None, seen(RED), ChangeKind.FIRST),
        (None, seen(YELLOW), ChangeKind.FIRST),
        (None, seen(GREEN), None),
        (None, LOST, None),
    ],
)
def test_a_change_has_its_kind(before: Outline | None, after: Outline, expected: ChangeKind | None):
    assert kind(before, after) is expected


def test_the_most_urgent_change_comes_first():
    before = {1: seen(RED), 2: seen(GREEN), 3: seen(GREEN), 4: seen(RED), 5: seen(YELLOW)}
    after = {1: seen(GREEN), 2: seen(YELLOW), 3: seen(RED), 4: seen(RED, 1), 5: seen(RED)}

    news = compare(before, after, {1: "a", 2: "b", 3: "d", 4: "e", 5: "C"})

    assert news is not None
    assert [one.name for one in news.changes] == ["e", "C", "d", "b", "a"]
    assert news.light is RED


def test_a_network_that_is_down_is_told_as_such():
    before = {1: seen(GREEN), 2: seen(RED), 3: LOST}

    news = compare(before, {1: LOST, 2: LOST, 3: LOST}, {1: "a", 2: "b", 3: "c"})

    assert news is not None
    assert news.nobody_answers
    assert [one.name for one in news.changes] == ["a", "b"]


@pytest.mark.parametrize(
    "after",
    [{1: LOST, 2: seen(RED)}, {1: LOST}, {1: LOST, 2: None, 3: seen(GREEN)}],
    ids=["another-answers", "only-one", "one-never-checked"],
)
def test_one_lost_server_is_no_network_that_is_down(after: dict[int, Outline | None]):
    before = {1: seen(GREEN), 2: seen(RED), 3: seen(GREEN)}

    news = compare(before, after, {1: "a", 2: "b", 3: "c"})

    assert news is not None
    assert not news.nobody_answers


outlines = st.builds(
    seen,
    st.sampled_from((RED, YELLOW, GREY, GREEN)),
    st.integers(0, 3),
    st.sampled_from(("", "15.2.2562.37", "15.2.2562.46")),
)


@given(st.dictionaries(st.integers(1, 9), outlines))
def test_the_same_again_is_no_news(state: dict[int, Outline]):
    assert compare(state, state, {one: str(one) for one in state}) is None


@given(outlines, outlines)
def test_another_light_is_never_kept_silent(before: Outline, after: Outline):
    news = compare({1: before}, {1: after}, {1: "mail"})

    assert before.light is after.light or news is not None
