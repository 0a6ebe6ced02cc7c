# SPDX-License-Identifier: MIT
"""The probes that are asked for by name: export tool, NTLM, farm."""

from __future__ import annotations

import base64
import struct

import pytest

from exchpatch_gui.domain.evidence import Confidence, Kind, ProbeStatus
from exchpatch_gui.domain.identity import Node
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.servers import Target
from tests.helpers.rude_servers import Peer, RudeServer, refusing_port
from tests.probes.asking import (
    AUTODISCOVER,
    LOGON,
    MANIFEST,
    WEB_SERVICES,
    Questioner,
    Reply,
    Serve,
)
from tests.probes.pages import challenge, front_end, logon

NAMESPACE = "urn:schemas-microsoft-com:asm.v1"
NAME = "microsoft.exchange.ediscovery.exporttool.application"


def manifest(version: str, key: str = "b1d1a6c45aa418ce") -> str:
    return (
        f'<?xml version="1.0"?><asmv1:assembly xmlns:asmv1="{NAMESPACE}">'
        f'<assemblyIdentity name="mscorlib" version="4.0.30319.0" xmlns="{NAMESPACE}"/>'
        f'<assemblyIdentity name="{NAME}" version="{version}" publicKeyToken="{key}"'
        f' xmlns="{NAMESPACE}"/><dependency>'
    )


def test_the_manifest_alone_proves_the_level_and_no_update(serve: Serve, questioner: Questioner):
    server = serve({LOGON: Reply(401), MANIFEST: Reply(200, [], manifest("15.1.2375.7"))})

    identity = questioner.ask(server.target, "exporttool").identity

    assert (identity.product, identity.cumulative_update) == ("2016", "CU22")
    assert identity.build == "15.1.2375.7"
    assert identity.precision is Precision.CUMULATIVE_UPDATE
    assert identity.update == ""
    assert identity.judged is None
    assert len(identity.candidates) > 1
    assert identity.confidence is Confidence.MEDIUM


def test_manifest_and_page_that_agree_are_certain_of_the_level(
    serve: Serve, questioner: Questioner
):
    routes = {
        LOGON: logon(None, "15.1.2375", None),
        WEB_SERVICES: Reply(401),
        MANIFEST: Reply(200, [], manifest("15.1.2375.7")),
    }

    identity = questioner.ask(serve(routes).target, "exporttool").identity

    assert identity.build == "15.1.2375"
    assert identity.confidence is Confidence.CERTAIN


def test_manifest_and_page_that_differ_give_the_lower_level(serve: Serve, questioner: Questioner):
    routes = {
        LOGON: logon(None, "15.1.2507", None),
        WEB_SERVICES: Reply(401),
        MANIFEST: Reply(200, [], manifest("15.1.2375.7")),
    }

    identity = questioner.ask(serve(routes).target, "exporttool").identity

    assert identity.cumulative_update == "CU22"
    assert [one.key for one in identity.contradictions] == ["contradiction.path-manifest-differ"]


@pytest.mark.parametrize(
    "body",
    [
        manifest("15.0.0.0"),
        manifest("15.1.2375.7", "0000000000000000"),
        manifest("15.1.2375.7", ""),
    ],
)
def test_a_manifest_that_nobody_signed_is_bait(body, serve: Serve, questioner: Questioner):
    server = serve({LOGON: Reply(401), MANIFEST: Reply(200, [], body)})

    identity = questioner.ask(server.target, "exporttool").identity

    assert identity.verdict is IdentityVerdict.IMITATION


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html>",
        "not xml",
        f'<assemblyIdentity xmlns="{NAMESPACE}" name="{NAME}" version="15.1.2375.7"/>',
        f'<assembly xmlns="{NAMESPACE}"><assemblyIdentity name="{NAME}" version="15.1"/>',
        f'<assembly xmlns="{NAMESPACE}"></assembly>',
        '<!DOCTYPE x [<!ENTITY a "b">]>' + manifest("15.1.2375.7").partition("?>")[2],
    ],
)
def test_what_is_no_manifest_says_nothing(body, serve: Serve, questioner: Questioner):
    server = serve({LOGON: Reply(401), MANIFEST: Reply(200, [], body)})

    asked = questioner.ask(server.target, "exporttool")

    assert asked.seen(Kind.MANIFEST_BUILD) == []


def test_a_manifest_page_that_is_not_found_says_nothing(serve: Serve, questioner: Questioner):
    asked = questioner.ask(serve({LOGON: Reply(401)}).target, "exporttool")

    assert asked.outcome("exporttool").status is ProbeStatus.OK
    assert asked.seen(Kind.MANIFEST_BUILD) == []


def ntlm_header(challenge_bytes: bytes = b"\x91" * 8) -> str:
    pairs = ((1, "EX01"), (2, "CONTOSO"), (3, "ex01.contoso.example"), (4, "contoso.example"))
    info = b"".join(
        struct.pack("<HH", kind, len(text) * 2) + text.encode("utf-16-le") for kind, text in pairs
    )
    info += struct.pack("<HHQ", 7, 8, 1) + b"\0\0\0\0"
    head = struct.pack("<8sIHHII", b"NTLMSSP\0", 2, 0, 0, 56, 0xE2898215)
    head += challenge_bytes + bytes(8) + struct.pack("<HHI", len(info), len(info), 56)
    head += struct.pack("<BBHI", 10, 0, 20348, 0x0F000000)
    return f"NTLM {base64.b64encode(head + info).decode()}"


def test_ntlm_brings_name_and_windows_on_a_fresh_connection(serve: Serve, questioner: Questioner):
    server = serve({WEB_SERVICES: Reply(401, [("WWW-Authenticate", ntlm_header())])})

    asked = questioner.ask(server.target, "ntlm")

    seen = asked.outcome("ntlm").observations
    assert {(one.kind, one.value) for one in seen} == {
        (Kind.ANSWER, "401"),
        (Kind.HOST_NAME, "ex01.contoso.example"),
        (Kind.WINDOWS, "10.0.20348"),
    }
    assert len(server.requests) == 4


def test_the_first_message_of_ntlm_names_nobody(serve: Serve, questioner: Questioner):
    server = serve({WEB_SERVICES: challenge(None)})

    questioner.ask(server.target, "ntlm")

    header = next(
        line for line in server.requests[-1].splitlines() if line.startswith("Authorization: ")
    )
    message = base64.b64decode(header.removeprefix("Authorization: NTLM "))
    assert message[:12] == b"NTLMSSP\0\x01\0\0\0"
    assert message[16:] == bytes(len(message) - 16)


def test_the_challenge_of_an_attackers_tool_is_recognised(serve: Serve, questioner: Questioner):
    fixed = ntlm_header(bytes.fromhex("1122334455667788"))
    server = serve({WEB_SERVICES: Reply(401, [("WWW-Authenticate", fixed)])})

    assert questioner.ask(server.target, "ntlm").identity.verdict is IdentityVerdict.IMITATION


@pytest.mark.parametrize("probe", ["ntlm", "farm", "exporttool"])
def test_nothing_more_is_asked_where_nothing_answered(probe, questioner: Questioner):
    with refusing_port() as port:
        asked = questioner.ask(Target("127.0.0.1", port), probe)

    assert asked.outcome(probe).status is ProbeStatus.NOT_APPLICABLE
    assert asked.outcome(probe).failures == ()


def test_a_fault_in_the_middle_of_a_farm_ends_its_questions(questioner: Questioner, authority):
    named = challenge("15.2.1748.26").raw(0)

    def behave(peer: Peer) -> None:
        if peer.number < 2:
            while peer.request():
                peer.sock.sendall(named)
        peer.request()

    with RudeServer(behave, context=authority.server_context()) as server:
        asked = questioner.ask(server.target, "farm")

    outcome = asked.outcome("farm")
    assert outcome.status is ProbeStatus.OK
    assert len(outcome.failures) == 1
    assert server.connections == 3


def test_a_challenge_that_does_not_come_is_a_fault_of_its_own(questioner: Questioner, authority):
    def behave(peer: Peer) -> None:
        if peer.number == 0:
            while peer.request():
                peer.sock.sendall(challenge("15.2.1748.26").raw(0))
        peer.request()

    with RudeServer(behave, context=authority.server_context()) as server:
        asked = questioner.ask(server.target, "ntlm")

    assert asked.outcome("ntlm").status is ProbeStatus.FAILED
    assert asked.identity.build == "15.2.1748.26"


def test_a_farm_shows_each_server_and_the_lowest_build_is_judged(
    serve: Serve, questioner: Questioner
):
    turns = (front_end("15.2.1748.36", "EX02"), front_end("15.2.1748.26", "EX01"))
    server = serve({LOGON: Reply(404), WEB_SERVICES: Reply(401, turns=turns)})

    asked = questioner.ask(server.target, "farm")

    assert set(asked.identity.nodes) == {
        Node("EX01", "15.2.1748.26"),
        Node("EX02", "15.2.1748.36"),
    }
    assert asked.identity.build == "15.2.1748.26"
    assert str(asked.identity.judged) == "15.2.1748.26"
    assert asked.identity.contradictions == ()


def test_a_farm_is_asked_where_the_first_answer_was_and_two_seconds_apart(
    serve: Serve, questioner: Questioner
):
    questioner.pause = 0.5
    server = serve({AUTODISCOVER: challenge("15.2.1748.26")})

    asked = questioner.ask(server.target, "farm")

    assert [path.lower() for path in server.paths[3:]] == [AUTODISCOVER] * 3
    assert asked.pauses[-2:] == (1.5, 0.5)


@pytest.mark.parametrize("probe", ["ntlm", "farm"])
def test_a_server_that_asked_for_a_rest_gets_it(probe, serve: Serve, questioner: Questioner):
    server = serve({WEB_SERVICES: Reply(429, front_end(None))})

    asked = questioner.ask(server.target, probe)

    assert len(server.requests) == 2
    assert asked.outcome(probe).status is ProbeStatus.NOT_APPLICABLE


def test_a_farm_that_asks_for_a_rest_in_between_gets_it(questioner: Questioner, authority):
    def behave(peer: Peer) -> None:
        reply = challenge("15.2.1748.26") if peer.number < 2 else Reply(429)
        while peer.request():
            peer.sock.sendall(reply.raw(0))

    with RudeServer(behave, context=authority.server_context()) as server:
        questioner.ask(server.target, "farm")

    assert server.connections == 3
