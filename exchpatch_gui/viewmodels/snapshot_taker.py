# SPDX-License-Identifier: MIT
"""Takes a snapshot of a server, by signing in or from files, and compares two of them."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from exchpatch_gui.domain.access import PlannedAccess
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.errors import InputError, UserError
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.tasks import Tasks

if TYPE_CHECKING:
    from exchpatch_gui.remote.collect import Progress
    from exchpatch_gui.services.snapshots import UpdateCheck
    from exchpatch_gui.upkeep.snapshot import Snapshot

_POLL_MILLISECONDS = 50


class SnapshotTaker(QObject):
    """One snapshot at a time.

    Signals:
        progressed: ``Progress``: a section is read.
        taken: ``Role`` of what is stored now.
        failed: ``Exception``: nothing was stored.
    """

    progressed = Signal(object)
    taken = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = Tasks(self)
        self._cancel = threading.Event()
        self._told: queue.SimpleQueue[Progress] = queue.SimpleQueue()
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MILLISECONDS)
        self._timer.timeout.connect(self._look)

    def sign_in(self, planned: PlannedAccess, role: Role) -> None:
        """Begin to collect from the server itself."""
        from exchpatch_gui.services.live_snapshot import LiveSnapshot  # noqa: PLC0415 (later)
        from exchpatch_gui.services.refusals import noter  # noqa: PLC0415 (likewise)
        from exchpatch_gui.services.snapshots import snapshot_of  # noqa: PLC0415 (likewise)

        workspace = self._workspace
        note_refused = noter(workspace.paths.database, workspace.clock)
        live = LiveSnapshot(planned, workspace.passwords, workspace.probe_options, note_refused)
        cancel, tell = self._cancel, self._told.put
        self._begin(planned.server, role, lambda: snapshot_of(*live.take(cancel, tell)))

    def read(self, server: Server, role: Role, files: Sequence[Path]) -> None:
        """Begin to read a file of facts and, if it is there, one of configuration files."""
        chosen = tuple(files)
        self._begin(server, role, lambda: read_snapshot(chosen))

    def cancel(self) -> None:
        """End it; the server is left within two seconds and nothing is stored."""
        self._cancel.set()
        self._timer.stop()
        self._tasks.forget()

    def _begin(self, server: Server, role: Role, work: Callable[[], Snapshot]) -> None:
        self._timer.start()
        self._tasks.run(work, lambda snapshot: self._store(server, role, snapshot), self._fail)

    def _look(self) -> None:
        latest = None
        while not self._told.empty():
            latest = self._told.get_nowait()
        if latest is not None:
            self.progressed.emit(latest)

    def _store(self, server: Server, role: Role, snapshot: Snapshot) -> None:
        self._timer.stop()
        snapshots = self._workspace.snapshots
        try:
            snapshots.take(server, role, snapshot.collected, snapshot.config_files)
        except UserError as error:
            self.failed.emit(error)
            return
        self.taken.emit(role)

    def _fail(self, error: Exception) -> None:
        self._timer.stop()
        self.failed.emit(error)


def read_snapshot(files: Sequence[Path]) -> Snapshot:
    """Read a snapshot from files, in any order.

    Raises:
        UserError: A file can't be read, or there are no facts among them.
    """
    from exchpatch_gui.collected import config_files  # noqa: PLC0415 (later)
    from exchpatch_gui.services.facts_import import (  # noqa: PLC0415 (likewise)
        BroughtFacts,
        read_facts,
    )
    from exchpatch_gui.services.snapshots import snapshot_of  # noqa: PLC0415 (likewise)

    hashes, facts = None, list[BroughtFacts]()
    for file in files:
        if _names(file, config_files.SCHEMA):
            hashes = config_files.load(file)
        else:
            facts += read_facts((file,))
    if len(facts) != 1:
        raise InputError("snapshot.one-file", count=len(facts))
    return snapshot_of(facts[0].collected, hashes)


def order_comparison(workspace: Workspace, server: Server) -> Callable[[], UpdateCheck]:
    """Give what compares the two snapshots of a server, in any thread."""
    paths, clock, day = workspace.paths, workspace.clock, workspace.day

    def work() -> UpdateCheck:
        from exchpatch_gui.services.session import Session  # noqa: PLC0415 (later)

        with Session.open(paths, clock=clock) as session:
            catalogue = workspace.catalogue
            return session.snapshots.check(server, session.judge(catalogue, day), catalogue)

    return work


def _names(file: Path, schema: str) -> bool:
    """Tell by its beginning whether a file says that it follows a schema."""
    try:
        with file.open("rb") as stream:
            return schema.encode("ascii") in stream.read(4096)
    except OSError:
        return False  # whoever reads it as facts says what is wrong
