# SPDX-License-Identifier: MIT
"""The table of servers: filtered and sorted here, so that thousands of rows stay quick."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from exchpatch_gui.services.clock import Clock
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.viewmodels.filters import Filter
from exchpatch_gui.viewmodels.fleet import Activity, Fleet, Row
from exchpatch_gui.viewmodels.ordering import KEYS
from exchpatch_gui.viewmodels.row_texts import Cell, Column, RowTexts

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ServerTableModel(QAbstractTableModel):
    """Shows the rows of a fleet that pass a filter.

    While results arrive, rows keep their places, and a row that no longer passes the filter stays
    until the run has ended: nothing moves under the user's hand.

    Signals:
        rearranged: Rows took their places anew; who selected or scrolled restores that.
    """

    rearranged = Signal()

    def __init__(
        self, fleet: Fleet, texts: RowTexts, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fleet = fleet
        self._texts = texts
        self._headings = _headings(texts)
        self._clock = clock
        self._filter = Filter()
        self._column = Column.STATE
        self._order = Qt.SortOrder.AscendingOrder
        self._rows: list[Row] = []
        self._places: dict[int, int] = {}
        self._now = clock()
        fleet.reloaded.connect(self.arrange)
        fleet.settled.connect(self.arrange)
        fleet.changed.connect(self._repaint)
        fleet.read_on.connect(self._repaint)

    @property
    def filter(self) -> Filter:
        """What is shown."""
        return self._filter

    @property
    def texts(self) -> RowTexts:
        """What words the cells."""
        return self._texts

    def set_filter(self, chosen: Filter) -> None:
        """Show what passes another filter."""
        if chosen != self._filter:
            self._filter = chosen
            self.arrange()

    def set_texts(self, texts: RowTexts) -> None:
        """Word the cells in another language or as on another day."""
        self._texts = texts
        self._headings = _headings(texts)
        self.refresh()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def row(self, index: Index) -> Row:
        """Give the row at a place."""
        return self._rows[index.row()]

    def cell(self, index: Index) -> Cell:
        """Give what a cell says."""
        return self._texts.cell(self._rows[index.row()], Column(index.column()), self._now)

    def ids(self) -> tuple[int, ...]:
        """Give the ids of the shown servers in their order."""
        return tuple(row.server.id for row in self._rows)

    def place(self, server_id: int) -> int | None:
        """Give the place of a server, None if it isn't shown."""
        return self._places.get(server_id)

    def arrange(self) -> None:
        """Filter and sort anew."""
        self._now = self._clock()
        self.beginResetModel()
        rows: Iterable[Row] = self._fleet.rows.values()
        for test in self._filter.tests(local(self._now)):
            rows = [row for row in rows if test(row)]
        reverse = self._order == Qt.SortOrder.DescendingOrder
        self._rows = sorted(rows, key=KEYS[self._column], reverse=reverse)
        self._places = {row.server.id: place for place, row in enumerate(self._rows)}
        self.endResetModel()
        self.rearranged.emit()

    def refresh(self) -> None:
        """Word all cells anew in their places, as when a minute has passed."""
        self._now = self._clock()
        if self._rows:
            last = self.index(len(self._rows) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.cell(index).text
            case Qt.ItemDataRole.ToolTipRole:
                return self._texts.tip(self.row(index), Column(index.column()), self._now)
            case Qt.ItemDataRole.AccessibleTextRole:
                heading = self._heading(index.column())
                return self._texts.words.labelled(heading, self.cell(index).text)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._texts.sentence(self.row(index))
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._heading(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; the first one means the worst first."""
        chosen = Column(column) if 0 <= column < len(Column) else Column.STATE
        if (chosen, order) != (self._column, self._order):
            self._column, self._order = chosen, order
            self.arrange()

    def _heading(self, column: int) -> str:
        return self._headings[column]

    def _repaint(self, ids: tuple[int, ...]) -> None:
        """Show what changed, in as few notices as there are runs of neighbours."""
        self._now = self._clock()
        places = sorted(self._places[one] for one in ids if one in self._places)
        last = len(Column) - 1
        begin = previous = None
        for place in places:
            if previous is not None and place == previous + 1:
                previous = place
                continue
            if begin is not None and previous is not None:
                self.dataChanged.emit(self.index(begin, 0), self.index(previous, last))
            begin = previous = place
        if begin is not None and previous is not None:
            self.dataChanged.emit(self.index(begin, 0), self.index(previous, last))


def _headings(texts: RowTexts) -> tuple[str, ...]:
    return tuple(texts.words.text(f"window.column.{one.name.lower()}") for one in Column)


def is_pale(row: Row) -> bool:
    """Whether what a row shows is an old result, whose successor is on its way."""
    return row.activity is not Activity.IDLE and row.outline is not None
