# SPDX-License-Identifier: MIT
"""The sign-ins as a table: name, user, protocol, where it is used, whether it can be used."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exchpatch_gui.domain.text import clean
from exchpatch_gui.viewmodels.cell_roles import ICON_ROLE, TONE_ROLE
from exchpatch_gui.viewmodels.sign_in_book import SignInBook
from exchpatch_gui.viewmodels.sign_in_texts import Entry

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class SignInColumn(IntEnum):
    """The columns in their order."""

    LABEL = 0
    USER = 1
    KIND = 2
    PLACES = 3
    STATE = 4


class SignInModel(QAbstractTableModel):
    """Shows what a book lists."""

    def __init__(self, book: SignInBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._entries: Sequence[Entry] = ()
        self._texts = book.texts
        book.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        entries = self._book.entries()
        self._texts = self._book.texts
        same = [one.sign_in.id for one in entries] == [one.sign_in.id for one in self._entries]
        if same:
            self._entries = entries
            if entries:
                last = self.index(len(entries) - 1, SignInColumn.STATE)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry(self, index: Index) -> Entry | None:
        """Give the sign-in at a place, None where there is none."""
        known = index.isValid() and index.row() < len(self._entries)
        return self._entries[index.row()] if known else None

    def place(self, sign_in_id: int) -> int | None:
        """Give the row of a sign-in."""
        rows = (row for row, one in enumerate(self._entries) if one.sign_in.id == sign_in_id)
        return next(rows, None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(SignInColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._texts.say(f"column.{SignInColumn(section).name.lower()}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index)
        if entry is None:
            return None
        column = SignInColumn(index.column())
        text = self._text(entry, column)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headerData(column, Qt.Orientation.Horizontal)}: {text}"
        if role == ICON_ROLE and column is SignInColumn.STATE:
            light, _text = self._texts.state(entry)
            return (f"light-{light}", f"{light}.sign") if light else ("", "muted")
        if role == TONE_ROLE and column is SignInColumn.PLACES and not entry.places:
            return "muted"
        return None

    def _text(self, entry: Entry, column: SignInColumn) -> str:
        sign_in = entry.sign_in
        match column:
            case SignInColumn.LABEL:
                return clean(sign_in.label, 80)
            case SignInColumn.USER:
                return clean(sign_in.user, 120) or "–"
            case SignInColumn.KIND:
                return self._texts.kind(sign_in)
            case SignInColumn.PLACES:
                return ", ".join(entry.places) or self._texts.say("unused")
            case SignInColumn.STATE:
                return self._texts.state(entry)[1]
