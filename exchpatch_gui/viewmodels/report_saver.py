# SPDX-License-Identifier: MIT
"""Saves a report beside the last one: made and written in a worker, told when it is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.text import clean
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.viewmodels.tasks import Tasks

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')
_NAME_LIMIT = 80


class ReportSaver(QObject):
    """One report at a time.

    Signals:
        began: A report is being made.
        saved: ``Path`` of the finished file.
        failed: ``Exception``.
    """

    began = Signal()
    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self._busy = False

    @property
    def is_busy(self) -> bool:
        """Whether a report is being made."""
        return self._busy

    @property
    def folder(self) -> Path:
        """Where reports are saved."""
        from PySide6.QtCore import QStandardPaths  # noqa: PLC0415 (rarely needed)

        chosen = self._workspace.settings.report.folder
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(chosen or QStandardPaths.writableLocation(documents) or Path.home())

    def suggestion(self, customer: str, form: str) -> Path:
        """Give the file that ``save`` writes by itself."""
        return self.folder / file_name(customer, form, local(self._workspace.clock()))

    def save(
        self, servers: Sequence[Server], form: str, customer: str = "", file: Path | None = None
    ) -> None:
        """Begin to make a report of these servers, unless one is being made.

        Args:
            servers: Those it covers.
            form: ``pdf``, ``html``, ``csv`` or ``json``.
            customer: Whose servers they are, or empty.
            file: Where to; else a new name in ``folder``.
        """
        if self._busy:
            return
        target = file or self.suggestion(customer, form)
        from exchpatch_gui.services.orders import order_report  # noqa: PLC0415 (rarely needed)

        make = order_report(self._workspace, servers, form, customer)
        self._busy = True
        self.began.emit()
        self._tasks.run(_writing(make, target), self._done, self._fail)

    def _done(self, file: Path) -> None:
        self._busy = False
        self.saved.emit(file)

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)


def file_name(customer: str, form: str, moment: datetime) -> str:
    """Name a report: sortable by day, and never the name of an earlier one."""
    whose = _NOT_IN_NAMES.sub("-", clean(customer, _NAME_LIMIT)).strip(" .")
    parts = ("ExchPatch", whose, f"{moment:%Y-%m-%d %H%M%S}")
    return " ".join(part for part in parts if part) + f".{form}"


def _writing(make: Callable[[], bytes], target: Path) -> Callable[[], Path]:
    def work() -> Path:
        from exchpatch_gui.files import write_whole  # noqa: PLC0415 (rarely needed)

        content = make()
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, content)
        return target

    return work
