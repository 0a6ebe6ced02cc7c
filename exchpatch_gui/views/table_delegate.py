# SPDX-License-Identifier: MIT
"""Draws the rows of the table: two lines a cell, the state as shape, word and colour."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, QObject, QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from exchpatch_gui.viewmodels.fleet import Row
from exchpatch_gui.viewmodels.row_texts import Cell, Column
from exchpatch_gui.viewmodels.server_table import Index, ServerTableModel, is_pale
from exchpatch_gui.views import icons
from exchpatch_gui.views.direction import leading, placed
from exchpatch_gui.views.theme import SIGN, UNIT, Theme, ink
from exchpatch_gui.views.writing import Face, Pen

_SIGN = 18
_LINE_GAP = 2


class ServerDelegate(QStyledItemDelegate):
    """Draws every cell of a ``ServerTableModel``.

    Attributes:
        hovered: The place of the row under the pointer, -1 for none.
    """

    def __init__(
        self, model: ServerTableModel, selection: QItemSelectionModel, theme: Theme, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._selection = selection
        self.hovered = -1
        self._model = model
        self._theme = theme
        self.measure()

    def measure(self) -> None:
        """Take over the fonts of the moment."""
        theme = self._theme
        self._plain, self._strong, self._small = map(
            Face.of, (theme.font(), theme.strong_font(), theme.small_font())
        )
        self._upper = max(self._plain.metrics.height(), self._strong.metrics.height(), _SIGN)
        self._lower = self._small.metrics.height()

    @property
    def row_height(self) -> int:
        """The height of every row."""
        return self._upper + self._lower + _LINE_GAP + 2 * UNIT + 1

    def width_of(self, column: Column, above: Iterable[str], below: Iterable[str]) -> int:
        """Give the width a column needs for such first and second lines."""
        plain = column in {Column.INSTALLED, Column.CHECKED}
        upper, lower = (self._plain if plain else self._strong).metrics, self._small.metrics
        width = max(
            *(upper.horizontalAdvance(text) for text in above),
            *(lower.horizontalAdvance(text) for text in below),
        )
        sign = _SIGN + UNIT if column is Column.STATE else 0
        return width + sign + 2 * UNIT + 1

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = self._model.cell(index)
        upper = (self._strong if cell.strong else self._plain).metrics
        width = max(
            upper.horizontalAdvance(cell.top),
            self._small.metrics.horizontalAdvance(cell.bottom),
        )
        if index.column() == Column.STATE:
            width += _SIGN + UNIT
        return QSize(width + 2 * UNIT, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, cell = self._model.row(index), self._model.cell(index)
        painter.save()
        self._paint_ground(painter, option, index)
        inner = option.rect.adjusted(UNIT, UNIT, -UNIT, -UNIT - 1)
        if index.column() == Column.STATE:
            inner = self._paint_sign(painter, option, inner, row)
        self._paint_lines(Pen(painter, leading(option.direction)), inner, cell, pale=is_pale(row))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self._theme.colours
        area: QRect = option.rect
        if self._selection.isSelected(index):
            painter.fillRect(area, ink(colours.selection))
        elif index.row() == self.hovered:
            painter.fillRect(area, ink(colours.raised))
        # A line and no rectangle: filling one loads all kinds of gradients first.
        painter.setPen(ink(colours.border))
        painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())

    def _paint_sign(
        self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, row: Row
    ) -> QRect:
        """Draw the shape of the state and give what it leaves to the words."""
        middle = inner.top() + (self._upper - _SIGN) // 2
        sign = QRect(inner.left(), middle, _SIGN, _SIGN)
        painter.setOpacity(0.5 if is_pale(row) else 1.0)
        colour = self._theme.colours.of(row.light).sign
        place = placed(option.direction, inner, sign)
        icons.paint_icon(painter, SIGN[row.light], colour, QRectF(place))
        painter.setOpacity(1.0)
        rest = inner.adjusted(_SIGN + UNIT, 0, 0, 0)
        return placed(option.direction, inner, rest)

    def _paint_lines(self, pen: Pen, inner: QRect, cell: Cell, *, pale: bool) -> None:
        colours = self._theme.colours
        if pale:
            colour = colours.muted
        elif cell.tone is not None:
            colour = colours.of(cell.tone).text
        else:
            colour = colours.link if cell.link else colours.text
        left, top, width = inner.left(), inner.top(), inner.width()
        face = self._strong if cell.strong or cell.link else self._plain
        pen.write(cell.top, face, colour, (left, top, width, self._upper))
        below = top + self._upper + _LINE_GAP
        pen.write(cell.bottom, self._small, colours.muted, (left, below, width, self._lower))
