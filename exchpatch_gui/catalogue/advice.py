# SPDX-License-Identifier: MIT
"""The ordered way forward for one server: prepare, install or move, configure, verify."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from exchpatch_gui.catalogue import steps
from exchpatch_gui.catalogue.beyond import left_to_do, taken_by_setup
from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.cve_rule import UNDOABLE, CveRule
from exchpatch_gui.catalogue.model import Update
from exchpatch_gui.catalogue.placement import Placement, place
from exchpatch_gui.catalogue.prerequisites import prerequisites
from exchpatch_gui.catalogue.route import Station, StationKind, Way, way_of
from exchpatch_gui.domain.messages import Message, Params
from exchpatch_gui.domain.values import replace
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
        self._catalogue = situation.catalogue
        self._stations = way.stations
        self._rule = situation.rule
        self._left = left_to_do(situation.cves, situation.start, way, situation.rule)
        by_hand = {one for left in self._left for one in left.closes}
        open_now = (one.id for one in situation.cves if one.state in _WAITING)
        self._waiting = [one for one in open_now if one not in by_hand]
        self._taken = UNDOABLE
        self._gone: set[str] = set()
        self._esu_note = _esu_note(situation)

    def steps(self) -> list[Step]:
        """Make all steps but the first and last; what is left to configure follows the way."""
        found: list[Step] = []
        for station in self._stations:
            needs = prerequisites(station, self._catalogue, self._gone)
            found += [steps.prerequisite_step(need, station) for need in needs]
            found.append(self._station(station))
        return found + [steps.configure_step(left.action, left.closes) for left in self._left]

    def _station(self, station: Station) -> Step:
        note = None
        if station.kind in _LEAVING and self._esu_note is not None:
            note, self._esu_note = self._esu_note, None
        if station.kind is StationKind.REMOVE:
            self._gone.add(station.product)
        self._taken |= taken_by_setup(station)
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
        if ruling is None or ruling.state is CveState.FIXED:
            return True
        by_itself = ruling.state is CveState.CONFIGURATION_MISSING
        return by_itself and self._taken.issuperset(ruling.needs)


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
