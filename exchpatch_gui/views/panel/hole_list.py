# SPDX-License-Identifier: MIT
"""The list of vulnerabilities: a table as long as it needs to be, with buttons for one row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QTableView,
    QWidget,
)

from exchpatch_gui.viewmodels.panel_holes import Hole
from exchpatch_gui.views.panel.flow import FlowLayout
from exchpatch_gui.views.panel.hole_delegate import HoleDelegate
from exchpatch_gui.views.panel.hole_model import HoleColumn, HoleModel
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.pieces import button, column, row
from exchpatch_gui.views.theme import UNIT


class HoleTable(QTableView):
    """Shows a ``HoleModel`` at its full height: the panel around it scrolls.

    Signals:
        chosen: Another row is the current one.
        opened: The current row's page is wanted.
    """

    chosen = Signal()
    opened = Signal()

    def __init__(self, model: HoleModel, look: Look) -> None:
        super().__init__()
        self._rows = model
        self._look = look
        self._delegate = HoleDelegate(model, look, self)
        self.setObjectName("holes")
        self.setAccessibleName(look.composer.text("section.holes"))
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._set_up()
        model.rowsInserted.connect(self._fit)
        self.selectionModel().currentRowChanged.connect(self.chosen)
        self.doubleClicked.connect(self.opened)
        self._fit()

    @property
    def hole(self) -> Hole:
        """The one of the current row, or else the first."""
        index = self.currentIndex()
        return self._rows.hole(index if index.isValid() else self._rows.index(0, 0))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._full_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(UNIT, self._full_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            hole = self.hole
            line = f"{hole.id}\t{hole.remark}\t{hole.fixed_in}\t{hole.score}"
            QGuiApplication.clipboard().setText(line)
        elif event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            event.ignore()  # the panel turns the page
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the panel scrolls

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current = self.currentIndex()
        if not (self.hasFocus() and current.isValid()):
            return
        top, height = self.rowViewportPosition(current.row()), self.rowHeight(current.row())
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(self._look.theme.colours.focus), 2))
        painter.drawRect(QRect(0, top, self.viewport().width(), height).adjusted(1, 1, -1, -2))
        painter.end()

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(UNIT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(HoleColumn.ID, QHeaderView.ResizeMode.Stretch)

    def _fit(self) -> None:
        """Give rows and columns the room they need."""
        model = self._rows
        for place in range(model.rowCount()):
            self.setRowHeight(place, self._delegate.row_height(model.hole(model.index(place, 0))))
        for one in (HoleColumn.FIXED_IN, HoleColumn.SCORE):
            texts = [str(model.data(model.index(at, one))) for at in range(model.rowCount())]
            texts.append(str(model.headerData(one, Qt.Orientation.Horizontal)))
            self.setColumnWidth(one, max(map(self._delegate.width, texts)))
        self.updateGeometry()

    def _full_height(self) -> int:
        header = self.horizontalHeader().sizeHint().height()
        return header + self.verticalHeader().length() + 2 * self.frameWidth()


class HoleList(QWidget):
    """The table, and what can be done about the current row."""

    def __init__(self, look: Look, holes: Sequence[Hole]) -> None:
        super().__init__()
        self._look = look
        self._model = HoleModel(holes, look.composer, self)
        self.table = HoleTable(self._model, look)
        say = look.composer.text
        self._open = button(say("holes.open_page"), self._open_page)
        self._answer = button("", self._answer_for)
        self._all = button(say("holes.all", {"count": len(holes)}), self._show_all, "link")
        self._open.setObjectName("hole-open")
        self._answer.setObjectName("hole-answer")
        self._all.setObjectName("hole-all")
        if self._model.shows_all:
            self._all.hide()
        layout = column(UNIT, self)
        layout.addWidget(self.table)
        self._buttons: FlowLayout = row([self._open, self._answer, self._all])
        layout.addLayout(self._buttons)
        self.table.selectRow(0)
        self.table.chosen.connect(self._follow)
        self.table.opened.connect(self._open_page)
        self.table.customContextMenuRequested.connect(self._pop_up)
        self._follow()

    def _follow(self) -> None:
        """Say on the buttons what they are about."""
        hole, say = self.table.hole, self._look.composer.text
        hint = say("holes.open_page.hint", {"id": hole.id})
        _dress(self._open, say("holes.open_page"), hint, f"{hole.id}")
        self._answer.setVisible(hole.may_acknowledge or bool(hole.acknowledged))
        deed = "withdraw" if hole.acknowledged else "acknowledge"
        spoken = say("acknowledge.spoken", {"action": say(deed), "title": hole.id})
        _dress(self._answer, say(deed), say(f"{deed}.hint"), spoken)

    def _open_page(self) -> None:
        self._look.requests.open_url(self.table.hole.url)

    def _copy_link(self) -> None:
        self._look.requests.copy_text(self.table.hole.url)

    def _answer_for(self) -> None:
        hole, requests = self.table.hole, self._look.requests
        if hole.finding is not None:
            (requests.withdraw if hole.acknowledged else requests.acknowledge)(hole.finding)

    def _show_all(self) -> None:
        self._model.show_all()
        self._all.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pop_up(self, point: QPoint) -> None:
        say = self._look.composer.text
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(say("holes.open_page"), self._open_page)
        menu.addAction(say("copy_link"), self._copy_link)
        if not self._answer.isHidden():
            menu.addAction(self._answer.text(), self._answer_for)
        menu.popup(self.table.viewport().mapToGlobal(point))


def _dress(one: QAbstractButton, text: str, hint: str, spoken: str) -> None:
    one.setText(text.replace("&", "&&"))
    one.setToolTip(hint)
    one.setAccessibleName(spoken)
    one.setAccessibleDescription(hint)
