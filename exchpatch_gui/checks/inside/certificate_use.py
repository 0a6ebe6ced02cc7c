# SPDX-License-Identifier: MIT
"""The server's certificates, and which of them Exchange has nothing to do with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.collected.certificates import CertificateFacts, read
from exchpatch_gui.collected.exchange_organization import AuthConfig
from exchpatch_gui.collected.exchange_transport import TransportService
from exchpatch_gui.collected.local_iis import IisSites
from exchpatch_gui.collected.local_security import Certificate, Certificates

# Of the cloud's own agents; they renew themselves.
_NOT_OURS = ("ms-organization-p2p-access", "windows azure crp certificate generator")
_AUTH_SUBJECT = "cn=microsoft exchange server auth certificate"
_MANAGEMENT_SUBJECT = "cn=wmsvc"


class Held(NamedTuple):
    """A certificate of the server that can be read.

    Attributes:
        unused: Why Exchange doesn't need it: ``management``, ``no_key``, ``former_auth``,
            ``replaced``; empty if it may.
    """

    source: Certificate
    facts: CertificateFacts
    unused: str

    @property
    def name(self) -> str:
        """What people call it."""
        return self.source.friendly_name or self.facts.subject or self.facts.thumbprint

    def days_left(self, context: CheckContext) -> int:
        """Give the whole days it is still valid on the judging day; negative if it has expired."""
        return (self.facts.ends.date() - context.day).days if self.facts.ends else 0


def held(context: CheckContext) -> tuple[Held, ...]:
    """Give the readable certificates of the server, without those of the cloud's own agents."""
    all_held = [(one, read(one.raw_base64)) for one in context.section(Certificates).items]
    readable = [
        (one, facts)
        for one, facts in all_held
        if facts.is_readable and not any(name in facts.issuer.lower() for name in _NOT_OURS)
    ]
    bound = thumbprints_in_use(context)
    newest = _newest_of_each(facts for _, facts in readable)
    return tuple(
        Held(one, facts, _why_unused(context, one, facts, bound, newest)) for one, facts in readable
    )


def by_thumbprint(context: CheckContext) -> dict[str, CertificateFacts]:
    """Give the readable certificates of the server by their SHA-1."""
    found = (read(one.raw_base64) for one in context.section(Certificates).items)
    return {one.thumbprint: one for one in found if one.is_readable}


def has_expired(facts: CertificateFacts, context: CheckContext) -> bool:
    """Tell whether a certificate has expired on the judging day."""
    return facts.ends is not None and facts.ends.date() < context.day


def normal(thumbprint: str) -> str:
    """Write a thumbprint as it is compared: the digits alone, in capitals."""
    return "".join(one for one in thumbprint.upper() if one in "0123456789ABCDEF")


def thumbprints_in_use(context: CheckContext) -> frozenset[str]:
    """Name what web sites, transport and sign-ins between servers are known to use."""
    return frozenset(normal(one) for one in _in_use(context) if one)


def _in_use(context: CheckContext) -> Iterator[str | None]:
    if (sites := context.optional(IisSites)) is not None:
        yield from (binding.certificate_hash for site in sites.items for binding in site.bindings)
    if (transport := context.optional(TransportService)) is not None:
        yield transport.internal_transport_certificate_thumbprint
    if (auth := context.optional(AuthConfig)) is not None:
        yield auth.current_thumbprint
        yield auth.next_thumbprint


def _newest_of_each(found: Iterator[CertificateFacts]) -> dict[str, CertificateFacts]:
    newest: dict[str, CertificateFacts] = {}
    for facts in found:
        known = newest.get(facts.subject)
        if known is None or (facts.ends and known.ends and facts.ends > known.ends):
            newest[facts.subject] = facts
    return newest


def _why_unused(
    context: CheckContext,
    certificate: Certificate,
    facts: CertificateFacts,
    bound: frozenset[str],
    newest: dict[str, CertificateFacts],
) -> str:
    if facts.thumbprint in bound:
        return ""
    subject = facts.subject.lower()
    if subject.startswith(_MANAGEMENT_SUBJECT):
        return "management"
    if certificate.has_private_key is False:
        return "no_key"
    if subject == _AUTH_SUBJECT and context.optional(AuthConfig) is not None:
        return "former_auth"
    if has_expired(facts, context) and not has_expired(newest[facts.subject], context):
        return "replaced"
    return ""
