# SPDX-License-Identifier: MIT
"""A table to be read: rows of texts, nothing to edit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from exchpatch_gui.views.theme import UNIT

# Qt mirrors it where one reads from right to left.
_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


class ListTable(QTableWidget):
    """The keyboard moves from row to row; one column takes the room that is left.

    Args:
        name: What it is, for those who do not see it.
        headers: Of the columns.
        wide: The column that takes the room.
    """

    def __init__(self, name: str, headers: Sequence[str], wide: int) -> None:
        super().__init__(0, len(headers))
        self.setHorizontalHeaderLabels(headers)
        header = self.horizontalHeader()
        header.setDefaultAlignment(_LEADING)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(name)

    def add_row(self, texts: Sequence[str]) -> int:
        """Add a row below the others; give its number."""
        row = self.rowCount()
        self.insertRow(row)
        for column, text in enumerate(texts):
            self.write(row, column, text)
        if row == 0:
            self.setCurrentCell(0, 0)
        return row

    def write(self, row: int, column: int, text: str) -> QTableWidgetItem:
        """Let a cell say something else."""
        item = QTableWidgetItem(text)
        self.setItem(row, column, item)
        return item


class CellDelegate(QStyledItemDelegate):
    """Draws texts below those of the header, with room around them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = option.fontMetrics
        text = str(index.data() or "")
        return QSize(metrics.horizontalAdvance(text) + 3 * UNIT, metrics.height() + UNIT + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        text, own.text = own.text, ""
        style = own.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        self.draw(painter, own, index, text)

    def draw(
        self, painter: QPainter, option: QStyleOptionViewItem, _index: Index, text: str
    ) -> None:
        """Draw what the cell says."""
        room: QRect = option.rect.adjusted(UNIT, 0, -UNIT, 0)
        elided = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(option.palette.text().color())
        painter.drawText(room, _LEADING, elided)
