# SPDX-License-Identifier: MIT
"""Opens the panel and reads it the way its user does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from exchpatch_gui import wording
from exchpatch_gui.views.panel.fold import Fold, FoldLine
from exchpatch_gui.views.panel.server_panel import ServerPanel
from tests.gui import panel_samples as samples

LEFT = Qt.MouseButton.LeftButton


def opened_panel(qtbot, theme):
    """Open a panel that knows the shipped catalogue, in a window of its own."""
    panel = ServerPanel(
        theme, wording.load(), update_at=samples.catalogue().update_at, clock=samples.now
    )
    qtbot.addWidget(panel)
    panel.resize(400, 900)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


def show(panel, outcomes, *, one=None, history=(), answers=None, **state):
    """Show what was judged, and give the result."""
    result = samples.judged(outcomes, one, answers)
    panel.show_server(one or samples.server(), result, history, **state)
    return result


def page(panel):
    return panel.findChild(QScrollArea).widget()


def visible(panel, kind):
    return [one for one in page(panel).findChildren(kind) if one.isVisibleTo(panel)]


def said(panel):
    """Give all that is to be read, from top to bottom."""
    shown, told = page(panel), (*visible(panel, QLabel), *visible(panel, FoldLine))
    placed = sorted(told, key=lambda one: one.mapTo(shown, QPoint(0, 0)).y())
    return "\n".join(one.text() for one in placed)


def button(panel, text):
    """Give the first visible button with this text."""
    return next(one for one in visible(panel, QAbstractButton) if one.text() == text)


def fold(panel, key):
    return panel.findChild(Fold, key)


def open_fold(qtbot, panel, key):
    qtbot.mouseClick(fold(panel, key).line, LEFT)
    return fold(panel, key)


def settle():
    """Lay out what has just been opened."""
    QGuiApplication.processEvents()


class WindowWatch(QObject):
    """Notes every window that opens while it watches."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.opened: list[QWidget] = []
        self._application = application
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(watched)
        return False

    def stop(self) -> None:
        self._application.removeEventFilter(self)
