# SPDX-License-Identifier: MIT
"""What columns of the table usually say: so wide they are at first, in every language."""

from __future__ import annotations

from collections.abc import Iterable

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.viewmodels.row_texts import Column
from exchpatch_gui.wording import Wording

_INSTALLED = "2016 CU23 Mar23SU"
_NEEDED = "SE RTM Oct26SU"
_MOST_HOLES = 199
_LONGEST_AGE = 59
_SEVERAL_STEPS = 2
_MOST_DAYS = 9999


def above(column: Column, words: Wording) -> Iterable[str]:
    """Give usual first lines of a column."""
    say = words.text
    match column:
        case Column.STATE:
            return (say(f"word.light.{light}") for light in TrafficLight)
        case Column.INSTALLED:
            return (_INSTALLED,)
        case Column.NEEDED:
            return (_NEEDED, say("word.up_to_date"), say("window.row.successor"))
        case Column.EXPOSED:
            return (say("window.row.cves", {"count": _MOST_HOLES}), say("window.row.unknown"))
        case _:
            return (say("window.age.minutes", {"count": _LONGEST_AGE}), say("window.age.now"))


def below(column: Column, words: Wording) -> Iterable[str]:
    """Give usual second lines of a column."""
    say, several = words.text, {"count": _SEVERAL_STEPS}
    match column:
        case Column.STATE:
            return (say("window.row.checking"), say("window.row.waiting"))
        case Column.INSTALLED:
            return (say("window.row.level-unknown"),)
        case Column.NEEDED:
            return (say("window.row.upgrade", several), say("window.row.move", several))
        case Column.EXPOSED:
            return (say("word.days", {"count": _MOST_DAYS}),)
        case _:
            return ()
