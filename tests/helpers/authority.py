# SPDX-License-Identifier: MIT
"""Certificates for loopback servers: good ones from a test authority, and every bad kind."""

from __future__ import annotations

import hashlib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

HOSTS = ("127.0.0.1", "::1", "localhost")
NOW = datetime.now(UTC)
DAY = timedelta(days=1)
# Object identifiers in DER, of the same length; and the DigestInfo in front of a SHA-1 digest.
_SHA256_WITH_RSA = bytes.fromhex("06092a864886f70d01010b")
_SHA1_WITH_RSA = bytes.fromhex("06092a864886f70d010105")
_SHA1_DIGEST_INFO = bytes.fromhex("3021300906052b0e03021a05000414")


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate chain and its key, in PEM."""

    chain: bytes
    key: bytes

    def server_context(self, folder: Path, *, old: bool = False) -> ssl.SSLContext:
        """Make a server's context; ``old`` lets it use SHA-1 and short keys."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if old:
            context.set_ciphers("ALL:@SECLEVEL=0")
        file = folder / f"pair-{abs(hash(self.chain))}.pem"
        file.write_bytes(self.key + self.chain)
        context.load_cert_chain(file)
        return context


class Authority:
    """A certificate authority of its own, trusted by whoever is given ``ca_file``.

    Attributes:
        ca_file: Path of its certificate in PEM.
    """

    def __init__(self, folder: Path) -> None:
        self._ca = trustme.CA(
            organization_name="Contoso Test Authority", key_type=trustme.KeyType.RSA
        )
        self._issuer = x509.load_pem_x509_certificate(self._ca.cert_pem.bytes())
        signer = load_pem_private_key(self._ca.private_key_pem.bytes(), None)
        assert isinstance(signer, rsa.RSAPrivateKey)
        self._signer = signer
        self._folder = folder
        self.ca_file = str(folder / "authority.pem")
        self._ca.cert_pem.write_to_path(self.ca_file)

    def issue(
        self, *hosts: str, starts: datetime | None = None, ends: datetime | None = None
    ) -> Pair:
        """Issue a certificate for hosts, this computer if none is named."""
        leaf = self._ca.issue_cert(*(hosts or HOSTS), not_before=starts, not_after=ends)
        return _pair(leaf)

    def issue_below(self, *, with_intermediate: bool) -> Pair:
        """Issue by an intermediate authority, and send that one's certificate or forget it."""
        leaf = self._ca.create_child_ca().issue_cert(*HOSTS)
        pair = _pair(leaf)
        if with_intermediate:
            return pair
        return Pair(leaf.cert_chain_pems[0].bytes(), pair.key)

    def issue_short(self) -> Pair:
        """Issue a certificate with an RSA key of 1024 bits."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 (on purpose)
        made = _builder("weak.contoso.example", self._issuer.subject, key)
        return _pem(made.sign(self._signer, hashes.SHA256()), key)

    def issue_sha1(self) -> Pair:
        """Issue a certificate with a SHA-1 signature."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        made = _builder("weak.contoso.example", self._issuer.subject, key)
        return _pem(_sign_with_sha1(made.sign(self._signer, hashes.SHA256()), self._signer), key)

    def server_context(self, *hosts: str) -> ssl.SSLContext:
        """Make a server's context with a good certificate."""
        return self.issue(*hosts).server_context(self._folder)


def self_signed(
    name: str = "EX01", *, starts: datetime = NOW - DAY, ends: datetime = NOW + 1825 * DAY
) -> Pair:
    """Make what Exchange's set-up makes: a certificate that is its own issuer."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = _builder(name, subject, key, starts=starts, ends=ends)
    return _pem(builder.sign(key, hashes.SHA256()), key)


def self_signed_with_sha1(name: str = "EX01") -> Pair:
    """Make what the set-up of older Exchange versions makes."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = _builder(name, subject, key).sign(key, hashes.SHA256())
    return _pem(_sign_with_sha1(made, key), key)


def _sign_with_sha1(made: x509.Certificate, signer: rsa.RSAPrivateKey) -> x509.Certificate:
    """Sign a certificate again, as ``cryptography`` no longer does (RFC 8017 §8.2.1)."""
    body = made.tbs_certificate_bytes.replace(_SHA256_WITH_RSA, _SHA1_WITH_RSA)
    digest = _SHA1_DIGEST_INFO + hashlib.sha1(body, usedforsecurity=False).digest()
    size = signer.key_size // 8
    padded = b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest
    numbers = signer.private_numbers()
    signed = pow(int.from_bytes(padded), numbers.d, numbers.public_numbers.n).to_bytes(size)
    der = made.public_bytes(Encoding.DER)
    der = der.replace(made.tbs_certificate_bytes, body).replace(_SHA256_WITH_RSA, _SHA1_WITH_RSA)
    return x509.load_der_x509_certificate(der.replace(made.signature, signed))


def signed_by_stranger(*, issuer_url: str = "", named: str = "Fabrikam Issuing CA") -> Pair:
    """Make a certificate of an authority that nobody knows, which may say where it is found."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, named)])
    builder = _builder("mail.fabrikam.example", issuer, key)
    if issuer_url:
        access = x509.AccessDescription(
            x509.AuthorityInformationAccessOID.CA_ISSUERS,
            x509.UniformResourceIdentifier(issuer_url),
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return _pem(builder.sign(stranger, hashes.SHA256()), key)


def _builder(
    name: str,
    issuer: x509.Name,
    key: rsa.RSAPrivateKey,
    *,
    starts: datetime = NOW - DAY,
    ends: datetime = NOW + 365 * DAY,
) -> x509.CertificateBuilder:
    names = [x509.DNSName(name), x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
    )


def _pem(made: x509.Certificate, key: rsa.RSAPrivateKey) -> Pair:
    text = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return Pair(made.public_bytes(Encoding.PEM), text)


def _pair(leaf: trustme.LeafCert) -> Pair:
    chain = b"".join(part.bytes() for part in leaf.cert_chain_pems)
    return Pair(chain, leaf.private_key_pem.bytes())
