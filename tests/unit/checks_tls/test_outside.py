# SPDX-License-Identifier: MIT
"""What is concluded from a certificate and a protocol that were seen from outside."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from exchpatch_gui.checks import certificate, tls_outside
from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.domain.evidence import Kind, Observation
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import CatalogueInfo
from exchpatch_gui.domain.verdicts import Advice, Finding, Support, SupportStatus
from exchpatch_gui.wording import load

DAY = date(2026, 11, 24)
CHECKS = (
    certificate.expiry,
    certificate.trust,
    certificate.strength,
    tls_outside.protocol,
)
GOOD = {
    Kind.TLS_PROTOCOL: "TLSv1.3",
    Kind.TLS_CIPHER: "TLS_AES_256_GCM_SHA384",
    Kind.CERT_TRUST: "trusted",
    Kind.CERT_SUBJECT: "CN=mail.contoso.example",
    Kind.CERT_ISSUER: "CN=Contoso CA",
    Kind.CERT_NAMES: "mail.contoso.example, autodiscover.contoso.example",
    Kind.CERT_STARTS: "2026-01-01T00:00:00+00:00",
    Kind.CERT_ENDS: "2027-06-01T12:00:00+00:00",
    Kind.CERT_KEY: "RSA 2048",
    Kind.CERT_SIGNATURE: "sha256",
    Kind.CERT_FINGERPRINT: "00" * 32,
}


def _context(
    seen: dict[Kind, str], day: date = DAY, observed: date = date(2026, 1, 2)
) -> CheckContext:
    at = datetime(observed.year, observed.month, observed.day, 8, tzinfo=UTC)
    observations = tuple(
        Observation(f"obs-{number}", kind, value, "TLS handshake", "certificate", at)
        for number, (kind, value) in enumerate(seen.items(), 1)
    )
    return CheckContext(
        identity=Identity(IdentityVerdict.EXCHANGE),
        support=Support(SupportStatus.UNKNOWN, None, None, Message("support.unknown")),
        cves=(),
        advice=Advice(),
        exposure=None,
        observations=observations,
        failures=(),
        catalogue=CatalogueInfo(day, 0, "shipped", stale=False),
        day=day,
    )


def _judge(check_id: str, **changed: str) -> Finding:
    values = {Kind[name]: value for name, value in changed.items()}
    seen = {kind: value for kind, value in (GOOD | values).items() if value}
    findings = [one for check in CHECKS for one in check(_context(seen)) if one.id == check_id]
    assert len(findings) == 1
    _assert_worded(findings[0])
    return findings[0]


def _assert_worded(finding: Finding) -> None:
    wording = load("en")
    key = f"finding.{finding.id}.{finding.variant}"
    assert wording.text(f"{key}.title", finding.details)
    assert wording.text(f"{key}.detail", finding.details)
    if finding.light is not TrafficLight.GREEN:
        assert wording.text(f"{key}.remedy", finding.details)


def test_a_good_connection_is_green_throughout():
    lights = {one.id: one.light for check in CHECKS for one in check(_context(GOOD))}

    assert lights == dict.fromkeys(
        (
            "cert.outside.expiry",
            "cert.outside.trust",
            "cert.outside.strength",
            "tls.outside.protocol",
        ),
        TrafficLight.GREEN,
    )


def test_where_nothing_was_seen_nothing_is_said():
    assert [one for check in CHECKS for one in check(_context({}))] == []


@pytest.mark.parametrize(
    ("ends", "light", "variant", "days"),
    [
        ("2026-11-23T23:59:59+00:00", "red", "expired", -1),
        ("2026-11-24T00:00:00+00:00", "yellow", "today", 0),
        ("2026-11-25T00:00:00+00:00", "yellow", "soon", 1),
        ("2026-12-23T00:00:00+00:00", "yellow", "soon", 29),
        ("2026-12-24T00:00:00+00:00", "green", "valid", 30),
        ("2026-11-24T23:00:00-05:00", "yellow", "soon", 1),
    ],
)
def test_the_days_left_decide(ends: str, light: str, variant: str, days: int):
    finding = _judge("cert.outside.expiry", CERT_ENDS=ends)

    assert (finding.light, finding.variant, finding.details["days"]) == (light, variant, days)


def test_a_certificate_that_begins_tomorrow_is_red():
    finding = _judge("cert.outside.expiry", CERT_STARTS="2026-11-25T00:00:00+00:00")

    assert (finding.light, finding.variant) == (TrafficLight.RED, "early")


def test_a_certificate_seen_after_the_judging_day_is_judged_as_on_the_day_it_was_seen():
    seen = GOOD | {
        Kind.CERT_STARTS: "2026-11-20T00:00:00+00:00",
        Kind.CERT_ENDS: "2026-12-01T00:00:00+00:00",
    }

    finding = next(iter(certificate.expiry(_context(seen, date(2026, 8, 19), DAY))))

    assert (finding.variant, finding.details["days"]) == ("soon", 7)


@pytest.mark.parametrize("ends", ["", "soon", "0001-01-01T00:00:00+14:00"])
def test_dates_that_can_not_be_read_are_grey_not_green(ends: str):
    finding = _judge("cert.outside.expiry", CERT_ENDS=ends)

    assert (finding.light, finding.variant) == (TrafficLight.GREY, "unreadable")


@pytest.mark.parametrize(
    "word",
    [
        "self-signed",
        "untrusted-issuer",
        "expired",
        "not-yet-valid",
        "name-mismatch",
        "weak",
        "incomplete-chain",
        "other",
    ],
)
def test_a_certificate_that_is_not_trusted_is_yellow(word: str):
    finding = _judge("cert.outside.trust", CERT_TRUST=word)

    assert (finding.light, finding.variant, finding.value) == (TrafficLight.YELLOW, word, word)


def test_an_unheard_of_verdict_is_not_taken_for_trust():
    finding = _judge("cert.outside.trust", CERT_TRUST="revoked", CERT_ISSUER="")

    assert (finding.light, finding.variant) == (TrafficLight.YELLOW, "other")


@pytest.mark.parametrize(
    ("key", "signature", "light", "variant"),
    [
        ("RSA 1024", "sha256", "yellow", "short-key"),
        ("RSA 2047", "sha1", "yellow", "short-key"),
        ("RSA 2048", "sha1", "yellow", "old-hash"),
        ("RSA 4096", "md5", "yellow", "old-hash"),
        ("EC 256", "sha384", "green", "strong"),
        ("Ed25519", "", "green", "strong"),
        ("", "sha256", "grey", "unreadable"),
    ],
)
def test_key_and_signature_decide_on_strength(key: str, signature: str, light: str, variant: str):
    finding = _judge("cert.outside.strength", CERT_KEY=key, CERT_SIGNATURE=signature)

    assert (finding.light, finding.variant) == (light, variant)


@pytest.mark.parametrize(
    ("seen", "light", "value"),
    [
        ("SSLv3", "yellow", "SSL 3.0"),
        ("TLSv1", "yellow", "TLS 1.0"),
        ("TLSv1.1", "yellow", "TLS 1.1"),
        ("TLSv1.2", "green", "TLS 1.2"),
        ("TLSv1.3", "green", "TLS 1.3"),
    ],
)
def test_an_outdated_protocol_is_yellow(seen: str, light: str, value: str):
    finding = _judge("tls.outside.protocol", TLS_PROTOCOL=seen)

    assert (finding.light, finding.value) == (light, value)


def test_a_finding_names_what_it_rests_on():
    finding = _judge("cert.outside.strength")

    assert finding.evidence == ("obs-9", "obs-10")
