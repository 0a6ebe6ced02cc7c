# SPDX-License-Identifier: MIT
"""Certificates as a collected document holds them, made for a test; each is made only once."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from tests.helpers.collected import DAY, Document

_NOW = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
_Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
# The last byte of sha256WithRSAEncryption is 11, that of sha1WithRSAEncryption 5.
_STRONG, _WEAK = bytes.fromhex("2a864886f70d01010b"), bytes.fromhex("2a864886f70d010105")


@cache
def _key(size: int) -> _Key:
    return (
        rsa.generate_private_key(65537, size) if size else ec.generate_private_key(ec.SECP256R1())
    )


@cache
def made(
    name: str = "EX01",
    days: int = 400,
    *,
    issuer: str | None = None,
    size: int = 0,
    weak: bool = False,
) -> tuple[str, str]:
    """Make a certificate that ends so many days after the judging day.

    Args:
        name: Whom it is for.
        days: Negative if it has expired.
        issuer: Itself, if none.
        size: Of an RSA key; 0 makes one of another kind.
        weak: Say that the signature of an RSA key is SHA-1; it is no valid one then.

    Returns:
        Its bytes in base64, and its thumbprint.
    """
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    authority = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer or name)])
    end = _NOW + timedelta(days)
    builder = x509.CertificateBuilder(
        authority, subject, _key(size).public_key(), 1, end - timedelta(1000), end
    )
    certificate = builder.sign(_key(size), hashes.SHA256())
    der = certificate.public_bytes(serialization.Encoding.DER)
    if weak:
        der = der.replace(_STRONG, _WEAK)
    thumbprint = hashlib.sha1(der, usedforsecurity=False).hexdigest().upper()
    return base64.b64encode(der).decode(), thumbprint


def store(*certificates: tuple[str, str], **more: object) -> Document:
    """Put certificates into the server's store, each with more facts."""
    return {"items": [{"raw_base64": raw} | more for raw, _ in certificates]}
