# SPDX-License-Identifier: MIT
"""What the certificates of a collected document say; garbage gives less, never an error."""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from exchpatch_gui import certificates
from exchpatch_gui.collected.section import Base64
from exchpatch_gui.domain.values import dataclass

if TYPE_CHECKING:
    from cryptography import x509


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says; a field is empty or None if that part can't be read.

    Attributes:
        thumbprint: SHA-1 as Windows and IIS name certificates, upper case; known of any bytes.
        subject: RFC 4514 text.
        issuer: RFC 4514 text.
        starts: UTC; None if the bytes are no certificate.
        ends: UTC; None if the bytes are no certificate.
        key: ``RSA``, ``EC``, ``DSA``, ``Ed25519`` …
        key_bits: None for kinds of one size, and if the key can't be read.
        signature: Hash of the signature, ``sha256``; of RSA-PSS that of its parameters.
        names: Names it is valid for.
        self_issued: Its issuer has its own name.
    """

    thumbprint: str
    subject: str = ""
    issuer: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    key: str = ""
    key_bits: int | None = None
    signature: str = ""
    names: tuple[str, ...] = ()
    self_issued: bool = False

    @property
    def is_readable(self) -> bool:
        """Whether the bytes are a certificate with dates."""
        return self.starts is not None and self.ends is not None


@lru_cache(maxsize=512)
def read(raw: Base64) -> CertificateFacts:
    """Read a certificate in DER, written in base64."""
    try:
        der = b64decode(raw, validate=True)
    except (binascii.Error, ValueError):
        return CertificateFacts(thumbprint="")
    thumbprint = hashlib.sha1(der, usedforsecurity=False).hexdigest().upper()
    facts = certificates.read_der(der, lambda parsed: _facts(parsed, thumbprint))
    return facts or CertificateFacts(thumbprint)


def _facts(parsed: x509.Certificate, thumbprint: str) -> CertificateFacts:
    key, bits = certificates.key_of(parsed)
    return CertificateFacts(
        thumbprint=thumbprint,
        subject=certificates.subject_of(parsed),
        issuer=certificates.issuer_of(parsed),
        starts=certificates.attempt(lambda: parsed.not_valid_before_utc, None),
        ends=certificates.attempt(lambda: parsed.not_valid_after_utc, None),
        key=key,
        key_bits=bits,
        signature=certificates.signature_of(parsed),
        names=certificates.names_of(parsed),
        self_issued=certificates.attempt(lambda: parsed.issuer == parsed.subject, default=False),
    )
