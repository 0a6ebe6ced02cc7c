# SPDX-License-Identifier: MIT
"""What importing a CSV file would do, row by row, before anything is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.servers import DEFAULT_PORT, Server, Target
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass, replace
from exchpatch_gui.errors import InputError
from exchpatch_gui.services.csv_columns import Columns, Field, match_columns
from exchpatch_gui.services.csv_export import unguard
from exchpatch_gui.services.csv_text import Row, Table, read_table
from exchpatch_gui.services.server_fields import (
    read_group,
    read_name,
    read_notes,
    read_tags,
    read_target,
)
from exchpatch_gui.storage.servers import TargetKey, target_key

_YES = frozenset({"yes", "true", "1", "on", "x", "ja", "wahr"})
_NO = frozenset({"no", "false", "0", "off", "nein", "falsch"})
T = TypeVar("T")


class RowAction(StrEnum):
    """What becomes of a valid row."""

    ADD = "add"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    """The server is in the list already, and nothing of it is to change."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A valid row.

    Attributes:
        line: Where it begins in the file, from 1.
        server: As it will be; with its id if it is in the list.
    """

    line: int
    action: RowAction
    server: Server


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row, and where.

    Attributes:
        line: Where the row begins in the file, from 1.
        column: From 1.
        column_name: As the file's header has it; empty beyond the header's end.
    """

    line: int
    column: int
    column_name: str
    message: Message


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will do.

    Attributes:
        warnings: What had to be guessed or is left out.
    """

    rows: tuple[PlannedRow, ...]
    faults: tuple[RowFault, ...]
    columns: Columns
    encoding: str
    delimiter: str
    warnings: tuple[Message, ...]

    @property
    def faulty_rows(self) -> int:
        """How many rows have faults."""
        return len({fault.line for fault in self.faults})

    def with_action(self, action: RowAction) -> tuple[PlannedRow, ...]:
        """Give the rows of which this becomes."""
        return tuple(row for row in self.rows if row.action is action)


def plan_import(
    source: bytes | Path,
    existing: Iterable[Server],
    *,
    mapping: Mapping[Field, str] | None = None,
    update_existing: bool = False,
) -> ImportPlan:
    """Read a CSV file and say what importing it would do; nothing is changed.

    Args:
        source: The file or its content.
        existing: The servers of the list.
        mapping: Which column of the file is which field; found by their names without it.
        update_existing: Servers that are in the list take over the row's fields that are not
            empty; otherwise they stay as they are.

    Raises:
        MissingError: The file isn't there.
        InputError: The file as a whole can't be read, or has no column with the hosts.
    """
    table = read_table(source)
    columns = match_columns(table.header.cells, mapping)
    return plan_table(table, columns, existing, update_existing=update_existing)


def plan_table(
    table: Table, columns: Columns, existing: Iterable[Server], *, update_existing: bool = False
) -> ImportPlan:
    """Say what importing a table would do, with ``columns`` as they are given.

    Args:
        table: As it was read.
        columns: Where each field stands; ``Field.HOST`` has to be among them.
        existing: The servers of the list.
        update_existing: As for ``plan_import``.
    """
    planner = _Planner(columns, existing, update_existing=update_existing)
    for row in table.rows:
        planner.take(row)
    warnings = table.warnings
    if columns.ignored:
        warnings += (Message("import.warning.ignored", {"columns": ", ".join(columns.ignored)}),)
    return ImportPlan(
        rows=tuple(planner.rows),
        faults=tuple(planner.faults),
        columns=columns,
        encoding=table.encoding,
        delimiter=table.delimiter,
        warnings=warnings,
    )


class _Planner:
    """Judges one row after the other, each against the list and the rows before it."""

    def __init__(
        self, columns: Columns, existing: Iterable[Server], *, update_existing: bool
    ) -> None:
        self.rows: list[PlannedRow] = []
        self.faults: list[RowFault] = []
        self._columns = columns
        self._existing = {target_key(server.target): server for server in existing}
        self._update_existing = update_existing
        self._lines: dict[TargetKey, int] = {}

    def take(self, row: Row) -> None:
        reader = _RowReader(self._columns, row)
        server = reader.read(self._existing)
        if server is not None:
            first = self._lines.setdefault(target_key(server.target), row.line)
            if first != row.line:
                reader.note(Field.HOST, Message("import.fault.repeated", {"line": first}))
        self.faults += reader.faults
        if server is not None and not reader.faults:
            self.rows.append(PlannedRow(row.line, *self._decide(server)))

    def _decide(self, server: Server) -> tuple[RowAction, Server]:
        known = self._existing.get(target_key(server.target))
        if known is None:
            return RowAction.ADD, server
        if self._update_existing and server != known:
            return RowAction.UPDATE, server
        return RowAction.UNCHANGED, known


class _RowReader:
    """Reads the fields of one row and notes what is wrong with each."""

    def __init__(self, columns: Columns, row: Row) -> None:
        self.faults: list[RowFault] = []
        self._columns = columns
        self._row = row

    def note(self, field: Field, message: Message) -> None:
        place = self._columns.places[field]
        label = self._columns.label(field)
        self.faults.append(RowFault(self._row.line, place + 1, label, message))

    def read(self, existing: Mapping[TargetKey, Server]) -> Server | None:
        """Give the server the row describes; None if its target can't be read."""
        self._note_surplus()
        target = self._read_target()
        if target is None:
            self._read_onto(Server.ad_hoc(Target("host")))
            return None
        known = existing.get(target_key(target))
        return self._read_onto(known or Server.ad_hoc(target))

    def _read_onto(self, server: Server) -> Server:
        name = self._checked(Field.NAME, lambda text: read_name(text, server.target))
        group = self._checked(Field.GROUP, read_group)
        tags = self._checked(Field.TAGS, lambda text: read_tags([text]))
        notes = self._checked(Field.NOTES, read_notes)
        enabled = self._checked(Field.ENABLED, _read_enabled)
        return replace(
            server,
            name=name or server.name,
            group=group or server.group,
            tags=tags or server.tags,
            notes=notes or server.notes,
            enabled=server.enabled if enabled is None else enabled,
        )

    def _read_target(self) -> Target | None:
        target = self._checked(Field.HOST, read_target)
        port = self._checked(Field.PORT, _read_port)
        if target is None:
            if not self._text(Field.HOST):
                self.note(Field.HOST, Message("import.fault.no_host"))
            return None
        if port is None:
            return target
        if target.port not in {DEFAULT_PORT, port}:
            values = {"port": port, "other": target.port}
            self.note(Field.PORT, Message("import.fault.two_ports", values))
        return Target(target.host, port)

    def _checked(self, field: Field, read: Callable[[str], T]) -> T | None:
        """Read a field; None if it is empty or not valid."""
        text = self._text(field)
        if not text:
            return None
        try:
            return read(text)
        except InputError as error:
            self.note(field, Message(f"error.{error.key}.message", error.params))
            return None

    def _text(self, field: Field) -> str:
        place = self._columns.places.get(field)
        if place is None or place >= len(self._row.cells):
            return ""
        return unguard(self._row.cells[place]).strip()

    def _note_surplus(self) -> None:
        width = len(self._columns.header)
        if any(cell.strip() for cell in self._row.cells[width:]):
            values = {"cells": len(self._row.cells), "columns": width}
            message = Message("import.fault.surplus", values)
            self.faults.append(RowFault(self._row.line, width + 1, "", message))


def _read_port(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < 65536:
        return int(text)
    raise InputError("server.port", text=clean(text, 40))


def _read_enabled(text: str) -> bool:
    word = text.casefold()
    if word in _YES | _NO:
        return word in _YES
    raise InputError("server.enabled", text=clean(text, 40))
