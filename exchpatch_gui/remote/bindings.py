# SPDX-License-Identifier: MIT
"""Tying a sign-in to the TLS connection it is made on, so that nobody can pass it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchpatch_gui.net.channel import Channel, TlsChannel

if TYPE_CHECKING:
    from spnego.channel_bindings import GssChannelBindings


def channel_bindings(channel: Channel) -> GssChannelBindings | None:
    """Give the binding of type tls-server-end-point (RFC 5929 §4.1); None without TLS."""
    if not isinstance(channel, TlsChannel):
        return None
    shown = channel.tls.getpeercert(binary_form=True)
    return None if shown is None else server_bindings(shown)


def server_bindings(certificate: bytes) -> GssChannelBindings:
    """Give the binding to a server by its certificate in DER."""
    from cryptography import x509  # noqa: PLC0415 (loaded by whoever signs in)
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 (same)
    from spnego.channel_bindings import GssChannelBindings  # noqa: PLC0415 (same)

    parsed = x509.load_der_x509_certificate(certificate)
    algorithm = parsed.signature_hash_algorithm
    if algorithm is None or algorithm.name in {"md5", "sha1"}:
        algorithm = hashes.SHA256()
    digest = parsed.fingerprint(algorithm)
    return GssChannelBindings(application_data=b"tls-server-end-point:" + digest)
