# SPDX-License-Identifier: MIT
"""What the answers of one server add up to, through the real probes."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.evidence import Confidence, FailureKind, Kind, ProbeStatus
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.servers import Target
from tests.helpers.rude_servers import RudeServer, answers, refusing_port
from tests.probes.asking import (
    AUTODISCOVER,
    ERROR_PAGE,
    LOGON,
    WEB_SERVICES,
    Questioner,
    Reply,
    Serve,
)
from tests.probes.pages import CHALLENGES, IIS_10, challenge, front_end, logon, logon_page, redirect

SE = "15.2.2562.37"


def test_all_facts_of_one_answer_are_kept_with_their_source(serve: Serve, questioner: Questioner):
    server = serve({LOGON: logon(SE, "15.2.2562")})

    asked = questioner.ask(server.target)

    by_kind = {one.kind: one for one in asked.observations}
    assert by_kind[Kind.BUILD].value == SE
    assert by_kind[Kind.BUILD].source == "GET /owa/auth/logon.aspx"
    assert by_kind[Kind.BUILD].method == "X-OWA-Version header"
    assert by_kind[Kind.BUILD].node == "EX01"
    assert by_kind[Kind.FRONT_END].value == "EX01"
    assert by_kind[Kind.PATH_BUILD].value == "15.2.2562"
    assert by_kind[Kind.WEB_SERVER].value == "Microsoft-IIS/10.0"
    assert by_kind[Kind.RUNTIME].value == "4.0.30319"
    assert by_kind[Kind.ANSWER].value == "200"
    assert by_kind[Kind.ADDRESS].value == "127.0.0.1"
    assert by_kind[Kind.CERT_TRUST].value == "trusted"
    assert by_kind[Kind.TLS_PROTOCOL].value.startswith("TLSv1")
    assert asked.identity.confidence is Confidence.CERTAIN
    assert [node.name for node in asked.identity.nodes] == ["EX01"]


def test_header_names_in_any_case_count(serve: Serve, questioner: Questioner):
    headers = [(name.upper(), value) for name, value in front_end(SE)]

    asked = questioner.ask(serve({WEB_SERVICES: Reply(401, headers)}).target)

    assert asked.identity.build == SE


def test_autodiscover_is_asked_where_there_are_no_web_services(
    serve: Serve, questioner: Questioner
):
    soap = [("X-SOAP-Enabled", "True"), ("X-WSSecurity-Enabled", "True"), *CHALLENGES]
    server = serve({AUTODISCOVER: Reply(401, soap)})

    asked = questioner.ask(server.target)

    assert asked.identity.verdict is IdentityVerdict.EXCHANGE
    assert asked.identity.precision is Precision.NONE


def test_the_error_page_shows_the_level_behind_a_sign_in_service(
    serve: Serve, questioner: Questioner
):
    realm = "https%3a%2f%2fmail.contoso.example%2fowa%2f"
    server = serve(
        {
            LOGON: redirect(f"/adfs/ls/?wa=wsignin1.0&wtrealm={realm}"),
            WEB_SERVICES: challenge(None),
            ERROR_PAGE: logon(None, "15.2.1544"),
        }
    )

    asked = questioner.ask(server.target)

    assert asked.identity.build == "15.2.1544"
    assert asked.identity.update == ""
    assert asked.seen(Kind.GATEWAY) == ["AD FS"]
    assert asked.seen(Kind.ANSWER)[0].startswith("302 /adfs/ls/")


def test_a_page_of_2007_counts_although_its_status_is_400(serve: Serve, questioner: Questioner):
    page = logon_page("8.3.485.1", folder="/owa")

    asked = questioner.ask(serve({LOGON: Reply(400, [], page)}).target)

    assert (asked.identity.product, asked.identity.cumulative_update) == ("2007", "SP3")


def test_paths_on_another_host_say_nothing(serve: Serve, questioner: Questioner):
    body = '<img src="https://mail.fabrikam.example/owa/auth/15.2.1748/themes/resources/a.png">'

    asked = questioner.ask(serve({LOGON: Reply(200, [], body)}).target)

    assert asked.seen(Kind.PATH_BUILD) == []


def test_absolute_paths_on_its_own_host_count(serve: Serve, questioner: Questioner):
    body = '<img src="https://127.0.0.1:443/owa/auth/15.2.1748/themes/resources/a.png">'

    asked = questioner.ask(serve({LOGON: Reply(200, [], body)}).target)

    assert asked.seen(Kind.PATH_BUILD) == ["15.2.1748"]


def test_a_page_with_two_builds_gives_none(serve: Serve, questioner: Questioner):
    page = logon_page("15.2.1748") + logon_page("15.2.986")

    asked = questioner.ask(serve({LOGON: Reply(200, [], page)}).target)

    assert asked.seen(Kind.PATH_BUILD) == []
    assert asked.seen(Kind.SUSPICION) == ["page-builds-differ"]


def test_a_version_beside_a_page_of_another_level_is_asked_about_again(
    serve: Serve, questioner: Questioner
):
    server = serve({LOGON: logon(SE, "15.2.1748"), WEB_SERVICES: challenge(SE)})

    asked = questioner.ask(server.target)

    assert len(server.requests) == 2
    assert asked.identity.build == "15.2.1748"
    assert asked.identity.confidence is Confidence.LOW
    assert [one.key for one in asked.identity.contradictions] == [
        "contradiction.header-path-differ"
    ]


def test_the_same_request_number_twice_is_an_imitation(serve: Serve, questioner: Questioner):
    fixed = [IIS_10, ("request-id", "fixed"), ("X-FEServer", "EX01")]
    server = serve({LOGON: Reply(200, fixed), WEB_SERVICES: Reply(401, fixed)})

    asked = questioner.ask(server.target)

    assert asked.seen(Kind.SUSPICION) == ["constant-request-id"]
    assert asked.identity.verdict is IdentityVerdict.IMITATION


def test_the_same_made_up_page_everywhere_is_an_imitation(serve: Serve, questioner: Questioner):
    fake = Reply(200, [IIS_10, ("X-OWA-Version", "15.2.792.3"), ("X-FEServer", "EX01")], "<p>OWA")
    server = serve({LOGON: fake, WEB_SERVICES: fake})

    asked = questioner.ask(server.target)

    assert asked.identity.verdict is IdentityVerdict.IMITATION
    assert set(asked.seen(Kind.SUSPICION)) == {"no-request-id", "foreign-page", "same-body"}


def test_a_refused_connection_is_told_and_nothing_else(questioner: Questioner):
    with refusing_port() as port:
        asked = questioner.ask(Target("127.0.0.1", port), "exporttool")

    outcome = asked.outcome("exchange-http")
    assert outcome.status is ProbeStatus.FAILED
    assert [one.kind for one in outcome.failures] == [FailureKind.REFUSED]
    assert asked.outcome("exporttool").status is ProbeStatus.NOT_APPLICABLE
    assert asked.identity.verdict is IdentityVerdict.UNREACHABLE


def test_an_answer_that_breaks_off_counts_as_far_as_it_came(questioner: Questioner, authority):
    head = "\r\n".join(f"{name}: {value}" for name, value in front_end(SE))
    raw = f"HTTP/1.1 401 Unauthorized\r\n{head}\r\nContent-Length: 500\r\n\r\nshort".encode()
    with RudeServer(answers(raw), context=authority.server_context()) as server:
        asked = questioner.ask(server.target)

    outcome = asked.outcome("exchange-http")
    assert outcome.status is ProbeStatus.OK
    assert [one.kind for one in outcome.failures] == [FailureKind.PROTOCOL]
    assert asked.identity.build == SE


def test_hostile_values_are_cleaned_before_anything_keeps_them(
    serve: Serve, questioner: Questioner
):
    name = "EX\x1b[31m01" + "x" * 500
    server = serve({WEB_SERVICES: challenge(SE, name)})

    asked = questioner.ask(server.target)

    (kept,) = asked.seen(Kind.FRONT_END)
    assert "\x1b" not in kept
    assert len(kept) <= 300


@pytest.mark.parametrize("value", ["", "15.2", "15.2.1748.10, 15.2.1748.10", "=cmd|'/c calc'!A1"])
def test_a_header_that_is_no_build_is_never_taken_for_one(
    value, serve: Serve, questioner: Questioner
):
    asked = questioner.ask(serve({WEB_SERVICES: challenge(value)}).target)

    assert asked.identity.verdict is IdentityVerdict.EXCHANGE
    assert asked.identity.build == ""
    assert asked.identity.precision is Precision.NONE
