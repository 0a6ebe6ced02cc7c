# SPDX-License-Identifier: MIT
"""Every shortcut of the window in one list, made from its actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from exchpatch_gui.views.dialogs.frame import plain
from exchpatch_gui.views.dialogs.list_table import CellDelegate, Index, ListTable
from exchpatch_gui.views.dialogs.plain_dialog import PlainDialog
from exchpatch_gui.views.theme import UNIT, Theme
from exchpatch_gui.wording import Wording

_LETTERS_WIDE = 62
_LINES_HIGH = 46
_KEYS = Qt.ItemDataRole.UserRole


class ShortcutsDialog(PlainDialog):
    """A table of what can be done and which keys do it.

    Args:
        actions: Those of the window; the ones without shortcut or hidden are left out.
    """

    def __init__(
        self, parent: QWidget, theme: Theme, words: Wording, actions: Sequence[QAction]
    ) -> None:
        super().__init__(parent, theme, words, "shortcuts")
        self.sentence(self.say("hint"), "muted")
        self.table = ListTable(self.say("title"), [self.say("action"), self.say("keys")], 0)
        self.table.setItemDelegateForColumn(1, KeyDelegate(theme, self.table))
        for action in actions:
            if action.isVisible() and action.shortcuts():
                self._add(action)
        self.body.addWidget(self.table, 1)
        self.add_close()
        self.take_size(_LETTERS_WIDE, _LINES_HIGH)

    def _add(self, action: QAction) -> None:
        form = QKeySequence.SequenceFormat.NativeText
        keys = [one.toString(form) for one in action.shortcuts()]
        row = self.table.add_row([plain(action.text()).rstrip("…")])
        self.table.write(row, 1, ", ".join(keys)).setData(_KEYS, keys)


class KeyDelegate(CellDelegate):
    """Draws shortcuts as keys of a keyboard."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = option.fontMetrics
        widths = [metrics.horizontalAdvance(key) + 3 * UNIT for key in _keys(index)]
        return QSize(sum(widths) + UNIT, super().sizeHint(option, index).height())

    def draw(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, _text: str
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(option.rect)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        height = option.fontMetrics.height() + UNIT // 2
        offset = float(UNIT)
        for key in _keys(index):
            width = option.fontMetrics.horizontalAdvance(key) + 2 * UNIT
            left = place.right() - offset - width if mirrored else place.left() + offset
            self._draw_key(
                painter, QRectF(left, place.center().y() - height / 2, width, height), key
            )
            offset += width + UNIT
        painter.restore()

    def _draw_key(self, painter: QPainter, cap: QRectF, key: str) -> None:
        painter.setPen(QPen(QColor(self._theme.colour("control")), 1))
        painter.setBrush(QColor(self._theme.colour("raised")))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(self._theme.colour("text")))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)


def _keys(index: Index) -> list[str]:
    keys: list[str] | None = index.data(_KEYS)
    return keys or []
