# SPDX-License-Identifier: MIT
"""What a list shows of a result: enough for one row, without the evidence and findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from exchpatch_gui.domain.identity import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.verdicts import Advice, CveState, StepKind


class Need(StrEnum):
    """What moves a server on."""

    NOTHING = "nothing"
    """It is where it should be."""
    UPDATE = "update"
    UPGRADE = "upgrade"
    """A newer product, installed over this one."""
    MOVE = "move"
    """A newer product on a new server beside this one."""
    CONFIGURE = "configure"
    UNKNOWN = "unknown"
    """Not enough was seen to say."""


_INSTALLING = frozenset(
    {StepKind.CUMULATIVE_UPDATE, StepKind.SECURITY_UPDATE, StepKind.HOTFIX_UPDATE}
)
_MOVING = _INSTALLING | {StepKind.PREREQUISITE, StepKind.MIGRATE}


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of a server's light.

    Attributes:
        at: When the present light was first seen.
        before: The light until then.
    """

    at: datetime
    before: TrafficLight


@dataclass(frozen=True, slots=True)
class Seen:
    """A build that an earlier result showed, where the latest shows none."""

    build: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Outline:
    """The latest result of a server in brief.

    Attributes:
        update: Its short name, empty if none is installed or the level is unknown.
        build: As it was seen, or empty.
        other_software: What it is instead of Exchange, if that is known.
        target: The update at the end of the way, such as ``SE RTM Oct26SU``, or empty.
        steps: How many steps of installing and moving lead there, or how many settings are to
            be looked at where that is all there is to do.
        open_cves: Known-exploited ones included; None where the holes are not known at all.
        exposed_since: The day the fix of the oldest open hole was published.
        change: None while the light has been the same since the first check.
        last_seen: What was last known, if the server has stopped showing its build.
    """

    at: datetime
    light: TrafficLight
    headline: Message
    verdict: IdentityVerdict
    product: str = ""
    cumulative_update: str = ""
    update: str = ""
    build: str = ""
    precision: Precision = Precision.NONE
    other_software: str = ""
    need: Need = Need.UNKNOWN
    target: str = ""
    steps: int = 0
    open_cves: int | None = None
    exploited_cves: int = 0
    exposed_since: date | None = None
    change: Change | None = None
    last_seen: Seen | None = None


def outline(result: ServerResult, before: Outline | None = None) -> Outline:
    """Sum a result up, as the successor of an earlier one."""
    identity = result.identity
    holes = [one for one in result.cves if one.state is CveState.OPEN]
    holes_are_known = identity.verdict is IdentityVerdict.EXCHANGE and bool(result.cves)
    return Outline(
        at=result.at,
        light=result.light,
        headline=result.headline,
        verdict=identity.verdict,
        product=identity.product,
        cumulative_update=identity.cumulative_update,
        update=identity.update,
        build=identity.build,
        precision=identity.precision,
        other_software=identity.other_software,
        need=_need(result.advice),
        target=_target(result.advice),
        steps=_steps(result.advice),
        open_cves=len(holes) if holes_are_known else None,
        exploited_cves=sum(one.known_exploited for one in holes),
        exposed_since=result.exposure.since if result.exposure else None,
        change=_change(result, before),
        last_seen=None if identity.build or before is None else _last_seen(before),
    )


def _change(result: ServerResult, before: Outline | None) -> Change | None:
    if before is None:
        return None
    return before.change if before.light is result.light else Change(result.at, before.light)


def _last_seen(before: Outline) -> Seen | None:
    return Seen(before.build, before.at) if before.build else before.last_seen


def _need(advice: Advice) -> Need:
    kinds = {one.kind for one in advice.steps}
    if StepKind.MIGRATE in kinds:
        in_place = any(one.title.key == "step.in-place" for one in advice.steps)
        return Need.UPGRADE if in_place else Need.MOVE
    if kinds & _INSTALLING:
        return Need.UPDATE
    if StepKind.CONFIGURE in kinds:
        return Need.CONFIGURE
    return Need.NOTHING if advice.reached else Need.UNKNOWN


def _steps(advice: Advice) -> int:
    kinds = [one.kind for one in advice.steps]
    return sum(one in _MOVING for one in kinds) or kinds.count(StepKind.CONFIGURE)


def _target(advice: Advice) -> str:
    """Give the name of the update at the end, from the step that installs it."""
    if advice.target_build is None:
        return ""
    for step in advice.steps:
        if step.build == advice.target_build and "update" in step.title.params:
            return str(step.title.params["update"])
    return str(advice.target_build)
