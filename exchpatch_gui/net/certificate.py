# SPDX-License-Identifier: MIT
"""A server's certificate as plain values, also if no store would trust it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from exchpatch_gui import certificates
from exchpatch_gui.domain.values import dataclass

if TYPE_CHECKING:
    from cryptography import x509


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says; a field is empty if that part can't be read.

    Attributes:
        subject: RFC 4514 text.
        issuer: RFC 4514 text.
        names: Subject alternative names, DNS and IP.
        starts: Aware, UTC.
        ends: Aware, UTC.
        key: ``RSA 2048``, ``EC 256``, ``Ed25519``.
        signature: Hash of its signature, ``sha256``.
        fingerprint: SHA-256 in hexadecimal digits.
        self_signed: It is its own issuer, by name and by signature.
        issuer_offered: It says where on the web its issuer's certificate can be had, as those
            of public authorities do.
    """

    subject: str
    issuer: str
    names: tuple[str, ...]
    starts: datetime | None
    ends: datetime | None
    key: str
    signature: str
    fingerprint: str
    self_signed: bool
    issuer_offered: bool


@lru_cache(maxsize=512)
def read(der: bytes) -> Certificate | None:
    """Read a certificate in DER; None if it is none that can be read at all."""
    fingerprint = hashlib.sha256(der).hexdigest()
    return certificates.read_der(der, lambda parsed: _values(parsed, fingerprint))


def _values(parsed: x509.Certificate, fingerprint: str) -> Certificate:
    key, bits = certificates.key_of(parsed)
    return Certificate(
        subject=certificates.subject_of(parsed),
        issuer=certificates.issuer_of(parsed),
        names=certificates.names_of(parsed),
        starts=certificates.attempt(lambda: parsed.not_valid_before_utc, None),
        ends=certificates.attempt(lambda: parsed.not_valid_after_utc, None),
        key=key if bits is None else f"{key} {bits}",
        signature=certificates.signature_of(parsed),
        fingerprint=fingerprint,
        self_signed=certificates.attempt(lambda: _is_self_signed(parsed), default=False),
        issuer_offered=certificates.attempt(lambda: _offers_issuer(parsed), default=False),
    )


def _is_self_signed(parsed: x509.Certificate) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (loaded with x509)

    if parsed.issuer != parsed.subject:
        return False
    try:
        parsed.verify_directly_issued_by(parsed)
    except InvalidSignature:
        return False
    except ValueError:  # SHA-1 and MD5 are no longer verified: the names must do
        return True
    return True


def _offers_issuer(parsed: x509.Certificate) -> bool:
    from cryptography import x509  # noqa: PLC0415 (loaded by the caller)
    from cryptography.x509.oid import AuthorityInformationAccessOID  # noqa: PLC0415 (same)

    access = parsed.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    return any(
        one.access_method == AuthorityInformationAccessOID.CA_ISSUERS
        and isinstance(one.access_location, x509.UniformResourceIdentifier)
        and one.access_location.value.lower().startswith("http")
        for one in access
    )
