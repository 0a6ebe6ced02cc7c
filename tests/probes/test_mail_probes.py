# SPDX-License-Identifier: MIT
"""SMTP, IMAP and POP3 on real sockets: greeting, capabilities, good-bye."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from exchpatch_gui.domain.evidence import FailureKind, Kind, ProbeStatus
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.servers import Target
from tests.helpers.rude_servers import Behaviour, Peer, RudeServer, refusing_port
from tests.probes.asking import Asked, Questioner, dialogue

ServeMail = Callable[[Behaviour], RudeServer]
READY = (
    "220 mail.contoso.example Microsoft ESMTP MAIL Service ready at Wed, 19 Aug 2026 08:30:00 +0200"
)
EXTENSIONS = (
    "250-mail.contoso.example Hello [127.0.0.1]\r\n250-SIZE 37748736\r\n250-X-ANONYMOUSTLS\r\n"
    "250-X-EXPS GSSAPI NTLM\r\n250-BINARYMIME\r\n250 XRDST"
)


def identified(version: str) -> str:
    """Make an IMAP server's answer to ID."""
    name = "Microsoft.Exchange.Imap4.Imap4Server"
    return f'* ID ("name" "{name}" "version" "{version}")\r\na2 OK done'


def says_and_hangs_up(line: str) -> Behaviour:
    """Greet, if there is anything to say, and close the connection."""

    def behave(peer: Peer) -> None:
        peer.sock.sendall(f"{line}\r\n".encode() if line else b"")

    return behave


@pytest.fixture
def converse(questioner: Questioner, serve_mail: ServeMail):
    """Run one mail probe against a service, with no web service beside it."""

    def ask(probe: str, behaviour: Behaviour) -> tuple[Asked, RudeServer]:
        service = serve_mail(behaviour)
        questioner.ports = {probe: service.port}
        with refusing_port() as port:
            return questioner.ask(Target("127.0.0.1", port), probe), service

    return ask


def test_smtp_says_ehlo_with_a_name_of_nobody_and_quit_and_nothing_else(converse):
    asked, service = converse("smtp", dialogue(READY, {"EHLO": EXTENSIONS, "QUIT": "221 bye"}))

    assert service.requests == ["EHLO exchpatch.invalid", "QUIT"]
    assert asked.identity.verdict is IdentityVerdict.EXCHANGE
    assert asked.identity.precision is Precision.NONE
    assert asked.seen(Kind.MAIL_SERVICE) == [f"smtp {READY}"]
    assert asked.outcome("smtp").failures == ()


def test_smtp_that_refuses_ehlo_is_judged_by_its_greeting(converse):
    asked, _ = converse("smtp", dialogue(READY))

    assert asked.seen(Kind.MARKER) == ["smtp-greeting"]


def test_smtp_that_hangs_up_after_the_greeting_is_judged_by_it(converse):
    asked, _ = converse("smtp", says_and_hangs_up(READY))

    assert asked.seen(Kind.MARKER) == ["smtp-greeting"]
    assert asked.outcome("smtp").status is ProbeStatus.OK


def test_smtp_in_maintenance_says_nothing_of_a_product(converse):
    asked, service = converse("smtp", dialogue("421 4.3.2 Service not available"))

    assert asked.identity.verdict is IdentityVerdict.UNDETERMINED
    assert service.requests == []


def test_smtp_that_claims_to_be_exchange_with_the_extensions_of_another_is_not_believed(converse):
    other = "250-mail.contoso.example\r\n250-PIPELINING\r\n250-VRFY\r\n250-ETRN\r\n250 8BITMIME"
    asked, _ = converse("smtp", dialogue(READY, {"EHLO": other}))

    assert asked.identity.verdict is IdentityVerdict.UNDETERMINED
    assert asked.seen(Kind.SUSPICION) == ["greeting-only"]


def test_smtp_with_a_slip_in_its_extensions_is_an_imitation(converse):
    slip = "250-SIZE\r\n250-X-EXPS GSSAPI NTLM LOGIN\r\n250-XEXCH50}\r\n250 OK"
    asked, _ = converse("smtp", dialogue(READY, {"EHLO": slip}))

    assert asked.identity.verdict is IdentityVerdict.IMITATION


@pytest.mark.parametrize(
    ("probe", "greeting", "software"),
    [
        ("smtp", "220 postfix.contoso.example ESMTP Exim 4.97", "Exim 4.97"),
        ("smtp", "220 mail.contoso.example ESMTP Postfix (Debian/GNU)", "Postfix"),
        (
            "smtp",
            "220 a.example Microsoft ESMTP MAIL Service, Version: 10.0.20348.1 ready",
            "the SMTP service of Windows",
        ),
        ("imap", "* OK [CAPABILITY IMAP4rev1 ID] Dovecot ready.", "Dovecot"),
        ("pop3", "+OK Zimbra POP3 server ready", "Zimbra POP3"),
    ],
)
def test_other_mail_servers_are_named(probe, greeting, software, converse):
    asked, _ = converse(probe, dialogue(greeting))

    assert asked.identity.verdict is IdentityVerdict.NOT_EXCHANGE
    assert asked.identity.other_software == software


def test_a_mail_gateway_is_named_and_nothing_concluded(converse):
    asked, _ = converse("smtp", dialogue("220 mx.contoso.example ESMTP Barracuda"))

    assert asked.seen(Kind.GATEWAY) == ["Barracuda"]
    assert asked.identity.verdict is IdentityVerdict.UNDETERMINED


@pytest.mark.parametrize(
    ("extensions", "verdict"),
    [
        ("250-h\r\n250-X-LINK2STATE\r\n250 OK", IdentityVerdict.EXCHANGE),
        ("250-h\r\n250-TURN\r\n250 OK", IdentityVerdict.NOT_EXCHANGE),
        ("502 no", IdentityVerdict.UNDETERMINED),
    ],
)
def test_exchange_2003_is_told_from_the_mail_service_of_its_windows(extensions, verdict, converse):
    greeting = "220 a.example Microsoft ESMTP MAIL Service, Version: 6.0.3790.4675 ready at  Mon"
    asked, _ = converse("smtp", dialogue(greeting, {"EHLO": extensions}))

    assert asked.identity.verdict is verdict


def test_exchange_5_5_tells_its_build_in_the_greeting(converse):
    greeting = (
        "220 a.example ESMTP Server (Microsoft Exchange Internet Mail Service 5.5.2653.13) ready"
    )
    asked, _ = converse("smtp", dialogue(greeting))

    assert (asked.identity.product, asked.identity.build) == ("5.5", "5.5.2653.13")


def test_imap_before_a_sign_in_is_asked_for_capabilities_and_id(converse):
    asked, service = converse(
        "imap",
        dialogue(
            "* OK The Microsoft Exchange IMAP4 service is ready.",
            {
                "CAPABILITY": "* CAPABILITY IMAP4rev1 ID IDLE\r\na1 OK done",
                "ID": identified("15.1"),
                "LOGOUT": "* BYE",
            },
        ),
    )

    assert service.requests == ["a1 CAPABILITY", "a2 ID NIL", "a3 LOGOUT"]
    assert asked.identity.product == "2016"


def test_imap_of_the_cloud_gives_itself_away_by_its_id(converse):
    asked, _ = converse(
        "imap",
        dialogue(
            "* OK The Microsoft Exchange IMAP4 service is ready.",
            {
                "CAPABILITY": "* CAPABILITY IMAP4rev1 ID\r\na1 OK done",
                "ID": identified("15.20"),
            },
        ),
    )

    assert asked.identity.verdict is IdentityVerdict.EXCHANGE_ONLINE


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("VI1PR07CA0101", IdentityVerdict.EXCHANGE_ONLINE),
        ("EX01.contoso.example", IdentityVerdict.EXCHANGE),
    ],
)
def test_the_name_at_the_end_of_a_greeting_tells_cloud_from_house(name, verdict, converse):
    suffix = base64.b64encode(name.encode("utf-16-le")).decode()
    asked, _ = converse(
        "pop3", dialogue(f"+OK The Microsoft Exchange POP3 service is ready. [{suffix}]")
    )

    assert asked.identity.verdict is verdict


def test_imap_that_refuses_is_left_alone(converse):
    asked, service = converse("imap", dialogue("* BYE not now"))

    assert asked.seen(Kind.MAIL_SERVICE) == ["imap * BYE not now"]
    assert service.requests == []


def test_pop3_capabilities_name_the_software(converse):
    asked, service = converse(
        "pop3",
        dialogue("+OK ready", {"CAPA": "+OK\r\nTOP\r\nIMPLEMENTATION Dovecot\r\n.", "QUIT": "+OK"}),
    )

    assert asked.identity.other_software == "Dovecot"
    assert service.requests == ["CAPA", "QUIT"]


def test_pop3_that_refuses_is_left_alone(converse):
    _, service = converse("pop3", dialogue("-ERR not now"))

    assert service.requests == []


def test_a_mail_service_that_hangs_up_at_once_is_a_fault_of_its_own(converse):
    asked, _ = converse("imap", says_and_hangs_up(""))

    outcome = asked.outcome("imap")
    assert outcome.status is ProbeStatus.FAILED
    assert outcome.failures[0].kind is FailureKind.PROTOCOL
    assert asked.identity.verdict is IdentityVerdict.UNREACHABLE
