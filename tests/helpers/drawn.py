# SPDX-License-Identifier: MIT
"""Models and windows as text, for tests that compare what a person sees."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget


def drawn(model: QAbstractItemModel) -> list[str]:
    """Give each row as its cells with bars between them; a check box stands before its cell."""
    return [
        " | ".join(_cell(model, row, column) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def nameless(window: QWidget) -> list[str]:
    """Give the visible controls that a screen reader would have no name for."""
    controls = [
        child
        for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
        for child in window.findChildren(kind)
        if child.isVisible() and not isinstance(child.parent(), QComboBox)
    ]
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in controls
        if not one.accessibleName() and not (isinstance(one, QAbstractButton) and one.text())
    ]


def _cell(model: QAbstractItemModel, row: int, column: int) -> str:
    index = model.index(row, column)
    text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
    state = index.data(Qt.ItemDataRole.CheckStateRole)
    if state is None:
        return text
    box = "x" if Qt.CheckState(state) is Qt.CheckState.Checked else " "
    if not index.flags() & Qt.ItemFlag.ItemIsEnabled:
        box = "-"
    return f"[{box}] {text}"
