# SPDX-License-Identifier: MIT
"""How we know it: what several answers said alike is one row, a connection is one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta, timezone

from exchpatch_gui.domain.evidence import Confidence, Kind, Observation
from exchpatch_gui.reporting.compose_evidence import EvidenceComposer
from exchpatch_gui.reporting.sentences import Sentences
from tests.helpers.result_parts import NOW, observation
from tests.helpers.result_texts import wording

PAGE, EWS = "GET /owa/auth/logon.aspx", "GET /EWS/Exchange.asmx"
TLS = "connection to mail.contoso.example:443"
BUILD = observation(1, Kind.BUILD, "15.2.2562.37", EWS, "X-OWA-Version header")
COMPOSER = EvidenceComposer(Sentences(wording()), UTC)


def seen_on(seen: Observation, node: str) -> Observation:
    return replace(seen, node=node)


def test_same_value_of_several_answers_is_one_row_with_all_that_showed_it() -> None:
    again = replace(BUILD, source=PAGE)
    elsewhere = replace(BUILD, source="GET /ecp/", method="paths of the page")

    (row,) = COMPOSER.sightings([BUILD, again, again, elsewhere])

    assert row.value == "15.2.2562.37"
    assert row.source == (
        "X-OWA-Version header · GET /EWS/Exchange.asmx, GET /owa/auth/logon.aspx ×2; "
        "paths of the page · GET /ecp/"
    )


def test_merged_row_is_as_sure_as_its_surest_sign() -> None:
    doubtful = replace(BUILD, confidence=Confidence.LOW)

    (row,) = COMPOSER.sightings([doubtful, BUILD])

    assert row.confidence == "high"


def test_server_is_named_where_the_servers_of_a_farm_differ_only() -> None:
    other = replace(BUILD, value="15.2.2562.46")
    page = observation(2, Kind.WEB_SERVER, "Microsoft-IIS/10.0", PAGE, "Server header")

    rows = COMPOSER.sightings(
        [
            seen_on(BUILD, "EX01"),
            seen_on(other, "EX02"),
            seen_on(page, "EX01"),
            seen_on(page, "EX02"),
        ]
    )

    assert [row.value for row in rows] == [
        "15.2.2562.37 · EX01",
        "15.2.2562.46 · EX02",
        "Microsoft-IIS/10.0",
    ]


def test_only_server_is_not_named_in_each_row() -> None:
    name = observation(2, Kind.FRONT_END, "EX01", PAGE, "X-FEServer header")

    rows = COMPOSER.sightings([seen_on(BUILD, "EX01"), seen_on(name, "EX01")])

    assert [row.value for row in rows] == ["15.2.2562.37", "EX01"]


def connection(**values: str) -> list[Observation]:
    kinds = {name: Kind[name.upper()] for name in values}
    return [
        observation(number, kinds[name], value, TLS, "TLS handshake")
        for number, (name, value) in enumerate(values.items())
    ]


def test_connection_and_certificate_are_one_line() -> None:
    seen = connection(
        tls_protocol="TLSv1.3",
        tls_cipher="TLS_AES_256_GCM_SHA384",
        cert_subject="CN=mail.contoso.example",
        cert_issuer="CN=Public CA",
        cert_names="mail.contoso.example",
        cert_starts="2026-03-14T12:00:00+00:00",
        cert_ends="2027-03-14T12:00:00+00:00",
        cert_key="RSA 2048",
        cert_trust="trusted",
        cert_fingerprint="ab12",
    )

    assert COMPOSER.sightings(seen) == ()
    (line,) = COMPOSER.connections(seen)
    assert line == (
        f"{TLS}: TLSv1.3 · TLS_AES_256_GCM_SHA384 · certificate CN=mail.contoso.example · issued "
        "by CN=Public CA · for mail.contoso.example · valid from 14 Mar 2026 · until 14 Mar 2027 · "
        "RSA 2048 · trusted · SHA-256 ab12"
    )


def test_connections_that_show_the_same_are_one_line() -> None:
    seen = connection(tls_protocol="TLSv1.3")
    again = [replace(one, source="connection to mail.contoso.example:993") for one in seen]

    (line,) = COMPOSER.connections([*seen, *seen, *again])

    assert line == f"{TLS}, connection to mail.contoso.example:993: TLSv1.3"


def test_time_is_told_once_in_the_chosen_zone() -> None:
    composer = EvidenceComposer(Sentences(wording()), timezone(timedelta(hours=2)))
    later = replace(BUILD, at=NOW + timedelta(seconds=9))

    assert composer.time([later, BUILD]) == "10:30:01 – 10:30:09"
    assert composer.time([BUILD, BUILD]) == "10:30:01"
    assert composer.time([]) == ""
