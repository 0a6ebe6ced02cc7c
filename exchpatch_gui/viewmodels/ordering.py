# SPDX-License-Identifier: MIT
"""By what the rows of each column are sorted, the most urgent or the first name on top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.outline import Need
from exchpatch_gui.viewmodels.fleet import Row
from exchpatch_gui.viewmodels.row_texts import Column

Key = Callable[[Row], Any]

_LIGHTS = {light: rank for rank, light in enumerate(TrafficLight)}
_NEEDS = {
    need: rank
    for rank, need in enumerate(
        (Need.MOVE, Need.UPGRADE, Need.UPDATE, Need.CONFIGURE, Need.UNKNOWN, Need.NOTHING)
    )
}


def _name(row: Row) -> tuple[str, int]:
    return row.server.name.casefold(), row.server.id


def _worst_first(row: Row) -> Any:
    brief = row.outline
    if brief is None:
        return _LIGHTS[TrafficLight.GREY], 0, 0, *_name(row)
    return _LIGHTS[brief.light], -brief.exploited_cves, -(brief.open_cves or 0), *_name(row)


def _installed(row: Row) -> Any:
    build = row.outline.build if row.outline else ""
    parts = tuple(int(part) for part in build.split(".") if part.isdecimal())
    return not parts, parts, *_name(row)


def _needed(row: Row) -> Any:
    brief = row.outline
    if brief is None:
        return len(_NEEDS), 0, "", *_name(row)
    return _NEEDS[brief.need], -brief.steps, brief.target, *_name(row)


def _exposed(row: Row) -> Any:
    brief = row.outline
    if brief is None or brief.open_cves is None:
        return 1, 0, "", *_name(row)
    since = brief.exposed_since.isoformat() if brief.exposed_since else "9999"
    return 0, -brief.open_cves, since, *_name(row)


def _checked(row: Row) -> Any:
    at = row.outline.at.timestamp() if row.outline else 0.0
    return at, *_name(row)


KEYS: dict[Column, Key] = {
    Column.STATE: _worst_first,
    Column.SERVER: _name,
    Column.INSTALLED: _installed,
    Column.NEEDED: _needed,
    Column.EXPOSED: _exposed,
    Column.CHECKED: _checked,
}
