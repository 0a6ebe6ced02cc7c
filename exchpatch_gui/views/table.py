# SPDX-License-Identifier: MIT
"""The table of servers: keeps selection and place whatever happens below it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from exchpatch_gui.viewmodels.row_texts import Column
from exchpatch_gui.viewmodels.server_table import ServerTableModel
from exchpatch_gui.views.column_widths import above, below
from exchpatch_gui.views.table_delegate import ServerDelegate
from exchpatch_gui.views.theme import Theme

_FIXED = (Column.STATE, Column.INSTALLED, Column.NEEDED, Column.EXPOSED, Column.CHECKED)
"""As wide as what they usually say; the server gets what is left."""
_LEAST_SERVER = 19
_FIRST_TO_GO = (Column.CHECKED, Column.EXPOSED, Column.INSTALLED)
"""What a narrow window leaves out: the panel beside shows it all."""
_RING = 2
_KEY_REASONS = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


class ServerTable(QTableView):
    """Shows a ``ServerTableModel``.

    Signals:
        selected: ``tuple[int, ...]``, ids of the selected servers in their order.
        opened: Id of a server that was double-clicked or opened with Enter.
        menu_requested: Where, in global coordinates.
    """

    selected = Signal(object)
    opened = Signal(int)
    menu_requested = Signal(QPoint)

    def __init__(
        self, model: ServerTableModel, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._table = model
        self._theme = theme
        self._kept: tuple[int, ...] = ()
        self._current = 0
        self._offset: int | None = None
        self._scrolled = 0
        self._keys = False
        self._usual: dict[Column, int] = {}
        self.setModel(model)
        self._delegate = ServerDelegate(model, self.selectionModel(), theme, self)
        self.setItemDelegate(self._delegate)
        self._set_up()
        model.modelAboutToBeReset.connect(self._remember)
        model.rearranged.connect(self._restore)
        self.selectionModel().selectionChanged.connect(self._tell)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        theme.changed.connect(self._restyle)

    def selected_ids(self) -> tuple[int, ...]:
        """Give the ids of the selected servers in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._table.row(self._table.index(row, 0)).server.id for row in rows)

    def select(self, ids: Iterable[int]) -> None:
        """Select those of these servers that are shown, and bring the first into sight."""
        places = sorted(place for place in map(self._table.place, ids) if place is not None)
        self._select_places(places)
        if places:
            first = self._table.index(places[0], Column.SERVER)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)

    def widths(self) -> str:
        """Give the widths of the columns and the sorting, to be stored."""
        return bytes(self.horizontalHeader().saveState().toBase64().data()).decode("ascii")

    def restore_widths(self, stored: str) -> None:
        """Take stored widths over; what can't be read is left."""
        header = self.horizontalHeader()
        if stored and header.restoreState(QByteArray.fromBase64(stored.encode("ascii"))):
            for column in Column:
                header.setSectionHidden(column, False)
            header.setSectionResizeMode(Column.SERVER, QHeaderView.ResizeMode.Stretch)
            self.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._keys = True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self._table.row(self.currentIndex()).server.id)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._keys = False
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keys = event.reason() in _KEY_REASONS
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current = self.currentIndex()
        if not (self._keys and self.hasFocus() and current.isValid()):
            return
        row = QRect(
            0, self.rowViewportPosition(current.row()), self.viewport().width(), self._row_height()
        )
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(self._theme.colours.focus), _RING))
        painter.drawRect(row.adjusted(1, 1, -1, -_RING))
        painter.end()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.entered.connect(self._hover)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._table.row(index).server.id))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(self._letters(6))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.SERVER, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(Column.STATE, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for column in _FIXED:
            self.setColumnWidth(column, self._usual_width(column))
        self._measure()

    def _letters(self, count: int) -> int:
        return self.fontMetrics().averageCharWidth() * count

    def _row_height(self) -> int:
        return self._delegate.row_height

    def _restyle(self) -> None:
        self._measure()
        self.viewport().update()

    def _measure(self) -> None:
        self._delegate.measure()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self._row_height())

    def _fit(self) -> None:
        """Leave out columns until the server has room for its name."""
        room = self._room() - self._letters(_LEAST_SERVER)
        wanted = sum(self._width(column) for column in _FIXED)
        hidden = set()
        for column in _FIRST_TO_GO:
            if wanted > room:
                hidden.add(column)
                wanted -= self._width(column)
        for column in _FIRST_TO_GO:
            self.setColumnHidden(column, column in hidden)

    def _room(self) -> int:
        # Not viewport(): the first call of what gives just any widget makes PySide load them all.
        bar = self.verticalScrollBar()
        return self.contentsRect().width() - (bar.width() if bar.isVisible() else 0)

    def _width(self, column: Column) -> int:
        return self.columnWidth(column) or self._usual_width(column)

    def _usual_width(self, column: Column) -> int:
        if column not in self._usual:
            words = self._table.texts.words
            width = self._delegate.width_of(column, above(column, words), below(column, words))
            self._usual[column] = width
        return self._usual[column]

    def _hover(self, index: QModelIndex) -> None:
        before, self._delegate.hovered = self._delegate.hovered, index.row()
        for row in {before, index.row()} - {-1}:
            top = self.rowViewportPosition(row)
            self.viewport().update(0, top, self.viewport().width(), self._row_height())

    def _tell(self) -> None:
        self._kept = self.selected_ids()
        self.selected.emit(self._kept)

    def _ask_for_menu(self, point: QPoint) -> None:
        self.menu_requested.emit(self.viewport().mapToGlobal(point))

    def _remember(self) -> None:
        """Note, before the rows take new places, what is selected and where it is to be seen."""
        current = self.currentIndex()
        self._scrolled = self.verticalScrollBar().value()
        self._offset = None
        if not current.isValid():
            return
        self._current = self._table.row(current).server.id
        offset = self.rowViewportPosition(current.row())
        if 0 <= offset < self.viewport().height():
            self._offset = offset

    def _restore(self) -> None:
        """Select the same servers again, and keep the current one where the eye has it."""
        before = self._kept
        places = [place for place in map(self._table.place, before) if place is not None]
        self.selectionModel().blockSignals(True)
        self._select_places(sorted(places))
        place = self._table.place(self._current) if self._current else None
        if place is not None:
            index = self._table.index(place, Column.SERVER)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().blockSignals(False)
        self._delegate.hovered = -1
        bar = self.verticalScrollBar()
        if place is not None and self._offset is not None:
            bar.setValue(place * self._row_height() - self._offset)
        else:
            bar.setValue(self._scrolled)
        if len(places) != len(before):
            self._tell()

    def _select_places(self, places: list[int]) -> None:
        selection = QItemSelection()
        for begin, end in _spans(places):
            first = self._table.index(begin, 0)
            selection.select(first, self._table.index(end, len(Column) - 1))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def _spans(places: list[int]) -> Iterable[tuple[int, int]]:
    """Give the first and last of each run of neighbours."""
    begin = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            yield places[begin], places[at - 1]
            begin = at
