# SPDX-License-Identifier: MIT
"""What a comparison of two snapshots says."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from exchpatch_gui.domain.messages import NO_PARAMS, Message, Params
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.upkeep.snapshot import Unseen


class Area(StrEnum):
    """What is compared, in the order it is told."""

    BUILD = "build"
    SERVICES = "services"
    COMPONENTS = "components"
    SITES = "sites"
    DIRECTORIES = "directories"
    CERTIFICATES = "certificates"
    FILES = "files"


class Judged(StrEnum):
    """What a difference means, the most urgent first."""

    RESTORE = "restore"
    """The update has left it so, and it has to be put back."""
    LOOK = "look"
    """Somebody has to decide whether it is meant."""
    EXPECTED = "expected"
    """An update does that."""


class Outcome(StrEnum):
    """The whole comparison in one word, the most urgent first."""

    RESTORE = "restore"
    LOOK = "look"
    UNKNOWN = "unknown"
    """No difference was found, but not everything could be compared."""
    AS_BEFORE = "as-before"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that isn't as it was.

    Attributes:
        kind: With the area it selects the sentence ``upkeep.<area>.<kind>``.
        name: Of the thing; foreign text like ``before`` and ``after``, made harmless.
        commands: PowerShell that puts it back, one command a line; empty where none can be
            offered. Foreign values stand in it only if they are beyond doubt.
        starts: What is to be run when everything has its setting again: services need others.
    """

    area: Area
    kind: str
    name: str
    judged: Judged
    before: str = ""
    after: str = ""
    commands: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    details: Params = NO_PARAMS

    @property
    def message(self) -> Message:
        """What is to be said of it."""
        facts = {"name": self.name, "before": self.before, "after": self.after}
        return Message(f"upkeep.{self.area}.{self.kind}", {**facts, **self.details})


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one area.

    Attributes:
        count: How many things were there before and were compared.
    """

    area: Area
    count: int = 0
    differences: tuple[Difference, ...] = ()
    unseen: tuple[Unseen, ...] = ()

    @property
    def same(self) -> int:
        """How many of them are as before."""
        changed = {one.name for one in self.differences if one.before}
        return max(0, self.count - len(changed))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two snapshots of one server compared.

    Attributes:
        computer: Foreign text, made harmless.
        build_before: Empty if it wasn't collected.
        build_after: Likewise.
        areas: In their order; those that mean nothing for this server are left out.
    """

    computer: str
    before_at: datetime
    after_at: datetime
    build_before: str
    build_after: str
    areas: tuple[Compared, ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All of them, the most urgent first."""
        found = [one for area in self.areas for one in area.differences]
        order = list(Judged)
        return tuple(sorted(found, key=lambda one: order.index(one.judged)))

    @property
    def unseen(self) -> tuple[Unseen, ...]:
        """All that could not be compared."""
        return tuple(one for area in self.areas for one in area.unseen)

    @property
    def outcome(self) -> Outcome:
        """The most urgent thing there is."""
        judged = {one.judged for one in self.differences}
        if Judged.RESTORE in judged:
            return Outcome.RESTORE
        if Judged.LOOK in judged:
            return Outcome.LOOK
        return Outcome.UNKNOWN if self.unseen else Outcome.AS_BEFORE

    def area(self, area: Area) -> Compared:
        """Give one area; an empty one if it means nothing for this server."""
        return next((one for one in self.areas if one.area is area), Compared(area))
