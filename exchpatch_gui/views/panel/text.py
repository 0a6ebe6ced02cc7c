# SPDX-License-Identifier: MIT
"""Text that can be selected and copied, fits every width, and is never taken for markup."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy

from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.paragraph import Paragraph

_LEAST_LETTERS = 8
_USUAL_LETTERS = 40
_GAP = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a text.

    Attributes:
        font: None for the usual one.
        role: Its colour, as in ``Theme.colour``.
        gap: Above it, if it isn't the first.
    """

    text: str
    font: QFont | None = None
    role: str = "text"
    gap: int = _GAP


class Text(QLabel):
    """Some paragraphs that draw themselves: a label breaks lines between words only.

    One widget for all paragraphs of a passage, not one for each: a page opens twice as fast, and
    what belongs together can be selected together.
    """

    def __init__(self, look: Look, *lines: Line) -> None:
        super().__init__()
        self._look = look
        self._anchor = 0
        self._cursor = 0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)  # else the label forgets that its height depends on its width
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(*lines)

    def say(self, *lines: Line) -> None:
        """Say something else; empty lines are left out."""
        self._lines = [one for one in lines if one.text]
        usual = self._look.theme.font()
        self._paragraphs = [Paragraph(one.text, one.font or usual) for one in self._lines]
        self._heights: dict[int, int] = {}
        self._select(0, 0)
        self.setText("\n".join(one.text for one in self._lines))

    def selected(self) -> str:
        """Give what is selected."""
        begin, end = sorted((self._anchor, self._cursor))
        return self.text()[begin:end]

    def sizeHint(self) -> QSize:
        width = min(self._natural_width(), _USUAL_LETTERS * self._look.letter)
        return QSize(width, self._least_height())  # layouts ask for the height at their width

    def minimumSizeHint(self) -> QSize:
        width = min(self._natural_width(), _LEAST_LETTERS * self._look.letter)
        return QSize(width, self._least_height())

    def heightForWidth(self, width: int) -> int:
        known = self._heights.get(width)
        if known is None:
            heights = sum(one.height(width) for one in self._paragraphs)
            known = self._heights[width] = heights + sum(one.gap for one in self._lines[1:])
        return known

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        begin, end = sorted((self._anchor, self._cursor))
        for line, paragraph, top, start in self._placed():
            paragraph.set_direction(self.layoutDirection())
            first = max(0, begin - start)
            length = min(end - start, len(line.text)) - first
            selections = [self._selection(first, length)] if length > 0 else None
            colour = self._look.colour(line.role)
            paragraph.draw(painter, QPointF(0, top), self.width(), colour, selections)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        keeps = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._move(event.position(), keeps_anchor=keeps)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move(event.position(), keeps_anchor=True)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        clipboard = QGuiApplication.clipboard()
        if self.selected() and clipboard.supportsSelection():
            clipboard.setText(self.selected(), clipboard.Mode.Selection)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word, as far as it goes without a blank."""
        text, place = self.text(), self._place(event.position())
        begin = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1
        ends = [at for mark in " \n" if (at := text.find(mark, place)) >= 0]
        self._select(begin, min(ends, default=len(text)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._look.composer.text("text.copy"), self.copy)
        menu.addAction(self._look.composer.text("text.select_all"), self.select_all)
        menu.popup(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._select(0, 0)

    def copy(self) -> None:
        """Put what is selected, or else all of it, on the clipboard."""
        QGuiApplication.clipboard().setText(self.selected() or self.text())

    def select_all(self) -> None:
        """Select all of it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._select(0, len(self.text()))

    def _natural_width(self) -> int:
        return max((one.natural_width for one in self._paragraphs), default=0)

    def _least_height(self) -> int:
        return self._paragraphs[0].line_height if self._paragraphs else 0

    def _placed(self) -> Iterator[tuple[Line, Paragraph, int, int]]:
        """Give each paragraph with its upper edge and the place of its first letter."""
        top = start = 0
        for line, paragraph in zip(self._lines, self._paragraphs, strict=True):
            top += line.gap if start else 0
            yield line, paragraph, top, start
            top += paragraph.height(self.width())
            start += len(line.text) + 1

    def _select(self, anchor: int, cursor: int) -> None:
        self._anchor, self._cursor = anchor, cursor
        self.update()

    def _move(self, position: QPointF, *, keeps_anchor: bool) -> None:
        place = self._place(position)
        self._select(self._anchor if keeps_anchor else place, place)

    def _place(self, position: QPointF) -> int:
        """Give the place in the text that is nearest to a point."""
        found = 0
        for _line, paragraph, top, start in self._placed():
            if found and position.y() < top:
                break
            inner = QPointF(position.x(), position.y() - top)
            found = start + paragraph.place(inner, self.width())
        return found

    def _selection(self, first: int, length: int) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        found.start, found.length = first, length
        form = found.format
        form.setBackground(QColor(self._look.theme.colours.accent))
        form.setForeground(QColor(self._look.theme.colours.on_accent))
        found.format = form
        return found
