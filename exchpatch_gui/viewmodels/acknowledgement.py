# SPDX-License-Identifier: MIT
"""What somebody types to answer for a finding, and what is still wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from exchpatch_gui.domain.messages import Message, Params
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import Acceptance, Finding
from exchpatch_gui.storage.acceptances import LONGEST_DAYS
from exchpatch_gui.viewmodels.panel_areas import areas, is_standing

PRESETS = (30, 90, LONGEST_DAYS)
"""Days that can be chosen with one click."""
REASON_LIMIT = 500
OWNER_LIMIT = 100


class Part(StrEnum):
    """The fields of the dialog, in their order."""

    REASON = "reason"
    OWNER = "owner"
    UNTIL = "until"


@dataclass(frozen=True, slots=True)
class Subject:
    """What somebody is asked to answer for.

    Attributes:
        server_name: Whose light hangs on the finding.
        now: UTC; the days count from it.
        owner: Who answered last time, or nobody.
        others: Further findings of the server for which nobody answers yet.
    """

    finding: Finding
    server_name: str
    now: datetime
    owner: str = ""
    others: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An acknowledgement as it is being typed.

    Attributes:
        now: UTC; the acknowledgement counts from it.
    """

    reason: str
    owner: str
    until: date
    now: datetime

    @property
    def earliest(self) -> date:
        """The first day it may end on: today, where the user is."""
        return max(self.now.date(), self.now.astimezone().date())

    @property
    def latest(self) -> date:
        """The last day it may end on."""
        return self.now.date() + timedelta(days=LONGEST_DAYS)

    @property
    def days(self) -> int:
        """How many days it holds from today on."""
        return (self.until - self.earliest).days

    def faults(self) -> Mapping[Part, Message]:
        """Say for each field what is wrong with it; empty if it can be stored."""
        found: dict[Part, Message] = {}
        if not self.reason.strip():
            found[Part.REASON] = Message("acknowledge.reason.missing")
        elif len(self.reason.strip()) > REASON_LIMIT:
            found[Part.REASON] = Message("acknowledge.too_long", {"limit": REASON_LIMIT})
        if not self.owner.strip():
            found[Part.OWNER] = Message("acknowledge.owner.missing")
        elif len(self.owner.strip()) > OWNER_LIMIT:
            found[Part.OWNER] = Message("acknowledge.too_long", {"limit": OWNER_LIMIT})
        if self.until < self.earliest:
            found[Part.UNTIL] = Message("acknowledge.until.past")
        elif self.until > self.latest:
            params: Params = {"days": LONGEST_DAYS, "latest": self.latest}
            found[Part.UNTIL] = Message("acknowledge.until.too_late", params)
        return found

    def acceptance(self) -> Acceptance:
        """Give what is to be stored, for a draft without faults."""
        return Acceptance(self.reason.strip(), self.owner.strip(), self.until, self.now)


def standing_beside(finding: Finding, result: ServerResult) -> tuple[Finding, ...]:
    """Give the other findings that somebody has to act on or answer for, as the panel has them."""
    place = (finding.id, finding.instance)
    return tuple(
        one
        for area in areas(result)
        for one in area.findings
        if is_standing(one) and (one.id, one.instance) != place
    )
