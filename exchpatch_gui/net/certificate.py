# SPDX-License-Identifier: MIT
"""A server's certificate as plain values, also if no store would trust it."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

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
    # Takes 80 ms to load, and much of the program runs without it.
    from cryptography import x509  # noqa: PLC0415 (see above)

    with _quiet, warnings.catch_warnings():
        # Odd serial numbers and country codes are the server's fault, and not worth a line.
        warnings.simplefilter("ignore")
        parsed = _attempt(lambda: x509.load_der_x509_certificate(der), None)
        return None if parsed is None else _values(parsed)


def _values(parsed: x509.Certificate) -> Certificate:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 (loaded with x509)

    return Certificate(
        subject=_attempt(lambda: clean(parsed.subject.rfc4514_string(), _TEXT_LIMIT), ""),
        issuer=_attempt(lambda: clean(parsed.issuer.rfc4514_string(), _TEXT_LIMIT), ""),
        names=_attempt(lambda: _names(parsed), ()),
        starts=_attempt(lambda: parsed.not_valid_before_utc, None),
        ends=_attempt(lambda: parsed.not_valid_after_utc, None),
        key=_attempt(lambda: _key(parsed), ""),
        signature=_attempt(lambda: _signature(parsed), ""),
        fingerprint=parsed.fingerprint(hashes.SHA256()).hex(),
        self_signed=_attempt(lambda: _is_self_signed(parsed), default=False),
        issuer_offered=_attempt(lambda: _offers_issuer(parsed), default=False),
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


def _names(parsed: x509.Certificate) -> tuple[str, ...]:
    from cryptography import x509  # noqa: PLC0415 (loaded by the caller)

    extension = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    names = extension.get_values_for_type(x509.DNSName)
    addresses = [str(one) for one in extension.get_values_for_type(x509.IPAddress)]
    return tuple(clean(name, 253) for name in (*names, *addresses)[:_MOST_NAMES])


def _key(parsed: x509.Certificate) -> str:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa  # noqa: PLC0415 (heavy)

    key = parsed.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"EC {key.key_size}"
    return type(key).__name__.removesuffix("PublicKey")


def _signature(parsed: x509.Certificate) -> str:
    algorithm = parsed.signature_hash_algorithm
    return "" if algorithm is None else algorithm.name


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
