# SPDX-License-Identifier: MIT
"""Which rows are shown: an entry of the side bar, a badge and the words of the search field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from exchpatch_gui.config.settings import SavedFilter
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.viewmodels.fleet import Row

ALL = "all"
CHANGED = "changed"
EXPLOITED = "exploited"
UNCHECKED = "unchecked"
GROUP = "group:"
TAG = "tag:"
OWN = "own:"

Test = Callable[[Row], bool]


class Filter(NamedTuple):
    """What is to be shown.

    Attributes:
        scope: ``all``, ``changed``, ``exploited``, ``group:<name>`` or ``tag:<name>``; the
            nameless group holds servers without a customer.
        light: None for all.
        search: Words that all have to occur.
    """

    scope: str = ALL
    light: TrafficLight | None = None
    search: str = ""

    @classmethod
    def of(cls, saved: SavedFilter) -> Filter:
        """Give a filter of the user's own."""
        lights = {one.value: one for one in TrafficLight}
        return cls(saved.scope, lights.get(saved.light), saved.search)

    def saved(self, name: str) -> SavedFilter:
        """Give the filter a name to be stored with."""
        return SavedFilter(name, self.scope, self.light.value if self.light else "", self.search)

    def tests(self, now: datetime) -> Sequence[Test]:
        """Give the tests that a row has to pass, the scope's first.

        Args:
            now: The present in the zone whose midnight counts.
        """
        tests: list[Test] = []
        if self.scope != ALL:
            tests.append(scope_test(self.scope, now))
        if self.light is not None:
            light = self.light
            tests.append(lambda row: row.light is light)
        tests += [_contains(word) for word in self.search.casefold().split()]
        return tests


def filter_of(key: str, saved: Sequence[SavedFilter]) -> Filter:
    """Give the filter that an entry of the side bar stands for."""
    if key.startswith(OWN):
        place = key[len(OWN) :]
        known = place.isdecimal() and int(place) < len(saved)
        return Filter.of(saved[int(place)]) if known else Filter()
    return Filter(key)


def scope_test(scope: str, now: datetime) -> Test:
    """Give the test of an entry of the side bar; one that is not known lets everything through."""
    if scope.startswith(GROUP):
        group = scope[len(GROUP) :]
        return lambda row: row.server.group == group
    if scope.startswith(TAG):
        tag = scope[len(TAG) :]
        return lambda row: tag in row.server.tags
    if scope == CHANGED:
        return _changed_since(yesterday(now))
    if scope == EXPLOITED:
        return lambda row: row.outline is not None and row.outline.exploited_cves > 0
    return lambda _row: True


def yesterday(now: datetime) -> datetime:
    """Give yesterday's midnight, from which on a change is new."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)


def _changed_since(moment: datetime) -> Test:
    def test(row: Row) -> bool:
        change = row.outline.change if row.outline else None
        return change is not None and change.at >= moment

    return test


def _contains(word: str) -> Test:
    return lambda row: word in row.haystack
