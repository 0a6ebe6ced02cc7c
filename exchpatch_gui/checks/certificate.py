# SPDX-License-Identifier: MIT
"""The certificate as the handshake showed it: how long it lasts, who trusts it, how strong it is.

Where no handshake took place there is nothing to say, and nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.domain.evidence import Kind, Observation
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Scalar
from exchpatch_gui.domain.verdicts import Finding

DAYS_SOON = 30
SHORTEST_RSA_KEY = 2048
_BROKEN_HASHES = ("md2", "md4", "md5", "sha1")
# Words of Kind.CERT_TRUST that have a sentence of their own; any other is told as "other".
_TOLD_APART = frozenset(
    {
        "trusted",
        "self-signed",
        "untrusted-issuer",
        "incomplete-chain",
        "name-mismatch",
        "expired",
        "not-yet-valid",
        "weak",
    }
)


@check("cert.outside.expiry")
def expiry(context: CheckContext) -> Iterator[Finding]:
    """Judge the days left of the certificate that the server showed.

    Red if it has expired or not begun, yellow below 30 days, green from 30 on; grey if its dates
    can't be read.

    Source: this project.
    """
    if not context.seen(Kind.TLS_PROTOCOL):
        return
    seen = _first(context, Kind.CERT_ENDS)
    ends = _moment(seen)
    if seen is None or ends is None:
        yield _unreadable("cert.outside.expiry", context)
        return
    day = _day(context, seen)
    days = (ends.date() - day).days
    started = _first(context, Kind.CERT_STARTS)
    starts = _moment(started)
    if starts is not None and starts.date() > day:
        variant, light = "early", TrafficLight.RED
    else:
        variant, light = _remaining(days)
    yield Finding(
        id="cert.outside.expiry",
        light=light,
        variant=variant,
        value=ends.date().isoformat(),
        details={
            "starts": starts.date() if starts else None,
            "ends": ends.date(),
            "count": days,
            "days": days,
        },
        evidence=tuple(one.id for one in (started, seen) if one is not None),
    )


@check("cert.outside.trust")
def trust(context: CheckContext) -> Iterator[Finding]:
    """Tell whether the system's store trusts the chain and the name; all but that is yellow.

    Green if it does, yellow otherwise.

    Source: this project.
    """
    seen = _first(context, Kind.CERT_TRUST)
    if seen is None:
        return
    variant = seen.value if seen.value in _TOLD_APART else "other"
    names = {
        "subject": Kind.CERT_SUBJECT,
        "issuer": Kind.CERT_ISSUER,
        "names": Kind.CERT_NAMES,
        "key": Kind.CERT_KEY,
        "signature": Kind.CERT_SIGNATURE,
    }
    details: dict[str, Scalar] = {
        name: one.value if (one := _first(context, kind)) else None for name, kind in names.items()
    }
    ends = _moment(_first(context, Kind.CERT_ENDS))
    yield Finding(
        id="cert.outside.trust",
        light=TrafficLight.GREEN if variant == "trusted" else TrafficLight.YELLOW,
        variant=variant,
        value=seen.value,
        details={**details, "ends": ends.date() if ends else None},
        evidence=(seen.id,),
    )


@check("cert.outside.strength")
def strength(context: CheckContext) -> Iterator[Finding]:
    """Judge key and signature: RSA below 2048 bits (NIST SP 800-131A), MD5 and SHA-1 are yellow.

    So are MD2 and MD4. Green otherwise, grey if the key can't be read.

    Source: this project.
    """
    if not context.seen(Kind.TLS_PROTOCOL):
        return
    key = _first(context, Kind.CERT_KEY)
    if key is None:
        yield _unreadable("cert.outside.strength", context)
        return
    signature = _first(context, Kind.CERT_SIGNATURE)
    hash_name = signature.value if signature else ""
    if _is_short(key.value):
        variant = "short-key"
    elif hash_name.lower() in _BROKEN_HASHES:
        variant = "old-hash"
    else:
        variant = "strong"
    yield Finding(
        id="cert.outside.strength",
        light=TrafficLight.GREEN if variant == "strong" else TrafficLight.YELLOW,
        variant=variant,
        value=key.value,
        details={"key": key.value, "signature": hash_name.upper() or None},
        evidence=tuple(one.id for one in (key, signature) if one is not None),
    )


def _first(context: CheckContext, kind: Kind) -> Observation | None:
    return next(iter(context.seen(kind)), None)


def _moment(seen: Observation | None) -> datetime | None:
    try:
        return datetime.fromisoformat(seen.value).astimezone(UTC) if seen else None
    except (ValueError, OverflowError):
        return None


def _day(context: CheckContext, seen: Observation) -> date:
    """Give the day that counts: a certificate seen after the judging day was good until then."""
    return max(context.day, seen.at.date())


def _remaining(days: int) -> tuple[str, TrafficLight]:
    if days < 0:
        return "expired", TrafficLight.RED
    if days == 0:
        return "today", TrafficLight.YELLOW
    if days < DAYS_SOON:
        return "soon", TrafficLight.YELLOW
    return "valid", TrafficLight.GREEN


def _is_short(key: str) -> bool:
    match = re.fullmatch(r"RSA (\d{1,6})", key)
    return match is not None and int(match[1]) < SHORTEST_RSA_KEY


def _unreadable(check_id: str, context: CheckContext) -> Finding:
    evidence = tuple(one.id for one in context.seen(Kind.TLS_PROTOCOL))
    return Finding(id=check_id, light=TrafficLight.GREY, variant="unreadable", evidence=evidence)
