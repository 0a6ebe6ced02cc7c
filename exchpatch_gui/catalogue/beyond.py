# SPDX-License-Identifier: MIT
"""Which steps beyond a build are left for somebody to take at the end of a way.

A step that the way itself takes, or that would be work on a server about to go, is left out:
a list of things nobody has to do makes everything in it worthless.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exchpatch_gui.catalogue.cve_rule import CveRule
from exchpatch_gui.catalogue.model import Action, Level
from exchpatch_gui.catalogue.placement import Placement, place
from exchpatch_gui.catalogue.route import Station, StationKind, Way
from exchpatch_gui.domain.verdicts import CveResult, CveState

_SETUPS = frozenset({StationKind.UPGRADE, StationKind.IN_PLACE})
_TAKEN_BY_SETUP = {"extended-protection": (Level("2019", "CU14"), Level("SE", "RTM"))}
"""Steps that setup takes unasked, with the first level of each product whose setup does.

Source: https://aka.ms/ExchangeEPDoc.
"""

_AWAY = frozenset({StationKind.NEW_SERVER, StationKind.NO_PATH})
_SETTLED = frozenset({CveState.FIXED, CveState.OPEN})


class Left(NamedTuple):
    """A step that is left, with what it closes."""

    action: Action
    closes: tuple[str, ...]


def taken_by_setup(station: Station) -> frozenset[str]:
    """Name the steps beyond the build that the setup at a station takes by itself."""
    if station.kind not in _SETUPS or not station.changes_build or station.update is None:
        return frozenset()
    level = station.update.level
    return frozenset(
        action
        for action, first in _TAKEN_BY_SETUP.items()
        if any(one.product == level.product and one.rank <= level.rank for one in first)
    )


def left_to_do(cves: Iterable[CveResult], start: Placement, way: Way, rule: CveRule) -> list[Left]:
    """Name what has to be verified once a way is walked, in the order of the vulnerabilities.

    On the way to another server only two kinds are worth the work: what holds for the whole
    organisation and waits on the new server as well, and what keeps attackers off the old one
    meanwhile.
    """
    own = [station.update for station in way.stations if station.changes_build and station.update]
    final = place(own[-1].build, rule.catalogue) if own else start
    found = _waiting(cves, final, way.stations, rule)
    if not any(station.kind in _AWAY for station in way.stations):
        return [Left(action, tuple(one.id for one in holes)) for action, holes in found]
    on_the_new = {
        action.id
        for action, _ in _waiting(cves, place(way.goal, rule.catalogue), way.stations, rule)
    }
    return [
        Left(action, tuple(one.id for one in holes))
        for action, holes in found
        if _is_worth_it(action, holes, on_the_new)
    ]


def _waiting(
    cves: Iterable[CveResult], placement: Placement, stations: Sequence[Station], rule: CveRule
) -> list[tuple[Action, list[CveResult]]]:
    """Collect the actions that a build leaves open, each with the vulnerabilities it closes."""
    taken = {step for station in stations for step in taken_by_setup(station)}
    closing: dict[str, tuple[Action, list[CveResult]]] = {}
    for result in cves:
        cve = rule.catalogue.cve(result.id)
        ruling = rule.apply(cve, placement) if cve else None
        if cve is None or ruling is None or ruling.state in _SETTLED:
            continue
        for action in cve.actions:
            if action.id in ruling.needs and action.id not in taken:
                closing.setdefault(action.id, (action, []))[1].append(result)
    return list(closing.values())


def _is_worth_it(action: Action, holes: Sequence[CveResult], on_the_new: set[str]) -> bool:
    if action.scope == "server":
        return any(one.known_exploited for one in holes)
    return action.id in on_the_new
