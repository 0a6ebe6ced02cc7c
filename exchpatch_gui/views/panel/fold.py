# SPDX-License-Identifier: MIT
"""Lines that open: what is below them is made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.views import icons
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.paragraph import Paragraph
from exchpatch_gui.views.panel.pieces import column
from exchpatch_gui.views.theme import SIGN, UNIT

INDENT = icons.SMALL + UNIT
_EDGE = UNIT // 2
_RADIUS = 6


class FoldLine(QAbstractButton):
    """A sign, wrapped words, and an arrow that points down while it is open."""

    def __init__(self, look: Look, text: str, spoken: str, *, strong: int = 0) -> None:
        super().__init__()
        self._look = look
        self._light: TrafficLight | None = None
        self._is_flagged = False
        self._is_open = False
        self._heights: dict[int, int] = {}
        self._paragraph = Paragraph(text, look.theme.font(), strong)
        self.setText(text)
        self.setAccessibleName(spoken)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_open(is_open=False)

    def set_light(self, light: TrafficLight, *, is_flagged: bool = False) -> None:
        """Put the sign of a light before the words; a flag says that somebody answers for it."""
        self._light = light
        self._is_flagged = is_flagged
        self._heights.clear()
        self.updateGeometry()

    def set_open(self, *, is_open: bool) -> None:
        """Turn the arrow."""
        self._is_open = is_open
        self.setAccessibleDescription(self._look.composer.text("collapse" if is_open else "expand"))
        self.update()

    def sizeHint(self) -> QSize:
        width = min(self._paragraph.natural_width + self._around(), 48 * self._look.letter)
        return QSize(width, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(
            8 * self._look.letter + self._around(), self._paragraph.line_height + 2 * _EDGE
        )

    def heightForWidth(self, width: int) -> int:
        known = self._heights.get(width)
        if known is None:
            words = self._paragraph.height(max(1, width - self._around()))
            known = self._heights[width] = max(words, icons.SMALL) + 2 * _EDGE
        return known

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        inner = self.rect().adjusted(0, _EDGE, 0, -_EDGE)
        line = self._paragraph.line_height
        x = 0
        if self._light is not None:
            colour = self._look.sign_colour(self._light)
            self._paint_icon(painter, SIGN[self._light], colour, x, line)
            x += INDENT
        if self._is_flagged:
            self._paint_icon(painter, "flag", self._look.theme.colours.link, x, line)
            x += INDENT - UNIT // 2
        width = self.width() - self._around()
        words = QRect(x, inner.top(), width, inner.height())
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), words)
        self._paragraph.set_direction(self.layoutDirection())
        top = place.top() + max(0, (icons.SMALL - line) // 2)
        colour = self._look.colour("text")
        self._paragraph.draw(painter, QPointF(place.left(), top), width, colour)
        arrow = self.width() - icons.SMALL
        self._paint_icon(painter, self._arrow(), self._look.theme.colours.muted, arrow, line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = Qt.Key.Key_Right
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            forward = Qt.Key.Key_Left
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            if (event.key() == forward) is not self._is_open:
                self.click()
        else:
            super().keyPressEvent(event)

    def _around(self) -> int:
        """Give the width of all but the words."""
        sign = INDENT if self._light is not None else 0
        flag = INDENT - UNIT // 2 if self._is_flagged else 0
        return sign + flag + icons.SMALL + UNIT

    def _arrow(self) -> str:
        if self._is_open:
            return "down"
        return "left" if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else "right"

    def _paint_icon(self, painter: QPainter, name: str, colour: str, x: int, line: int) -> None:
        top = _EDGE + max(0, (line - icons.SMALL) // 2)
        square = QRect(x, top, icons.SMALL, icons.SMALL)
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), square)
        icons.paint_icon(painter, name, colour, QRectF(place))

    def _paint_ground(self, painter: QPainter) -> None:
        colours = self._look.theme.colours
        if not (self.underMouse() or self.hasFocus()):
            return
        painter.setPen(QPen(QColor(colours.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.raised) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)


class Fold(QWidget):
    """A line, and what it opens.

    Signals:
        toggled: It was opened or closed.
    """

    toggled = Signal()

    def __init__(self, key: str, line: FoldLine, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self.key = key
        self.line = line
        self._make = make
        self._body: QWidget | None = None
        self.setObjectName(key)
        line.clicked.connect(self.toggle)
        self._layout: QVBoxLayout = column(0, self)
        self._layout.addWidget(line)

    @property
    def is_open(self) -> bool:
        """Whether what is below the line is shown."""
        return self._body is not None and not self._body.isHidden()

    @property
    def body(self) -> QWidget | None:
        """What is below the line, once it was opened."""
        return self._body

    def toggle(self) -> None:
        """Open or close it."""
        self.open(is_open=not self.is_open)

    def open(self, *, is_open: bool = True) -> None:
        """Open it or close it."""
        if is_open and self._body is None:
            self._body = self._make()
            self._layout.addWidget(self._body)
        if self._body is not None:
            self._body.setVisible(is_open)
        self.line.set_open(is_open=is_open)
        self.toggled.emit()
