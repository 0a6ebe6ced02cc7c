# SPDX-License-Identifier: MIT
"""Between the table and the panel beside it: shows what is selected, once the keys rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exchpatch_gui.errors import UserError
from exchpatch_gui.viewmodels.ages import OLD_AFTER, age
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.fleet import Activity, Row
from exchpatch_gui.views.theme import Theme, set_kind

if TYPE_CHECKING:
    from exchpatch_gui.catalogue.model import Update
    from exchpatch_gui.domain.builds import BuildNumber
    from exchpatch_gui.domain.snapshots import Role
    from exchpatch_gui.domain.verdicts import Finding
    from exchpatch_gui.views.panel.server_panel import ServerPanel

_REST_MILLISECONDS = 30


class PanelLink(QObject):
    """Fills the panel; judging a result takes a moment, so it waits until the selection rests.

    Attributes:
        place: Where the panel is; it is made after the window's first frame.
        shown: Ids of what the panel shows or is about to.

    Signals:
        failed: ``UserError``: what is stored can't be read or written.
        check_requested: ``tuple[Server, ...]`` that are to be asked now.
        edit_requested: The server's entry is to be changed.
        snapshot_requested: ``Server`` and ``Role`` of a snapshot that is to be taken.
        sign_in_requested: ``Server`` of which is to be chosen who signs in.
        comparison_requested: ``Server`` whose snapshots are to be compared.
        acknowledge_requested: ``Server`` and ``Finding`` that somebody wants to answer for.
        url_requested: Address of a web page that is wanted.
        copy_requested: What is to go on the clipboard.
    """

    failed = Signal(object)
    check_requested = Signal(object)
    edit_requested = Signal()
    snapshot_requested = Signal(object, object)
    comparison_requested = Signal(object)
    sign_in_requested = Signal(object)
    acknowledge_requested = Signal(object, object)
    url_requested = Signal(str)
    copy_requested = Signal(str)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = QWidget(parent)
        self.shown: frozenset[int] = frozenset()
        self._desk = desk
        self._theme = theme
        self._panel: ServerPanel | None = None
        self._begun = False
        set_kind(self.place, "panel")
        self._layout = QVBoxLayout(self.place)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._show)

    @property
    def panel(self) -> ServerPanel:
        """The panel itself."""
        if self._panel is None:
            self._panel = self._made()
            self._layout.addWidget(self._panel)
        return self._panel

    def show_soon(self, ids: tuple[int, ...]) -> None:
        """Show these servers when the selection rests."""
        self.shown = frozenset(ids)
        if self._begun:
            self._rest.start()

    def begin(self) -> None:
        """Make the panel and fill it; the window has its first frame."""
        self._begun = True
        self._rest.start(0)
        self._rest.setInterval(_REST_MILLISECONDS)

    def _made(self) -> ServerPanel:
        from exchpatch_gui.views.panel.server_panel import (  # noqa: PLC0415 (after the first frame)
            ServerPanel,
        )

        workspace = self._desk.workspace
        panel = ServerPanel(
            self._theme,
            workspace.words,
            update_at=self._update_at,
            clock=workspace.clock,
        )
        panel.open_url.connect(self.url_requested)
        panel.copy_text.connect(self.copy_requested)
        panel.edit_requested.connect(self.edit_requested)
        panel.check_requested.connect(self._check)
        panel.acknowledge_requested.connect(self._acknowledge)
        panel.withdraw_requested.connect(self._withdraw)
        panel.snapshot_requested.connect(self._take_snapshot)
        panel.comparison_requested.connect(self._compare)
        panel.sign_in_requested.connect(self._choose_sign_in)
        return panel

    def _update_at(self, build: BuildNumber) -> Update | None:
        return self._desk.workspace.catalogue.update_at(build)

    def _show(self) -> None:
        if not self.shown:
            self.panel.clear()
        elif len(self.shown) > 1:
            self.panel.show_many(len(self.shown))
        elif self._desk.is_warm and (row := self._row()):
            self._show_one(row)

    def _row(self) -> Row | None:
        if len(self.shown) != 1:
            return None
        (server_id,) = self.shown
        return self._desk.fleet.rows.get(server_id)

    def _show_one(self, row: Row) -> None:
        from exchpatch_gui.viewmodels.upkeep import Upkeep  # noqa: PLC0415 (after the first frame)

        workspace = self._desk.workspace
        try:
            result = workspace.result(row.server.id)
            history = workspace.timeline(row.server.id)
            upkeep = Upkeep(
                workspace.snapshots.taken(row.server),
                workspace.setup_logs.latest(row.server.id),
            )
        except UserError as error:
            self.failed.emit(error)
            return
        now = workspace.clock()
        old = row.outline is not None and now - row.outline.at > OLD_AFTER
        self.panel.show_server(
            row.server,
            result,
            history,
            checking=row.activity is not Activity.IDLE,
            stale_age=age(workspace.words, row.outline.at, now) if old and row.outline else "",
            upkeep=upkeep,
        )

    def _check(self) -> None:
        self.check_requested.emit(self._desk.fleet.servers(self.shown))

    def _take_snapshot(self, role: Role) -> None:
        if row := self._row():
            self.snapshot_requested.emit(row.server, role)

    def _compare(self) -> None:
        if row := self._row():
            self.comparison_requested.emit(row.server)

    def _choose_sign_in(self) -> None:
        if row := self._row():
            self.sign_in_requested.emit(row.server)

    def _acknowledge(self, finding: Finding) -> None:
        if row := self._row():
            self.acknowledge_requested.emit(row.server, finding)

    def _withdraw(self, finding: Finding) -> None:
        if row := self._row():
            self._desk.withdraw(row.server, finding)
