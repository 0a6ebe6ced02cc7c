# SPDX-License-Identifier: MIT
"""Reads, plans and imports a list in threads, and tells a dialog how it goes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.clock import Clock
from exchpatch_gui.services.csv_columns import Columns, Field
from exchpatch_gui.services.csv_import import ImportPlan
from exchpatch_gui.services.inventory import ImportDone
from exchpatch_gui.services.session import Session
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.import_preview import (
    OpenedList,
    Preview,
    Source,
    make_preview,
    open_list,
    with_column,
)
from exchpatch_gui.viewmodels.tasks import Tasks

Value = TypeVar("Value")


class Importer(QObject):
    """One list at a time.

    Signals:
        opened: A list was read; its columns are guessed.
        planned: The preview is another one now; there is none without a column of servers.
        failed: The ``Exception`` that ended reading or importing.
        imported: ``ImportDone``.
    """

    opened = Signal()
    planned = Signal()
    failed = Signal(object)
    imported = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = Tasks(self)
        self._cancel: Callable[[], None] | None = None
        self._opened: OpenedList | None = None
        self._existing: Iterable[Server] = ()
        self._columns = Columns({}, ())
        self._preview: Preview | None = None
        self._update_existing = False
        self._is_importing = False

    @property
    def is_busy(self) -> bool:
        """Whether something is read, planned or imported."""
        return self._tasks.are_running

    @property
    def is_importing(self) -> bool:
        """Whether the list is being imported, which can't be stopped."""
        return self._is_importing

    @property
    def list(self) -> OpenedList | None:
        """The list that was read."""
        return self._opened

    @property
    def columns(self) -> Columns:
        """Which column is which field."""
        return self._columns

    @property
    def preview(self) -> Preview | None:
        """What importing will do; None while there is no column of servers."""
        return self._preview

    def open(self, source: Source) -> None:
        """Read another list."""
        try:
            self._existing = self._workspace.servers()
        except UserError as error:
            self.failed.emit(error)
            return
        words = self._workspace.words

        def name_column(number: int) -> str:
            return words.text("dialog.import.column", {"number": number})

        self._run(lambda: open_list(source, name_column), self._take_list)

    def choose(self, field: Field, place: int | None) -> None:
        """Let a field stand in another column, or in none."""
        self._columns = with_column(self._columns, field, place)
        self._plan()

    def update_existing(self, *, wanted: bool) -> None:
        """Let servers that are in the list take over what the lines say of them, or not."""
        self._update_existing = wanted
        self._plan()

    def start(self) -> None:
        """Import what the preview says; faulty lines are left out."""
        if self._preview is None or self.is_busy:
            return
        plan, paths, clock = self._preview.plan, self._workspace.paths, self._workspace.clock
        self._is_importing = True
        self._run(lambda: _import(paths, clock, plan), self._finish)

    def stop(self) -> None:
        """Wait no longer for what is read or planned."""
        cancel, self._cancel = self._cancel, None
        if cancel is not None:
            cancel()

    def _take_list(self, opened: OpenedList) -> None:
        self._opened = opened
        self._columns = opened.columns
        self._preview = None
        self.opened.emit()
        self._plan()

    def _plan(self) -> None:
        opened, columns, existing = self._opened, self._columns, self._existing
        update = self._update_existing
        self.stop()
        if opened is None:
            return
        if Field.HOST not in columns.places:
            self._take_preview(None)
            return
        self._run(
            lambda: make_preview(opened, columns, existing, update_existing=update),
            self._take_preview,
        )

    def _take_preview(self, preview: Preview | None) -> None:
        self._preview = preview
        self.planned.emit()

    def _finish(self, done: ImportDone) -> None:
        self._is_importing = False
        self.imported.emit(done)

    def _fail(self, error: Exception) -> None:
        self._is_importing = False
        self.failed.emit(error)

    def _run(self, work: Callable[[], Value], on_done: Callable[[Value], None]) -> None:
        self.stop()
        self._cancel = self._tasks.run(lambda: _undisturbed(work), on_done, self._fail)


def _undisturbed(work: Callable[[], Value]) -> Value:
    """Work on many objects without a search for garbage, which stops all threads for 0.3 s."""
    if not gc.isenabled():
        return work()
    gc.disable()
    try:
        return work()
    finally:
        gc.enable()


def _import(paths: AppPaths, clock: Clock, plan: ImportPlan) -> ImportDone:
    """Import through a connection of this thread's own."""
    with Session.create(paths, clock=clock) as session:
        return session.inventory.apply(plan, skip_invalid=True)
