# SPDX-License-Identifier: MIT
"""The entries of the side bar: customers with their worst light, tags, filters, and how many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exchpatch_gui.config.settings import SavedFilter
from exchpatch_gui.domain.lights import TrafficLight, fold
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.services.clock import Clock
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.viewmodels.filters import (
    ALL,
    CHANGED,
    EXPLOITED,
    GROUP,
    OWN,
    TAG,
    Filter,
    scope_test,
)
from exchpatch_gui.viewmodels.fleet import Fleet, Row
from exchpatch_gui.wording import Wording

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Entry(NamedTuple):
    """One line.

    Attributes:
        key: As ``Filter.scope``, ``own:<place>`` for a filter of the user's own; empty for a
            heading.
        total: How many servers it shows.
        light: The worst of them, where that is shown.
    """

    key: str
    text: str
    total: int = 0
    light: TrafficLight | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it only heads others."""
        return not self.key


class SideBarModel(QAbstractListModel):
    """Keeps the entries right while servers and results change."""

    def __init__(
        self, fleet: Fleet, words: Wording, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fleet = fleet
        self._words = words
        self._clock = clock
        self._saved: Sequence[SavedFilter] = ()
        self._entries: list[Entry] = []

    @property
    def saved(self) -> Sequence[SavedFilter]:
        """The user's own filters."""
        return self._saved

    def set_saved(self, saved: Sequence[SavedFilter]) -> None:
        """Take other filters of the user's own."""
        self._saved = saved
        self.refresh()

    def set_words(self, words: Wording) -> None:
        """Speak another language."""
        self._words = words
        self.refresh()

    def entry(self, index: Index) -> Entry:
        """Give the entry at a place."""
        return self._entries[index.row()]

    def place(self, key: str) -> int | None:
        """Give the place of an entry."""
        places = (place for place, one in enumerate(self._entries) if one.key == key)
        return next(places, None)

    def refresh(self) -> None:
        """Count anew; entries that stay are only painted anew."""
        entries = list(self._made())
        if [one.key for one in entries] != [one.key for one in self._entries]:
            self.beginResetModel()
            self._entries = entries
            self.endResetModel()
            return
        before, self._entries = self._entries, entries
        for place, (old, new) in enumerate(zip(before, entries, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entry(index)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if entry.is_heading:
                return entry.text
            params: Params = {"name": entry.text, "count": entry.total}
            spoken = self._words.text("window.side.spoken", params)
            light = self._words.text(f"word.light.{entry.light}") if entry.light else ""
            return f"{spoken}, {light}" if light else spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.entry(index).is_heading:
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def _made(self) -> Iterable[Entry]:
        say = self._words.text
        rows = list(self._fleet.rows.values())
        groups: dict[str, list[TrafficLight]] = defaultdict(list)
        tags: Counter[str] = Counter()
        for row in rows:
            groups[row.server.group].append(row.light)
            tags.update(row.server.tags)
        yield Entry("", say("window.side.customers"))
        yield Entry(ALL, say("window.side.all"), len(rows), fold(row.light for row in rows))
        for group in sorted((one for one in groups if one), key=str.casefold):
            yield Entry(GROUP + group, group, len(groups[group]), fold(groups[group]))
        if (nameless := groups.get("")) and len(groups) > 1:
            yield Entry(GROUP, say("window.side.nobody"), len(nameless), fold(nameless))
        if tags:
            yield Entry("", say("window.side.tags"))
            for tag in sorted(tags, key=str.casefold):
                yield Entry(TAG + tag, tag, tags[tag])
        yield Entry("", say("window.side.filters"))
        yield from self._filters(rows)

    def _filters(self, rows: Sequence[Row]) -> Iterable[Entry]:
        now = local(self._clock())
        for key in (CHANGED, EXPLOITED):
            test = scope_test(key, now)
            yield Entry(key, self._words.text(f"window.side.{key}"), sum(map(test, rows)))
        for place, saved in enumerate(self._saved):
            tests = Filter.of(saved).tests(now)
            count = sum(all(test(row) for test in tests) for row in rows)
            yield Entry(f"{OWN}{place}", saved.name, count)
