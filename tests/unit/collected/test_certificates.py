# SPDX-License-Identifier: MIT
"""Certificates of a document are read as far as they can be, and garbage is no error."""

from __future__ import annotations

import base64
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.collected.certificates import read
from exchpatch_gui.collected.section import Base64

STARTS = datetime(2026, 1, 1, tzinfo=UTC)


def made(key, algorithm=hashes.SHA256()):  # noqa: B008 (a hash without state)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "EX01")])
    names = x509.SubjectAlternativeName([x509.DNSName("ex01.contoso.example")])
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), 1, STARTS, STARTS + timedelta(90)
    )
    certificate = builder.add_extension(names, critical=False).sign(key, algorithm)
    der = certificate.public_bytes(serialization.Encoding.DER)
    return Base64(base64.b64encode(der).decode()), certificate


@pytest.mark.parametrize(
    ("key", "algorithm", "kind", "bits", "signature"),
    [
        (rsa.generate_private_key(65537, 2048), hashes.SHA256(), "RSA", 2048, "sha256"),
        (ec.generate_private_key(ec.SECP384R1()), hashes.SHA384(), "EC", 384, "sha384"),
        (ed25519.Ed25519PrivateKey.generate(), None, "Ed25519", None, ""),
    ],
    ids=["rsa", "ec", "ed25519"],
)
def test_a_certificate_says_what_it_holds(key, algorithm, kind, bits, signature):
    raw, certificate = made(key, algorithm)

    found = read(raw)

    assert found.is_readable
    assert found.thumbprint == certificate.fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303 (Windows names them so)
    assert (found.starts, found.ends) == (STARTS, STARTS + timedelta(90))
    assert (found.key, found.key_bits, found.signature) == (kind, bits, signature)
    assert found.names == ("ex01.contoso.example",)
    assert found.subject == found.issuer == "CN=EX01"
    assert found.self_issued


@given(st.binary(min_size=1, max_size=300))
def test_bytes_that_are_no_certificate_have_a_thumbprint_and_no_more(content):
    found = read(Base64(base64.b64encode(content).decode()))

    assert len(found.thumbprint) == 40
    assert not found.is_readable


def test_text_that_is_no_base64_has_nothing():
    found = read(Base64("AAA"))

    assert (found.thumbprint, found.is_readable) == ("", False)


def test_a_broken_certificate_gives_what_is_left():
    raw, _ = made(ec.generate_private_key(ec.SECP256R1()))
    whole = base64.b64decode(raw)

    for place in range(0, len(whole), 7):
        broken = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        assert len(read(Base64(base64.b64encode(broken).decode())).thumbprint) == 40


def test_an_odd_certificate_makes_the_program_say_nothing_of_its_own(tmp_path):
    raw, _ = made(ec.generate_private_key(ec.SECP256R1()))
    serial, negative = b"\x02\x01\x01", b"\x02\x01\xff"
    odd = base64.b64decode(raw).replace(serial, negative, 1)
    (tmp_path / "odd.cer").write_bytes(odd)
    reading = (
        "import sys; from pathlib import Path; from exchpatch_gui.net import certificate;"
        "print(certificate.read(Path(sys.argv[1]).read_bytes()).subject)"
    )

    command = [sys.executable, "-W", "default", "-c", reading, str(tmp_path / "odd.cer")]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)

    assert (ended.stdout.strip(), ended.stderr) == ("CN=EX01", "")
