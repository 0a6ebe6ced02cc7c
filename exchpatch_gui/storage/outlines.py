# SPDX-License-Identifier: MIT
"""The latest result of each server in brief: written with each result, read at every start."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping
from datetime import date

from exchpatch_gui.domain.identity import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.outline import Change, Need, Outline, outline
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.storage.codec import decode_params, encode_params
from exchpatch_gui.storage.database import Database, Value
from exchpatch_gui.storage.moments import moment_text, read_moment

_logger = logging.getLogger(__name__)
_COLUMNS = (
    "server_id, at, light, headline, headline_params, verdict, product, cumulative_update,"
    " update_name, build, precision, other_software, need, target, steps, open_cves,"
    " exploited_cves, exposed_since, changed_at, light_before"
)
_MARKS = ", ".join("?" for _ in _COLUMNS.split(","))


def note_latest(database: Database, server_id: int, result: ServerResult) -> None:
    """Let a result stand for its server unless a later one does."""
    query = "SELECT at, light, changed_at, light_before FROM latest WHERE server_id = ?"
    known = database.row(query, (server_id,))
    if known is not None and known["at"] > moment_text(result.at):
        return
    brief = outline(result, _change(known, result))
    database.execute(
        f"INSERT OR REPLACE INTO latest ({_COLUMNS}) VALUES ({_MARKS})",  # noqa: S608 (constants)
        (server_id, *_values(brief)),
    )


def read_outlines(database: Database) -> Mapping[int, Outline]:
    """Give the latest result in brief by server id; servers never checked have none.

    One that can't be read any more is left out and logged: its evidence can be judged again.
    """
    found = {}
    for row in database.rows("SELECT * FROM latest"):
        try:
            found[row["server_id"]] = _outline(row)
        except ValueError as error:
            _logger.warning("result of server %d can't be read: %s", row["server_id"], error)
    return found


def _change(known: sqlite3.Row | None, result: ServerResult) -> Change | None:
    if known is None:
        return None
    if known["light"] != result.light:
        return Change(result.at, TrafficLight(known["light"]))
    return _read_change(known)


def _read_change(row: sqlite3.Row) -> Change | None:
    if row["changed_at"] is None:
        return None
    return Change(read_moment(row["changed_at"]), TrafficLight(row["light_before"]))


def _values(brief: Outline) -> tuple[Value, ...]:
    change = brief.change
    return (
        moment_text(brief.at),
        brief.light.value,
        brief.headline.key,
        encode_params(brief.headline.params),
        brief.verdict.value,
        brief.product,
        brief.cumulative_update,
        brief.update,
        brief.build,
        brief.precision.value,
        brief.other_software,
        brief.need.value,
        brief.target,
        brief.steps,
        brief.open_cves,
        brief.exploited_cves,
        brief.exposed_since.isoformat() if brief.exposed_since else None,
        moment_text(change.at) if change else None,
        change.before.value if change else None,
    )


def _outline(row: sqlite3.Row) -> Outline:
    since = row["exposed_since"]
    return Outline(
        at=read_moment(row["at"]),
        light=TrafficLight(row["light"]),
        headline=Message(row["headline"], decode_params(row["headline_params"])),
        verdict=IdentityVerdict(row["verdict"]),
        product=row["product"],
        cumulative_update=row["cumulative_update"],
        update=row["update_name"],
        build=row["build"],
        precision=Precision(row["precision"]),
        other_software=row["other_software"],
        need=Need(row["need"]),
        target=row["target"],
        steps=row["steps"],
        open_cves=row["open_cves"],
        exploited_cves=row["exploited_cves"],
        exposed_since=None if since is None else date.fromisoformat(since),
        change=_read_change(row),
    )
