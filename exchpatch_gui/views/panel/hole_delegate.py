# SPDX-License-Identifier: MIT
"""Draws vulnerabilities: those that attackers use with a sign, remarks on a second line."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.viewmodels.panel_holes import Hole
from exchpatch_gui.views import icons
from exchpatch_gui.views.panel.hole_model import HoleColumn, HoleModel, Index
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.theme import SIGN, UNIT

_PAD = UNIT // 2
_SIGN = 14


class HoleDelegate(QStyledItemDelegate):
    """Draws every cell of a ``HoleModel``."""

    def __init__(self, model: HoleModel, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        theme = look.theme
        self._plain, self._strong, self._small = (
            theme.font(),
            theme.strong_font(),
            theme.small_font(),
        )

    def row_height(self, hole: Hole) -> int:
        """Give the height of a row."""
        remark = QFontMetrics(self._small).height() if hole.remark else 0
        return max(QFontMetrics(self._plain).height(), _SIGN) + remark + 2 * _PAD + 1

    def width(self, text: str) -> int:
        """Give the width of a cell with this text."""
        return QFontMetrics(self._strong).horizontalAdvance(text) + 2 * UNIT

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(self._model.data(index))
        return QSize(self.width(text), self.row_height(self._model.hole(index)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, area = self._look.theme.colours, QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.selection))
        hairline = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(hairline, QColor(colours.border))
        inner = area.adjusted(UNIT, _PAD, -UNIT, -_PAD - 1)
        hole = self._model.hole(index)
        if index.column() == HoleColumn.ID:
            self._paint_id(painter, option, self._upper(inner), hole)
        else:
            upper = self._upper(inner)
            side = Qt.AlignmentFlag.AlignLeft
            if index.column() == HoleColumn.SCORE:
                side = Qt.AlignmentFlag.AlignRight
            pen = _Pen(painter, option.direction, side)
            pen.write(upper, str(self._model.data(index)), self._plain, self._look.colour("text"))
        self._paint_remark(painter, option, hole)
        painter.restore()

    def _paint_id(
        self, painter: QPainter, option: QStyleOptionViewItem, upper: QRect, hole: Hole
    ) -> None:
        if hole.is_exploited or hole.acknowledged:
            square = QRect(upper.left(), upper.center().y() - _SIGN // 2 + 1, _SIGN, _SIGN)
            place = QRectF(QStyle.visualRect(option.direction, upper, square))
            name, colour = self._sign(hole)
            icons.paint_icon(painter, name, colour, place)
            rest = upper.adjusted(_SIGN + _PAD, 0, 0, 0)
            upper = QStyle.visualRect(option.direction, upper, rest)
        pen = _Pen(painter, option.direction, Qt.AlignmentFlag.AlignLeft)
        font = self._strong if hole.is_exploited else self._plain
        pen.write(upper, hole.id, font, self._look.colour("text"))

    def _paint_remark(self, painter: QPainter, option: QStyleOptionViewItem, hole: Hole) -> None:
        """Write the remark through the whole row: each cell shows its own piece of it."""
        area = QRect(option.rect)
        row = QRect(0, area.top(), option.widget.width() - 2, area.height())
        inner = row.adjusted(UNIT, _PAD, -UNIT, -_PAD - 1)
        height = QFontMetrics(self._small).height()
        lower = QRect(inner.left(), self._upper(inner).bottom() + 1, inner.width(), height)
        role = "red.text" if hole.is_exploited and not hole.acknowledged else "muted"
        painter.setClipRect(area)
        pen = _Pen(painter, option.direction, Qt.AlignmentFlag.AlignLeft)
        pen.write(lower, hole.remark, self._small, self._look.colour(role))

    def _sign(self, hole: Hole) -> tuple[str, str]:
        if hole.acknowledged:
            return "flag", self._look.theme.colours.link
        return SIGN[TrafficLight.RED], self._look.sign_colour(TrafficLight.RED)

    def _upper(self, inner: QRect) -> QRect:
        height = max(QFontMetrics(self._plain).height(), _SIGN)
        return QRect(inner.left(), inner.top(), inner.width(), height)


class _Pen(NamedTuple):
    """Writes a line into a cell, cut where it doesn't fit."""

    painter: QPainter
    direction: Qt.LayoutDirection
    side: Qt.AlignmentFlag

    def write(self, area: QRect, text: str, font: QFont, colour: str) -> None:
        if not text:
            return
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        side = QStyle.visualAlignment(self.direction, self.side)
        self.painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)
