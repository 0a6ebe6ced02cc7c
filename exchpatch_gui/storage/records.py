# SPDX-License-Identifier: MIT
"""What the history gives back: runs, results with or without their details, sightings."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Failure, Observation
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import CatalogueInfo, Trigger
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.values import dataclass

if TYPE_CHECKING:
    from exchpatch_gui.collected.document import Collected


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run without its results.

    Attributes:
        day: The judging day.
        finished: None while it runs, and for ever if it was killed.
        complete: Every server asked for has its result.
    """

    id: str
    started: datetime
    trigger: Trigger
    app_version: str
    day: date
    catalogue: CatalogueInfo
    finished: datetime | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One point of a server's timeline.

    Attributes:
        id: Of the stored result.
        build: As it was seen, or empty.
        open_cves: Known-exploited ones included.
        detailed: Whether evidence and judgement are still kept.
    """

    id: int
    server_id: int
    run_id: str
    at: datetime
    light: TrafficLight
    verdict: IdentityVerdict
    product: str
    cumulative_update: str
    update: str
    build: str
    red_findings: int
    yellow_findings: int
    open_cves: int
    exploited_cves: int
    detailed: bool


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A stored result with its evidence, which can be judged again at any time.

    Attributes:
        server: As it is named today.
        observations: Empty, like the failures, where ``entry.detailed`` is false.
        collected: The facts collected on the server with it, if any were.
        earlier: What was last collected there; None where there is ``collected``, and where the
            result is not the latest of its server.
    """

    entry: HistoryEntry
    server: Server
    observations: tuple[Observation, ...]
    failures: tuple[Failure, ...]
    collected: Collected | None = None
    earlier: Collected | None = None


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run with what it stored, in the order of storing."""

    record: RunRecord
    results: tuple[StoredResult, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """When an exact build was first and last seen on a server."""

    build: BuildNumber
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Swept:
    """How much the retention rules deleted."""

    servers: int
    runs: int
    results: int
