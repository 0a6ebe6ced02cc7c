# SPDX-License-Identifier: MIT
"""Whether the product still gets fixes, and what a product that gets none has missed."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Scalar
from exchpatch_gui.domain.verdicts import Finding, SupportStatus

UPGRADE_PAGE = "https://aka.ms/HC-UpgradeToSE"
DAYS_SOON = 178
DAYS_AHEAD = 365

_OLDEST_KNOWN = BuildNumber(8, 0, 0, 0)
"""Exchange 2007. What is older than every product listed has been without support for years."""


@check("build.end_of_life")
def end_of_life(context: CheckContext) -> Iterator[Finding]:
    """Judge the support of the product on the day: without it red whatever the build.

    Yellow in the last 365 days before the end: there is still time to move. Green before that, grey
    if the end is not known, red for anything older than Exchange 2007. Paid fixes are told, but
    don't count.
    """
    support, identity = context.support, context.identity
    variant, light = _support_state(context)
    details: dict[str, Scalar] = {
        "product": identity.product,
        "build": identity.build,
        "ended": support.ends,
        "esu_ended": support.esu_ends,
        "days": (support.ends - context.day).days if support.ends else None,
    }
    yield Finding(
        id="build.end_of_life",
        light=light,
        variant=variant,
        value=support.ends.isoformat() if support.ends else "",
        details=details,
        evidence=identity.evidence,
        links=(UPGRADE_PAGE,),
    )


@check("build.out_of_support_unpatched")
def unpatched_at_the_end(context: CheckContext) -> Iterator[Finding]:
    """Name the last updates of a product out of support that a server lacks, and who gets them.

    Red if it lacks any, public or for paying customers; nothing is said otherwise.
    """
    standing = context.standing
    if context.support.status is not SupportStatus.OUT_OF_SUPPORT or not standing.missing:
        return
    public = [one for one in standing.missing if one.public]
    last = public[-1] if public else standing.missing[-1]
    yield Finding(
        id="build.out_of_support_unpatched",
        light=TrafficLight.RED,
        variant="public" if public else "restricted",
        value=context.identity.build,
        details={
            "build": context.identity.build,
            "last": last.title,
            "last_build": str(last.build),
            "count": len(standing.missing),
            "esu_ended": context.support.esu_ends,
        },
        evidence=context.identity.evidence,
        links=(last.article or last.blog or UPGRADE_PAGE,),
    )


def _support_state(context: CheckContext) -> tuple[str, TrafficLight]:
    support, identity = context.support, context.identity
    if support.status is SupportStatus.UNKNOWN:
        return (
            ("ancient", TrafficLight.RED)
            if _is_ancient(identity)
            else ("unknown", TrafficLight.GREY)
        )
    if support.status is SupportStatus.OUT_OF_SUPPORT:
        return _after_the_end(context), TrafficLight.RED
    if support.ends is None:
        return "current", TrafficLight.GREEN
    left = (support.ends - context.day).days
    if left > DAYS_AHEAD:
        return "far", TrafficLight.GREEN
    return "soon" if left <= DAYS_SOON else "ahead", TrafficLight.YELLOW


def _is_ancient(identity: Identity) -> bool:
    """Tell whether it is older than all the catalogue knows: by its build or by a name of old."""
    return bool(identity.product) if identity.judged is None else identity.judged < _OLDEST_KNOWN


def _after_the_end(context: CheckContext) -> str:
    esu_ends = context.support.esu_ends
    if esu_ends is None:
        return "ended"
    return "ended_esu_over" if context.day > esu_ends else "ended_esu"
