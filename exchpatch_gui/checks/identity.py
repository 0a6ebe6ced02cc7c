# SPDX-License-Identifier: MIT
"""What stands at the address if it is not Exchange, and how exactly the build is known if it is."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.domain.evidence import FailureKind, Kind
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.verdicts import Finding

_UNREACHABLE_BECAUSE = {
    FailureKind.DNS: "unreachable_dns",
    FailureKind.REFUSED: "unreachable_refused",
    FailureKind.TIMEOUT: "unreachable_timeout",
    FailureKind.TLS: "unreachable_tls",
    FailureKind.TLS_UNTRUSTED: "unreachable_tls",
    FailureKind.PROTOCOL: "unreachable_protocol",
    FailureKind.TOO_LARGE: "unreachable_protocol",
}
_FIXED_VARIANTS = {
    IdentityVerdict.EXCHANGE_ONLINE: "exchange_online",
    IdentityVerdict.IMITATION: "imitation",
}
# Notes of the identity that say why fewer releases fit than the paths alone would allow.
_VARIANT_OF_NOTE = {
    "note.header-absent": "cumulative_update_older",
    "note.header-removed": "cumulative_update_hidden",
}


@check("identity.verdict")
def verdict(context: CheckContext) -> Iterator[Finding]:
    """Say what it is, where it is not an on-premises Exchange server.

    Grey; nothing is said of one that is.

    Source: this project.
    """
    identity = context.identity
    if identity.verdict is IdentityVerdict.EXCHANGE:
        return
    gateways = dict.fromkeys(one.value for one in context.seen(Kind.GATEWAY))
    details: Params = {
        "software": identity.other_software,
        "gateway": ", ".join(gateways),
        "count": len(identity.contradictions),
    }
    yield Finding(
        id="identity.verdict",
        light=TrafficLight.GREY,
        variant=_verdict_variant(context, has_gateway=bool(gateways)),
        value=identity.other_software or identity.verdict.value,
        details=details,
        evidence=identity.evidence,
    )


@check("identity.build_known")
def build_known(context: CheckContext) -> Iterator[Finding]:
    """Say how exactly the build is known, and how to learn the rest.

    Green if exactly, yellow if only the cumulative update or two releases around it are, grey if
    nothing is.

    Source: this project.
    """
    identity = context.identity
    if identity.verdict is not IdentityVerdict.EXCHANGE:
        return
    light, variant = {
        Precision.FULL: (TrafficLight.GREEN, "exact"),
        Precision.CUMULATIVE_UPDATE: (TrafficLight.YELLOW, "cumulative_update"),
        Precision.INTERVAL: (TrafficLight.YELLOW, "interval"),
        Precision.NONE: (TrafficLight.GREY, "unknown"),
    }[identity.precision]
    for note in identity.notes:
        variant = _VARIANT_OF_NOTE.get(note.key, variant)
    candidates = identity.candidates
    details: Params = {
        "build": identity.build,
        "candidates": len(candidates),
        "lowest": str(candidates[0]) if candidates else None,
        "highest": str(candidates[-1]) if candidates else None,
        "confidence": identity.confidence.value,
    }
    yield Finding(
        id="identity.build_known",
        light=light,
        variant=variant,
        value=identity.build,
        details=details,
        evidence=identity.evidence,
    )


def _verdict_variant(context: CheckContext, *, has_gateway: bool) -> str:
    identity = context.identity
    if identity.verdict in _FIXED_VARIANTS:
        return _FIXED_VARIANTS[identity.verdict]
    kinds = [failure.kind for failure in context.failures]
    if identity.verdict is IdentityVerdict.UNREACHABLE:
        known = (_UNREACHABLE_BECAUSE[kind] for kind in kinds if kind in _UNREACHABLE_BECAUSE)
        return next(known, "unreachable_other")
    if identity.verdict is IdentityVerdict.NOT_EXCHANGE:
        return "not_exchange_named" if identity.other_software else "not_exchange_unnamed"
    if FailureKind.BLOCKED in kinds:
        return "undetermined_blocked"
    return "undetermined_gateway" if has_gateway else "undetermined_silent"
