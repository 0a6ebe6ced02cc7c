# SPDX-License-Identifier: MIT
"""The customers and tags that a sign-in may be used for, each with a check box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exchpatch_gui.domain.sign_ins import Assignment, Scope, SignIn
from exchpatch_gui.viewmodels.cell_roles import TONE_ROLE
from exchpatch_gui.viewmodels.sign_in_book import SignInBook

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_COLUMNS = ("place", "now")


class Place(NamedTuple):
    """A customer or a tag."""

    scope: Scope
    name: str


class PlacesModel(QAbstractTableModel):
    """Lists places and who signs in there now; what is ticked gets the sign-in."""

    def __init__(
        self,
        book: SignInBook,
        sign_in: SignIn,
        places: Sequence[Place],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._book = book
        self._sign_in = sign_in
        self._places = places
        self._texts = book.texts
        self._sign_ins = book.sign_ins()
        self._now = {one: book.assigned(one.scope, one.name) for one in places}
        self._ticked = {one for one, now in self._now.items() if now and now.sign_in == sign_in.id}
        self._before = frozenset(self._ticked)

    def toggle(self, index: Index) -> None:
        """Tick a place, or no longer."""
        if index.isValid():
            self._ticked ^= {self._places[index.row()]}
            row = index.row()
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(_COLUMNS) - 1))

    def store(self) -> None:
        """Store what was changed.

        Raises:
            UserError: It can't be stored.
        """
        for place in self._places:
            if place in self._ticked - self._before:
                self._book.assign(place.scope, place.name, self._sign_in.id)
            elif place in self._before - self._ticked:
                self._book.unassign(place.scope, place.name)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._texts.say(f"places.{_COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place, first = self._places[index.row()], index.column() == 0
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts.place(Assignment(*place, None)) if first else self._who(place)
        if role == Qt.ItemDataRole.CheckStateRole and first:
            ticked = place in self._ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == TONE_ROLE and not first:
            return "muted"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def _who(self, place: Place) -> str:
        """Say who signs in there until it is stored otherwise."""
        now = self._now[place]
        if now is None:
            return "–"
        if now.sign_in is None:
            return self._texts.say("nobody")
        known = self._sign_ins.get(now.sign_in)
        return self._texts.named(known) if known else "–"
