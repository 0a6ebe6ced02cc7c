# SPDX-License-Identifier: MIT
"""Between the table and the panel beside it: shows what is selected, once the keys rest."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import UserError
from exchpatch_gui.storage.records import HistoryEntry
from exchpatch_gui.viewmodels.desk import Desk

_REST_MILLISECONDS = 30


class Panel(Protocol):
    """What the panel at the side shows."""

    def show_server(
        self, server: Server, result: ServerResult | None, history: tuple[HistoryEntry, ...]
    ) -> None:
        """Show one server, which may never have been checked."""

    def show_many(self, count: int) -> None:
        """Say that several servers are selected."""

    def clear(self) -> None:
        """Show that none is selected."""


class PanelLink(QObject):
    """Fills the panel; judging a result takes a moment, so it waits until the selection rests.

    Attributes:
        shown: Ids of what the panel shows or is about to.

    Signals:
        failed: ``UserError``: what is stored can't be read.
    """

    failed = Signal(object)

    def __init__(self, desk: Desk, panel: Panel, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: frozenset[int] = frozenset()
        self._desk = desk
        self._panel = panel
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._show)

    def show_soon(self, ids: tuple[int, ...]) -> None:
        """Show these servers when the selection rests."""
        self.shown = frozenset(ids)
        self._rest.start()

    def _show(self) -> None:
        if not self.shown:
            self._panel.clear()
        elif len(self.shown) > 1:
            self._panel.show_many(len(self.shown))
        elif self._desk.is_warm:
            self._show_one(*self.shown)

    def _show_one(self, server_id: int) -> None:
        workspace = self._desk.workspace
        row = self._desk.fleet.rows.get(server_id)
        if row is None:
            return
        try:
            result, history = workspace.result(server_id), workspace.timeline(server_id)
        except UserError as error:
            self.failed.emit(error)
            return
        self._panel.show_server(row.server, result, history)
