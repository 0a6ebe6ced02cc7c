# SPDX-License-Identifier: MIT
"""Refusals of either verifier in one set of words, and the certificate files users name."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding

from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.net import certificate
from exchpatch_gui.net.certificate import Certificate
from exchpatch_gui.net.trust import strict_context, unverified_context, verdict
from tests.helpers.authority import NOW, Authority, self_signed, signed_by_stranger

PLAIN = Certificate(
    subject="CN=mail.contoso.example",
    issuer="CN=Contoso CA",
    names=(),
    starts=None,
    ends=None,
    key="",
    signature="",
    fingerprint="",
    self_signed=False,
    issuer_offered=False,
)


def _refusal(code: int | None) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError("refused")
    if code is not None:
        error.verify_code = code
    return error


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (9, "not-yet-valid"),
        (10, "expired"),
        (0x800B0101, "expired"),
        (0x800B0101 - 2**32, "expired"),
        (18, "self-signed"),
        (20, "untrusted-issuer"),
        (0x800B0109, "untrusted-issuer"),
        (0x800B010A, "untrusted-issuer"),
        (62, "name-mismatch"),
        (0x800B010F, "name-mismatch"),
        (68, "weak"),
        (23, "other"),
        (None, "other"),
    ],
)
def test_both_systems_refusals_become_the_same_words(code: int | None, word: str):
    assert verdict(_refusal(code), None, chain_length=1) == word


def test_windows_calls_a_self_signed_certificate_an_unknown_root():
    own = replace(PLAIN, self_signed=True)

    assert verdict(_refusal(0x800B0109), own, chain_length=1) == "self-signed"


@pytest.mark.parametrize(
    ("chain_length", "offered", "word"),
    [
        (1, True, "incomplete-chain"),
        (2, True, "untrusted-issuer"),
        (1, False, "untrusted-issuer"),
    ],
)
def test_a_chain_is_incomplete_only_if_more_of_it_can_be_had(
    chain_length: int,
    offered: bool,  # noqa: FBT001 (a column of the table)
    word: str,
):
    shown = replace(PLAIN, issuer_offered=offered)

    assert verdict(_refusal(20), shown, chain_length=chain_length) == word


def test_contexts_are_made_once(authority: Authority):
    first = strict_context(authority.ca_file, legacy=False)

    assert strict_context(authority.ca_file, legacy=False) is first
    assert strict_context("", legacy=False) is not first
    assert unverified_context(legacy=True) is not unverified_context(legacy=False)


def test_a_strict_context_asks_for_everything(authority: Authority):
    context = strict_context(authority.ca_file, legacy=False)

    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2


def test_a_ca_file_that_is_not_there_is_missing(tmp_path: Path):
    with pytest.raises(MissingError) as caught:
        strict_context(str(tmp_path / "none.pem"), legacy=False)

    assert (caught.value.key, caught.value.exit_code) == ("ca-file", 66)


def test_a_ca_file_without_certificates_is_invalid(tmp_path: Path):
    file = tmp_path / "notes.pem"
    file.write_text("not a certificate", encoding="utf-8")

    with pytest.raises(InputError) as caught:
        strict_context(str(file), legacy=False)

    assert (caught.value.key, caught.value.params) == ("ca-file-invalid", {"file": str(file)})


def test_a_python_built_elsewhere_finds_the_distributions_bundle(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    nowhere = ssl.DefaultVerifyPaths(None, str(tmp_path), "X", "X", "X", "X")
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nowhere)
    monkeypatch.setattr("exchpatch_gui.net.trust._BUNDLES", ("/none", authority.ca_file))
    other = tmp_path / "other.pem"
    other.write_bytes(self_signed().chain)

    context = strict_context(str(other), legacy=False)

    assert len(context.get_ca_certs()) + context.cert_store_stats()["x509"] >= 2


@pytest.mark.parametrize("der", [b"", b"\x30\x03\x02\x01\x01", b"-----BEGIN CERTIFICATE-----"])
def test_what_is_no_certificate_is_none(der: bytes):
    assert certificate.read(der) is None


def test_a_certificate_that_only_claims_to_be_its_own_issuer_is_not_self_signed():
    pair = signed_by_stranger(named="mail.fabrikam.example")

    read = certificate.read(ssl.PEM_cert_to_DER_cert(pair.chain.decode()))

    assert read is not None
    assert (read.issuer, read.self_signed) == (read.subject, False)


def test_a_key_of_another_kind_is_named():
    key = ed25519.Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "EX01")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, NOW, NOW).sign(key, None)

    read = certificate.read(made.public_bytes(Encoding.DER))

    assert read is not None
    assert (read.key, read.signature, read.self_signed) == ("Ed25519", "", True)


def test_a_certificate_broken_in_places_gives_the_rest(authority: Authority):
    der = ssl.PEM_cert_to_DER_cert(authority.issue("localhost").chain.decode())
    # An unknown key algorithm, and alternative names that are cut short.
    broken = der.replace(bytes.fromhex("06072a8648ce3d0201"), bytes.fromhex("06072a8648ce3d0202"))
    broken = broken.replace(b"\x82\x09localhost", b"\x82\x7flocalhost")

    read = certificate.read(broken)

    assert read is not None
    assert (read.key, read.names, read.self_signed) == ("", (), False)
    assert read.ends is not None
    assert "Contoso Test Authority" in read.issuer
