# SPDX-License-Identifier: MIT
"""The details of one stored result: what was seen, what failed, how it was judged that day."""

from __future__ import annotations

import logging
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from exchpatch_gui.domain.evidence import Confidence, Failure, FailureKind, Kind, Observation
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.storage.codec import decode, encode
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.moments import moment_text, read_moment
from exchpatch_gui.storage.params import CodecError, decode_params, encode_params
from exchpatch_gui.storage.records import HistoryEntry, StoredResult

_logger = logging.getLogger(__name__)
_Row = TypeVar("_Row", Observation, Failure)


def write_details(database: Database, result_id: int, result: ServerResult) -> None:
    """Store observations and failures as rows, the judgement as one document."""
    database.execute_many(
        "INSERT INTO observations (result_id, position, id, kind, value, source, method, at,"
        " confidence, node) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                result_id,
                position,
                one.id,
                one.kind.value,
                one.value,
                one.source,
                one.method,
                moment_text(one.at),
                one.confidence.value,
                one.node,
            )
            for position, one in enumerate(result.observations)
        ],
    )
    database.execute_many(
        "INSERT INTO failures (result_id, position, probe, kind, reason, params)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (result_id, position, one.probe, one.kind.value, one.reason, encode_params(one.params))
            for position, one in enumerate(result.failures)
        ],
    )
    judged = replace(result, server=None, observations=(), failures=())
    document = zlib.compress(encode(judged).encode("ascii"), level=1)
    database.execute(
        "INSERT INTO snapshots (result_id, document) VALUES (?, ?)", (result_id, document)
    )


def delete_details(database: Database, result_id: int) -> None:
    """Keep only the line of the timeline."""
    for table in ("observations", "failures", "snapshots"):
        statement = f"DELETE FROM {table} WHERE result_id = ?"  # noqa: S608 (names from above)
        database.execute(statement, (result_id,))
    database.execute("UPDATE results SET detailed = 0 WHERE id = ?", (result_id,))


def read_evidence(database: Database, entry: HistoryEntry, server: Server) -> StoredResult:
    """Give a result with what was seen and what failed; what can't be read any more is logged."""
    query = "SELECT * FROM observations WHERE result_id = ? ORDER BY position"
    observations = tuple(_readable(_observation, database.rows(query, (entry.id,))))
    query = "SELECT * FROM failures WHERE result_id = ? ORDER BY position"
    failures = tuple(_readable(_failure, database.rows(query, (entry.id,))))
    return StoredResult(entry, server, observations, failures)


def read_judgement(database: Database, stored: StoredResult) -> ServerResult | None:
    """Give a result as it was judged that day.

    None if that is no longer kept, or was written in a form that can't be read any more, which
    is logged.
    """
    query = "SELECT document FROM snapshots WHERE result_id = ?"
    row = database.row(query, (stored.entry.id,))
    if row is None:
        return None
    try:
        judged = decode(ServerResult, zlib.decompress(row["document"]).decode("ascii"))
    except (CodecError, UnicodeDecodeError, zlib.error) as error:
        _logger.warning("judgement of result %d can't be read: %s", stored.entry.id, error)
        return None
    return replace(
        judged,
        server=stored.server,
        observations=stored.observations,
        failures=stored.failures,
    )


def _readable(read: Callable[[sqlite3.Row], _Row], rows: Iterable[sqlite3.Row]) -> Iterable[_Row]:
    for row in rows:
        try:
            yield read(row)
        except ValueError as error:
            _logger.warning("evidence of result %d can't be read: %s", row["result_id"], error)


def _observation(row: sqlite3.Row) -> Observation:
    return Observation(
        id=row["id"],
        kind=Kind(row["kind"]),
        value=row["value"],
        source=row["source"],
        method=row["method"],
        at=read_moment(row["at"]),
        confidence=Confidence(row["confidence"]),
        node=row["node"],
    )


def _failure(row: sqlite3.Row) -> Failure:
    return Failure(
        probe=row["probe"],
        kind=FailureKind(row["kind"]),
        reason=row["reason"],
        params=decode_params(row["params"]),
    )
