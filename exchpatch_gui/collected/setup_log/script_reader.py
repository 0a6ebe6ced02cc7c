# SPDX-License-Identifier: MIT
"""Reads ``ServiceControl.log``: what the script did that stops and restores services for an update.

Its lines have the time of day by the server's clock, and each run begins with the date as the
server's region writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from exchpatch_gui.collected.setup_log.causes.services import SERVICES_LEFT
from exchpatch_gui.collected.setup_log.matching import Findings
from exchpatch_gui.collected.setup_log.service_states import ServiceStates
from exchpatch_gui.collected.setup_log.stamps import Zone, later, read_clocked, read_local
from exchpatch_gui.domain.setup_logs import SetupDiagnosis, SetupLog, SetupOutcome

MOST_RUNS = 10_000
_BEGIN = re.compile(r"\* ServiceControl\.ps1: (.{6,60})")
_BEFORE = re.compile(r"Saving service and registry data|Stopping services for the following roles")
_AFTER = re.compile(r"Enabling services for the following roles")
_ROUTINE = re.compile(
    r"(?:Stopping|Disabling|Enabling|Killing|Saving|Adding|Reading|Loaded|Removing|Starting|State)\b"
    r"|\(\d+\) |-{5}|'[^']+' was (?:not )?running|.* is a known role"
)
_ERROR = "[Error] "
_BAD_END = "Script completed with one or more errors"
_GOOD_END = "Script completed succes"  # the script misspells it
_TROUBLE = re.compile(
    r"Unable to |Must specify|Unknown (?:role|operation)|.*failed to reach status"
)


class ScriptReader:
    """Takes in the log line by line.

    Attributes:
        zone: Makes times of the server's clock ones in UTC.
    """

    def __init__(self, zone: Zone) -> None:
        self._zone = zone
        self._states = ServiceStates()
        self._headers: list[str] = []
        self._runs = 0
        self._begin()

    def read(self, lines: Iterable[tuple[int, str]]) -> SetupDiagnosis:
        """Give what the last run of the script came to, and what is disabled after all of them."""
        in_error = False
        for number, line in lines:
            clocked = read_clocked(line)
            if clocked:
                self._clock, message = clocked
                in_error = self._take_in(number, message.rstrip())
            elif in_error and line.strip():
                self._findings.see_error(number, line, begins=False)
        return self._diagnosis()

    def _begin(self) -> None:
        self._findings = Findings()
        self._mode = ""
        self._ending: bool | None = None
        self._clock = timedelta()

    def _take_in(self, number: int, message: str) -> bool:
        """Take in a message; tell whether it reports an error that may go on in the next lines."""
        if match := _BEGIN.match(message):
            clock = self._clock
            self._begin()
            self._clock = clock
            self._runs += 1
            self._headers.append(match[1].strip())
            del self._headers[:-MOST_RUNS]
            return False
        self._states.take_in(number, message)
        if _BEFORE.match(message):
            self._mode = "BeforePatch"
        elif _AFTER.match(message):
            self._mode = "AfterPatch"
        elif message.startswith((_GOOD_END, _BAD_END)):
            self._ending = message.startswith(_GOOD_END)
        elif message.startswith(_ERROR) or _TROUBLE.match(message):
            self._findings.see_error(number, message)
            return True
        elif not _ROUTINE.match(message):
            self._findings.see(number, message)
            return True
        return False

    def _outcome(self) -> SetupOutcome:
        left = bool(self._states.left)
        if self._ending is False or (self._ending is None and self._findings.errors):
            return SetupOutcome.FAILED
        if self._ending is None:
            return SetupOutcome.UNFINISHED
        if self._mode == "AfterPatch":
            return SetupOutcome.FAILED if left else SetupOutcome.SUCCESS
        return SetupOutcome.UNFINISHED if left else SetupOutcome.UNKNOWN

    def _diagnosis(self) -> SetupDiagnosis:
        outcome = self._outcome()
        started = read_local(self._headers)[-1] if self._headers else None
        if outcome is not SetupOutcome.SUCCESS:
            self._states.tell(self._findings, SERVICES_LEFT)
        is_fine = outcome is SetupOutcome.SUCCESS
        return SetupDiagnosis(
            SetupLog.SERVICES,
            outcome,
            at=self._in_utc(started, self._clock),
            started=self._in_utc(started, None),
            has_zone=False,
            mode=self._mode,
            causes=() if is_fine else self._findings.causes(),
            errors=() if is_fine else tuple(self._findings.errors),
            services=self._states.left,
            run=max(self._runs, 1),
            runs=max(self._runs, 1),
        )

    def _in_utc(self, started: datetime | None, clock: timedelta | None) -> datetime | None:
        if started is None:
            return None
        return self._zone(started if clock is None else later(started, clock))
