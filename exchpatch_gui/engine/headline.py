# SPDX-License-Identifier: MIT
"""The one sentence about a server that a shop owner understands."""

from __future__ import annotations

from collections.abc import Sequence

from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.verdicts import (
    NOT_COLLECTED,
    CveResult,
    CveState,
    Finding,
    SupportStatus,
)


def headline(context: CheckContext, findings: Sequence[Finding], light: TrafficLight) -> Message:
    """Choose the sentence: what is worst comes first, what is green names its date."""
    identity = context.identity
    if identity.verdict is not IdentityVerdict.EXCHANGE:
        named = f".{'named' if identity.other_software else 'unnamed'}"
        suffix = named if identity.verdict is IdentityVerdict.NOT_EXCHANGE else ""
        return Message(
            f"headline.{identity.verdict}{suffix}", {"software": identity.other_software}
        )
    standing = [finding for finding in findings if finding.accepted is None]
    accepted = len(findings) - len(standing)
    if light is TrafficLight.GREEN and accepted:
        return Message("headline.accepted", {"count": accepted, "date": context.catalogue.date})
    if light is TrafficLight.RED and not accepted:
        return _red(context, findings)
    if light is TrafficLight.GREEN:
        seen = "green" if context.collected is None else "green-inside"
        return Message(f"headline.{seen}", {"date": context.catalogue.date})
    if identity.precision is not Precision.FULL and not _open(context.cves):
        kind = "level" if identity.build else "build"
        return Message(f"headline.{kind}-unknown", {"product": identity.product})
    return _worst(standing)


def _red(context: CheckContext, findings: Sequence[Finding]) -> Message:
    holes = _open(context.cves)
    exploited = [one for one in holes if one.known_exploited]
    params = {
        "product": context.identity.product,
        "ended": context.support.ends,
        "count": len(exploited) or len(holes),
        "first": exploited[0].id if exploited else "",
    }
    if context.support.status is SupportStatus.OUT_OF_SUPPORT:
        kind = "exploited" if exploited else "plain"
        return Message(f"headline.out-of-support.{kind}", params)
    if exploited:
        return Message("headline.exploited", params)
    if any(one.light is TrafficLight.RED and one.id.startswith("cert.") for one in findings):
        return _worst(findings)
    return Message("headline.open", params) if holes else _worst(findings)


def _worst(findings: Sequence[Finding]) -> Message:
    """Let the worst finding speak by its title; findings come sorted, the worst first."""
    first = findings[0]
    if first.variant == NOT_COLLECTED:
        missed = sum(one.variant == NOT_COLLECTED for one in findings)
        return Message("headline.not-collected", {"count": missed})
    params = {**first.details, "value": first.value, "instance": first.instance}
    return Message(f"{first.key}.title", params)


def _open(cves: Sequence[CveResult]) -> list[CveResult]:
    return [one for one in cves if one.state is CveState.OPEN]
