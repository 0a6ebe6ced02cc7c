# SPDX-License-Identifier: MIT
"""Whom this computer trusts: TLS contexts on the system's store, and verdicts in plain words.

On Windows and macOS ``truststore`` asks the system itself. Its context locks every handshake
against all others, so each thread has its own there. On Linux it reads the whole certificate
bundle again for each connection, 35 ms a time, so the same store is read once into a plain
context, which threads may share.
"""

from __future__ import annotations

import ssl
import sys
import threading
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path

from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.net.certificate import Certificate

# Where distributions keep their bundle, for a Python that was built elsewhere.
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/cert.pem",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
_MODERN_CIPHERS = "DEFAULT:!aNULL:!eNULL:@SECLEVEL=2"
_LEGACY_CIPHERS = "ALL:!aNULL:!eNULL:@SECLEVEL=0"
# ssl.OP_LEGACY_SERVER_CONNECT from Python 3.12 on: servers without RFC 5746.
_OP_LEGACY_SERVER_CONNECT = 0x4

# X509_V_ERR_* of OpenSSL, then CERT_E_* and TRUST_E_* of Windows.
_VERDICTS = {
    9: "not-yet-valid",
    10: "expired",
    2: "untrusted-issuer",
    18: "self-signed",
    19: "untrusted-issuer",
    20: "untrusted-issuer",
    21: "untrusted-issuer",
    27: "untrusted-issuer",
    28: "untrusted-issuer",
    62: "name-mismatch",
    64: "name-mismatch",
    66: "weak",
    67: "weak",
    68: "weak",
    0x800B0101: "expired",
    0x800B0109: "untrusted-issuer",
    0x800B010A: "untrusted-issuer",
    0x800B010F: "name-mismatch",
    0x800B0112: "untrusted-issuer",
}

_lock = threading.Lock()
_of_thread = threading.local()


def strict_context(ca_file: str, *, legacy: bool) -> ssl.SSLContext:
    """Give the context that verifies chain and name by the system's store and the CA file.

    Args:
        ca_file: Path of a PEM file, or empty.
        legacy: Also accept TLS 1.0, SHA-1 and short keys.

    Raises:
        MissingError: The CA file isn't there or can't be opened.
        InputError: It holds no certificate in PEM form.
    """
    if sys.platform in {"win32", "darwin"}:
        made: dict[tuple[str, bool], ssl.SSLContext] = _of_thread.__dict__.setdefault("made", {})
        key = (ca_file, legacy)
        if key not in made:
            made[key] = _make_strict(ca_file, legacy=legacy)
        return made[key]
    with _lock:  # many threads start at once, and each would read the store
        return _shared_strict(ca_file, legacy)


def prepare(ca_file: str) -> None:
    """Begin to read the store in a thread of its own, 30 ms that the caller can use.

    What is wrong with the file shows when it is asked for.
    """

    def read() -> None:
        with suppress(MissingError, InputError):
            strict_context(ca_file, legacy=False)

    if sys.platform not in {"win32", "darwin"}:  # there each thread has its own
        threading.Thread(target=read, name="trust", daemon=True).start()


@cache
def _shared_strict(ca_file: str, legacy: bool) -> ssl.SSLContext:  # noqa: FBT001 (cache key)
    return _make_strict(ca_file, legacy=legacy)


def unverified_context(*, legacy: bool) -> ssl.SSLContext:
    """Give the context that looks without trusting: nothing secret may travel over it."""
    with _lock:
        return _shared_unverified(legacy)


@cache
def _shared_unverified(legacy: bool) -> ssl.SSLContext:  # noqa: FBT001 (cache key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    _set_strength(context, legacy=legacy)
    return context


def _make_strict(ca_file: str, *, legacy: bool) -> ssl.SSLContext:
    if sys.platform in {"win32", "darwin"}:
        import truststore  # noqa: PLC0415 (not needed elsewhere)

        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    else:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        _load_system_store(context)
    if ca_file:
        _load_file(context, ca_file)
    _set_strength(context, legacy=legacy)
    return context


def _load_system_store(context: ssl.SSLContext) -> None:
    places = ssl.get_default_verify_paths()
    if places.cafile or (places.capath and any(Path(places.capath).glob("*.0"))):
        context.set_default_verify_paths()
        return
    for bundle in _BUNDLES:
        if Path(bundle).is_file():
            context.load_verify_locations(bundle)
            return


def _load_file(context: ssl.SSLContext, ca_file: str) -> None:
    try:
        context.load_verify_locations(ca_file)
    except ssl.SSLError as error:
        raise InputError("ca-file-invalid", file=ca_file) from error
    except OSError as error:
        raise MissingError("ca-file", file=ca_file) from error


def _set_strength(context: ssl.SSLContext, *, legacy: bool) -> None:
    if not legacy:
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(_MODERN_CIPHERS)
        return
    with warnings.catch_warnings():
        # Python rightly advises against TLS 1.0; reporting who still needs it is our purpose.
        warnings.filterwarnings("ignore", category=DeprecationWarning, message=r".*TLSv1.*")
        context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers(_LEGACY_CIPHERS)
    context.options |= _OP_LEGACY_SERVER_CONNECT


def is_weakness(error: ssl.SSLCertVerificationError) -> bool:
    """Tell whether only a short key or an old hash stands against the chain."""
    return _verdict(error) == "weak"


def verdict(
    error: ssl.SSLCertVerificationError, certificate: Certificate | None, *, chain_length: int
) -> str:
    """Put the verifier's refusal in a word of ``Kind.CERT_TRUST``.

    Args:
        error: From OpenSSL or from Windows by way of truststore.
        certificate: The server's own, if it can be read.
        chain_length: How many certificates the server sent.
    """
    word = _verdict(error)
    if certificate is None or word != "untrusted-issuer":
        return word
    if certificate.self_signed:
        return "self-signed"
    # A public authority's certificate without the one that links it to its root.
    if chain_length == 1 and certificate.issuer_offered:
        return "incomplete-chain"
    return word


def _verdict(error: ssl.SSLCertVerificationError) -> str:
    # Windows numbers come as signed or unsigned, and truststore's own refusals without one.
    return _VERDICTS.get(getattr(error, "verify_code", 0) & 0xFFFFFFFF, "other")
