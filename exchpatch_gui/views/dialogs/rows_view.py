# SPDX-License-Identifier: MIT
"""A plain table of one-line rows: check boxes, signs and tints as its model says."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from exchpatch_gui.viewmodels.cell_roles import ICON_ROLE, TINT_ROLE, TONE_ROLE
from exchpatch_gui.views import icons
from exchpatch_gui.views.theme import UNIT, Theme

Index = QModelIndex | QPersistentModelIndex
_BOX = 16
_FAINT = 0.4
_RING = 2


class RowDelegate(QStyledItemDelegate):
    """Draws a cell: ground, check box, sign, words."""

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    def editorEvent(self, *_arguments: object) -> bool:
        """Leave clicks to the view."""
        return False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width = option.fontMetrics.horizontalAdvance(text) + 2 * UNIT
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            width += _BOX + UNIT
        if index.data(ICON_ROLE) is not None:
            width += icons.SMALL + UNIT
        return QSize(width + UNIT, option.fontMetrics.height() + 2 * UNIT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._paint_ground(painter, option, index)
        inner = option.rect.adjusted(UNIT, 0, -UNIT, -1)
        inner = self._paint_box(painter, option, inner, index)
        inner = self._paint_sign(painter, option, inner, index)
        painter.setFont(option.font)
        painter.setPen(QColor(self._theme.colour(index.data(TONE_ROLE) or "text")))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        side = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeading
        where = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag(side))
        painter.drawText(inner, where | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        tint = index.data(TINT_ROLE)
        if option.state & QStyle.StateFlag.State_Selected:
            tint = "selection"
        if tint:
            painter.fillRect(area, QColor(self._theme.colour(tint)))
        hairline = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(hairline, QColor(self._theme.colours.border))

    def _paint_box(
        self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, index: Index
    ) -> QRect:
        """Draw the check box, if there is one, and give what it leaves."""
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return inner
        box = QStyleOptionViewItem(option)
        box.rect = _leading(option, inner, _BOX)
        checked = Qt.CheckState(state) is Qt.CheckState.Checked
        box.state = QStyle.StateFlag.State_On if checked else QStyle.StateFlag.State_Off
        if index.flags() & Qt.ItemFlag.ItemIsEnabled:
            box.state |= QStyle.StateFlag.State_Enabled
        else:
            painter.setOpacity(_FAINT)
        element = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        self._view.style().drawPrimitive(element, box, painter, self._view)
        painter.setOpacity(1.0)
        return _rest(option, inner, _BOX)

    def _paint_sign(
        self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, index: Index
    ) -> QRect:
        """Draw the sign, if there is one, and give what it leaves."""
        drawing = index.data(ICON_ROLE)
        if drawing is None:
            return inner
        name, role = drawing
        if name:
            place = QRectF(_leading(option, inner, icons.SMALL))
            icons.paint_icon(painter, name, self._theme.colour(role), place)
        return _rest(option, inner, icons.SMALL)


class RowsView(QTableView):
    """A table in which one moves by rows; an empty one says why it is empty.

    Attributes:
        placeholder: What an empty one says.
    """

    def __init__(self, model: QAbstractTableModel, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.placeholder = ""
        self.setModel(model)
        self.setItemDelegate(RowDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._repaint)
        self._measure()

    @property
    def row_height(self) -> int:
        """The height of every row."""
        return self.fontMetrics().height() + 2 * UNIT

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        current = self.currentIndex()
        if not self.model().rowCount():
            painter.setPen(QColor(self._theme.colours.muted))
            area = self.viewport().rect().adjusted(3 * UNIT, UNIT, -3 * UNIT, -UNIT)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, int(flags), self.placeholder)
        elif self.hasFocus() and current.isValid():
            top = self.rowViewportPosition(current.row())
            row = QRect(0, top, self.viewport().width(), self.rowHeight(current.row()))
            painter.setPen(QPen(QColor(self._theme.colours.focus), _RING))
            painter.drawRect(row.adjusted(1, 1, -1, -_RING))
        painter.end()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.row_height)

    def _repaint(self) -> None:
        self.viewport().update()


def _leading(option: QStyleOptionViewItem, inner: QRect, edge: int) -> QRect:
    """Give the square at the leading edge."""
    top = inner.top() + (inner.height() - edge) // 2
    return QStyle.visualRect(option.direction, inner, QRect(inner.left(), top, edge, edge))


def _rest(option: QStyleOptionViewItem, inner: QRect, edge: int) -> QRect:
    """Give what a square at the leading edge leaves."""
    rest = inner.adjusted(edge + UNIT, 0, 0, 0)
    return QStyle.visualRect(option.direction, inner, rest)
