# SPDX-License-Identifier: MIT
"""Text that can be selected and copied, fits every width, and is never taken for markup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
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

from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.paragraph import Paragraph

_LEAST_LETTERS = 8
_USUAL_LETTERS = 40


class Text(QLabel):
    """A label that draws itself, since Qt's own breaks lines between words only."""

    def __init__(
        self, look: Look, text: str, font: QFont | None = None, role: str = "text"
    ) -> None:
        super().__init__()
        self._look = look
        self._role = role
        self._anchor = 0
        self._cursor = 0
        self._font = font or look.theme.font()
        self._paragraph = Paragraph(text, self._font)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)  # else the label forgets that its height depends on its width
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Say something else."""
        self._paragraph = Paragraph(text, self._font)
        self._select(0, 0)
        self.setText(text)
        self.updateGeometry()

    def selected(self) -> str:
        """Give what is selected."""
        begin, end = sorted((self._anchor, self._cursor))
        return self._paragraph.text[begin:end]

    def sizeHint(self) -> QSize:
        letters = self.fontMetrics().averageCharWidth()
        width = min(self._paragraph.natural_width, _USUAL_LETTERS * letters)
        return QSize(width, self._paragraph.height(width))

    def minimumSizeHint(self) -> QSize:
        letters = self.fontMetrics().averageCharWidth()
        width = min(self._paragraph.natural_width, _LEAST_LETTERS * letters)
        return QSize(width, self._paragraph.line_height)

    def heightForWidth(self, width: int) -> int:
        return self._paragraph.height(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._paragraph.set_direction(self.layoutDirection())
        selections = [self._selection()] if self._anchor != self._cursor else None
        painter = QPainter(self)
        self._paragraph.draw(
            painter, QPointF(0, 0), self.width(), self._look.colour(self._role), selections
        )

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
        layout = self._paragraph.laid_out(self.width())
        words = QTextLayout.CursorMode.SkipWords
        place = self._place(event.position())
        begin = layout.previousCursorPosition(min(place + 1, len(self._paragraph.text)), words)
        chosen = self._paragraph.text[begin : layout.nextCursorPosition(begin, words)]
        self._select(begin, begin + len(chosen.rstrip()))

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
        copy = menu.addAction(self._look.composer.text("text.copy"), self.copy)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        menu.addAction(self._look.composer.text("text.select_all"), self.select_all)
        menu.popup(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._select(0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self.update()

    def copy(self) -> None:
        """Put what is selected, or else all of it, on the clipboard."""
        QGuiApplication.clipboard().setText(self.selected() or self._paragraph.text)

    def select_all(self) -> None:
        """Select all of it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._select(0, len(self._paragraph.text))

    def _select(self, anchor: int, cursor: int) -> None:
        self._anchor, self._cursor = anchor, cursor
        self.update()

    def _move(self, position: QPointF, *, keeps_anchor: bool) -> None:
        place = self._place(position)
        self._select(self._anchor if keeps_anchor else place, place)

    def _place(self, position: QPointF) -> int:
        """Give the place in the text that is nearest to a point."""
        layout = self._paragraph.laid_out(self.width())
        last = layout.lineAt(max(0, layout.lineCount() - 1))
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if position.y() < line.y() + line.height():
                return int(line.xToCursor(position.x()))
        return int(last.xToCursor(position.x())) if last.isValid() else 0

    def _selection(self) -> QTextLayout.FormatRange:
        begin, end = sorted((self._anchor, self._cursor))
        found = QTextLayout.FormatRange()
        found.start = begin
        found.length = end - begin
        form = found.format
        form.setBackground(QColor(self._look.theme.colours.accent))
        form.setForeground(QColor(self._look.theme.colours.on_accent))
        found.format = form
        return found
