# SPDX-License-Identifier: MIT
"""What certificates say, part by part; a part that is broken gives less, never an error."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from exchpatch_gui.domain.text import clean

if TYPE_CHECKING:
    from cryptography import x509

# A certificate may list thousands of names.
_MOST_NAMES = 100
_NAME_LIMIT = 253
_TEXT_LIMIT = 300
# Odd serial numbers and country codes are the server's fault, and not worth a line. Set once:
# many threads read certificates, and a lock around a change of the whole process's filters made
# a thousand servers take a second longer.
warnings.filterwarnings(
    "ignore", category=UserWarning, module=r"exchpatch_gui\.(.*\.)?certificates?$"
)
_Value = TypeVar("_Value")


def load() -> None:
    """Load what reads certificates: 80 ms that the first one need not wait for."""
    _faults()


def read_der(der: bytes, values: Callable[[x509.Certificate], _Value]) -> _Value | None:
    """Give the values of a certificate in DER; None if it is none that can be read at all."""
    from cryptography import x509  # noqa: PLC0415 (much of the program runs without it)

    parsed = attempt(lambda: x509.load_der_x509_certificate(der), None)
    return None if parsed is None else values(parsed)


def attempt(read_part: Callable[[], _Value], default: _Value) -> _Value:
    """Give one part, or the default if the certificate is broken there."""
    try:
        return read_part()
    except _faults():
        return default


@cache
def _faults() -> tuple[type[Exception], ...]:
    """Give what cryptography raises for a broken certificate."""
    from cryptography import x509  # noqa: PLC0415 (loaded by the caller)
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 (loaded with x509)

    return (
        ValueError,
        TypeError,
        OverflowError,
        UnsupportedAlgorithm,
        x509.InvalidVersion,
        x509.DuplicateExtension,
        x509.ExtensionNotFound,
        x509.UnsupportedGeneralNameType,
    )


def subject_of(parsed: x509.Certificate) -> str:
    """Give the subject as RFC 4514 writes it."""
    return attempt(lambda: clean(parsed.subject.rfc4514_string(), _TEXT_LIMIT), "")


def issuer_of(parsed: x509.Certificate) -> str:
    """Give the issuer as RFC 4514 writes it."""
    return attempt(lambda: clean(parsed.issuer.rfc4514_string(), _TEXT_LIMIT), "")


def names_of(parsed: x509.Certificate) -> tuple[str, ...]:
    """Give the names and addresses it is valid for."""
    return attempt(lambda: _names(parsed), ())


def key_of(parsed: x509.Certificate) -> tuple[str, int | None]:
    """Give the kind of its key, ``RSA``, ``EC`` or ``Ed25519``, and its bits where they differ."""
    unknown: tuple[str, int | None] = ("", None)
    return attempt(lambda: _key(parsed), unknown)


def signature_of(parsed: x509.Certificate) -> str:
    """Give the hash of its signature, ``sha256``; of RSA-PSS that of its parameters."""
    return attempt(lambda: _signature(parsed), "")


def _names(parsed: x509.Certificate) -> tuple[str, ...]:
    from cryptography import x509  # noqa: PLC0415 (loaded by the caller)

    extension = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    names = extension.get_values_for_type(x509.DNSName)
    addresses = [str(one) for one in extension.get_values_for_type(x509.IPAddress)]
    return tuple(clean(name, _NAME_LIMIT) for name in (*names, *addresses)[:_MOST_NAMES])


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
