# SPDX-License-Identifier: MIT
"""A run of checks: what came out, and by which catalogue it was judged."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from enum import StrEnum

from exchpatch_gui.domain.evidence import Failure, Observation
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import Advice, CveResult, Exposure, Finding, Support


class Trigger(StrEnum):
    """Who started a run."""

    CLI = "cli"
    MANUAL = "manual"
    SCHEDULED = "scheduled"
    IMPORT = "import"
    DEMO = "demo"
    LOOKUP = "lookup"


@dataclass(frozen=True, slots=True)
class CatalogueInfo:
    """Which catalogue judged.

    Attributes:
        date: The day its data was complete.
        age_days: From the earlier of that day and the judging day to the judging day.
        source: ``shipped``, ``imported`` or ``file``.
        stale: Older than 35 days on the judging day.
    """

    date: date
    age_days: int
    source: str
    stale: bool


@dataclass(frozen=True, slots=True)
class ServerResult:
    """All that is known and concluded of one server in one run.

    Attributes:
        server: None for a build that was only looked up.
        at: When the last observation was made, UTC.
        exposure: Of the oldest open vulnerability, if any is open.
        first_seen: The day this build was first seen on this server, if it is stored.
    """

    server: Server | None
    at: datetime
    light: TrafficLight
    headline: Message
    identity: Identity
    support: Support
    cves: tuple[CveResult, ...]
    advice: Advice
    findings: tuple[Finding, ...]
    observations: tuple[Observation, ...]
    failures: tuple[Failure, ...]
    exposure: Exposure | None = None
    first_seen: date | None = None


@dataclass(frozen=True, slots=True)
class CheckRun:
    """One run over some servers, finished or as far as it came.

    Attributes:
        id: A random hexadecimal text.
        day: The judging day.
        complete: False if it was cancelled.
    """

    id: str
    started: datetime
    finished: datetime
    trigger: Trigger
    app_version: str
    day: date
    catalogue: CatalogueInfo
    results: tuple[ServerResult, ...]
    complete: bool = True

    @property
    def summary(self) -> dict[TrafficLight, int]:
        """How many servers show each of the four lights, worst first."""
        counts = Counter(result.light for result in self.results)
        lights = (TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREY, TrafficLight.GREEN)
        return {light: counts[light] for light in lights}
