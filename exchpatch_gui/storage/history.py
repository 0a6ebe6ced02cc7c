# SPDX-License-Identifier: MIT
"""What was found out when: runs, the results of each server over time, builds first seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.identity_words import Precision
from exchpatch_gui.domain.outline import Outline
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import Bug
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.details import (
    delete_details,
    read_evidence,
    read_judgement,
    write_details,
)
from exchpatch_gui.storage.facts import (
    delete_facts,
    read_facts,
    read_latest_facts,
    read_packed_facts,
    write_facts,
)
from exchpatch_gui.storage.lines import (
    LINE_COLUMNS,
    RUN_COLUMNS,
    line_values,
    read_line,
    read_run,
    run_values,
)
from exchpatch_gui.storage.moments import moment_text, read_moment
from exchpatch_gui.storage.outlines import note_latest, read_outlines
from exchpatch_gui.storage.records import (
    HistoryEntry,
    RunRecord,
    Sighting,
    StoredResult,
    StoredRun,
)
from exchpatch_gui.storage.servers import read_servers

KEPT_DETAILS = 30
_LINES = "SELECT results.*, runs.id AS run_id FROM results JOIN runs ON runs.number = run"


class History:
    """Reads and writes runs and results.

    Evidence and judgement are kept for the latest results of each server, one line for the
    timeline for years, and the sightings of each exact build as long as the server.

    Attributes:
        kept_details: For how many results of one server the details are kept.
    """

    def __init__(self, database: Database, *, kept_details: int = KEPT_DETAILS) -> None:
        self.kept_details = kept_details
        self._database = database

    def begin(self, run: RunRecord) -> None:
        """Store that a run has begun."""
        marks = ", ".join("?" for _ in RUN_COLUMNS.split(","))
        self._database.insert(
            f"INSERT INTO runs ({RUN_COLUMNS}) VALUES ({marks})",  # noqa: S608 (constants)
            run_values(run),
        )

    def save(
        self,
        run_id: str,
        results: Sequence[ServerResult],
        facts: Sequence[bytes] = (),
    ) -> tuple[int, ...]:
        """Store results in one transaction and give the ids of the servers they belong to.

        Results of servers that aren't stored, or were deleted meanwhile, are left out. Saving
        several at once costs one write to the disk instead of many.

        Args:
            run_id: The run they belong to.
            results: What was concluded.
            facts: What was collected on the servers, packed, in the order of the results; empty
                for one of which nothing was collected, or for all of them.
        """
        saved = []
        nothing = (b"",) * len(results)
        with self._database.transaction():
            run_number = self._run_number(run_id)
            for result, packed in zip(results, facts or nothing, strict=True):
                server_id = 0 if result.server is None else result.server.id
                query = "SELECT 1 FROM servers WHERE id = ?"
                if self._database.row(query, (server_id,)) is not None:
                    result_id = self._save_one(run_number, server_id, result)
                    if packed:
                        write_facts(self._database, result_id, packed)
                    saved.append(server_id)
        return tuple(saved)

    def finish(self, run_id: str, finished: datetime, *, complete: bool) -> None:
        """Store that a run has ended, and whether it came to the end."""
        self._database.execute(
            "UPDATE runs SET finished_at = ?, complete = ? WHERE number = ?",
            (moment_text(finished), complete, self._run_number(run_id)),
        )

    def runs(self, limit: int = 100) -> tuple[RunRecord, ...]:
        """Give the latest runs, newest first."""
        query = "SELECT * FROM runs ORDER BY started_at DESC, number DESC LIMIT ?"
        return tuple(read_run(row) for row in self._database.rows(query, (limit,)))

    def load_run(self, run_id: str) -> StoredRun | None:
        """Give a run with its results, servers removed since included; None if there is none."""
        with self._database.reading():
            run = self._database.row("SELECT * FROM runs WHERE id = ?", (run_id,))
            if run is None:
                return None
            query = f"{_LINES} WHERE run = ? ORDER BY results.id"
            rows = self._database.rows(query, (run["number"],))
            servers = read_servers(self._database, with_removed=True)
            return StoredRun(read_run(run), self._with_evidence(rows, servers))

    def latest_entries(self) -> tuple[HistoryEntry, ...]:
        """Give the latest result of each server of the list that has one, without evidence."""
        return tuple(read_line(row) for row in self._latest_rows())

    def outlines(self) -> Mapping[int, Outline]:
        """Give the latest result of each server in brief, by server id."""
        return read_outlines(self._database)

    def judged_otherwise(self, day: date, catalogue_date: date) -> tuple[int, ...]:
        """Give the servers of the list whose latest result is of another day or catalogue."""
        rows = self._database.rows(
            "SELECT servers.id FROM servers"
            " JOIN results ON results.id = (SELECT id FROM results"
            "  WHERE server_id = servers.id ORDER BY at DESC, id DESC LIMIT 1)"
            " JOIN runs ON runs.number = run"
            " WHERE removed_at IS NULL AND (day <> ? OR catalogue_date <> ?)",
            (day.isoformat(), catalogue_date.isoformat()),
        )
        return tuple(row["id"] for row in rows)

    def note(self, server_id: int, result: ServerResult) -> None:
        """Let a new judgement of the latest evidence stand for its server in the list."""
        note_latest(self._database, server_id, result)

    def latest(self, server_ids: Collection[int] | None = None) -> tuple[StoredResult, ...]:
        """Give the latest result of each server of the list, or of these, with evidence."""
        with self._database.reading():
            rows = self._latest_rows()
            if server_ids is not None:
                wanted = frozenset(server_ids)
                rows = [row for row in rows if row["server_id"] in wanted]
            found = self._with_evidence(rows, read_servers(self._database))
            return tuple(self._with_earlier_facts(one) for one in found)

    def latest_facts(self, server_ids: Collection[int]) -> Mapping[int, bytes]:
        """Give what was last collected on each of these servers, packed, where something was."""
        return read_packed_facts(self._database, server_ids)

    def judged(self, stored: StoredResult) -> ServerResult | None:
        """Give a result as it was judged that day.

        None if that is no longer kept or can't be read any more: judge its evidence again.
        """
        return read_judgement(self._database, stored)

    def timeline(self, server_id: int, since: datetime | None = None) -> tuple[HistoryEntry, ...]:
        """Give all results of a server from a time on, oldest first, without evidence."""
        start = "" if since is None else moment_text(since)
        query = f"{_LINES} WHERE server_id = ? AND at >= ? ORDER BY at, results.id"
        return tuple(read_line(row) for row in self._database.rows(query, (server_id, start)))

    def sightings(self, server_id: int) -> tuple[Sighting, ...]:
        """Give the exact builds ever seen on a server, in the order they were first seen."""
        query = "SELECT * FROM sightings WHERE server_id = ? ORDER BY first_at, build"
        return tuple(
            Sighting(
                build=BuildNumber.parse(row["build"]),
                first=read_moment(row["first_at"]),
                last=read_moment(row["last_at"]),
            )
            for row in self._database.rows(query, (server_id,))
        )

    def first_seen(self, server_id: int, build: BuildNumber) -> date | None:
        """Give the day (UTC) on which a build was first seen on a server."""
        query = "SELECT first_at FROM sightings WHERE server_id = ? AND build = ?"
        row = self._database.row(query, (server_id, str(build)))
        return None if row is None else read_moment(row["first_at"]).date()

    def first_seen_lookup(self) -> Callable[[Server, BuildNumber], date | None]:
        """Read all first sightings and give a function of them that any thread may call."""
        rows = self._database.rows("SELECT server_id, build, first_at FROM sightings")
        moments = {(row["server_id"], row["build"]): row["first_at"] for row in rows}

        def look_up(server: Server, build: BuildNumber) -> date | None:
            found = moments.get((server.id, str(build)))
            return None if found is None else read_moment(found).date()

        return look_up

    def _run_number(self, run_id: str) -> int:
        row = self._database.row("SELECT number FROM runs WHERE id = ?", (run_id,))
        if row is None:
            raise Bug(f"run {run_id} was not begun")
        number: int = row["number"]
        return number

    def _save_one(self, run_number: int, server_id: int, result: ServerResult) -> int:
        values = (server_id, run_number, *line_values(result))
        marks = ", ".join("?" for _ in values)
        result_id = self._database.insert(
            f"INSERT INTO results (server_id, run, {LINE_COLUMNS})"  # noqa: S608 (constants)
            f" VALUES ({marks})",
            values,
        )
        write_details(self._database, result_id, result)
        note_latest(self._database, server_id, result)
        self._note_build(server_id, result)
        surplus = self._database.rows(
            "SELECT id FROM results WHERE server_id = ? AND detailed = 1"
            " ORDER BY at DESC, id DESC LIMIT -1 OFFSET ?",
            (server_id, self.kept_details),
        )
        for row in surplus:
            delete_details(self._database, row["id"])
            delete_facts(self._database, row["id"])
        return result_id

    def _note_build(self, server_id: int, result: ServerResult) -> None:
        identity = result.identity
        if identity.judged is None or identity.precision is not Precision.FULL:
            return
        at = moment_text(result.at)
        self._database.execute(
            "INSERT INTO sightings (server_id, build, first_at, last_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (server_id, build) DO UPDATE SET"
            " first_at = min(first_at, excluded.first_at),"
            " last_at = max(last_at, excluded.last_at)",
            (server_id, str(identity.judged), at, at),
        )

    def _latest_rows(self) -> list[sqlite3.Row]:
        # One step in the index for each server, however long the history is.
        return self._database.rows(
            "SELECT results.*, runs.id AS run_id FROM servers"
            " JOIN results ON results.id = (SELECT id FROM results"
            "  WHERE server_id = servers.id ORDER BY at DESC, id DESC LIMIT 1)"
            " JOIN runs ON runs.number = run WHERE removed_at IS NULL ORDER BY server_id"
        )

    def _with_evidence(
        self, rows: Sequence[sqlite3.Row], servers: Mapping[int, Server]
    ) -> tuple[StoredResult, ...]:
        entries = [read_line(row) for row in rows]
        evidence = (read_evidence(self._database, one, servers[one.server_id]) for one in entries)
        return tuple(
            replace(one, collected=read_facts(self._database, one.entry.id)) for one in evidence
        )

    def _with_earlier_facts(self, stored: StoredResult) -> StoredResult:
        if stored.collected is not None:
            return stored
        return replace(stored, earlier=read_latest_facts(self._database, stored.server.id))
