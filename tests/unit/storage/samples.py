# SPDX-License-Identifier: MIT
"""Servers, runs and results for the tests of storage, and the sentences of its errors."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from exchpatch_gui import wording
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Failure, FailureKind, Kind, Observation
from exchpatch_gui.domain.identity import Identity, Node
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision, Relation
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import CatalogueInfo, ServerResult, Trigger
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.verdicts import (
    Advice,
    CveResult,
    CveState,
    Exposure,
    Finding,
    Step,
    StepKind,
    Support,
    SupportStatus,
)
from exchpatch_gui.errors import UserError
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.records import RunRecord

NOW = datetime(2026, 8, 20, 7, 30, tzinfo=UTC)
OLD_BUILD = BuildNumber(15, 2, 2562, 37)
NEW_BUILD = BuildNumber(15, 2, 2562, 46)


def clock() -> datetime:
    return NOW


def open_database(folder: Path) -> Database:
    return Database.open(folder / "exchpatch.db")


def server(host: str = "mail.contoso.example", **fields: object) -> Server:
    return replace(Server.ad_hoc(Target.parse(host)), **fields)


def run(run_id: str = "a1", started: datetime = NOW) -> RunRecord:
    catalogue = CatalogueInfo(date(2026, 8, 19), 1, "shipped", stale=False)
    return RunRecord(run_id, started, Trigger.CLI, "0.1.0", started.date(), catalogue)


def result(
    of: Server, at: datetime = NOW, build: BuildNumber = OLD_BUILD, **fields: object
) -> ServerResult:
    """Make a result with something in every place."""
    seen = Observation("obs-1", Kind.BUILD, str(build), "GET /owa/", "X-OWA-Version", at)
    day = date(2026, 6, 9)
    whole = ServerResult(
        server=of,
        at=at,
        light=TrafficLight.RED,
        headline=Message("headline.exploited", {"count": 1, "since": day, "at": at}),
        identity=Identity(
            IdentityVerdict.EXCHANGE,
            product="SE",
            cumulative_update="RTM",
            update="Feb26SU",
            build=str(build),
            judged=build,
            precision=Precision.FULL,
            relation=Relation.LISTED,
            candidates=(build,),
            nodes=(Node("EX01", str(build)),),
        ),
        support=Support(SupportStatus.SUPPORTED, None, None, Message("support.modern")),
        cves=(
            CveResult(
                "CVE-2026-42897",
                CveState.OPEN,
                fixed_in=NEW_BUILD,
                known_exploited=True,
                exploited_since=date(2026, 5, 15),
                cvss=8.1,
                since=day,
            ),
            CveResult("CVE-2026-45502", CveState.OPEN, cvss=None),
            CveResult("CVE-2025-53786", CveState.FIXED),
        ),
        advice=Advice(
            NEW_BUILD,
            steps=(Step(1, StepKind.SECURITY_UPDATE, Message("step.install"), build=NEW_BUILD),),
        ),
        findings=(
            Finding("build.latest_su", TrafficLight.RED, "missing", details={"ratio": 0.5}),
            Finding("tls.protocol", TrafficLight.YELLOW, "old", instance="443"),
        ),
        observations=(seen,),
        failures=(Failure("smtp", FailureKind.TIMEOUT, "connect", {"port": 25, "on": day}),),
        exposure=Exposure(day, at.date(), (at.date() - day).days),
        first_seen=day,
    )
    return replace(whole, **fields)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def sentences(error: UserError) -> str:
    """Word an error the way the command does: what happened, then what to do."""
    texts = wording.load("en")
    parts = [texts.text(f"error.{error.key}.{part}", error.params) for part in ("message", "hint")]
    return " ".join(parts)
