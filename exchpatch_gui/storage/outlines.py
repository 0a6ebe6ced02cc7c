# SPDX-License-Identifier: MIT
"""The latest result of each server in brief: written with each result, read at every start."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.outline import Change, Need, Outline, Seen
from exchpatch_gui.storage.database import Database, Value
from exchpatch_gui.storage.moments import moment_text, read_moment
from exchpatch_gui.storage.params import decode_params, encode_params

if TYPE_CHECKING:
    from exchpatch_gui.domain.runs import ServerResult

_logger = logging.getLogger(__name__)
_COLUMNS = (
    "server_id, at, light, headline, headline_params, verdict, product, cumulative_update,"
    " update_name, build, precision, other_software, need, target, steps, open_cves,"
    " exploited_cves, exposed_since, changed_at, light_before, seen_build,"
    " seen_at"
)
_MARKS = ", ".join("?" for _ in _COLUMNS.split(","))
_SELECT = f"SELECT {_COLUMNS} FROM latest"  # noqa: S608 (constants)
_LIGHTS = {one.value: one for one in TrafficLight}
_VERDICTS = {one.value: one for one in IdentityVerdict}
_PRECISIONS = {one.value: one for one in Precision}
_NEEDS = {one.value: one for one in Need}


def note_latest(database: Database, server_id: int, result: ServerResult) -> None:
    """Let a result stand for its server unless a later one does."""
    row = database.row(f"{_SELECT} WHERE server_id = ?", (server_id,))
    before = None if row is None else _Reader().readable(row)
    if before is not None and before.at > result.at:
        return
    from exchpatch_gui.domain.outlining import outline  # noqa: PLC0415 (reading doesn't need it)

    brief = outline(result, before)
    database.execute(
        f"INSERT OR REPLACE INTO latest ({_COLUMNS}) VALUES ({_MARKS})",  # noqa: S608 (constants)
        (server_id, *_values(brief)),
    )


def read_outlines(database: Database) -> Mapping[int, Outline]:
    """Give the latest result in brief by server id; servers never checked have none.

    One that can't be read any more is left out and logged: its evidence can be judged again.
    """
    read = _Reader()
    rows = database.rows(_SELECT)
    return {row["server_id"]: brief for row in rows if (brief := read.readable(row))}


class _Reader:
    """Reads many lines: what thousands of them have in common is read once."""

    def __init__(self) -> None:
        self._headlines: dict[tuple[str, str], Message] = {}

    def readable(self, row: sqlite3.Row) -> Outline | None:
        """Give what a line says, None if it can't be read any more."""
        try:
            return self._outline(row)
        except (KeyError, ValueError) as error:
            _logger.warning("result of server %d can't be read: %s", row["server_id"], error)
            return None

    def _outline(self, row: sqlite3.Row) -> Outline:
        # In the order of ``_COLUMNS``. To look for each by its name takes longer than the rest.
        at, light, key, params, verdict = row[1:6]
        product, cumulative_update, update, build, precision, other_software = row[6:12]
        need, target, steps, open_cves, exploited_cves, since = row[12:18]
        changed_at, light_before, seen_build, seen_at = row[18:]
        return Outline(
            at=read_moment(at),
            light=_LIGHTS[light],
            headline=self._headline(key, params),
            verdict=_VERDICTS[verdict],
            product=product,
            cumulative_update=cumulative_update,
            update=update,
            build=build,
            precision=_PRECISIONS[precision],
            other_software=other_software,
            need=_NEEDS[need],
            target=target,
            steps=steps,
            open_cves=open_cves,
            exploited_cves=exploited_cves,
            exposed_since=None if since is None else date.fromisoformat(since),
            change=_read_change(changed_at, light_before),
            last_seen=_read_seen(seen_build, seen_at),
        )

    def _headline(self, key: str, params: str) -> Message:
        found = self._headlines.get((key, params))
        if found is None:
            found = self._headlines[key, params] = Message(key, decode_params(params))
        return found


def _read_change(at: str | None, before: str) -> Change | None:
    return None if at is None else Change(read_moment(at), _LIGHTS[before])


def _read_seen(build: str | None, at: str) -> Seen | None:
    return None if build is None else Seen(build, read_moment(at))


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
        brief.last_seen.build if brief.last_seen else None,
        moment_text(brief.last_seen.at) if brief.last_seen else None,
    )
