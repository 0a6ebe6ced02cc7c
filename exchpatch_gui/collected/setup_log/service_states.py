# SPDX-License-Identifier: MIT
"""Follows which services ServiceControl.ps1 has disabled and which of them it has restored."""

from __future__ import annotations

import re

from exchpatch_gui.collected.setup_log.causes.base import Cause
from exchpatch_gui.collected.setup_log.causes.services import STATE_LOST, STATE_OVERWRITTEN
from exchpatch_gui.collected.setup_log.matching import Findings, log_line
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.setup_logs import LogLine
from exchpatch_gui.domain.text import clean

MOST_SERVICES = 200
_SHOWN_NAMES = 1000
_MESSAGE = re.compile(r"(Disabling|Ignoring|Enabling) service '([^']{1,80})'")
_UNKNOWN_TO_STATE = re.compile(r"'([^']{1,80})' did not exist, this is not an error")
_NOT_ENABLED = re.compile(r"Unable to enable service\(s\): '([^']*)'")
_STATE_OVERWRITTEN = re.compile(r"Overwrite is specified\. File \S*ServiceStartupMode")
_NO_STATE = "Service registry data file not present"


class ServiceStates:
    """The services that are disabled at this point of a log, by name.

    The script writes down how each service starts before it disables them, and enables each as it
    was. Where that note is gone, or was written anew while they were disabled, it restores nothing.
    """

    def __init__(self) -> None:
        self._disabled: dict[str, LogLine] = {}
        self._before: dict[str, LogLine] = {}
        self._overwritten: LogLine | None = None
        self._lost: LogLine | None = None

    @property
    def left(self) -> tuple[str, ...]:
        """Give the services that are disabled, in the order of disabling."""
        return tuple(self._disabled)

    def take_in(self, number: int, message: str) -> None:
        """Follow one message of the script."""
        if match := _MESSAGE.search(message):
            self._follow(match[1], clean(match[2], 80), log_line(number, message))
        elif match := _UNKNOWN_TO_STATE.search(message):
            self._put_back(clean(match[1], 80))
        elif match := _NOT_ENABLED.search(message):
            for name in match[1].split(", "):
                self._put_back(clean(name, 80))
        elif _NO_STATE in message:
            self._lost = log_line(number, message)
        elif self._disabled and _STATE_OVERWRITTEN.search(message):
            self._overwritten = log_line(number, message)

    def tell(self, findings: Findings, left: Cause) -> None:
        """Say what the disabled services come to; nothing if there are none.

        Args:
            findings: Take it in.
            left: What it means that they are disabled.
        """
        if not self._disabled:
            return
        names = clean(", ".join(self._disabled), _SHOWN_NAMES)
        details: Params = {"count": len(self._disabled), "services": names}
        for cause, line in ((STATE_OVERWRITTEN, self._overwritten), (STATE_LOST, self._lost)):
            if line:
                findings.note(cause.id, line.number, line.text, details=details)
        for line in self._disabled.values():
            findings.note(left.id, line.number, line.text, details=details)

    def _follow(self, verb: str, name: str, line: LogLine) -> None:
        if verb != "Disabling":
            before = self._disabled.pop(name, None)
            if before and verb == "Enabling":
                self._before[name] = before
            if not self._disabled:
                self._overwritten = None
        elif len(self._disabled) < MOST_SERVICES:
            self._disabled.setdefault(name, line)

    def _put_back(self, name: str) -> None:
        line = self._before.pop(name, None)
        if line:
            self._disabled[name] = line
