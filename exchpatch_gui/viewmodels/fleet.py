# SPDX-License-Identifier: MIT
"""The servers as the window knows them: each with its latest result and what happens to it now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.outline import Outline
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.services.workspace import Workspace

if TYPE_CHECKING:
    from exchpatch_gui.domain.events import SectionRead
    from exchpatch_gui.domain.runs import ServerResult


class Activity(Enum):
    """What happens to a server at this moment."""

    IDLE = auto()
    WAITING = auto()
    """It is part of the run; its turn is still to come."""
    CHECKING = auto()


class Row:
    """One server of the list.

    Attributes:
        outline: Its latest result in brief, None if it was never checked.
        reading: What is read of it at this moment by a sign-in, None if nothing is.
    """

    __slots__ = ("_haystack", "activity", "outline", "reading", "server")

    def __init__(self, server: Server, brief: Outline | None = None) -> None:
        self.server = server
        self.outline = brief
        self.activity = Activity.IDLE
        self.reading: SectionRead | None = None
        self._haystack = ""

    @property
    def light(self) -> TrafficLight:
        """Its state; what was never checked is unknown."""
        return self.outline.light if self.outline else TrafficLight.GREY

    @property
    def haystack(self) -> str:
        """What a search looks into, folded."""
        if not self._haystack:
            server, brief = self.server, self.outline
            parts = [server.name, str(server.target), server.group, *server.tags, server.notes]
            if brief is not None:
                parts += [brief.product, brief.cumulative_update, brief.update, brief.build]
            self._haystack = "\n".join(parts).casefold()
        return self._haystack

    def take(self, server: Server, brief: Outline | None) -> None:
        """Become another version of the same server."""
        self.server = server
        self.outline = brief
        self._haystack = ""


class Fleet(QObject):
    """All rows by server id.

    Signals:
        reloaded: The list as such is another one: servers came, went or were edited.
        changed: ``tuple[int, ...]``, ids of the rows that show something else now.
        read_on: ``tuple[int, ...]``, ids of rows of which another section is read; nothing else
            about them has changed.
        settled: A run has ended: rows may take their places again.
    """

    reloaded = Signal()
    changed = Signal(object)
    read_on = Signal(object)
    settled = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.rows: dict[int, Row] = {}

    def load(self) -> None:
        """Read the list and the latest results again; what happens to a server goes on.

        Raises:
            StorageError: They can't be read.
        """
        outlines = self._workspace.outlines()
        before = self.rows
        self.rows = {}
        for server in self._workspace.servers():
            brief = outlines.get(server.id)
            row = before.get(server.id)
            if row is None:
                row = Row(server, brief)
            else:
                row.take(server, brief)
            self.rows[server.id] = row
        self.reloaded.emit()

    def servers(self, ids: Iterable[int]) -> tuple[Server, ...]:
        """Give the servers with these ids that are in the list."""
        return tuple(self.rows[one].server for one in ids if one in self.rows)

    def mark(self, servers: Iterable[Server], activity: Activity) -> None:
        """Note what happens to servers now."""
        self._mark((server.id for server in servers), activity)

    def mark_reading(self, events: Iterable[SectionRead]) -> None:
        """Note which section is read of servers now."""
        marked = []
        for event in events:
            row = self.rows.get(event.server.id)
            if row is not None and row.activity is Activity.CHECKING:
                row.reading = event
                marked.append(event.server.id)
        if marked:
            self.read_on.emit(tuple(marked))

    def settle(self) -> None:
        """Note that nothing happens to any server any more."""
        self._mark(tuple(self.rows), Activity.IDLE)
        self.settled.emit()

    def apply(self, results: Sequence[ServerResult]) -> None:
        """Take new results over; those of servers that are no longer listed are left out."""
        from exchpatch_gui.domain.outlining import outline  # noqa: PLC0415 (after the first frame)

        applied = []
        for result in results:
            row = self.rows.get(result.server.id) if result.server else None
            if row is None:
                continue
            row.take(row.server, outline(result, row.outline))
            row.activity, row.reading = Activity.IDLE, None
            applied.append(row.server.id)
        if applied:
            self.changed.emit(tuple(applied))

    def judge_anew(self, outlines: Mapping[int, Outline]) -> None:
        """Take over what the stored evidence means today, unless a later result is there."""
        applied = []
        for server_id, brief in outlines.items():
            row = self.rows.get(server_id)
            if row is not None and row.outline is not None and row.outline.at <= brief.at:
                row.take(row.server, brief)
                applied.append(server_id)
        if applied:
            self.changed.emit(tuple(applied))

    def _mark(self, ids: Iterable[int], activity: Activity) -> None:
        marked = []
        for server_id in ids:
            row = self.rows.get(server_id)
            if row is not None and row.activity is not activity:
                row.activity, row.reading = activity, None
                marked.append(server_id)
        if marked:
            self.changed.emit(tuple(marked))
