# SPDX-License-Identifier: MIT
"""What belongs to an update besides installing it."""

from __future__ import annotations

from enum import StrEnum

from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import Finding


class DutyState(StrEnum):
    """How far a duty is, the most urgent first."""

    OPEN = "open"
    UNSEEN = "unseen"
    """The facts don't tell."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that has to be so after an update.

    Attributes:
        id: Of the step or of the check.
        title: What is to be done, or what is looked at.
        findings: What a check has found there, the worst first; empty for steps.
        url: The guide of a step, or empty.
    """

    id: str
    title: Message
    state: DutyState
    findings: tuple[Finding, ...] = ()
    note: Message | None = None
    url: str = ""
