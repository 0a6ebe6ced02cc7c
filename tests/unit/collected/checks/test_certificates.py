# SPDX-License-Identifier: MIT
"""What is said of the server's own certificates."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected
from tests.helpers.collected_certificates import made, store

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

AUTH = "Microsoft Exchange Server Auth Certificate"


def bound(thumbprint):
    binding = {"protocol": "https", "binding_information": "*:443:", "certificate_hash": thumbprint}
    return {"items": [{"name": "Default Web Site", "bindings": [binding]}]}


@pytest.mark.parametrize(
    ("days", "light"),
    [(-1, RED), (0, RED), (29, RED), (30, YELLOW), (59, YELLOW), (60, GREEN)],
)
def test_the_days_a_certificate_is_valid_are_counted(days, light):
    found = finding_of("cert.lifetime", certificates=store(made(days=days)))

    assert (found.light, found.value) == (light, str(days))
    assert found.instance == made(days=days)[1]


@pytest.mark.parametrize(("days", "light"), [(-1, RED), (0, INFO), (10, INFO)])
def test_a_certificate_that_has_expired_is_red(days, light):
    found = finding_of("cert.expired", certificates=store(made(days=days)))

    assert (found.light, found.value) == (light, str(days < 0))


@pytest.mark.parametrize("check_id", ["cert.lifetime", "cert.expired"])
@pytest.mark.parametrize(
    ("certificate", "more", "sections"),
    [
        (made("WMSvc-SHA2-EX01", -5), {}, {}),
        (made("Old", -5), {"has_private_key": False}, {}),
        (made(AUTH, -5), {}, {"auth_config": {"current_thumbprint": "AA"}}),
    ],
    ids=["management", "no-key", "former"],
)
def test_certificates_that_exchange_does_not_use_are_only_mentioned(
    check_id, certificate, more, sections
):
    found = finding_of(check_id, certificates=store(certificate, **more), **sections)

    assert found.light is INFO
    assert found.variant == "unused"


def test_an_expired_certificate_with_a_successor_is_red_only_while_it_is_in_use():
    old, new = made(days=-5), made(days=300)

    for sites, light in (({}, INFO), (bound(old[1].lower()), RED)):
        found = findings_of("cert.expired", certificates=store(old, new), iis_sites=sites)
        assert {one.instance: one.light for one in found} == {old[1]: light, new[1]: INFO}


def test_certificates_of_the_cloud_and_garbage_are_left_out():
    cloud = made("id", 1, issuer="MS-Organization-P2P-Access [2024]")
    azure = made("id", 1, issuer="Windows Azure CRP Certificate Generator")

    assert findings_of("cert.lifetime", certificates=store(cloud, azure, ("AAAA", ""))) == ()


@pytest.mark.parametrize(
    ("words", "light", "value"),
    [
        ([], INFO, "Valid"),
        (["NoError"], INFO, "Valid"),
        (["UntrustedRoot"], YELLOW, "UntrustedRoot"),
        (["RevocationStatusUnknown"], YELLOW, "RevocationStatusUnknown"),
        (["Revoked", "PartialChain"], RED, "Revoked, PartialChain"),
        (["NotTimeValid"], RED, "NotTimeValid"),
        (None, GREY, ""),
    ],
)
def test_the_word_of_windows_on_a_chain_is_judged(words, light, value):
    certificates = store(made("mail", issuer="CA"), chain_status=words)

    found = finding_of("cert.status", certificates=certificates)

    assert (found.light, found.value) == (light, value)


def test_a_certificate_of_the_servers_own_needs_no_root():
    found = finding_of("cert.status", certificates=store(made(), chain_status=["UntrustedRoot"]))

    assert (found.light, found.value) == (INFO, "Valid")


def test_short_keys_are_red_and_other_kinds_are_not_measured():
    certificates = store(made("short", size=1024), made("long", size=2048), made("ec"))

    found = findings_of("cert.key_size", certificates=certificates)

    assert [(one.light, one.value) for one in found] == [(RED, "1024"), (INFO, "2048")]


def test_a_short_key_that_exchange_does_without_is_only_mentioned():
    found = finding_of("cert.key_size", certificates=store(made("WMSvc-SHA2-EX01", size=1024)))

    assert (found.light, found.variant, found.value) == (INFO, "unused", "1024")


@pytest.mark.parametrize(
    ("issuer", "weak", "light", "value"),
    [
        ("CA", True, YELLOW, "sha1"),
        (None, True, INFO, "sha1"),
        ("CA", False, INFO, "sha256"),
    ],
)
def test_a_weak_signature_matters_only_if_somebody_else_made_it(issuer, weak, light, value):
    certificates = store(made("mail", issuer=issuer, size=2048, weak=weak))

    found = finding_of("cert.signature_hash", certificates=certificates)

    assert (found.light, found.value) == (light, value)


@pytest.mark.parametrize(
    ("certificate", "light", "variant"),
    [
        (made(days=100), GREEN, "valid"),
        (made(days=-1), RED, "expired"),
        (None, RED, "missing"),
    ],
)
@pytest.mark.parametrize(
    ("check_id", "section", "field"),
    [
        (
            "cert.internal_transport",
            "transport_service",
            "internal_transport_certificate_thumbprint",
        ),
        ("cert.auth_current", "auth_config", "current_thumbprint"),
    ],
)
def test_certificates_with_a_purpose_have_to_be_there_and_valid(
    check_id, section, field, certificate, light, variant
):
    there = store(certificate) if certificate else store(made("Other"))
    thumbprint = certificate[1] if certificate else "AB" * 20

    found = finding_of(check_id, certificates=there, **{section: {field: thumbprint}})

    assert (found.light, found.variant, found.value) == (light, variant, thumbprint)


def test_no_certificate_for_tokens_is_red_and_an_unknown_one_for_mail_grey():
    assert finding_of("cert.auth_current").light is RED
    assert finding_of("cert.internal_transport").light is GREY


def test_the_next_certificate_is_told():
    ready = {"next_thumbprint": "AB", "next_effective_date": "2026-09-01T00:00:00Z"}

    assert finding_of("cert.auth_next").value == "Not set"
    assert finding_of("cert.auth_next", auth_config=ready).value == "AB"


def test_edge_servers_have_no_certificate_for_tokens():
    edge = {"is_edge_server": True}

    assert findings_of("cert.auth_current", exchange_server=edge) == ()
    assert findings_of("cert.auth_next", exchange_server=edge) == ()


def test_a_bad_chain_of_a_certificate_exchange_does_not_use_is_only_mentioned():
    certificates = store(made("WMSvc-SHA2-EX01", issuer="CA"), chain_status=["Revoked"])

    found = finding_of("cert.status", certificates=certificates)

    assert (found.light, found.variant, found.value) == (INFO, "unused", "Revoked")


def test_a_successor_counts_in_whichever_order_the_store_lists_them():
    old, new = made(days=-5), made(days=300)

    found = findings_of("cert.expired", certificates=store(new, old))

    assert {one.instance: one.light for one in found} == {old[1]: INFO, new[1]: INFO}


def test_certificates_are_judged_although_what_uses_them_is_not_known():
    unknown = dict.fromkeys(("iis_sites", "transport_service", "auth_config"), not_collected())

    found = finding_of("cert.expired", certificates=store(made(AUTH, -5)), **unknown)

    assert (found.light, found.variant) == (RED, "expired")
