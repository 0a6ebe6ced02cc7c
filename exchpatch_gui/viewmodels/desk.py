# SPDX-License-Identifier: MIT
"""What the window does with the servers: check, delete and undo, change several, count, report."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import UserError
from exchpatch_gui.net.courtesy import going_first
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.viewmodels.filters import Filter
from exchpatch_gui.viewmodels.fleet import Activity, Fleet, Row
from exchpatch_gui.viewmodels.run_controller import RunController

if TYPE_CHECKING:
    from exchpatch_gui.domain.verdicts import Acceptance, Finding
    from exchpatch_gui.services.inventory import ServerChange
    from exchpatch_gui.viewmodels.report_saver import ReportSaver
    from exchpatch_gui.viewmodels.sign_in_book import SignInBook
    from exchpatch_gui.viewmodels.tasks import Tasks

Undo = Callable[[], object]
_COUNT_MILLISECONDS = 300


class Desk(QObject):
    """Lives as long as the program; windows in any language come and go on top of it.

    Signals:
        counted: Lights or servers have changed; totals are to be shown anew.
        undo_offered: Text id, its count, and what takes it back: the last thing done.
        failed: ``Exception`` that the user should be told of.
        warmed: What judging needs is loaded: single results can be shown.
    """

    counted = Signal()
    undo_offered = Signal(str, int, object)
    failed = Signal(object)
    warmed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.fleet = Fleet(workspace, self)
        self.runs = RunController(workspace, self)
        self.is_warm = False
        self._undo: Undo | None = None
        self._next: list[int] = []
        self._stop = threading.Event()
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(_COUNT_MILLISECONDS)
        self._count_soon.timeout.connect(self._count)
        self.fleet.reloaded.connect(self.counted)
        self.fleet.changed.connect(self._plan_count)
        self.runs.run_started.connect(self._begin)
        self.runs.servers_started.connect(self._mark_checking)
        self.runs.sections_read.connect(self.fleet.mark_reading)
        self.runs.results_arrived.connect(self.fleet.apply)
        self.runs.run_finished.connect(self._settle)
        self.runs.run_failed.connect(self._break_off)
        self.runs.storing_failed.connect(self.failed)

    @cached_property
    def tasks(self) -> Tasks:
        """What takes long, in threads of its own."""
        from exchpatch_gui.viewmodels.tasks import Tasks  # noqa: PLC0415 (after the first frame)

        return Tasks(self)

    @cached_property
    def reports(self) -> ReportSaver:
        """What makes and saves reports."""
        from exchpatch_gui.viewmodels.report_saver import (  # noqa: PLC0415 (after the first frame)
            ReportSaver,
        )

        made = ReportSaver(self.workspace, self.tasks, self)
        made.failed.connect(self.failed)
        return made

    @cached_property
    def book(self) -> SignInBook:
        """The sign-ins: it outlives the dialogs on them, so that no password is lost on its way."""
        from exchpatch_gui.viewmodels.sign_in_book import (  # noqa: PLC0415 (rarely needed)
            SignInBook,
        )

        return SignInBook(self.workspace, self)

    @property
    def can_undo(self) -> bool:
        """Whether the last thing done can be taken back."""
        return self._undo is not None

    def reload(self) -> None:
        """Read list and results again."""
        self._guarded(self.fleet.load)

    def warm_up(self) -> None:
        """Load what judging needs, then judge anew what was judged on another day."""
        self.tasks.run(self.workspace.warm_up, lambda _: self._be_warm(), self.failed.emit)

    def judge_anew(self, *, by_other_rules: bool = False) -> None:
        """Judge the latest evidence by today's catalogue and day, in a worker."""
        from exchpatch_gui.services.orders import order_rejudging  # noqa: PLC0415 (later)

        work = order_rejudging(self.workspace, by_other_rules=by_other_rules)
        self.tasks.run(lambda: work(self._stop), self.fleet.judge_anew, self.failed.emit)

    def check_all(self) -> bool:
        """Begin to check every server that isn't switched off; tell whether a run began."""
        rows = self.fleet.rows.values()
        return self.check([row.server for row in rows if row.server.enabled])

    def check(self, servers: Sequence[Server]) -> bool:
        """Begin to check these servers; tell whether a run began."""
        return bool(self._guarded(lambda: self.runs.start(servers)))

    def check_soon(self, servers: Sequence[Server]) -> None:
        """Check servers now, or as soon as the run that is on its way has ended."""
        if not self.runs.is_running:
            self.check(servers)
            return
        self._next += [server.id for server in servers]
        self.fleet.mark(servers, Activity.WAITING)

    def accept(self, server: Server, findings: Sequence[Finding], acceptance: Acceptance) -> None:
        """Note that somebody answers for findings of a server."""

        def work() -> None:
            self.fleet.apply([self.workspace.answers.accept(server.id, findings, acceptance)])

        self._guarded(work)

    def withdraw(self, server: Server, finding: Finding) -> None:
        """Take back that somebody answers for a finding."""

        def work() -> None:
            self.fleet.apply([self.workspace.answers.withdraw(server.id, finding)])

        self._guarded(work)

    def remove(self, ids: Iterable[int]) -> None:
        """Take servers out of the list, and offer to take that back."""
        wanted = tuple(ids)

        def work() -> None:
            removed = self.workspace.inventory.remove(wanted)
            self.fleet.load()
            if removed.ids:
                self.offer_undo(
                    "window.toast.deleted",
                    len(removed.ids),
                    lambda: self.workspace.inventory.restore(removed),
                )

        self._guarded(work)

    def change(self, ids: Iterable[int], change_of: Callable[[Server], ServerChange]) -> None:
        """Change several servers alike, all or none, and offer to take that back."""
        servers = self.fleet.servers(ids)

        def work() -> None:
            done = self.workspace.inventory.edit_all(
                {server.id: change_of(server) for server in servers}
            )
            self.fleet.load()
            if done.after:
                self.offer_undo(
                    "window.toast.changed",
                    len(done.after),
                    lambda: self.workspace.inventory.undo_edit(done),
                )

        self._guarded(work)

    def offer_undo(self, text_id: str, count: int, take_back: Undo) -> None:
        """Say what was done, and offer to take it back."""
        self._undo = take_back
        self.undo_offered.emit(text_id, count, take_back)

    def note_undo(self, take_back: Undo) -> None:
        """Know how to take back what somebody else says was done."""
        self._undo = take_back

    def undo(self) -> None:
        """Take back the last thing done."""
        take_back, self._undo = self._undo, None
        if take_back is not None:
            self._guarded(take_back)
            self.reload()

    def counts(self, scope: Filter) -> Mapping[TrafficLight, int]:
        """Count the lights of the rows in a scope."""
        rows: Iterable[Row] = self.fleet.rows.values()
        for test in Filter(scope.scope).tests(local(self.workspace.clock())):
            rows = filter(test, rows)
        return Counter(row.light for row in rows)

    def shut_down(self) -> None:
        """End what runs, keep what is done; then the workspace may be closed."""
        self._stop.set()
        self.runs.shut_down()
        if "book" in self.__dict__:
            self.book.shut_down()
        if "tasks" in self.__dict__:  # else it would be made for its end
            self.tasks.shut_down()

    def _be_warm(self) -> None:
        self.is_warm = True
        self.warmed.emit()
        self.judge_anew()

    def _guarded(self, work: Callable[[], object]) -> object:
        try:
            return work()
        except UserError as error:
            self.failed.emit(error)
            return None

    def _count(self) -> None:
        with going_first():
            self.counted.emit()

    def _plan_count(self) -> None:
        if not self._count_soon.isActive():
            self._count_soon.start()

    def _begin(self, servers: tuple[Server, ...]) -> None:
        self.fleet.mark(servers, Activity.WAITING)

    def _mark_checking(self, servers: tuple[Server, ...]) -> None:
        self.fleet.mark(servers, Activity.CHECKING)

    def _settle(self) -> None:
        self._count_soon.stop()
        self.fleet.settle()
        self.counted.emit()
        # Everybody else is to hear of the end of one run before the next one begins.
        QTimer.singleShot(0, self, self._check_next)

    def _check_next(self) -> None:
        """Check what was added while a run was on its way."""
        ids, self._next = self._next, []
        if ids and not self._stop.is_set():
            self.check_soon(self.fleet.servers(ids))

    def _break_off(self, error: Exception) -> None:
        self._settle()
        self.failed.emit(error)
