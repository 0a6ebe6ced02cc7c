# SPDX-License-Identifier: MIT
"""Which build is installed and what its cumulative update has beyond it."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.catalogue.support import LevelSupport
from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.checks.urgency import DAYS_FOR_ANY, is_overdue
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import Precision, Relation
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Params, Scalar
from exchpatch_gui.domain.verdicts import CveState, Finding, SupportStatus

BUILDS_PAGE = "https://aka.ms/HC-ExBuilds"

_VERSION_VARIANTS = {
    Relation.LISTED: "listed",
    Relation.NEWER_THAN_CATALOGUE: "newer",
    Relation.BETWEEN: "between",
    Relation.UNKNOWN_FAMILY: "unknown_family",
}


@check("build.version")
def version(context: CheckContext) -> Iterator[Finding]:
    """Name what is installed, with as many digits as were seen.

    Information only.
    """
    identity, standing = context.identity, context.standing
    details: Params = {
        "build": identity.build,
        "product": identity.product,
        "below": standing.below.title if standing.below else None,
        "above": standing.above.title if standing.above else None,
        "candidates": len(identity.candidates),
    }
    yield Finding(
        id="build.version",
        light=TrafficLight.INFO,
        variant=_version_variant(identity),
        value=_name(identity),
        details=details,
        evidence=identity.evidence,
        links=(BUILDS_PAGE,),
    )


@check("build.latest_su")
def latest_update(context: CheckContext) -> Iterator[Finding]:
    """Compare a supported product's build with the newest of its cumulative update, by order.

    Green if no security update is missing. Otherwise red if the first one missing is more than 30
    days old, or leaves open what is exploited or overdue (see ``cve.by_build``), and yellow until
    then. Grey if the update level is not known, information above all listed builds.
    """
    identity, standing = context.identity, context.standing
    if context.support.status is SupportStatus.OUT_OF_SUPPORT or not identity.product:
        return
    variant, light = _update_state(context)
    missing = standing.missing_security
    since = missing[0].released if missing else None
    newest = missing[-1] if missing else standing.newest
    details: dict[str, Scalar] = {
        "build": identity.build,
        "level": f"{identity.product} {identity.cumulative_update}".strip(),
        "count": len(missing),
        "newest": newest.title if newest else None,
        "newest_build": str(newest.build) if newest else None,
        "since": since,
        "days": (context.day - since).days if since else None,
        "date": context.catalogue.date,
    }
    yield Finding(
        id="build.latest_su",
        light=light,
        variant=variant,
        value=identity.build,
        details=details,
        evidence=identity.evidence,
        links=(BUILDS_PAGE,),
    )


@check("build.newer_non_security")
def newer_hotfix(context: CheckContext) -> Iterator[Finding]:
    """Find a hotfix update on top of the newest security update.

    Yellow if a supported product lacks one and no security update; nothing is said otherwise.
    """
    standing = context.standing
    supported = context.support.status is not SupportStatus.OUT_OF_SUPPORT
    if not supported or not standing.missing or standing.missing_security:
        return
    newest = standing.missing[-1]
    yield Finding(
        id="build.newer_non_security",
        light=TrafficLight.YELLOW,
        variant="behind",
        value=context.identity.build,
        details={"newest": newest.title, "newest_build": str(newest.build)},
        evidence=context.identity.evidence,
        links=(newest.article or newest.blog or BUILDS_PAGE,),
    )


@check("build.cu_unsupported")
def cumulative_update(context: CheckContext) -> Iterator[Finding]:
    """See whether the cumulative update still gets security updates of its own.

    Red if it doesn't, yellow if it does and a newer one exists, green if it is the newest. Of a
    product out of support only a red one is told.
    """
    standing = context.standing
    level, newest = standing.level, standing.newest_level
    if level is None or newest is None or standing.level_released is None:
        return
    ended = context.support.status is SupportStatus.OUT_OF_SUPPORT
    if standing.level_support is not LevelSupport.DROPPED and ended:
        return
    variant, light = {
        LevelSupport.DROPPED: ("dropped", TrafficLight.RED),
        LevelSupport.SERVED: ("served", TrafficLight.YELLOW),
    }.get(standing.level_support or LevelSupport.NEWEST, ("newest", TrafficLight.GREEN))
    yield Finding(
        id="build.cu_unsupported",
        light=light,
        variant=variant,
        value=level.cu,
        details={
            "level": str(level),
            "newest": str(newest),
            "released": standing.level_released,
            "days": (context.day - standing.level_released).days,
        },
        evidence=context.identity.evidence,
        links=(BUILDS_PAGE,),
    )


def _name(identity: Identity) -> str:
    parts = ("Exchange", identity.product, identity.cumulative_update, identity.update)
    return " ".join(part for part in parts if part)


def _version_variant(identity: Identity) -> str:
    if not identity.build:
        return "product_only" if identity.product else "nothing"
    if identity.precision is not Precision.FULL and identity.candidates:
        return "partly"
    return _VERSION_VARIANTS.get(identity.relation, "unknown_family")


def _update_state(context: CheckContext) -> tuple[str, TrafficLight]:
    """Judge the update level: behind by order, or not known well enough to say."""
    standing, relation = context.standing, context.identity.relation
    if relation is Relation.NEWER_THAN_CATALOGUE:
        return "newer", TrafficLight.INFO
    if not standing.exact or standing.level is None:
        return "level_unknown", TrafficLight.GREY
    if not standing.missing_security:
        return "current", TrafficLight.GREEN
    waiting = (context.day - standing.missing_security[0].released).days
    pressing = waiting > DAYS_FOR_ANY or any(
        one.known_exploited or is_overdue(one, context.day)
        for one in context.cves
        if one.state is CveState.OPEN
    )
    return ("overdue", TrafficLight.RED) if pressing else ("behind", TrafficLight.YELLOW)
