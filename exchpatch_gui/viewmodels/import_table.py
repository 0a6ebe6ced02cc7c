# SPDX-License-Identifier: MIT
"""The preview of an import as a table: what will happen to each line, what is wrong and where."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.text import clean
from exchpatch_gui.services.csv_import import RowFault
from exchpatch_gui.viewmodels.cell_roles import ICON_ROLE, TINT_ROLE, TONE_ROLE
from exchpatch_gui.viewmodels.import_preview import Kind, Preview, PreviewRow
from exchpatch_gui.wording import Wording

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LIMIT = 400
_ICONS = {
    Kind.ADD: ("add", "green.sign"),
    Kind.UPDATE: ("edit", "info.sign"),
    Kind.UNCHANGED: ("", "muted"),
    Kind.FAULTY: ("light-red", "red.sign"),
}


class ImportColumn(IntEnum):
    """The columns of the table, in their order."""

    LINE = 0
    SERVER = 1
    NAME = 2
    CUSTOMER = 3
    TAGS = 4
    ACTION = 5


class ImportModel(QAbstractTableModel):
    """The lines of a preview, all of them or those of one kind."""

    def __init__(self, words: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._all: Sequence[PreviewRow] = ()
        self._rows: Sequence[PreviewRow] = ()
        self._kind: Kind | None = None

    def show(self, preview: Preview | None) -> None:
        """Show another preview, or none."""
        self._all = preview.rows if preview else ()
        self._arrange()

    def show_only(self, kind: Kind | None) -> None:
        """Show the lines of one kind, or all."""
        if kind is not self._kind:
            self._kind = kind
            self._arrange()

    def row(self, index: Index) -> PreviewRow:
        """Give the line at a place."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(ImportColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.row(index), ImportColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self.faults(index) or self._text(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._words.labelled(self._heading(column), self._text(row, column))
            case _:
                return _look(row, column, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._heading(ImportColumn(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def _arrange(self) -> None:
        self.beginResetModel()
        kind = self._kind
        self._rows = self._all if kind is None else [one for one in self._all if one.kind is kind]
        self.endResetModel()

    def _heading(self, column: ImportColumn) -> str:
        return self._words.text(f"dialog.import.head.{column.name.lower()}")

    def _text(self, row: PreviewRow, column: ImportColumn) -> str:
        if column is ImportColumn.LINE:
            return str(row.line)
        if column is not ImportColumn.ACTION:
            return row.cells[column - ImportColumn.SERVER]
        if row.faults:
            return self._fault(row.faults[0], "cell")
        fields = [self._words.text(f"dialog.import.field.{field}") for field in row.changed]
        return self._words.text(f"dialog.import.action.{row.kind}", {"fields": ", ".join(fields)})

    def faults(self, index: Index) -> str:
        """Say everything that is wrong with a line, and where."""
        if not index.isValid():
            return ""
        return "\n".join(map(self._fault_in_full, self.row(index).faults))

    def _fault_in_full(self, fault: RowFault) -> str:
        return self._fault(fault, "place" if fault.column_name else "place_beyond")

    def _fault(self, fault: RowFault, key: str) -> str:
        values: Params = {
            "line": fault.line,
            "column": fault.column,
            "name": fault.column_name,
            "fault": self._words.say(fault.message),
        }
        return clean(self._words.text(f"dialog.import.{key}", values), _LIMIT)


def _look(row: PreviewRow, column: ImportColumn, role: int) -> Any:
    """Say how a cell looks: what is wrong is red, where nothing happens it is pale."""
    if role == ICON_ROLE:
        return _ICONS[row.kind] if column is ImportColumn.ACTION else None
    if role == TINT_ROLE:
        return "red.tint" if row.kind is Kind.FAULTY else None
    if role != TONE_ROLE:
        return None
    if row.kind is Kind.FAULTY:
        is_wrong = column is ImportColumn.ACTION or column - ImportColumn.SERVER in row.wrong
        return "red.text" if is_wrong else None
    pale = column is ImportColumn.LINE or row.kind is Kind.UNCHANGED
    return "muted" if pale else None
