# SPDX-License-Identifier: MIT
"""What a TLS handshake showed: protocol, trust and certificate, as plain values."""

from __future__ import annotations

from datetime import datetime

from exchpatch_gui.domain.evidence import Kind
from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class TlsFacts:
    """What one handshake showed; certificate fields are empty if it could not be read.

    Attributes:
        protocol: ``TLSv1.3`` … ``TLSv1``.
        cipher: In OpenSSL's spelling.
        trust: A word of ``Kind.CERT_TRUST``, by the system's store and the extra CA file.
        trust_detail: The verifier's own words, cleaned; empty if it was content.
        legacy: Only a weakened handshake worked (old protocol, SHA-1, short key).
        subject: RFC 4514 text.
        issuer: RFC 4514 text.
        names: Subject alternative names, DNS and IP.
        starts: Aware, UTC.
        ends: Aware, UTC.
        key: ``RSA 2048``, ``EC 256``.
        signature: Hash of the certificate's signature: ``sha256``.
        fingerprint: SHA-256 of the certificate in hexadecimal digits.
        self_signed: It is its own issuer, by name and by signature.
    """

    protocol: str
    cipher: str
    trust: str
    trust_detail: str = ""
    legacy: bool = False
    subject: str = ""
    issuer: str = ""
    names: tuple[str, ...] = ()
    starts: datetime | None = None
    ends: datetime | None = None
    key: str = ""
    signature: str = ""
    fingerprint: str = ""
    self_signed: bool = False


def tls_values(facts: TlsFacts) -> tuple[tuple[Kind, str], ...]:
    """Give the facts as observation kinds with values, leaving out what is not known."""
    values = (
        (Kind.TLS_PROTOCOL, facts.protocol),
        (Kind.TLS_CIPHER, facts.cipher),
        (Kind.CERT_TRUST, facts.trust),
        (Kind.CERT_SUBJECT, facts.subject),
        (Kind.CERT_ISSUER, facts.issuer),
        (Kind.CERT_NAMES, ", ".join(facts.names)),
        (Kind.CERT_STARTS, facts.starts.isoformat() if facts.starts else ""),
        (Kind.CERT_ENDS, facts.ends.isoformat() if facts.ends else ""),
        (Kind.CERT_KEY, facts.key),
        (Kind.CERT_SIGNATURE, facts.signature),
        (Kind.CERT_FINGERPRINT, facts.fingerprint),
    )
    return tuple((kind, value) for kind, value in values if value)
