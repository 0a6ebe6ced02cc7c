# SPDX-License-Identifier: MIT
"""Finds room for the labels of the timeline: inside, apart, and no line through a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exchpatch_gui.viewmodels.timeline_content import Mark

_APART = 8
_CLEAR = 2


class Label(NamedTuple):
    """A label with its place, and the line that leads to it."""

    mark: Mark
    x: int
    left: int
    row: int


class _Room(NamedTuple):
    """What a label takes up in its row, and where its line comes down."""

    left: int
    right: int
    x: int


def placed(wanted: Sequence[tuple[Mark, int, int]], rows: int, width: int) -> Iterator[Label]:
    """Give labels their places; one that finds none keeps its line and has the row -1.

    Args:
        wanted: Marks, where their lines are and how wide their labels; the first come first.
        rows: How many there are, the nearest to the bar first.
        width: Of the drawing.
    """
    taken: list[list[_Room]] = [[] for _ in range(rows)]
    for mark, x, length in wanted:
        middle = max(0, min(x - length // 2, width - length))
        found = next(
            (
                (row, left)
                for row in range(rows)
                for left in (x, x - length, middle)
                if _is_free(taken, row, _Room(left, left + length, x)) and left + length <= width
            ),
            None,
        )
        if found is None:
            yield Label(mark, x, 0, -1)
            continue
        row, left = found
        taken[row].append(_Room(left, left + length, x))
        yield Label(mark, x, left, row)


def _is_free(taken: Sequence[Sequence[_Room]], row: int, room: _Room) -> bool:
    """Tell whether a label fits into a row, and no line crosses a label."""
    if room.left < 0:
        return False
    beside = taken[row]
    if any(room.left <= one.right + _APART and room.right >= one.left - _APART for one in beside):
        return False
    nearer = (one for rooms in taken[:row] for one in rooms)
    farther = (one for rooms in taken[row + 1 :] for one in rooms)
    return not any(_crosses(room.x, one) for one in nearer) and not any(
        _crosses(one.x, room) for one in farther
    )


def _crosses(x: int, room: _Room) -> bool:
    return room.left - _CLEAR <= x <= room.right + _CLEAR
