# SPDX-License-Identifier: MIT
"""What the build says about known vulnerabilities: open, possible, beyond the build, unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.checks.urgency import days_open, is_overdue
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Scalar
from exchpatch_gui.domain.verdicts import CveReason, CveResult, CveState, Finding

MSRC = "https://msrc.microsoft.com/update-guide/vulnerability/"
_NAMED = 5
"""So many are named in a sentence; the list has them all."""


@check("cve.by_build")
def open_by_build(context: CheckContext) -> Iterator[Finding]:
    """Give one finding for each vulnerability that the build, or a step beyond it, leaves open.

    Red if attackers are known to use it, or if the fix is more than 14 days old with a CVSS of 7 or
    more (or rated critical), more than 30 days for any other; yellow until then, and without a fix.
    """
    for cve in _in_state(context, CveState.OPEN):
        variant, light = _urgency(cve, context)
        details: dict[str, Scalar] = {
            "what": cve.title,
            "name": cve.name,
            "severity": cve.severity,
            "cvss": cve.cvss,
            "fixed_in": str(cve.fixed_in) if cve.fixed_in else None,
            "since": cve.since,
            "days": days_open(cve, context.day),
            "exploited_since": cve.exploited_since,
            "ransomware": cve.ransomware,
            "reason": cve.reason.value,
        }
        yield Finding(
            id="cve.by_build",
            light=light,
            variant=variant,
            instance=cve.id,
            value=cve.id,
            details=details,
            evidence=context.identity.evidence,
            links=(MSRC + cve.id,),
        )


@check("cve.summary")
def summary(context: CheckContext) -> Iterator[Finding]:
    """Sum up what is open and what may be.

    Red if anything open is exploited or overdue (see ``cve.by_build``), yellow if anything else is
    open or may be, green if nothing is, grey if nothing was judged.

    Source: this project.
    """
    is_open = _in_state(context, CveState.OPEN)
    possible = _in_state(context, CveState.POSSIBLE)
    variant, light, counted = _summed_up(context, is_open, possible)
    details: dict[str, Scalar] = {
        "count": len(counted),
        "open": len(is_open),
        "possible": len(possible),
        "exploited": sum(one.known_exploited for one in is_open),
        "days": context.exposure.days if context.exposure and is_open else None,
        "cves": _named(counted),
        "date": context.catalogue.date,
    }
    yield Finding(
        id="cve.summary",
        light=light,
        variant=variant,
        value=str(len(is_open)),
        details=details,
        evidence=context.identity.evidence,
    )


@check("cve.beyond_build")
def beyond_build(context: CheckContext) -> Iterator[Finding]:
    """Name what the build alone doesn't close, for someone to verify.

    Information only. From outside nobody can see whether such a step was taken, and collected facts
    don't say it of every step. That is no defect that was found, so it takes no part in the light;
    it is said on every server, so that it is not forgotten.

    Source: this project.
    """
    waiting = _in_state(context, CveState.CONFIGURATION_MISSING)
    if not waiting:
        return
    needs = sorted({need for one in waiting for need in one.needs})
    yield Finding(
        id="cve.beyond_build",
        light=TrafficLight.INFO,
        variant="unverified" if context.collected is None else "unseen",
        value=str(len(waiting)),
        details={
            "count": len(waiting),
            "cves": _named(waiting),
            "needs": ", ".join(needs),
            "exploited": sum(one.known_exploited for one in waiting),
        },
        evidence=context.identity.evidence,
    )


@check("cve.unknown")
def unknown(context: CheckContext) -> Iterator[Finding]:
    """Say which vulnerabilities nothing can be said about, and why.

    Grey for those that nobody examined for this product, information for those without an update to
    compare with.

    Source: this project.
    """
    undecided = _in_state(context, CveState.UNKNOWN)
    unassessed = [one for one in undecided if one.reason is CveReason.NOT_ASSESSED]
    unfixed = [one for one in undecided if one.reason is not CveReason.NOT_ASSESSED]
    if unassessed:
        yield _undecided(context, "not_assessed", TrafficLight.GREY, unassessed)
    if unfixed:
        yield _undecided(context, "no_fix", TrafficLight.INFO, unfixed)


def _urgency(cve: CveResult, context: CheckContext) -> tuple[str, TrafficLight]:
    has_fix = cve.fixed_in is not None
    overdue = is_overdue(cve, context.day)
    if cve.reason is CveReason.ACTION:
        if cve.known_exploited:
            return "unfinished_exploited", TrafficLight.RED
        return "unfinished", TrafficLight.RED if overdue else TrafficLight.YELLOW
    if cve.known_exploited:
        return "exploited" if has_fix else "exploited_no_fix", TrafficLight.RED
    if not has_fix:
        return "no_fix", TrafficLight.YELLOW
    reason = "reissued" if cve.reason is CveReason.REISSUED else "open"
    return reason, TrafficLight.RED if overdue else TrafficLight.YELLOW


def _summed_up(
    context: CheckContext, is_open: list[CveResult], possible: list[CveResult]
) -> tuple[str, TrafficLight, list[CveResult]]:
    """Choose the sentence, the light and the vulnerabilities it counts; the worst comes first."""
    if exploited := [one for one in is_open if one.known_exploited]:
        return "exploited", TrafficLight.RED, exploited
    if is_open:
        late = any(is_overdue(one, context.day) for one in is_open)
        return "open", TrafficLight.RED if late else TrafficLight.YELLOW, is_open
    if used := [one for one in possible if one.known_exploited]:
        return "possible_exploited", TrafficLight.YELLOW, used
    if possible:
        return "possible", TrafficLight.YELLOW, possible
    if context.cves:
        return "clear", TrafficLight.GREEN, []
    return "not_judged", TrafficLight.GREY, []


def _undecided(
    context: CheckContext, variant: str, light: TrafficLight, cves: list[CveResult]
) -> Finding:
    return Finding(
        id="cve.unknown",
        light=light,
        variant=variant,
        instance=variant,
        value=str(len(cves)),
        details={"count": len(cves), "cves": _named(cves)},
        evidence=context.identity.evidence,
    )


def _in_state(context: CheckContext, state: CveState) -> list[CveResult]:
    return [one for one in context.cves if one.state is state]


def _named(cves: Iterable[CveResult]) -> str:
    ids = [one.id for one in cves]
    return ", ".join(ids[:_NAMED]) + (" …" if len(ids) > _NAMED else "")
