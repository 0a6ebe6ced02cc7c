# SPDX-License-Identifier: MIT
"""The side bar: customers, tags and filters, one of which is always chosen."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from exchpatch_gui.viewmodels.filters import ALL
from exchpatch_gui.viewmodels.side_bar import Entry, Index, SideBarModel
from exchpatch_gui.views import icons
from exchpatch_gui.views.direction import leading, placed, trailing
from exchpatch_gui.views.theme import SIGN, UNIT, Theme, ink
from exchpatch_gui.views.writing import Face, Pen

_SIGN = 16
_RADIUS = 6
_LEAST_LETTERS, _MOST_LETTERS = 22, 34


class _EntryDelegate(QStyledItemDelegate):
    """Draws the entries.

    Attributes:
        hovered: The place of the entry under the pointer, -1 for none.
    """

    def __init__(self, model: SideBarModel, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.hovered = -1
        self._view = view
        self._model = model
        self._theme = theme
        self.measure()

    def measure(self) -> None:
        """Take over the fonts of the moment."""
        theme = self._theme
        self._plain, self._strong = Face.of(theme.font()), Face.of(theme.strong_font())
        self._small, self._heading = Face.of(theme.small_font()), Face.of(theme.heading_font())

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        height = self._plain.metrics.height()
        if self._model.entry(index).is_heading:
            above = 0 if index.row() == 0 else 2 * UNIT
            return QSize(0, height + UNIT + above)
        return QSize(0, height + UNIT + 4)

    def width_of(self, entry: Entry) -> int:
        """Give the width at which an entry is not cut, chosen or not."""
        sign = _SIGN + UNIT if entry.light is not None else 0
        count = self._small.metrics.horizontalAdvance(str(entry.total))
        words = self._strong.metrics.horizontalAdvance(entry.text)
        return sign + words + UNIT + count + 2 * UNIT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._model.entry(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.is_heading:
            self._paint_heading(painter, option, entry)
        else:
            self._paint_entry(painter, option, entry, index.row())
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        painter.setFont(self._heading.font)
        painter.setPen(ink(self._theme.colours.muted))
        area = option.rect.adjusted(UNIT, 0, -UNIT, -UNIT // 2)
        height = self._heading.metrics.height()
        line = area.adjusted(0, area.height() - height, 0, 0)
        painter.drawText(line, leading(option.direction), entry.text)

    def _paint_entry(
        self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, row: int
    ) -> None:
        colours = self._theme.colours
        area: QRect = option.rect.adjusted(0, 1, 0, -1)
        chosen = row == self._view.currentIndex().row()
        self._paint_ground(painter, area, chosen=chosen, hovered=row == self.hovered)
        inner = area.adjusted(UNIT, 0, -UNIT, 0)
        if entry.light is not None:
            sign = QRect(inner.left(), area.center().y() - _SIGN // 2 + 1, _SIGN, _SIGN)
            place = placed(option.direction, inner, sign)
            colour = colours.of(entry.light).sign
            icons.paint_icon(painter, SIGN[entry.light], colour, QRectF(place))
            rest = inner.adjusted(_SIGN + UNIT, 0, 0, 0)
            inner = placed(option.direction, inner, rest)
        count = str(entry.total)
        Pen(painter, trailing(option.direction)).write(
            count, self._small, colours.muted, _edges(inner)
        )
        room = self._small.metrics.horizontalAdvance(count) + UNIT
        words = placed(option.direction, inner, inner.adjusted(0, 0, -room, 0))
        Pen(painter, leading(option.direction)).write(
            entry.text, self._strong if chosen else self._plain, colours.text, _edges(words)
        )

    def _paint_ground(self, painter: QPainter, area: QRect, *, chosen: bool, hovered: bool) -> None:
        colours = self._theme.colours
        ground = None
        if chosen:
            ground = colours.selection
        elif hovered:
            ground = colours.raised
        focused = chosen and self._view.hasFocus()
        painter.setPen(ink(colours.focus) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(ink(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)


def _edges(area: QRect) -> tuple[int, int, int, int]:
    return area.left(), area.top(), area.width(), area.height()


class SideBar(QListView):
    """Shows a ``SideBarModel``.

    Signals:
        chosen: Key of the entry that is to be shown.
        menu_requested: Key of an entry, and where in global coordinates.
    """

    chosen = Signal(str)
    menu_requested = Signal(str, object)

    def __init__(self, model: SideBarModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = model
        self._key = ALL
        self.setObjectName("sidebar")
        self.setModel(model)
        self._delegate = _EntryDelegate(model, theme, self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.entered.connect(self._hover)
        self.setFrameShape(QListView.Shape.NoFrame)
        model.modelReset.connect(self._restore)
        self.selectionModel().currentChanged.connect(self._choose)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        theme.changed.connect(self._restyle)

    @property
    def key(self) -> str:
        """The chosen entry."""
        return self._key

    def choose(self, key: str) -> None:
        """Choose an entry, all servers if it isn't there."""
        place = self._entries.place(key)
        if place is None:
            place = self._entries.place(ALL)
        if place is not None:
            self.setCurrentIndex(self._entries.index(place))

    def sizeHint(self) -> QSize:
        """Have room for the entries, unless a name is unusually long."""
        letter = self.fontMetrics().averageCharWidth()
        entries = (
            self._entries.entry(self._entries.index(at)) for at in range(self._entries.rowCount())
        )
        wanted = max((self._delegate.width_of(one) for one in entries), default=0) + 2 * UNIT + 2
        width = min(max(wanted, letter * _LEAST_LETTERS), letter * _MOST_LETTERS)
        return QSize(width, super().sizeHint().height())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def _hover(self, index: QModelIndex) -> None:
        self._delegate.hovered = index.row()
        self._paint_anew()

    def _restyle(self) -> None:
        self._delegate.measure()
        self._paint_anew()

    def _paint_anew(self) -> None:
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        key = self._entries.entry(index).key
        if key and key != self._key:
            self._key = key
            self.chosen.emit(key)

    def _restore(self) -> None:
        """Choose the same entry again after the entries changed; all servers if it is gone."""
        place = self._entries.place(self._key)
        if place is None:
            self.choose(ALL)
            return
        index = self._entries.index(place)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)

    def _ask_for_menu(self, point: object) -> None:
        index = self.indexAt(point)  # type: ignore[arg-type]  # (the signal has a QPoint)
        if index.isValid() and self._entries.entry(index).key:
            key = self._entries.entry(index).key
            self.menu_requested.emit(key, self.viewport().mapToGlobal(point))  # type: ignore[call-overload]  # (likewise)
