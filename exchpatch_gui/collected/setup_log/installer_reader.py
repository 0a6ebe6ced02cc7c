# SPDX-License-Identifier: MIT
"""Reads a log of Windows Installer: what became of a security update or hotfix update.

Its result is the code that the engine's main thread returns:
https://learn.microsoft.com/windows/win32/msi/error-codes
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from exchpatch_gui.collected.setup_log.matching import Findings
from exchpatch_gui.collected.setup_log.stamps import Zone, read_local
from exchpatch_gui.domain.setup_logs import SetupDiagnosis, SetupLog, SetupOutcome
from exchpatch_gui.domain.text import clean

RESTART_NEEDED = frozenset({1641, 3010})
_SHOWN = 120
_PREFIX = re.compile(r"MSI \([cs]\) \(\w{1,6}[:!]\w{1,6}\) \[[\d:]{5,20}\]: ", re.ASCII)
_FACT = re.compile(
    r"""
      ===\ (?:Verbose\ )?[Ll]ogging\ started:\ (?P<started>.{6,60}?)\ \ Build
    | ===\ (?:Verbose\ )?[Ll]ogging\ stopped:\ (?P<stopped>.{6,60}?)\ \ ?===
    | MainEngineThread\ is\ returning\ (?P<code>\d{1,10})
    | Property\(S\):\ ComputerName\ =\ (?P<computer>\S{1,80})
    | Product:\ .{1,200}?\ -\ Update\ '(?P<update>[^']{1,200})'
    | Product:\ (?P<product>.{1,200}?)\ --[ ]
    """,
    re.VERBOSE,
)
_ERROR = re.compile(
    r"""
      Error\ \d{4}\.
    | Product:\ .{1,300}?(?:Error\ |\ failed|could\ not\ be\ installed)
    | CustomAction\ .{1,100}?\ returned\ actual\ error\ code\ (?!0\b)
    """,
    re.VERBOSE,
)


class InstallerReader:
    """Takes in the log line by line; times are those of the server's clock."""

    def __init__(self, zone: Zone) -> None:
        self._zone = zone
        self._facts: dict[str, str] = {}
        self._findings = Findings()
        self._runs = 0

    def read(self, lines: Iterable[tuple[int, str]]) -> SetupDiagnosis:
        """Give what the last installation in the log came to."""
        for number, line in lines:
            message = _PREFIX.sub("", line, 1)
            if match := _FACT.match(message):
                self._see_fact(str(match.lastgroup), match[str(match.lastgroup)])
            if _ERROR.match(message):
                self._findings.see_error(number, message)
            else:
                self._findings.see(number, message)
        return self._diagnosis()

    def _see_fact(self, name: str, value: str) -> None:
        if name == "started":
            self._facts = {}
            self._findings = Findings()
            self._runs += 1
        self._facts[name] = clean(value, _SHOWN)

    def _outcome(self) -> SetupOutcome:
        code = self._facts.get("code")
        if code is None:
            return SetupOutcome.UNKNOWN if "stopped" in self._facts else SetupOutcome.UNFINISHED
        return SetupOutcome.SUCCESS if int(code) in {0, *RESTART_NEEDED} else SetupOutcome.FAILED

    def _diagnosis(self) -> SetupDiagnosis:
        facts, outcome = self._facts, self._outcome()
        is_fine = outcome is SetupOutcome.SUCCESS
        texts = [facts[name] for name in ("started", "stopped") if name in facts]
        times = [time and self._zone(time) for time in read_local(texts)] if texts else []
        return SetupDiagnosis(
            SetupLog.INSTALLER,
            outcome,
            at=times[-1] if times else None,
            started=times[0] if "started" in facts else None,
            has_zone=False,
            computer=facts.get("computer", ""),
            product=facts.get("update") or facts.get("product", ""),
            step="" if is_fine else facts.get("code", ""),
            causes=() if is_fine else self._findings.causes(),
            errors=() if is_fine else tuple(self._findings.errors),
            run=max(self._runs, 1),
            runs=max(self._runs, 1),
        )
