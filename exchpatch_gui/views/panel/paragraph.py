# SPDX-License-Identifier: MIT
"""A paragraph that always fits: a word that is too long for the line is broken anywhere."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption


class Paragraph:
    """Plain text, laid out for one width after the other.

    Args:
        text: Never taken for markup.
        font: Of all of it.
        strong: How many of its first letters are heavier.
    """

    def __init__(self, text: str, font: QFont, strong: int = 0) -> None:
        self.text = text
        self.font = font
        self._strong = strong
        self._direction = Qt.LayoutDirection.LeftToRight
        self._width = -1
        self._natural = -1
        self._layout = QTextLayout()

    @property
    def line_height(self) -> int:
        """The height of one line."""
        return QFontMetrics(self.font).height()

    @property
    def natural_width(self) -> int:
        """Its width in a single line."""
        if self._natural < 0:
            advance = QFontMetrics(self.font).horizontalAdvance(self.text)
            self._natural = advance + (2 if self._strong else 1)
        return self._natural

    def set_direction(self, direction: Qt.LayoutDirection) -> None:
        """Write from the left or from the right."""
        if direction is not self._direction:
            self._direction = direction
            self._width = -1

    def height(self, width: int) -> int:
        """Give the height at a width."""
        return ceil(self.laid_out(width).boundingRect().height())

    def laid_out(self, width: int) -> QTextLayout:
        """Give the lines at a width."""
        if width == self._width:
            return self._layout
        layout = QTextLayout(self.text, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self._direction)
        if self._direction is Qt.LayoutDirection.RightToLeft:
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        if self._strong:
            layout.setFormats([self._strong_format()])
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, top))
            top += ceil(line.height())
        layout.endLayout()
        self._layout, self._width = layout, width
        return layout

    def place(self, point: QPointF, width: int) -> int:
        """Give the place in the text that is nearest to a point."""
        layout = self.laid_out(width)
        last = layout.lineCount() - 1
        for number in range(last + 1):
            line = layout.lineAt(number)
            if number == last or point.y() < line.y() + line.height():
                return line.xToCursor(point.x())
        return 0

    def draw(
        self,
        painter: QPainter,
        origin: QPointF,
        width: int,
        colour: str,
        selections: list[QTextLayout.FormatRange] | None = None,
    ) -> None:
        """Draw the lines."""
        painter.setPen(QColor(colour))
        self.laid_out(width).draw(painter, origin, selections or [])

    def _strong_format(self) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        found.start = 0
        found.length = self._strong
        form = found.format
        form.setFontWeight(QFont.Weight.DemiBold)
        found.format = form
        return found
