# SPDX-License-Identifier: MIT
"""The ordered way forward for one server: prepare, install, move, configure, verify."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from exchpatch_gui.catalogue import steps
from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.cve_rule import CveRule
from exchpatch_gui.catalogue.model import Action, Update
from exchpatch_gui.catalogue.placement import Placement, place
from exchpatch_gui.catalogue.prerequisites import prerequisites
from exchpatch_gui.catalogue.route import Station, StationKind, Way, way_of
from exchpatch_gui.domain.messages import Message, Params
from exchpatch_gui.domain.verdicts import Advice, CveResult, CveState, Step, Support, SupportStatus

_WAITING = frozenset({CveState.OPEN, CveState.POSSIBLE})


class Situation(NamedTuple):
    """What the advice starts from.

    Attributes:
        placements: The build, or every build it may be, the oldest first; never empty.
        exact: Whether the build is known with all four parts.
        rule: The rule with the catalogue of the judging day.
    """

    placements: tuple[Placement, ...]
    exact: bool
    support: Support
    cves: Sequence[CveResult]
    rule: CveRule
    day: date

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of the judging day."""
        return self.rule.catalogue

    @property
    def start(self) -> Placement:
        """The build that is judged: the lowest it may be."""
        return self.placements[0]


def advise(situation: Situation) -> Advice:
    """Find the way from what is installed to where the server should be.

    A product out of support leads to its successor, any other to its own newest release. No goal
    is named that has more digits than were seen.
    """
    catalogue, start = situation.catalogue, situation.start
    leave = situation.support.status is SupportStatus.OUT_OF_SUPPORT
    if start.product not in catalogue.products:
        return Advice()
    if not leave and not catalogue.levels_of(start.product):
        return Advice()
    way = way_of(start, catalogue, leave=leave)
    found = _Itinerary(situation, way).steps()
    if not situation.exact:
        found.insert(0, steps.identify_step())
    goal = way.goal if situation.exact or way.stations else None
    if found and goal is not None:
        found.append(steps.verify_step(goal))
    reached = situation.exact and not leave and not way.stations
    numbered = tuple(replace(step, order=order) for order, step in enumerate(found, 1))
    return Advice(goal, reached, numbered)


class _Itinerary:
    """Turns stations into steps and shares out among them what each one closes."""

    def __init__(self, situation: Situation, way: Way) -> None:
        self._situation = situation
        self._catalogue = situation.catalogue
        self._stations = way.stations
        self._rule = situation.rule
        self._waiting = [one.id for one in situation.cves if one.state in _WAITING]
        self._esu_note = _esu_note(situation)

    def steps(self) -> list[Step]:
        """Make all steps but the first and last; configuring follows the last own package."""
        own = [station for station in self._stations if station.changes_build]
        found = [] if own else self._configuring(None)
        for station in self._stations:
            needs = prerequisites(station, self._catalogue)
            found += [steps.prerequisite_step(need, station) for need in needs]
            found.append(self._station(station))
            if own and station is own[-1]:
                found += self._configuring(station.update)
        return found

    def _station(self, station: Station) -> Step:
        note = None
        if station.kind in _LEAVING and self._esu_note is not None:
            note, self._esu_note = self._esu_note, None
        return steps.station_step(station, self._closed_by(station), note, self._catalogue)

    def _closed_by(self, station: Station) -> tuple[str, ...]:
        """Take from what is still open what this station closes."""
        if station.kind is StationKind.REMOVE:
            closed = tuple(self._waiting)
        elif station.changes_build and station.update is not None:
            after = place(station.update.build, self._catalogue)
            closed = tuple(one for one in self._waiting if self._is_closed(one, after))
        else:
            closed = ()
        self._waiting = [one for one in self._waiting if one not in closed]
        return closed

    def _is_closed(self, cve_id: str, after: Placement) -> bool:
        cve = self._catalogue.cve(cve_id)
        ruling = self._rule.apply(cve, after) if cve else None
        return ruling is None or ruling.state is CveState.FIXED

    def _configuring(self, last: Update | None) -> list[Step]:
        """Make a step of each action that has to be verified on the build the server ends on."""
        start = self._situation.start
        final = place(last.build, self._catalogue) if last else start
        closing: dict[str, list[str]] = {}
        actions: dict[str, Action] = {}
        for result in self._situation.cves:
            cve = self._catalogue.cve(result.id)
            ruling = self._rule.apply(cve, final) if cve else None
            if cve is None or ruling is None or ruling.state in {CveState.FIXED, CveState.OPEN}:
                continue
            actions |= {one.id: one for one in cve.actions if one.id in ruling.needs}
            for need in ruling.needs:
                closing.setdefault(need, []).append(cve.id)
        closed = {one for ids in closing.values() for one in ids}
        self._waiting = [one for one in self._waiting if one not in closed]
        return [steps.configure_step(actions[one], tuple(ids)) for one, ids in closing.items()]


_LEAVING = frozenset({StationKind.STOPGAP, StationKind.IN_PLACE, StationKind.NEW_SERVER})


def newest_restricted(placement: Placement, catalogue: Catalogue) -> Update | None:
    """Give the newest package that only customers of the paid extension get.

    It is the one of the build's own level or, where there is none, of the product's newest.
    """
    levels = [placement.nearest_level, *catalogue.levels_of(placement.product)[-1:]]
    for level in levels:
        updates = catalogue.updates_of(level) if level else ()
        found = [one for one in updates if not one.public and not one.replaced]
        if found:
            return found[-1]
    return None


def _esu_note(situation: Situation) -> Message | None:
    """Name the newest package of the paid extension for what it is, if the server lacks it."""
    update = newest_restricted(situation.start, situation.catalogue)
    ends = situation.support.esu_ends
    if update is None or ends is None or update.build <= situation.start.build:
        return None
    params: Params = {"update": update.title, "build": str(update.build), "ends": ends}
    over = "over" if situation.day > ends else "running"
    return Message(f"step.esu-{over}.note", params)
