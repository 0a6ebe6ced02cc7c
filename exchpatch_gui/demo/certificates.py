# SPDX-License-Identifier: MIT
"""The certificate authority of the demonstration: made at its start, forgotten at its end."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_NAME = "ExchPatch demonstration authority"
_Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class CertificatePlan:
    """What certificate a server shows.

    Attributes:
        names: Further names beside that of the server.
        ends_in: How long it is still valid.
        runs: How long it was valid when it was new.
        self_signed: Made by the server itself, as Exchange setup does, and trusted by nobody.
    """

    names: tuple[str, ...] = ()
    ends_in: timedelta = timedelta(days=240)
    runs: timedelta = timedelta(days=365)
    self_signed: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate with its key, both in PEM."""

    certificate: bytes
    key: bytes

    def context(self, folder: Path) -> ssl.SSLContext:
        """Give a TLS context of a server; the key lies in the folder only while it is read."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        file = folder / "server.pem"
        file.touch(mode=0o600)
        try:
            file.write_bytes(self.key + self.certificate)
            context.load_cert_chain(file)
        finally:
            file.unlink()
        return context


@dataclass(frozen=True, slots=True)
class Authority:
    """Signs the certificates of one fleet.

    Attributes:
        now: What the validity of all of them is counted from, UTC.
    """

    now: datetime
    certificate: x509.Certificate
    _key: ec.EllipticCurvePrivateKey = field(repr=False)
    # One key for all servers, of the kind Exchange uses: making one takes longer than all else.
    _server_key: rsa.RSAPrivateKey = field(repr=False)

    @classmethod
    def create(cls, now: datetime) -> Authority:
        """Make an authority that is valid from a day ago for ten years."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name(AUTHORITY_NAME)
        usage = _usage(signs_certificates=True)
        certificate = (
            _builder(name, name, key.public_key(), now - timedelta(days=1), timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .sign(key, SHA256())
        )
        server_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        return cls(now, certificate, key, server_key)

    @property
    def pem(self) -> bytes:
        """What a client has to trust."""
        return self.certificate.public_bytes(Encoding.PEM)

    def issue(self, plan: CertificatePlan, names: Sequence[str]) -> Identity:
        """Make a certificate for names and addresses, the first of which is its subject."""
        ends = self.now + plan.ends_in
        subject = _name(names[0])
        issuer, key = (
            (subject, self._server_key)
            if plan.self_signed
            else (self.certificate.subject, self._key)
        )
        certificate = (
            _builder(subject, issuer, self._server_key.public_key(), ends - plan.runs, plan.runs)
            .add_extension(_alternative_names([*names, *plan.names]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()),
                critical=False,
            )
            .sign(key, SHA256())
        )
        pem = self._server_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return Identity(certificate.public_bytes(Encoding.PEM), pem)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    starts: datetime,
    runs: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(starts + runs)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _alternative_names(names: Sequence[str]) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([_alternative_name(name) for name in names])


def _alternative_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_encipherment=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
