# SPDX-License-Identifier: MIT
"""What the logs of an installation tell: how it ended, why, and what it left behind."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.values import dataclass, field


class SetupLog(StrEnum):
    """Which program wrote a log."""

    SETUP = "setup"
    """Exchange Setup: ``ExchangeSetup.log``."""
    SERVICES = "services"
    """The script that stops and restores services around an update: ``ServiceControl.log``."""
    INSTALLER = "installer"
    """Windows Installer, for a security update or hotfix update: ``.log`` or ``.msilog``."""


class SetupOutcome(StrEnum):
    """How an installation ended."""

    SUCCESS = "success"
    FAILED = "failed"
    UNFINISHED = "unfinished"
    """The log breaks off, or what was stopped has not been restored."""
    UNKNOWN = "unknown"
    """It ended, and the log does not say how."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of a log.

    Attributes:
        number: From 1.
        text: Cleaned and cut.
    """

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class SetupCause:
    """Something known that explains how an installation ended.

    Attributes:
        id: Its sentences are ``setup.<id>.title``, ``.detail`` and ``.remedy``.
        evidence: The lines that show it.
        details: What the placeholders of its sentences stand for.
    """

    id: str
    evidence: tuple[LogLine, ...]
    details: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetupDiagnosis:
    """What the last installation in a log came to.

    Attributes:
        at: The time of its last line; None if the log has none.
        started: The time of its first line.
        has_zone: Whether the log's times are exact. Where they are those of the server's clock
            and the log doesn't name its zone, they were read as those of this computer.
        computer: Name of the server, as fully as the log has it; may be empty.
        product: What was installed, as the log calls it.
        mode: What Setup was asked to do: ``Upgrade``, ``PrepareAD`` …; or what the script was.
        build: Which build Setup would install.
        build_before: Which build it found.
        roles: Names of the installed roles.
        account: Who ran it.
        task: The task of Setup that failed.
        step: The id of its step that failed.
        causes: The most decisive first.
        errors: The last lines that report an error, whether a cause is known or not.
        services: Services that were disabled and, as far as the log tells, not restored.
        run: Which of the log's installations it is, from 1.
        runs: How many there are.
    """

    log: SetupLog
    outcome: SetupOutcome
    at: datetime | None = None
    started: datetime | None = None
    has_zone: bool = True
    computer: str = ""
    product: str = ""
    mode: str = ""
    build: str = ""
    build_before: str = ""
    roles: tuple[str, ...] = ()
    account: str = ""
    task: str = ""
    step: str = ""
    causes: tuple[SetupCause, ...] = ()
    errors: tuple[LogLine, ...] = ()
    services: tuple[str, ...] = ()
    run: int = 1
    runs: int = 1
