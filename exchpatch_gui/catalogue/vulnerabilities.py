# SPDX-License-Identifier: MIT
"""All vulnerabilities of a server, also where its build is known only to a few candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exchpatch_gui.catalogue.cve_rule import CveRule, Ruling
from exchpatch_gui.catalogue.model import Cve
from exchpatch_gui.catalogue.placement import Placement
from exchpatch_gui.domain.verdicts import CveReason, CveResult, CveState

_ORDER = (
    CveState.OPEN,
    CveState.POSSIBLE,
    CveState.UNKNOWN,
    CveState.CONFIGURATION_MISSING,
    CveState.FIXED,
)


def cve_results(placements: Sequence[Placement], rule: CveRule) -> tuple[CveResult, ...]:
    """Judge every vulnerability of the rule's catalogue on one build, or on all that it may be.

    The worst come first, the fixed ones last; what never affected the product isn't listed.
    """
    results = (_result(cve, placements, rule) for cve in rule.catalogue.cves)
    return tuple(sorted((one for one in results if one is not None), key=_severity))


def _result(cve: Cve, placements: Sequence[Placement], rule: CveRule) -> CveResult | None:
    rulings = [rule.apply(cve, placement) for placement in placements]
    ruling = _joined(rulings)
    if ruling is None:
        return None
    if any((cve.id, step) in rule.seen.missing for step in ruling.needs):
        ruling = _without_step(cve, ruling)
    campaigns = rule.catalogue.campaigns
    names = (campaigns[one].name for one in cve.campaigns if one in campaigns)
    return CveResult(
        id=cve.id,
        state=ruling.state,
        reason=ruling.reason,
        fixed_in=ruling.fixed_in,
        known_exploited=cve.kev is not None,
        exploited_since=cve.kev.added if cve.kev else None,
        ransomware=cve.kev is not None and cve.kev.ransomware,
        name=", ".join(names),
        title=cve.title,
        cvss=cve.cvss,
        severity=cve.severity,
        needs=ruling.needs,
        since=ruling.since,
    )


def _joined(rulings: Iterable[Ruling | None]) -> Ruling | None:
    """Join what holds for each candidate: open only if on all, fixed only if on all."""
    each = list(rulings)
    found = [ruling for ruling in each if ruling is not None]
    if not found:
        return None
    worst = min(found, key=lambda ruling: _ORDER.index(ruling.state))
    agree = len(found) == len(each) and all(one.state is worst.state for one in found)
    if worst.state is not CveState.OPEN or agree:
        return worst
    return Ruling(CveState.POSSIBLE, CveReason.CANDIDATES, worst.fixed_in, worst.needs, worst.since)


def _without_step(cve: Cve, ruling: Ruling) -> Ruling:
    """Call open what the build would close, where a step is known not to be taken."""
    if ruling.state is not CveState.CONFIGURATION_MISSING:
        return ruling
    return ruling._replace(state=CveState.OPEN, since=cve.fixed_on)


def _severity(result: CveResult) -> tuple[int, bool, float, str]:
    rank = _ORDER.index(result.state)
    return rank, not result.known_exploited, -(result.cvss or 0.0), result.id
