# SPDX-License-Identifier: MIT
"""What stands at a port that is no door to remote PowerShell, or not for us."""

from __future__ import annotations

import sys
from datetime import timedelta
from importlib.util import find_spec

import pytest

from exchpatch_gui.demo.remoting.http import Response
from exchpatch_gui.domain.evidence import FailureKind as Kind
from exchpatch_gui.domain.remotes import Channel
from exchpatch_gui.domain.sign_ins import SignInKind
from tests.helpers.authority import Pair
from tests.helpers.remote_servers import Faults, order
from tests.helpers.rude_servers import (
    RudeServer,
    black_hole,
    greets,
    hangs_up,
    refusing_port,
    says_nothing,
)
from tests.unit.remote.starting import Start, failure_of

WITHOUT_KERBEROS = pytest.mark.skipif(
    sys.platform == "win32" or find_spec("gssapi") is not None,
    reason="Kerberos is at hand here",
)


def test_a_closed_port():
    with refusing_port() as port:
        failure = failure_of(order(port))

    assert (failure.kind, failure.reason) == (Kind.REFUSED, "winrm-closed")


def test_a_port_that_swallows_everything():
    with black_hole() as port:
        failure = failure_of(order(port, timeout=0.4))

    assert (failure.kind, failure.reason) == (Kind.TIMEOUT, "winrm-connect")


@pytest.mark.parametrize("channel", Channel)
def test_a_service_that_says_nothing(channel: Channel):
    with RudeServer(says_nothing) as rude:
        failure = failure_of(order(rude.port, channel=channel, timeout=0.4))

    assert (failure.kind, failure.reason) == (Kind.TIMEOUT, "winrm-silent")


def test_a_name_that_nobody_knows():
    failure = failure_of(order(5985, host="ex01.contoso.example"))

    assert (failure.kind, failure.reason) == (Kind.DNS, "winrm-name")


def test_tls_to_a_port_without_it(start: Start):
    with RudeServer(greets(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) as rude:
        spoken = failure_of(order(rude.port, channel=Channel.TLS))
    hung_up = failure_of(order(start(), channel=Channel.TLS))

    assert (spoken.kind, spoken.reason) == (Kind.PROTOCOL, "winrm-plain")
    assert (hung_up.kind, hung_up.reason) == (Kind.TLS, "winrm-closed")


def test_plain_text_to_a_port_with_tls(start: Start, good_pair: Pair):
    failure = failure_of(order(start(pair=good_pair)))

    assert (failure.kind, failure.reason) == (Kind.PROTOCOL, "winrm-expects-tls")


def test_a_port_that_hangs_up_on_plain_text():
    with RudeServer(hangs_up) as rude:
        failure = failure_of(order(rude.port))

    assert (failure.kind, failure.reason) == (Kind.PROTOCOL, "winrm-expects-tls")


def test_another_protocol():
    with RudeServer(greets(b"220 mail.contoso.example ESMTP\r\n")) as rude:
        failure = failure_of(order(rude.port))

    assert (failure.kind, failure.reason) == (Kind.PROTOCOL, "winrm-not-http")
    assert "220 mail.contoso.example" in str(failure.params["detail"])


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (200, Kind.PROTOCOL, "winrm-other-service"),
        (302, Kind.PROTOCOL, "winrm-moved"),
        (403, Kind.FORBIDDEN, "winrm-address"),
        (404, Kind.PROTOCOL, "winrm-other-service"),
        (500, Kind.PROTOCOL, "winrm-status"),
        (503, Kind.BLOCKED, "winrm-unavailable"),
    ],
)
def test_a_status_before_anybody_has_signed_in(start: Start, status: int, kind: Kind, reason: str):
    headers = (("Location", "https://elsewhere.example/"),)
    place = start(faults=Faults(on_post=lambda _number: Response(status, headers)))

    failure = failure_of(order(place))

    assert (failure.kind, failure.reason) == (kind, reason)
    assert place.server.ledger.proofs == 0
    assert len(place.faults.posts) == 1


@pytest.mark.parametrize(
    ("schemes", "kind", "reason"),
    [
        (("Kerberos",), SignInKind.NEGOTIATE, "winrm-ntlm-refused"),
        (("Kerberos",), SignInKind.NTLM, "winrm-ntlm-refused"),
        (("CredSSP",), SignInKind.NEGOTIATE, "winrm-credssp"),
        (("Basic",), SignInKind.NEGOTIATE, "winrm-schemes"),
        (("Bearer", "Digest"), SignInKind.NTLM, "winrm-schemes"),
    ],
)
def test_a_server_that_offers_other_ways_only(
    start: Start, schemes: tuple[str, ...], kind: SignInKind, reason: str
):
    place = start(faults=Faults(schemes=schemes))

    failure = failure_of(order(place, kind=kind))

    assert (failure.kind, failure.reason) == (Kind.AUTH, reason)
    assert place.server.ledger.proofs == 0


def test_a_server_that_wants_a_sign_in_and_offers_none(start: Start):
    place = start(faults=Faults(schemes=()))

    assert failure_of(order(place)).reason == "winrm-other-service"


@pytest.mark.parametrize(("minutes", "reason"), [(-90, "winrm-clock"), (4, "winrm-refused")])
def test_a_refusal_by_a_server_whose_clock_is_wrong(start: Start, minutes: int, reason: str):
    place = start(faults=Faults(ahead=timedelta(minutes=minutes)))

    failure = failure_of(order(place, password="wrong"))  # noqa: S106 (of nobody)

    assert (failure.kind, failure.reason) == (Kind.AUTH, reason)
    assert failure.params.get("minutes", 90) == 90


def test_a_password_is_never_sent_in_the_open(start: Start):
    place = start(faults=Faults(schemes=("Basic",)))

    failure = failure_of(order(place, kind=SignInKind.BASIC))

    assert (failure.kind, failure.reason) == (Kind.AUTH, "winrm-basic-open")
    assert place.faults.posts == []


@WITHOUT_KERBEROS
@pytest.mark.parametrize(
    ("kind", "reason"),
    [(SignInKind.KERBEROS, "winrm-no-kerberos"), (SignInKind.CURRENT, "winrm-current")],
)
def test_kerberos_where_there_is_none(start: Start, kind: SignInKind, reason: str):
    place = start()

    failure = failure_of(order(place, kind=kind, user="", password=None))

    assert (failure.kind, failure.reason) == (Kind.AUTH, reason)
    assert place.faults.posts == []


def test_a_server_that_wants_to_talk_without_encryption(start: Start):
    faults = Faults()
    place = start(faults=faults)
    body = b"<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'/>"
    # The third request is the first that is sealed.
    faults.on_post = lambda number: Response(200, (), body) if number > 3 else None

    failure = failure_of(order(place))

    assert (failure.kind, failure.reason) == (Kind.PROTOCOL, "winrm-unsealed")
    assert place.server.made == 0
