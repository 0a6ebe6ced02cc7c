# SPDX-License-Identifier: MIT
"""A run and a line of the timeline as database rows, both ways."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date

from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import CatalogueInfo, ServerResult, Trigger
from exchpatch_gui.domain.verdicts import CveState
from exchpatch_gui.storage.database import Value
from exchpatch_gui.storage.moments import moment_text, read_moment
from exchpatch_gui.storage.records import HistoryEntry, RunRecord

RUN_COLUMNS = (
    "id, started_at, trigger, app_version, day, catalogue_date, catalogue_age_days,"
    " catalogue_source, catalogue_stale, finished_at, complete"
)
LINE_COLUMNS = (
    "at, light, verdict, product, cumulative_update, update_name, build, red_findings,"
    " yellow_findings, open_cves, exploited_cves"
)


def run_values(run: RunRecord) -> tuple[Value, ...]:
    """Give the values of ``RUN_COLUMNS``."""
    catalogue = run.catalogue
    return (
        run.id,
        moment_text(run.started),
        run.trigger.value,
        run.app_version,
        run.day.isoformat(),
        catalogue.date.isoformat(),
        catalogue.age_days,
        catalogue.source,
        catalogue.stale,
        None if run.finished is None else moment_text(run.finished),
        run.complete,
    )


def read_run(row: sqlite3.Row) -> RunRecord:
    """Make a run of a row of ``runs``."""
    finished = row["finished_at"]
    return RunRecord(
        id=row["id"],
        started=read_moment(row["started_at"]),
        trigger=Trigger(row["trigger"]),
        app_version=row["app_version"],
        day=date.fromisoformat(row["day"]),
        catalogue=CatalogueInfo(
            date=date.fromisoformat(row["catalogue_date"]),
            age_days=row["catalogue_age_days"],
            source=row["catalogue_source"],
            stale=bool(row["catalogue_stale"]),
        ),
        finished=None if finished is None else read_moment(finished),
        complete=bool(row["complete"]),
    )


def line_values(result: ServerResult) -> tuple[Value, ...]:
    """Give the values of ``LINE_COLUMNS``."""
    identity = result.identity
    findings = Counter(finding.light for finding in result.findings)
    still_open = [cve for cve in result.cves if cve.state is CveState.OPEN]
    return (
        moment_text(result.at),
        result.light.value,
        identity.verdict.value,
        identity.product,
        identity.cumulative_update,
        identity.update,
        identity.build,
        findings[TrafficLight.RED],
        findings[TrafficLight.YELLOW],
        len(still_open),
        sum(cve.known_exploited for cve in still_open),
    )


def read_line(row: sqlite3.Row) -> HistoryEntry:
    """Make a point of a timeline of a row of ``results`` with its ``run_id``."""
    return HistoryEntry(
        id=row["id"],
        server_id=row["server_id"],
        run_id=row["run_id"],
        at=read_moment(row["at"]),
        light=TrafficLight(row["light"]),
        verdict=IdentityVerdict(row["verdict"]),
        product=row["product"],
        cumulative_update=row["cumulative_update"],
        update=row["update_name"],
        build=row["build"],
        red_findings=row["red_findings"],
        yellow_findings=row["yellow_findings"],
        open_cves=row["open_cves"],
        exploited_cves=row["exploited_cves"],
        detailed=bool(row["detailed"]),
    )
