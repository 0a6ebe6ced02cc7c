# SPDX-License-Identifier: MIT
"""What the certificates of a collected document say; garbage gives less, never an error."""

from __future__ import annotations

import binascii
import hashlib
import threading
import warnings
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from exchpatch_gui.collected.section import Base64
from exchpatch_gui.domain.text import clean

if TYPE_CHECKING:
    from cryptography import x509

# A certificate may list thousands of names.
_MOST_NAMES = 100
_TEXT_LIMIT = 300
# warnings.catch_warnings changes state of the whole process.
_quiet = threading.Lock()
_Value = TypeVar("_Value")


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
    # Takes 80 ms to load, and much of the program runs without it.
    from cryptography import x509  # noqa: PLC0415 (see above)

    with _quiet, warnings.catch_warnings():
        # Odd serial numbers and country codes are the server's fault, and not worth a line.
        warnings.simplefilter("ignore")
        parsed = _attempt(lambda: x509.load_der_x509_certificate(der), None)
        return CertificateFacts(thumbprint) if parsed is None else _facts(parsed, thumbprint)


def _facts(parsed: x509.Certificate, thumbprint: str) -> CertificateFacts:
    unknown: tuple[str, int | None] = ("", None)
    key, bits = _attempt(lambda: _key(parsed), unknown)
    return CertificateFacts(
        thumbprint=thumbprint,
        subject=_attempt(lambda: clean(parsed.subject.rfc4514_string(), _TEXT_LIMIT), ""),
        issuer=_attempt(lambda: clean(parsed.issuer.rfc4514_string(), _TEXT_LIMIT), ""),
        starts=_attempt(lambda: parsed.not_valid_before_utc, None),
        ends=_attempt(lambda: parsed.not_valid_after_utc, None),
        key=key,
        key_bits=bits,
        signature=_attempt(lambda: _signature(parsed), ""),
        names=_attempt(lambda: _names(parsed), ()),
        self_issued=_attempt(lambda: parsed.issuer == parsed.subject, default=False),
    )


def _attempt(read_field: Callable[[], _Value], default: _Value) -> _Value:
    """Give one field, or the default if the certificate is broken there."""
    from cryptography import x509  # noqa: PLC0415 (loaded by the caller)
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 (loaded with x509)

    try:
        return read_field()
    except (
        ValueError,
        TypeError,
        OverflowError,
        UnsupportedAlgorithm,
        x509.InvalidVersion,
        x509.DuplicateExtension,
        x509.ExtensionNotFound,
        x509.UnsupportedGeneralNameType,
    ):
        return default


def _key(parsed: x509.Certificate) -> tuple[str, int | None]:
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa  # noqa: PLC0415 (heavy)

    key = parsed.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return "RSA", key.key_size
    if isinstance(key, dsa.DSAPublicKey):
        return "DSA", key.key_size
    if isinstance(key, ec.EllipticCurvePublicKey):
        return "EC", key.key_size
    return type(key).__name__.removesuffix("PublicKey").lstrip("_"), None


def _signature(parsed: x509.Certificate) -> str:
    algorithm = parsed.signature_hash_algorithm
    return "" if algorithm is None else algorithm.name


def _names(parsed: x509.Certificate) -> tuple[str, ...]:
    from cryptography import x509  # noqa: PLC0415 (loaded by the caller)

    extension = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    names = extension.get_values_for_type(x509.DNSName)
    addresses = [str(one) for one in extension.get_values_for_type(x509.IPAddress)]
    return tuple(clean(name, 253) for name in (*names, *addresses)[:_MOST_NAMES])
