# SPDX-License-Identifier: MIT
"""What a user does with mouse and keyboard, and what the window then shows."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from exchpatch_gui.viewmodels.row_texts import Column
from exchpatch_gui.views.main_window import MainWindow

Dialog = TypeVar("Dialog", bound=QDialog)
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Hand:
    """Clicks and types in one window after the other.

    Attributes:
        clicks: How often the mouse was clicked so far.
    """

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.clicks = 0

    def click(self, widget: QWidget, place: QPoint | None = None, held=NONE) -> None:
        """Click a widget that is to be seen and allowed."""
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        self.clicks += 1
        where = widget.rect().center() if place is None else place
        self._qtbot.mouseClick(widget, LEFT, held, where)

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """Wait until a dialog has opened and has the keys."""

        def is_active() -> bool:
            return isinstance(QApplication.activeWindow(), kind) and bool(
                QApplication.focusWidget()
            )

        self._qtbot.waitUntil(is_active)
        found = QApplication.activeWindow()
        assert isinstance(found, kind)
        return found

    def press(self, key: Qt.Key, held=NONE) -> None:
        """Press a key where the keys are."""
        self._qtbot.keyClick(focus(), key, held)

    def type(self, text: str) -> None:
        """Type lines where the keys are."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press(Qt.Key.Key_Return)
            self._qtbot.keyClicks(focus(), line)

    def choose(self, menu: QMenu, name: str) -> None:
        """Open a menu and click one of its entries."""
        menu.popup(QPoint(0, 0))
        self._qtbot.waitUntil(menu.isVisible)
        action = next(one for one in menu.actions() if one.objectName() == name)
        assert action.isVisible()
        assert action.isEnabled()
        self.click(menu, menu.actionGeometry(action).center())

    def click_server(self, window: MainWindow, name: str, held=NONE) -> None:
        """Click the row of a server."""
        table = window.area.table
        rows = window._desk.fleet.rows.values()
        server_id = next(row.server.id for row in rows if row.server.name == name)
        index = table.model().index(window.area.model.place(server_id), Column.SERVER)
        table.scrollTo(index)
        self.click(table.viewport(), table.visualRect(index).center(), held)

    def click_entry(self, window: MainWindow, text: str) -> None:
        """Click an entry of the side bar."""
        bar = window.area.sidebar
        model = bar.model()
        found = (model.index(row, 0) for row in range(model.rowCount()))
        index = next(one for one in found if one.data() == text)
        self.click(bar.viewport(), bar.visualRect(index).center())


def focus() -> QWidget:
    """Give what has the keys."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def shown_rows(window: MainWindow) -> dict[str, dict[Column, str]]:
    """Give what the table says, by the server's name."""
    model = window.area.model
    return {
        model.row(model.index(row, 0)).server.name: {
            column: model.index(row, column).data() for column in Column
        }
        for row in range(model.rowCount())
    }


def states(window: MainWindow) -> dict[str, str]:
    """Give the word for each server's state, by its name."""
    return {name: cells[Column.STATE] for name, cells in shown_rows(window).items()}
