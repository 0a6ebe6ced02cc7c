# SPDX-License-Identifier: MIT
"""Sums a result up for a list."""

from __future__ import annotations

from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.outline import Change, Need, Outline, Seen
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.verdicts import Advice, CveState, StepKind

_INSTALLING = frozenset(
    {StepKind.CUMULATIVE_UPDATE, StepKind.SECURITY_UPDATE, StepKind.HOTFIX_UPDATE}
)
_MOVING = _INSTALLING | {StepKind.PREREQUISITE, StepKind.MIGRATE}


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
