# SPDX-License-Identifier: MIT
"""What the notification area shows and says of all servers."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exchpatch_gui.domain.lights import TrafficLight, fold
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.text import clean
from exchpatch_gui.services.changes import ChangeKind, News, ServerChange
from exchpatch_gui.viewmodels.fleet import Row
from exchpatch_gui.viewmodels.ordering import KEYS
from exchpatch_gui.viewmodels.row_texts import Column
from exchpatch_gui.wording import Wording

MOST_PROBLEMS = 10
_MOST_LINES = 4
# Windows cuts the text of an icon behind so many characters.
_LONGEST_TIP = 127
_LONGEST_NAME = 40
_LIGHTS = (TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREY, TrafficLight.GREEN)
_PROBLEMS = frozenset(_LIGHTS[:3])


@dataclass(frozen=True, slots=True)
class Problem:
    """One server that is not all right."""

    server_id: int
    light: TrafficLight
    text: str


@dataclass(frozen=True, slots=True)
class TrayState:
    """What is to be shown.

    Attributes:
        light: The worst of all servers; grey if there is none or none was checked.
        tip: A few lines about all of them.
        problems: The worst first.
        more: How many further ones there are.
        calm: What is said where there are none.
    """

    light: TrafficLight
    tip: str
    problems: tuple[Problem, ...]
    more: int
    calm: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A message that pops up.

    Attributes:
        server_id: The one to be shown when it is clicked.
    """

    title: str
    text: str
    light: TrafficLight
    server_id: int


def tray_state(rows: Sequence[Row], words: Wording, plan: str) -> TrayState:
    """Sum all servers up.

    Args:
        rows: In any order; those that were never checked are no problem yet.
        words: The language.
        plan: What is said about the next run, or empty.
    """
    checked = [row for row in rows if row.outline is not None]
    troubled = [row for row in checked if row.light in _PROBLEMS]
    worst = heapq.nsmallest(MOST_PROBLEMS, troubled, key=KEYS[Column.STATE])
    counts = Counter(row.light for row in checked)
    parts = [
        words.text(f"around.tray.count.{light}", {"count": counts[light]})
        for light in _LIGHTS
        if counts[light]
    ]
    summary = " · ".join(parts) or words.text("around.tray.nothing")
    tip = "\n".join(line for line in (words.text("around.program"), summary, plan) if line)
    return TrayState(
        light=fold(row.light for row in checked),
        tip=tip if len(tip) <= _LONGEST_TIP else tip[: _LONGEST_TIP - 1] + "…",
        problems=tuple(_problem(row, words) for row in worst),
        more=len(troubled) - len(worst),
        calm=words.text("around.tray.fine" if checked else "around.tray.nothing"),
    )


def notice(news: News, words: Wording) -> Notice:
    """Word what has changed."""
    first, count = news.changes[0], len(news.changes)
    if news.nobody_answers:
        title = words.text("around.news.nobody")
        text = words.text("around.news.nobody.hint")
    elif count == 1:
        title, text = _sentence(first, words), clean(words.say(first.headline))
    else:
        title = words.text("around.news.many", {"count": count})
        lines = [_sentence(one, words) for one in news.changes[:_MOST_LINES]]
        if count > _MOST_LINES:
            lines.append(words.text("around.news.more", {"count": count - _MOST_LINES}))
        text = "\n".join(lines)
    return Notice(title, text, news.light, first.server_id)


def _problem(row: Row, words: Wording) -> Problem:
    name = clean(row.server.name, _LONGEST_NAME)
    params = {"name": name, "light": words.text(f"word.light.{row.light}")}
    return Problem(row.server.id, row.light, words.text("around.tray.problem", params))


def _sentence(change: ServerChange, words: Wording) -> str:
    params: Params = {
        "name": clean(change.name, _LONGEST_NAME),
        "light": words.text(f"word.light.{change.light}"),
        "before": words.text(f"word.light.{change.before}") if change.before else "",
        "build": change.build,
        "count": change.exploited if change.kind is ChangeKind.EXPLOITED else 1,
    }
    return words.text(f"around.change.{change.kind}", params)
