# SPDX-License-Identifier: MIT
"""Files may be dropped anywhere on the window; a frame says so while they are held over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from exchpatch_gui.views import icons
from exchpatch_gui.views.theme import UNIT, Theme

_RADIUS = 12.0
_VEIL = 0.92


class DropTarget(QObject):
    """Watches a window for files.

    Signals:
        dropped: ``tuple[Path, ...]``, files of this computer.
    """

    dropped = Signal(object)

    def __init__(self, window: QWidget, theme: Theme, text: Callable[[], str]) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._text = text
        self.frame: DropFrame | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in {QEvent.Type.DragEnter, QEvent.Type.DragMove} and isinstance(event, QDropEvent):
            return self._hold(event)
        if kind == QEvent.Type.DragLeave:
            self._show(shown=False)
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        return super().eventFilter(watched, event)

    def _hold(self, event: QDropEvent) -> bool:
        if not files_of(event.mimeData()):
            return False
        event.acceptProposedAction()
        self._show(shown=True)
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self._show(shown=False)
        files = files_of(event.mimeData())
        if not files:
            return False
        event.acceptProposedAction()
        self.dropped.emit(files)
        return True

    def _show(self, *, shown: bool) -> None:
        if shown and self.frame is None:
            self.frame = DropFrame(self._window, self._theme, self._text())
        if self.frame is not None:
            self.frame.setGeometry(self._window.rect())
            self.frame.setVisible(shown)
            self.frame.raise_()


class DropFrame(QWidget):
    """A veil over the window with a dashed frame and what can be dropped."""

    def __init__(self, window: QWidget, theme: Theme, text: str) -> None:
        super().__init__(window)
        self._theme = theme
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(text)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(colours.window)
        veil.setAlphaF(_VEIL)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(colours.accent), 2.0, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(colours.selection))
        inner = QRectF(self.rect()).adjusted(3 * UNIT, 3 * UNIT, -3 * UNIT, -3 * UNIT)
        painter.drawRoundedRect(inner, _RADIUS, _RADIUS)
        middle = inner.center()
        edge = icons.LARGE
        sign = QRectF(middle.x() - edge / 2, middle.y() - edge - UNIT, edge, edge)
        icons.paint_icon(painter, "import", colours.accent, sign)
        painter.setPen(QColor(colours.text))
        painter.setFont(self._theme.font(1.15, bold=True))
        words = QRectF(inner.left() + 4 * UNIT, middle.y() + UNIT, inner.width() - 8 * UNIT, 200)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(words, int(flags) | int(Qt.TextFlag.TextWordWrap), self._text)
        painter.end()


def files_of(data: QMimeData) -> tuple[Path, ...]:
    """Give the files of this computer that are being dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
