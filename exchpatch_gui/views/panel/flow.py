# SPDX-License-Identifier: MIT
"""Puts widgets one behind the other and begins a new line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class FlowLayout(QLayout):
    """A line of buttons that stays whole in narrow windows and long languages.

    Args:
        gap: Between two widgets and two lines.
        above: The margin above the first line.
        outdent: How far the lines begin before their place, so that the words of links, which
            have room for a focus ring around them, stand below other words.
    """

    def __init__(
        self, gap: int, above: int = 0, outdent: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._above = above
        self._outdent = outdent
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = self._arrange(QRect(0, 0, width, 0), moves=False)
        return known

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, moves=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0) + self._above)

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return QSize(size.width(), size.height() + self._above)

    def _arrange(self, area: QRect, *, moves: bool) -> int:
        """Place all items, or only measure; gives the height they need."""
        y = area.top() + self._above
        for line in self._lines(area.width() + self._outdent):
            height = max(item.sizeHint().height() for item in line)
            if moves:
                self._place(line, QRect(area.left(), y, area.width(), height))
            y += height + self._gap
        return max(0, y - self._gap - area.top())

    def _lines(self, room: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = item.sizeHint().width()
            if not lines or width > left:
                lines.append([])
                left = room
            lines[-1].append(item)
            left -= width + self._gap
        return lines

    def _place(self, line: list[QLayoutItem], area: QRect) -> None:
        """Put the items of a line side by side, each in the middle of its height."""
        x = area.left() - self._outdent
        for item in line:
            hint = item.sizeHint()
            width = min(hint.width(), area.width() + self._outdent)
            top = area.top() + (area.height() - hint.height()) // 2
            place = QRect(x, top, width, hint.height())
            item.setGeometry(QStyle.visualRect(self._direction(), area, place))
            x += width + self._gap

    def _direction(self) -> Qt.LayoutDirection:
        parent = self.parentWidget()
        return parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
