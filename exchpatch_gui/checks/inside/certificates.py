# SPDX-License-Identifier: MIT
"""The server's own certificates: valid, strong, and the right ones in the right place."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, UnreadableError, check, readable
from exchpatch_gui.checks.inside.certificate_use import (
    Held,
    by_thumbprint,
    has_expired,
    held,
    normal,
)
from exchpatch_gui.collected.document import section_name
from exchpatch_gui.collected.exchange_organization import AuthConfig
from exchpatch_gui.collected.exchange_transport import TransportService
from exchpatch_gui.collected.local_security import Certificates
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Scalar
from exchpatch_gui.domain.verdicts import Finding

_SOON, _LATER = 30, 60
_SHORTEST_KEY = 2048
_SIZED_KEYS = frozenset({"RSA", "DSA"})
_WEAK_HASHES = frozenset({"md2", "md4", "md5", "sha1"})
_BROKEN_CHAIN = frozenset({"revoked", "nottimevalid", "notsignaturevalid", "explicitdistrust"})
_NO_ROOT = "untrustedroot"
_AUTH_PAGES = ("https://aka.ms/HC-OAuthExpired", "https://aka.ms/HC-FindOAuthHybrid")
_TRANSPORT_PAGE = "https://aka.ms/HC-InternalTransportCertificate"


@check("cert.lifetime", needs=(Certificates,))
def lifetime(context: CheckContext) -> Iterator[Finding]:
    """Count the days each certificate is still valid.

    Red below 30 days and when it has expired, yellow below 60, green from 60 on. A certificate that
    Exchange does without is information: that of the management service, one without a private key,
    a former one for tokens, an expired one with a valid successor of the same subject; unless web
    sites, transport or the sign-in between servers name it. Those of the cloud's own agents are
    left out.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    for one in held(context):
        days = one.days_left(context)
        if days < 0:
            variant, light = "expired", TrafficLight.RED
        elif days < _SOON:
            variant, light = "soon", TrafficLight.RED
        elif days < _LATER:
            variant, light = "later", TrafficLight.YELLOW
        else:
            variant, light = "valid", TrafficLight.GREEN
        if one.unused:
            variant, light = "unused", TrafficLight.INFO
        yield _of("cert.lifetime", one, light, variant, str(days), count=days)


@check("cert.expired", needs=(Certificates,))
def expired(context: CheckContext) -> Iterator[Finding]:
    """Name the certificates that have expired.

    Red from the day after its last one on; information for any other, and for one that Exchange
    does without (see ``cert.lifetime``).

    Source: https://aka.ms/ExchangeHealthChecker
    """
    for one in held(context):
        is_over = one.days_left(context) < 0
        light = TrafficLight.RED if is_over and not one.unused else TrafficLight.INFO
        variant = ("unused" if one.unused else "expired") if is_over else "valid"
        yield _of("cert.expired", one, light, variant, str(is_over))


@check("cert.status", needs=(Certificates,))
def chain(context: CheckContext) -> Iterator[Finding]:
    """Tell what Windows thinks of each certificate and those it was issued by.

    Red if it says ``Revoked``, ``NotTimeValid``, ``NotSignatureValid`` or ``ExplicitDistrust``;
    yellow for any other objection, except ``UntrustedRoot`` to a certificate that issued itself.
    Information without objections, and for a certificate that Exchange does without (see
    ``cert.lifetime``); grey if Windows said nothing.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    unknown = False
    for one in held(context):
        words = one.source.chain_status
        if words is None:
            unknown = True
            continue
        wrong = [word for word in words if not _is_harmless(word, one)]
        if not wrong:
            variant, light = "valid", TrafficLight.INFO
        elif one.unused:
            variant, light = "unused", TrafficLight.INFO
        elif any(word.lower() in _BROKEN_CHAIN for word in wrong):
            variant, light = "broken", TrafficLight.RED
        else:
            variant, light = "doubtful", TrafficLight.YELLOW
        yield _of("cert.status", one, light, variant, ", ".join(wrong) or "Valid")
    if unknown:
        raise UnreadableError(section_name(Certificates), "chain_status")


@check("cert.key_size", needs=(Certificates,))
def key_size(context: CheckContext) -> Iterator[Finding]:
    """See whether keys whose safety depends on their size are long enough.

    Red for RSA and DSA below 2048 bits, information from there on, and for a certificate that
    Exchange does without (see ``cert.lifetime``). Other kinds are not measured.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    for one in held(context):
        if one.facts.key not in _SIZED_KEYS or one.facts.key_bits is None:
            continue
        short = one.facts.key_bits < _SHORTEST_KEY
        light = TrafficLight.RED if short and not one.unused else TrafficLight.INFO
        variant = ("unused" if one.unused else "short") if short else "long"
        yield _of("cert.key_size", one, light, variant, str(one.facts.key_bits))


@check("cert.signature_hash", needs=(Certificates,))
def signature(context: CheckContext) -> Iterator[Finding]:
    """See whether signatures can be forged.

    Yellow for MD2, MD4, MD5 and SHA-1, information for all else, for a certificate that issued
    itself and for one that Exchange does without (see ``cert.lifetime``). Nobody checks the
    signature of a certificate that its own server made, and Exchange makes its own with SHA-1.
    """
    for one in held(context):
        weak = one.facts.signature in _WEAK_HASHES
        harmless = one.facts.self_issued or bool(one.unused)
        light = TrafficLight.YELLOW if weak and not harmless else TrafficLight.INFO
        variant = ("own" if harmless else "weak") if weak else "strong"
        shown = one.facts.signature or "unknown"
        link = ("https://aka.ms/HC-SSLBP",) if light is TrafficLight.YELLOW else ()
        yield _of("cert.signature_hash", one, light, variant, shown, links=link)


@check("cert.internal_transport", needs=(TransportService, Certificates))
def internal_transport(context: CheckContext) -> Iterator[Finding]:
    """See whether the certificate that servers use among each other is there and valid.

    Red if the one that the transport service names is not in the server's store or has expired,
    green otherwise; grey if none is named.
    """
    thumbprint = readable(
        context.section(TransportService).internal_transport_certificate_thumbprint,
        TransportService,
        "internal_transport_certificate_thumbprint",
    )
    yield _of_purpose(context, "cert.internal_transport", thumbprint, (_TRANSPORT_PAGE,))


@check("cert.auth_current", needs=(AuthConfig, Certificates), on_edge=False)
def auth_current(context: CheckContext) -> Iterator[Finding]:
    """See whether the certificate that signs tokens between servers is there and valid.

    Red if none is named, or if the named one is not in the server's store or has expired; green
    otherwise.
    """
    thumbprint = context.section(AuthConfig).current_thumbprint
    if thumbprint is None:
        yield Finding("cert.auth_current", TrafficLight.RED, "none", value="", links=_AUTH_PAGES)
        return
    yield _of_purpose(context, "cert.auth_current", thumbprint, _AUTH_PAGES)


@check("cert.auth_next", needs=(AuthConfig,), on_edge=False)
def auth_next(context: CheckContext) -> Iterator[Finding]:
    """Tell whether the next certificate for tokens is ready, and from when on it counts.

    Information only.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    auth = context.section(AuthConfig)
    yield Finding(
        "cert.auth_next",
        TrafficLight.INFO,
        "ready" if auth.next_thumbprint else "none",
        value=auth.next_thumbprint or "Not set",
        details={"from": auth.next_effective_date},
    )


def _of(
    check_id: str,
    one: Held,
    light: TrafficLight,
    variant: str,
    value: str,
    *,
    links: tuple[str, ...] = (),
    **more: Scalar,
) -> Finding:
    details: dict[str, Scalar] = {
        "name": one.name,
        "subject": one.facts.subject,
        "issuer": one.facts.issuer,
        "ends": one.facts.ends,
        "key": one.facts.key,
        "unused": one.unused,
        **more,
    }
    return Finding(
        id=check_id,
        light=light,
        variant=variant,
        instance=one.facts.thumbprint,
        value=value,
        details=details,
        links=links,
    )


def _of_purpose(
    context: CheckContext, check_id: str, thumbprint: str, links: tuple[str, ...]
) -> Finding:
    facts = by_thumbprint(context).get(normal(thumbprint))
    variant = "missing"
    if facts is not None:
        variant = "expired" if has_expired(facts, context) else "valid"
    is_fine = variant == "valid"
    return Finding(
        id=check_id,
        light=TrafficLight.GREEN if is_fine else TrafficLight.RED,
        variant=variant,
        value=thumbprint,
        details={
            "subject": facts.subject if facts else "",
            "ends": facts.ends if facts else None,
        },
        links=() if is_fine else links,
    )


def _is_harmless(word: str, one: Held) -> bool:
    """Tell whether a word of Windows is no fault: certificates of its own have no root to trust."""
    name = word.lower()
    return name in {"", "noerror"} or (name == _NO_ROOT and one.facts.self_issued)
