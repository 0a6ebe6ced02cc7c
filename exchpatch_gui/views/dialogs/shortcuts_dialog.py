# SPDX-License-Identifier: MIT
"""Every shortcut of the window in one list, made from its actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from exchpatch_gui.views.dialogs.frame import plain
from exchpatch_gui.views.dialogs.plain_dialog import PlainDialog
from exchpatch_gui.views.theme import UNIT, Theme
from exchpatch_gui.wording import Wording

_LETTERS_WIDE = 58
_LINES_HIGH = 36
_KEYS = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


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
        listed = [one for one in actions if one.isVisible() and one.shortcuts()]
        self.table = QTableWidget(len(listed), 2)
        self._dress_table()
        for row, action in enumerate(listed):
            self._fill(row, action)
        self.table.resizeRowsToContents()
        self.table.setCurrentCell(0, 0)
        self.body.addWidget(self.table, 1)
        self.add_close()
        self.take_size(_LETTERS_WIDE, _LINES_HIGH)

    def _dress_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([self.say("action"), self.say("keys")])
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setHighlightSections(False)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(self.say("title"))
        table.setItemDelegateForColumn(1, KeyDelegate(self.theme, table))

    def _fill(self, row: int, action: QAction) -> None:
        name = plain(action.text()).rstrip("…")
        keys = [one.toString(QKeySequence.SequenceFormat.NativeText) for one in action.shortcuts()]
        what, how = QTableWidgetItem(name), QTableWidgetItem(", ".join(keys))
        what.setToolTip(action.toolTip())
        how.setData(_KEYS, keys)
        self.table.setItem(row, 0, what)
        self.table.setItem(row, 1, how)


class KeyDelegate(QStyledItemDelegate):
    """Draws shortcuts as keys of a keyboard."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = option.fontMetrics
        widths = [metrics.horizontalAdvance(key) + 2 * UNIT for key in _keys(index)]
        height = metrics.height() + UNIT + 2
        return QSize(sum(widths) + UNIT * (len(widths) + 1), height + UNIT // 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, blank, painter, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(option.rect)
        right = option.direction == Qt.LayoutDirection.RightToLeft
        edge = place.right() - UNIT if right else place.left() + UNIT
        height = option.fontMetrics.height() + UNIT // 2
        for key in _keys(index):
            width = option.fontMetrics.horizontalAdvance(key) + 2 * UNIT
            left = edge - width if right else edge
            cap = QRectF(left, place.center().y() - height / 2, width, height)
            self._draw(painter, cap, key)
            edge += -(width + UNIT) if right else width + UNIT
        painter.restore()

    def _draw(self, painter: QPainter, cap: QRectF, key: str) -> None:
        painter.setPen(QPen(QColor(self._theme.colour("control")), 1))
        painter.setBrush(QColor(self._theme.colour("raised")))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(self._theme.colour("text")))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)


def _keys(index: Index) -> list[str]:
    keys: list[str] = index.data(_KEYS)
    return keys
