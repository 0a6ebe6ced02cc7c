# SPDX-License-Identifier: MIT
"""The hosts that DNS names for an e-mail domain: looked for in a thread, judged, chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.net.dns import Dns
from exchpatch_gui.services.discovery import Lead, find, read_domain
from exchpatch_gui.viewmodels.addresses import short
from exchpatch_gui.viewmodels.cell_roles import TONE_ROLE
from exchpatch_gui.viewmodels.tasks import Tasks
from exchpatch_gui.wording import Wording

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class LeadColumn(IntEnum):
    """The columns of the table, in their order."""

    SERVER = 0
    HOW = 1
    NOTE = 2


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One host.

    Attributes:
        note: What speaks against it, or None.
        can_add: Whether it may be chosen at all.
        is_likely: Whether it is chosen unless the user says otherwise.
    """

    lead: Lead
    note: Message | None
    can_add: bool
    is_likely: bool


def judge_leads(
    leads: Sequence[Lead], domain: str, stored: Callable[[Target], Server | None]
) -> tuple[LeadRow, ...]:
    """Say of each host whether it is likely to be a server of the domain that is to be added.

    Several names of one address are one server, as a rule: one of them is enough.
    """
    known = {lead.target: stored(lead.target) for lead in leads}
    first = _first_of_each_address(leads, domain, known)
    return tuple(_judged(lead, domain, known[lead.target], first) for lead in leads)


class Finder(QObject):
    """Asks DNS in a thread, one domain at a time.

    Signals:
        found: The domain and ``tuple[Lead, ...]``.
        failed: The ``Exception``; ``NetError`` if no name server answers.
    """

    found = Signal(str, object)
    failed = Signal(object)

    def __init__(self, make_dns: Callable[[], Dns], parent: QObject) -> None:
        super().__init__(parent)
        self._make_dns = make_dns
        self._tasks = Tasks(self)
        self._cancel: Callable[[], None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether DNS is being asked."""
        return self._tasks.are_running

    def start(self, text: str) -> str:
        """Begin to look for the servers of a domain or e-mail address; give the domain.

        Raises:
            CommandError: The text is neither.
        """
        domain = read_domain(text)
        make_dns = self._make_dns
        self.stop()
        self._cancel = self._tasks.run(
            lambda: find(domain, make_dns()),
            lambda leads: self.found.emit(domain, leads),
            self.failed.emit,
        )
        return domain

    def stop(self) -> None:
        """Wait no longer for an answer."""
        cancel, self._cancel = self._cancel, None
        if cancel is not None:
            cancel()


class LeadsModel(QAbstractTableModel):
    """The hosts with a check box each.

    Signals:
        chosen_changed: Others are chosen now.
    """

    chosen_changed = Signal()

    def __init__(self, words: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: Sequence[LeadRow] = ()
        self._chosen: set[Target] = set()

    def show(self, rows: Sequence[LeadRow]) -> None:
        """Show other hosts, the likely ones chosen."""
        self.beginResetModel()
        self._rows = rows
        self._chosen = {row.lead.target for row in rows if row.is_likely}
        self.endResetModel()
        self.chosen_changed.emit()

    def row(self, index: Index) -> LeadRow:
        """Give the host at a place."""
        return self._rows[index.row()]

    def chosen(self) -> tuple[Target, ...]:
        """Give the chosen hosts in their order."""
        return tuple(row.lead.target for row in self._rows if self._is_chosen(row))

    def toggle(self, index: Index) -> None:
        """Choose a host, or no longer."""
        if not index.isValid() or not self.row(index).can_add:
            return
        self._chosen ^= {self.row(index).lead.target}
        place = index.row()
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(LeadColumn) - 1))
        self.chosen_changed.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(LeadColumn)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self.row(index).can_add:
            flags |= Qt.ItemFlag.ItemIsEnabled
            if index.column() == LeadColumn.SERVER:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what an assistive technology does with a check box."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.row(index), LeadColumn(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._text(row, column)
        if role == TONE_ROLE:
            return None if row.can_add and column is not LeadColumn.NOTE else "muted"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Qt.ItemDataRole.CheckStateRole and column is LeadColumn.SERVER:
            return Qt.CheckState.Checked if self._is_chosen(row) else Qt.CheckState.Unchecked
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.text(f"dialog.find.column.{LeadColumn(section).name.lower()}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def _is_chosen(self, row: LeadRow) -> bool:
        return row.lead.target in self._chosen

    def _spoken(self, row: LeadRow, column: LeadColumn) -> str:
        text = self._text(row, column)
        if column is not LeadColumn.SERVER or not row.can_add:
            return text
        state = "chosen" if self._is_chosen(row) else "not-chosen"
        return f"{text}, {self._words.text(f'dialog.find.{state}')}"

    def _text(self, row: LeadRow, column: LeadColumn) -> str:
        match column:
            case LeadColumn.SERVER:
                return short(row.lead.target)
            case LeadColumn.HOW:
                return self._words.text(f"dialog.find.how.{row.lead.how}")
            case LeadColumn.NOTE:
                return self._words.say(row.note) if row.note else ""


def _first_of_each_address(
    leads: Iterable[Lead], domain: str, known: dict[Target, Server | None]
) -> dict[Target, Lead]:
    """Give, for each host, the one that stands for all with its addresses and port."""
    alike: dict[tuple[object, int], list[Lead]] = defaultdict(list)
    for lead in leads:
        place: object = lead.addresses or lead.target.host
        alike[place, lead.target.port].append(lead)
    first: dict[Target, Lead] = {}
    for group in alike.values():
        best = min(group, key=lambda one: (known[one.target] is None, _rank(one, domain)))
        first |= {one.target: best for one in group}
    return first


def _rank(lead: Lead, domain: str) -> int:
    """Order by how likely people call the server by this name."""
    if lead.how == "srv":
        return 0
    if lead.target.host == domain:
        return 4
    if lead.how == "mx":
        return 3
    return 2 if lead.target.host == f"autodiscover.{domain}" else 1


def _judged(lead: Lead, domain: str, known: Server | None, first: dict[Target, Lead]) -> LeadRow:
    host, best = lead.target.host, first[lead.target]
    if known is not None:
        note = Message("dialog.find.note.stored", {"name": known.name})
        return LeadRow(lead, note, can_add=False, is_likely=False)
    if lead.cloud:
        note = Message("dialog.find.note.cloud")
        return LeadRow(lead, note, can_add=False, is_likely=False)
    doubt = _doubt(host, domain)
    if best is not lead:
        doubt = Message("dialog.find.note.same", {"target": short(best.target)})
    return LeadRow(lead, doubt, can_add=True, is_likely=doubt is None)


def _doubt(host: str, domain: str) -> Message | None:
    if host == domain:
        return Message("dialog.find.note.domain")
    return None if host.endswith(f".{domain}") else Message("dialog.find.note.foreign")
