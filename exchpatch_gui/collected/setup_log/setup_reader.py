# SPDX-License-Identifier: MIT
"""Reads ``ExchangeSetup.log``: finds the runs of Setup that follow each other in it.

Times are UTC whatever the server's zone; the zone stands beside them for information. The texts
are as Setup words them; marks in brackets, names of checks, types of errors and codes are the same
in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from exchpatch_gui.collected.setup_log.causes.services import LEFT_BY_SETUP
from exchpatch_gui.collected.setup_log.service_states import ServiceStates
from exchpatch_gui.collected.setup_log.setup_run import SetupRun
from exchpatch_gui.collected.setup_log.stamps import read_stamped
from exchpatch_gui.domain.setup_logs import SetupDiagnosis, SetupOutcome

_BANNER = re.compile(r"\*{30,}\s*$")
_SHORTEST_RUN = 30


class SetupReader:
    """Takes in the log line by line; it keeps the last run and the one before.

    A run begins with a title between two lines of asterisks. One that does no more than start, as
    when somebody opens Setup and closes it, is passed over for the one before.
    """

    def __init__(self) -> None:
        self._runs = 1
        self._run = SetupRun()
        self._earlier: tuple[int, SetupRun] | None = None
        self._states = ServiceStates()
        self._after_banner = False
        self._title: tuple[int, datetime | None, str] | None = None

    def read(self, lines: Iterable[tuple[int, str]]) -> SetupDiagnosis:
        """Give what the last run came to."""
        for number, line in lines:
            stamped = read_stamped(line)
            if stamped:
                self._take_in(number, *stamped)
            else:
                self._run.continue_message(number, line)
        self._release_title()
        return self._diagnosis()

    def _take_in(self, number: int, at: datetime | None, message: str) -> None:
        if _BANNER.match(message):
            if self._title:
                self._begin_run(self._title[2])
            self._title, self._after_banner = None, True
            return
        self._release_title()
        if self._after_banner:
            self._title = (number, at, message)
        else:
            self._run.take_in(number, at, message)
            self._states.take_in(number, message)
        self._after_banner = False

    def _release_title(self) -> None:
        """Take what stands after one line of asterisks, and not between two, for what it is."""
        if self._title:
            title, self._title = self._title, None
            self._run.take_in(*title)

    def _begin_run(self, title: str) -> None:
        if self._run.lines >= _SHORTEST_RUN or self._run.is_told:
            self._earlier = (self._runs, self._run)
        self._runs += bool(self._run.lines)
        self._run = SetupRun(title)

    def _diagnosis(self) -> SetupDiagnosis:
        number, run = self._runs, self._run
        if self._earlier and run.lines < _SHORTEST_RUN and not run.is_told:
            number, run = self._earlier
        left: tuple[str, ...] = ()
        if run.outcome is not SetupOutcome.SUCCESS:
            left = self._states.left
            self._states.tell(run.findings, LEFT_BY_SETUP)
        return run.diagnosis(left, number, self._runs)
