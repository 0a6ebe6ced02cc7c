# SPDX-License-Identifier: MIT
"""A list that is to be imported: its columns guessed, and what will happen to each line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from exchpatch_gui.domain.servers import Server, Target, TargetError
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import InputError
from exchpatch_gui.services.csv_columns import Columns, Field, match_columns
from exchpatch_gui.services.csv_import import ImportPlan, PlannedRow, RowFault, plan_table
from exchpatch_gui.services.csv_text import Row, Table, read_table
from exchpatch_gui.viewmodels.addresses import short

Source = Path | str
"""A file, or text that was pasted."""
SHOWN = (Field.HOST, Field.NAME, Field.GROUP, Field.TAGS)
"""The fields a preview shows, in this order."""
_CELL_LIMIT = 120
# A fault of the port shows at the server, which has it behind a colon.
_SHOWN_AT = {field: place for place, field in enumerate(SHOWN)} | {Field.PORT: 0}


class Kind(StrEnum):
    """What becomes of a line."""

    ADD = "add"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    FAULTY = "faulty"


class PreviewRow(NamedTuple):
    """One line of the list.

    Attributes:
        cells: The texts of ``SHOWN``.
        faults: What is wrong with it.
        wrong: Which of the cells are wrong, by their place.
        changed: The fields that an update changes.
    """

    line: int
    kind: Kind
    cells: tuple[str, ...]
    faults: tuple[RowFault, ...] = ()
    wrong: frozenset[int] = frozenset()
    changed: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A list that was read.

    Attributes:
        columns: As far as they can be guessed; perhaps without ``Field.HOST``.
    """

    table: Table
    columns: Columns


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a list will do, line by line."""

    plan: ImportPlan
    rows: tuple[PreviewRow, ...]
    counts: Mapping[Kind, int]

    @property
    def imported(self) -> int:
        """How many servers will be added or changed."""
        return self.counts[Kind.ADD] + self.counts[Kind.UPDATE]


def open_list(source: Source, name_column: Callable[[int], str]) -> OpenedList:
    """Read a list and guess its columns; a first line that holds a server is no header.

    Args:
        source: The file or the pasted text.
        name_column: Names a column by its number, from 1, where the list has no header.

    Raises:
        UserError: It can't be read.
    """
    table = read_table(source if isinstance(source, Path) else source.encode("utf-8"))
    columns = _guessed(table.header.cells)
    if Field.HOST not in columns.places:
        place = _place_of_host(table.header.cells)
        if place is not None:
            names = tuple(name_column(one + 1) for one in range(len(table.header.cells)))
            rows = (table.header, *table.rows)
            table = replace(table, header=Row(0, names), rows=rows)
            columns = Columns({Field.HOST: place}, names)
    return OpenedList(table, columns)


def make_preview(
    opened: OpenedList, columns: Columns, existing: Iterable[Server], *, update_existing: bool
) -> Preview:
    """Say line by line what importing would do; ``Field.HOST`` has to be among the columns."""
    servers = tuple(existing)
    plan = plan_table(opened.table, columns, servers, update_existing=update_existing)
    by_id = {server.id: server for server in servers}
    planned = {row.line: row for row in plan.rows}
    faults: dict[int, list[RowFault]] = defaultdict(list)
    for fault in plan.faults:
        faults[fault.line].append(fault)
    rows = tuple(
        _fine(planned[row.line], by_id)
        if row.line in planned
        else _faulty(row, columns, faults[row.line])
        for row in opened.table.rows
    )
    return Preview(plan, rows, Counter(row.kind for row in rows))


def with_column(columns: Columns, field: Field, place: int | None) -> Columns:
    """Let a field stand in another column, or in none; a column holds one field only."""
    places = {
        one: there for one, there in columns.places.items() if one is not field and there != place
    }
    if place is not None:
        places[field] = place
    return Columns(places, columns.header)


def _fine(row: PlannedRow, existing: Mapping[int, Server]) -> PreviewRow:
    server = row.server
    cells = (short(server.target), server.name, server.group, ", ".join(server.tags))
    before = existing.get(server.id)
    kind = Kind(row.action.value)
    changed = _changed(before, server) if before and kind is Kind.UPDATE else ()
    return PreviewRow(row.line, kind, cells, changed=changed)


def _changed(before: Server, after: Server) -> tuple[Field, ...]:
    pairs = {
        Field.NAME: before.name != after.name,
        Field.GROUP: before.group != after.group,
        Field.TAGS: before.tags != after.tags,
        Field.NOTES: before.notes != after.notes,
        Field.ENABLED: before.enabled != after.enabled,
    }
    return tuple(field for field, differs in pairs.items() if differs)


def _faulty(row: Row, columns: Columns, faults: Sequence[RowFault]) -> PreviewRow:
    fields = {place: field for field, place in columns.places.items()}
    at_fault = (fields.get(fault.column - 1) for fault in faults)
    wrong = frozenset(_SHOWN_AT[field] for field in at_fault if field in _SHOWN_AT)
    host, *others = (_cell(row, columns, field) for field in SHOWN)
    port = _cell(row, columns, Field.PORT)
    server = f"{host}:{port}" if port else host
    return PreviewRow(row.line, Kind.FAULTY, (server, *others), tuple(faults), wrong)


def _cell(row: Row, columns: Columns, field: Field) -> str:
    place = columns.places.get(field)
    return "" if place is None or place >= len(row.cells) else clean(row.cells[place], _CELL_LIMIT)


def _guessed(header: Sequence[str]) -> Columns:
    names = tuple(clean(name, 80) for name in header)
    counts = Counter(map(_folded, names))
    single = tuple(name if counts[_folded(name)] == 1 else "" for name in names)
    try:
        return Columns(match_columns(single).places, names)
    except InputError:  # no column has a name that means the server
        places = match_columns((*single, Field.HOST.value)).places
        return Columns({one: at for one, at in places.items() if at < len(names)}, names)


def _folded(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _place_of_host(cells: Sequence[str]) -> int | None:
    return next((place for place, cell in enumerate(cells) if _is_host(cell)), None)


def _is_host(cell: str) -> bool:
    try:
        host = Target.parse(cell).host
    except TargetError:
        return False
    return "." in host or ":" in host
