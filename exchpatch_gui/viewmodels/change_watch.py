# SPDX-License-Identifier: MIT
"""Notices when servers are not what they were when they were last spoken of."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from exchpatch_gui.domain.outline import Outline
from exchpatch_gui.services.changes import compare
from exchpatch_gui.viewmodels.fleet import Fleet
from exchpatch_gui.viewmodels.run_controller import RunController


class ChangeWatch(QObject):
    """Compares each server with what it was; during a run it waits for the end.

    Signals:
        noticed: ``News``, once for each change.
    """

    noticed = Signal(object)

    def __init__(self, fleet: Fleet, runs: RunController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fleet = fleet
        self._runs = runs
        self._known: dict[int, Outline | None] = {}
        self._waiting: set[int] = set()
        fleet.reloaded.connect(self._take_list)
        fleet.changed.connect(self._take_changes)
        fleet.settled.connect(self._compare)
        self._take_list()

    @Slot()
    def _take_list(self) -> None:
        """Know the servers that came, as they are; forget those that went."""
        rows = self._fleet.rows
        self._known = {one: self._known.get(one, row.outline) for one, row in rows.items()}

    @Slot(object)
    def _take_changes(self, ids: tuple[int, ...]) -> None:
        self._waiting.update(ids)
        if not self._runs.is_running:
            self._compare()

    @Slot()
    def _compare(self) -> None:
        ids, self._waiting = self._waiting, set()
        rows = {one: self._fleet.rows[one] for one in ids if one in self._fleet.rows}
        after = {one: row.outline for one, row in rows.items()}
        before = {one: self._known.get(one) for one in after}
        self._known |= after
        news = compare(before, after, {one: row.server.name for one, row in rows.items()})
        if news is not None:
            self.noticed.emit(news)
