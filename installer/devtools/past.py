# SPDX-License-Identifier: MIT
"""Gives servers of the demonstration a year of weekly checks, so that pictures have a timeline.

They are judged by the program's own judge as on their days. This module runs inside the
environment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from exchpatch_gui import __version__
from exchpatch_gui.domain.evidence import (
    Confidence,
    Failure,
    FailureKind,
    Kind,
    Observation,
    ProbeOutcome,
    ProbeStatus,
)
from exchpatch_gui.domain.runs import Trigger
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.storage.records import RunRecord

_WEEK = timedelta(days=7)
_WEEKS = 51
_AT = time(6, 30, tzinfo=UTC)
_PROBE = "exchange-http"
_SOURCE = "GET /owa/auth/logon.aspx"


@dataclass(frozen=True, slots=True)
class Stay:
    """From a day on a server runs a build, or does not answer if it is empty."""

    since: date
    build: str


PAST: Mapping[str, Sequence[Stay]] = {
    "mail.contoso.example": (
        Stay(date(2025, 10, 16), "15.2.2562.29"),
        Stay(date(2025, 12, 11), "15.2.2562.35"),
        Stay(date(2026, 2, 12), "15.2.2562.37"),
        Stay(date(2026, 6, 11), "15.2.2562.43"),
        Stay(date(2026, 8, 20), "15.2.2562.46"),
        Stay(date(2026, 9, 10), "15.2.2562.49"),
        Stay(date(2026, 10, 14), "15.2.2562.56"),
    ),
    "mail.fabrikam.example": (
        Stay(date(2025, 11, 20), "15.2.2562.29"),
        Stay(date(2026, 2, 20), "15.2.2562.37"),
        Stay(date(2026, 4, 3), ""),
        Stay(date(2026, 4, 17), "15.2.2562.37"),
    ),
    "owa.contoso.example": (
        Stay(date(2026, 1, 8), "15.2.2562.35"),
        Stay(date(2026, 2, 12), "15.2.2562.37"),
        Stay(date(2026, 6, 18), "15.2.2562.43"),
        Stay(date(2026, 8, 20), "15.2.2562.46"),
    ),
    "legacy.contoso.example": (Stay(date(2025, 10, 16), "15.1.2507.61"),),
}


def remember(workspace: Workspace) -> None:
    """Store a year of checks of the servers in ``PAST``, up to a week ago."""
    servers = {one.name: one for one in workspace.servers() if one.name in PAST}
    today = workspace.clock().date()
    for week in range(_WEEKS, 0, -1):
        _remember_run(workspace, today - week * _WEEK, servers)


def _remember_run(workspace: Workspace, day: date, servers: Mapping[str, Server]) -> None:
    at = datetime.combine(day, _AT)
    judge = Judge(workspace.catalogue, min(day, workspace.catalogue.date))
    run = RunRecord(f"past-{day}", at, Trigger.SCHEDULED, __version__, judge.day, judge.info)
    results = []
    for name, server in servers.items():
        stays = [one for one in PAST[name] if one.since <= day]
        if stays:
            results.append(judge.judge(server, [_seen(stays[-1].build, at)], at))
    workspace.history.begin(run)
    workspace.history.save(run.id, results)
    workspace.history.finish(run.id, at, complete=True)


def _seen(build: str, at: datetime) -> ProbeOutcome:
    """Give what the web server showed that day."""
    if not build:
        failure = Failure(_PROBE, FailureKind.TIMEOUT, "connect", {"where": "", "seconds": 10})
        return ProbeOutcome(_PROBE, ProbeStatus.FAILED, failures=(failure,))
    facts = (
        (Kind.ANSWER, "200", "status line"),
        (Kind.BUILD, build, "X-OWA-Version header"),
        (Kind.FRONT_END, "EX01", "X-FEServer header"),
    )
    observations = tuple(
        Observation(f"obs-{number}", kind, value, _SOURCE, method, at, Confidence.HIGH, "EX01")
        for number, (kind, value, method) in enumerate(facts, 1)
    )
    return ProbeOutcome(_PROBE, ProbeStatus.OK, observations)
