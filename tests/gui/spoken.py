# SPDX-License-Identifier: MIT
"""What a screen reader gets of a window, where Tab leads, and what of its texts is cut."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QToolButton,
    QWidget,
)

CONTROLS = (
    *(QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox),
    *(QLineEdit, QPlainTextEdit, QTabBar),
)
_ACTIVE = (QAccessible.Role.Table, QAccessible.Role.List)


def spoken(thing: QObject) -> tuple[str, str]:
    """Give the name and the description of an object as a screen reader gets them."""
    interface = QAccessible.queryAccessibleInterface(thing)
    assert interface is not None, thing
    return (
        interface.text(QAccessible.Text.Name).strip(),
        interface.text(QAccessible.Text.Description).strip(),
    )


def spoken_cells(view: QAbstractItemView) -> list[str]:
    """Give what a screen reader gets of each cell and header of a view."""
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface is not None
    assert interface.role() in _ACTIVE
    children = (interface.child(place) for place in range(interface.childCount()))
    return [child.text(QAccessible.Text.Name) for child in children if child is not None]


def nameless(window: QWidget) -> list[str]:
    """Give the visible controls for which a screen reader has no words."""
    return [named(one) for one in controls(window) if not spoken(one)[0]]


def controls(window: QWidget) -> list[QWidget]:
    """Give what can be used in a window; parts of other controls are left out."""
    return [
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, CONTROLS)
        and one.isVisible()
        and one.window() is window
        and not isinstance(one.parent(), (QComboBox, QAbstractSpinBox, QLineEdit))
        and not isinstance(one.parent(), QAbstractItemView)
        and not one.objectName().startswith("qt_")
    ]


def reachable(window: QWidget) -> set[QWidget]:
    """Give what Tab has to reach; of several radio buttons it is the one that is chosen."""
    return {
        one
        for one in controls(window)
        if one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(one, QRadioButton) and not one.isChecked())
    }


def reached(window: QWidget) -> set[QWidget]:
    """Press Tab until it is back where it began, and give all that had the keys."""
    found: set[QWidget] = set()
    for _ in range(400):
        widget = QApplication.focusWidget()
        if widget is None or widget.window() is not window or widget in found:
            break
        found.add(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    # A spin box or a combo box that can be edited takes the keys for its field.
    return found | {one.parentWidget() for one in found if isinstance(one, QLineEdit)}


def cut(window: QWidget) -> list[str]:
    """Give the visible labels and buttons of a window that have no room for their words."""
    return [f"{named(one)}: {one.text()}" for one in _with_words(window) if _is_cut(one)]


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}".rstrip()


def _with_words(window: QWidget) -> Iterator[QLabel | QAbstractButton]:
    for one in window.findChildren(QWidget):
        if isinstance(one, QLabel | QAbstractButton) and one.isVisible() and one.text():
            yield one


def _is_cut(one: QLabel | QAbstractButton) -> bool:
    if isinstance(one, QToolButton) and one.toolButtonStyle() is _ICON_ONLY:
        return False
    if one.hasHeightForWidth():
        return one.heightForWidth(one.width()) > one.height()
    if isinstance(one, QLabel):
        return one.sizeHint().width() > one.width() or one.sizeHint().height() > one.height()
    words = QFontMetrics(one.font()).horizontalAdvance(one.text().replace("&", ""))
    return words > one.width()


_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly
