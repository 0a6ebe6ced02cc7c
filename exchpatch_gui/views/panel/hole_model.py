# SPDX-License-Identifier: MIT
"""The vulnerabilities of one server as the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exchpatch_gui.viewmodels.panel_content import PanelComposer
from exchpatch_gui.viewmodels.panel_holes import Hole

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
FIRST = 8
"""So many rows are shown at first, and never fewer than attackers use."""


class HoleColumn(IntEnum):
    """The columns, in their order."""

    ID = 0
    FIXED_IN = 1
    SCORE = 2


class HoleModel(QAbstractTableModel):
    """Shows the most urgent ones first, then all."""

    def __init__(
        self, holes: Sequence[Hole], composer: PanelComposer, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._holes = holes
        self._composer = composer
        self._shown = min(len(holes), max(FIRST, sum(one.is_exploited for one in holes)))

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._holes)

    @property
    def shows_all(self) -> bool:
        """Whether every one has its row."""
        return self._shown == len(self._holes)

    def show_all(self) -> None:
        """Give every one its row."""
        if not self.shows_all:
            self.beginInsertRows(QModelIndex(), self._shown, len(self._holes) - 1)
            self._shown = len(self._holes)
            self.endInsertRows()

    def hole(self, index: Index) -> Hole:
        """Give the vulnerability of a row."""
        return self._holes[index.row()]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(HoleColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._composer.text(f"holes.column.{HoleColumn(section).name.lower()}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing
            leading = Qt.AlignmentFlag.AlignLeading
            return (
                side if section == HoleColumn.SCORE else leading
            ) | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hole = self.hole(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return (hole.id, hole.fixed_in, hole.score)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (hole.title, hole.remark, hole.acknowledged)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return hole.spoken if index.column() == HoleColumn.ID else self._cell_spoken(index)
        return None

    def _cell_spoken(self, index: Index) -> str:
        column = self.headerData(index.column(), Qt.Orientation.Horizontal)
        params = {"state": column, "text": str(self.data(index))}
        return self._composer.text("spoken", params)
