# SPDX-License-Identifier: MIT
"""One run of Exchange Setup: what it was to do, how far it came, and what its errors tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from exchpatch_gui.collected.setup_log.causes.readiness import FOLLOWING, OTHER_CHECK
from exchpatch_gui.collected.setup_log.causes.registry import BY_RULE
from exchpatch_gui.collected.setup_log.matching import Findings
from exchpatch_gui.domain.setup_logs import SetupDiagnosis, SetupLog, SetupOutcome
from exchpatch_gui.domain.text import clean

_SHOWN = 120
_ERROR = "[ERROR] "
_MODES = {
    "prepareschema": "PrepareSchema",
    "preparead": "PrepareAD",
    "preparedomain": "PrepareDomain",
    "preparealldomains": "PrepareAllDomains",
}
_FACT = re.compile(
    r"""
      Setup\ version:\ (?P<build>[\d.]{5,30}?)\.$
    | The\ locally\ installed\ version\ is\ (?P<installed>[\d.]{5,30}?)\.$
    | The\ backup\ copy\ of\ the\ previously\ installed\ version\ is\ '(?P<backup>[\d.]{5,30})'
    | Logged\ on\ user:\ (?P<account>.+?)\.$
    | Command\ Line\ Parameter\ Name='mode',\ Value='(?P<mode>[^']+)'
    | Command\ Line\ Parameter\ Name='(?P<prepare>prepare\w+)'
    | (?P<source_folder>Command\ Line\ Parameter\ Name='sourcedir')
    | Server\ Name=(?P<server>\S+)
    | Setup\ will\ run\ the\ task\ '(?P<task>[^']+)'
    | The\ following\ roles\ are\ installed:(?P<roles>[\w\ ]*)$
    | Evaluated\ \[Setting:ComputerNameDnsFullyQualified\].*\[Value:"(?P<computer>[^"<]+)"\]
    | Evaluated\ \[Rule:(?P<evaluated>\w+)\].*\[Value:"True"\]
    | Failed\ \[Rule:(?P<failed>\w+)\]\ \[Message:(?P<reason>.*)\]
    | \[(?P<level>REQUIRED|RECOMENDED|RECOMMENDED)\]\ (?P<check>.*)
    | Help\ URL:\ (?P<help>.*)
    | \[ERROR-REFERENCE\]\ Id=(?P<step>\S+)
    | (?P<halted>Setup\ is\ stopping\ now\ because\ of\ one\ or\ more\ critical\ errors)
    | (?P<ignored>The\ previous\ errors\ were\ generated\ by\ a\ non-critical\ task)
    | (?P<executing>Executing)
    | (?P<checking>Beginning\ processing\ [Tt]est-SetupPrerequisites)
    | (?P<success>The\ Exchange\ Server\ setup\ operation\ completed\ successfully)
    | (?P<failure>The\ Exchange\ Server\ setup\ operation\ didn't\ complete
      |Exchange\ Server\ installation\ failed\ during\ prereq\ check)
    | CurrentResult\ setupbase\.maincore:\d+:\ (?P<result>\d+)
    | (?P<end>End\ of\ Setup)
    | (?P<told>.*(?:shared\ config\ DC|Suitable\ Directory\ Servers|Installing\ a\ new\ product))
    """,
    re.VERBOSE,
)
_HELP = re.compile(r"setupreadiness[.-](\w+)")
_Take = Callable[[str], None]


class SetupRun:
    """Takes in the messages of one run.

    Its errors count for the outcome only once Setup stops because of them: many are passed over.

    Attributes:
        lines: How many messages it has.
    """

    def __init__(self, title: str = "") -> None:
        self.lines = 0
        self._product = title.removeprefix("Starting ").removesuffix(" Setup")
        self._facts: dict[str, str] = {}
        self._started: datetime | None = None
        self._at: datetime | None = None
        self._ended = False
        self._failed = False
        self._checks_failed = False
        self._succeeded = False
        self._in_error = False
        self._required = ("", 0)
        self._failed_task = ""
        self._step = Findings()
        self._passed = Findings()
        self._fatal = Findings()
        self._checks = Findings()
        self._number = 0
        self._message = ""
        self._takes: Mapping[str, _Take] = {
            "evaluated": lambda name: self._see_rule(name, self._message, is_certain=False),
            "failed": lambda name: self._see_rule(name, self._message),
            "level": self._see_check,
            "help": self._see_help,
            "prepare": self._see_preparation,
            "step": self._stop_at,
            "source_folder": lambda _: self._fatal.see(self._number, self._message),
            "told": lambda _: self._step.see(self._number, self._message),
            "halted": lambda _: self._halt(),
            "ignored": lambda _: self._leave_step(),
            "executing": lambda _: self._pass_step(),
            "checking": lambda _: self._check_anew(),
            "success": lambda _: self._end(success=True),
            "failure": lambda _: self._end(success=False),
            "result": lambda code: self._see_result(int(code)),
            "end": lambda _: self._close(),
        }

    @property
    def is_told(self) -> bool:
        """Whether the log says how it ended."""
        return self._succeeded or self._failed or self._checks_failed

    @property
    def outcome(self) -> SetupOutcome:
        """How it ended, as far as the log tells."""
        if self._succeeded:
            from_bin = any(one.id == "installed_from_bin" for one in self._fatal.causes())
            return SetupOutcome.UNKNOWN if from_bin else SetupOutcome.SUCCESS
        if self._failed or self._checks_failed:
            return SetupOutcome.FAILED
        return SetupOutcome.UNKNOWN if self._ended else SetupOutcome.UNFINISHED

    @property
    def findings(self) -> Findings:
        """What explains the end: the errors Setup stopped for, or else all it didn't ignore."""
        self._fatal.take_in(self._checks)
        self._checks = Findings()
        if not self._fatal.errors:
            self._pass_step()
            self._fatal.take_in(self._passed)
        return self._fatal

    def take_in(self, number: int, at: datetime | None, message: str) -> None:
        """Take in a message that has a time."""
        self.lines += 1
        if at and not self._ended:
            self._started = self._started or at
            self._at = at
        self._in_error = message.startswith(_ERROR)
        self._number, self._message = number, message
        if self._in_error:
            self._step.see_error(number, message)
        elif match := _FACT.match(message):
            name = str(match.lastgroup)
            name = {"reason": "failed", "check": "level"}.get(name, name)
            take = self._takes.get(name)
            if take:
                take(match[name])
            else:
                self._facts[name] = clean(match[name], _SHOWN)

    def continue_message(self, number: int, line: str) -> None:
        """Take in a further line of the last message."""
        if self._in_error and line.strip():
            self._step.see_error(number, line, begins=False)

    def diagnosis(self, services: tuple[str, ...], run: int, runs: int) -> SetupDiagnosis:
        """Give what it came to.

        Args:
            services: Services left disabled.
            run: Its place in the log.
            runs: How many the log has.
        """
        facts, outcome = self._facts, self.outcome
        is_fine = outcome is SetupOutcome.SUCCESS
        found = self.findings
        return SetupDiagnosis(
            SetupLog.SETUP,
            outcome,
            at=self._at,
            started=self._started,
            computer=facts.get("computer") or facts.get("server", ""),
            product=clean(self._product, _SHOWN),
            mode=facts.get("mode", ""),
            build=facts.get("build", ""),
            build_before=facts.get("backup") or facts.get("installed", ""),
            roles=tuple(facts.get("roles", "").split()),
            account=facts.get("account", ""),
            task="" if is_fine else self._failed_task,
            step="" if is_fine else facts.get("step", ""),
            causes=() if is_fine else found.causes(),
            errors=() if is_fine else tuple(found.errors),
            services=services,
            run=run,
            runs=runs,
        )

    def _see_rule(self, name: str, text: str, *, is_certain: bool = True) -> None:
        cause = BY_RULE.get(name.lower())
        if cause:
            self._checks.note(cause.id, self._number, text, is_certain=is_certain)
        if is_certain:
            self._checks.see(self._number, text)

    def _see_check(self, level: str) -> None:
        is_required = level == "REQUIRED"
        self._required = (self._message, self._number) if is_required else ("", 0)
        self._checks_failed |= is_required
        if is_required:
            self._checks.see_error(self._number, self._message)

    def _see_help(self, address: str) -> None:
        """Take what the check before was called from the address of its help."""
        (message, number), self._required = self._required, ("", 0)
        match = _HELP.search(address)
        name = match[1].lower() if match else ""
        if not message or name in FOLLOWING:
            return
        cause = BY_RULE.get(name)
        if cause:
            self._checks.note(cause.id, number, message)
            return
        said = clean(message.removeprefix("[REQUIRED] "), _SHOWN * 2)
        self._checks.note(OTHER_CHECK.id, number, message, details={"message": said})

    def _check_anew(self) -> None:
        """Forget the checks before: in the window of Setup they can be run again."""
        self._checks = Findings()
        self._checks_failed = False

    def _see_preparation(self, option: str) -> None:
        self._facts["mode"] = _MODES.get(option.lower(), clean(option, 40))

    def _see_result(self, code: int) -> None:
        self._failed |= code != 0
        self._ended = True

    def _stop_at(self, step: str) -> None:
        self._facts["step"] = clean(step, _SHOWN)
        self._halt()

    def _halt(self) -> None:
        self._failed = True
        self._failed_task = self._failed_task or self._facts.get("task", "")
        self._fatal.take_in(self._step)
        self._leave_step()

    def _pass_step(self) -> None:
        if self._step:
            self._passed.take_in(self._step)
        self._leave_step()

    def _leave_step(self) -> None:
        self._step = Findings()

    def _end(self, *, success: bool) -> None:
        self._succeeded, self._failed = success, not success
        self._checks_failed &= not success

    def _close(self) -> None:
        self._ended = True
