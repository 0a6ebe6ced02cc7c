# SPDX-License-Identifier: MIT
"""Says in the footer how a run goes, and afterwards how it went."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.text import clean
from exchpatch_gui.viewmodels.ages import duration
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.section_words import section_words
from exchpatch_gui.views.footer import Footer
from exchpatch_gui.wording import Wording

if TYPE_CHECKING:
    from exchpatch_gui.domain.events import SectionRead
    from exchpatch_gui.domain.runs import CheckRun


class RunStatus(QObject):
    """Listens to a desk and speaks through a footer."""

    def __init__(self, desk: Desk, footer: Footer, words: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._footer = footer
        self._words = words
        self._began = time.monotonic()
        self._servers = 0
        desk.runs.run_started.connect(self._begin)
        desk.runs.progressed.connect(footer.show_progress)
        desk.runs.sections_read.connect(self._tell_reading)
        desk.runs.run_finished.connect(self._finish)
        desk.runs.run_failed.connect(self._break_off)
        desk.fleet.reloaded.connect(self._rest)

    def finish(self) -> None:
        """Listen to reports too; none is made before the first frame."""
        reports = self._desk.reports
        reports.began.connect(self._tell_report)
        reports.saved.connect(self._rest)
        reports.failed.connect(self._rest)

    def show_day(self) -> None:
        """Say of the demonstration on which day it is judged."""
        workspace = self._desk.workspace
        if workspace.is_demo:
            day = self._words.text("window.footer.demo", {"date": workspace.day})
            self._footer.show_due(day)

    def _begin(self, servers: tuple[object, ...]) -> None:
        self._began = time.monotonic()
        self._servers = len(servers)

    def _tell_reading(self, events: tuple[SectionRead, ...]) -> None:
        """Say what is read of the server that was heard of last."""
        latest = events[-1]
        params: Params = {
            "section": section_words(self._words, latest.section),
            "server": clean(latest.server.name, 60),
            "done": latest.done,
            "count": latest.count,
        }
        self._footer.show_reading(self._words.text("window.footer.reading", params))

    def _finish(self, run: CheckRun) -> None:
        done = len(run.results)
        if not run.complete:
            params = {"done": done, "all": self._servers}
            self._footer.show_state(self._words.text("window.footer.stopped", params))
            return
        took = duration(self._words, time.monotonic() - self._began)
        text = self._words.text("window.footer.done", {"count": done, "time": took})
        self._footer.show_state(text)

    def _break_off(self) -> None:
        self._footer.show_state("")

    def _tell_report(self) -> None:
        if not self._desk.runs.is_running:
            self._footer.show_state(self._words.text("window.footer.report"))

    def _rest(self) -> None:
        if not self._desk.runs.is_running:
            count = len(self._desk.fleet.rows)
            text = self._words.text("window.footer.servers", {"count": count}) if count else ""
            self._footer.show_state(text)
