# SPDX-License-Identifier: MIT
"""Servers with every kind of certificate and protocol are looked at, and told for what they are."""

from __future__ import annotations

import re
import ssl
import warnings
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from exchpatch_gui.domain.evidence import FailureKind, Kind
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net.settings import NetError
from exchpatch_gui.net.tls import TlsFacts, tls_values
from tests.helpers.authority import (
    NOW,
    Authority,
    Pair,
    self_signed,
    self_signed_with_sha1,
    signed_by_stranger,
)
from tests.helpers.rude_servers import (
    Peer,
    RudeServer,
    answers,
    hangs_up,
)
from tests.unit.net.conftest import Opener

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
DAY = timedelta(days=1)
Look = Callable[..., tuple[TlsFacts, int]]


@pytest.fixture
def look(session: Opener, tmp_path: Path) -> Look:
    """Give what a client sees of a server with a certificate, and how often it connected."""

    def see(
        pair: Pair, *, old: bool = False, host: str = "", **limits: object
    ) -> tuple[TlsFacts, int]:
        context = pair.server_context(tmp_path, old=old)
        with RudeServer(answers(OK), context) as server:
            client = session(Target(host or server.host, server.port), **limits)
            assert client.get("/").status == 200
            assert client.tls is not None
            return client.tls, server.connections

    return see


def test_a_good_certificate_is_trusted_at_the_first_look(authority: Authority, look: Look):
    facts, connections = look(authority.issue())

    assert (facts.trust, facts.trust_detail, facts.legacy) == ("trusted", "", False)
    assert (facts.protocol, facts.key, facts.signature) == ("TLSv1.3", "EC 256", "sha256")
    assert set(facts.names) == {"127.0.0.1", "::1", "localhost"}
    assert "Contoso Test Authority" in facts.issuer
    assert re.fullmatch(r"[0-9a-f]{64}", facts.fingerprint)
    assert connections == 1


@pytest.mark.parametrize(
    ("make", "trust"),
    [
        (lambda authority: authority.issue(ends=NOW - DAY), "expired"),
        (lambda authority: authority.issue(starts=NOW + DAY, ends=NOW + 9 * DAY), "not-yet-valid"),
        (lambda authority: authority.issue("mail.contoso.example"), "name-mismatch"),
        (lambda authority: authority.issue("10.0.0.1"), "name-mismatch"),
        (lambda authority: authority.issue_below(with_intermediate=True), "trusted"),
        (lambda authority: authority.issue_below(with_intermediate=False), "untrusted-issuer"),
        (lambda _: self_signed(), "self-signed"),
        (lambda _: self_signed(ends=NOW - DAY, starts=NOW - 9 * DAY), "self-signed"),
        (lambda _: signed_by_stranger(), "untrusted-issuer"),
        (lambda _: signed_by_stranger(issuer_url="http://ca.example/i.crt"), "incomplete-chain"),
        (lambda _: signed_by_stranger(issuer_url="ldap:///CN=CA"), "untrusted-issuer"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_told_after_a_second_look(
    authority: Authority, look: Look, make: Callable[[Authority], Pair], trust: str
):
    facts, connections = look(make(authority))

    assert facts.trust == trust
    assert bool(facts.trust_detail) == (trust != "trusted")
    assert facts.self_signed == (trust == "self-signed")
    assert not facts.legacy
    assert facts.ends is not None
    assert connections == (1 if trust == "trusted" else 2)


def test_an_unknown_authority_is_not_trusted_without_its_file(authority: Authority, look: Look):
    facts, _ = look(authority.issue(), ca_file="")

    assert facts.trust == "untrusted-issuer"


def test_the_name_asked_for_decides(authority: Authority, look: Look):
    facts, _ = look(authority.issue("mail.contoso.example"), host="localhost")

    assert (facts.trust, facts.names) == ("name-mismatch", ("mail.contoso.example",))


@pytest.mark.parametrize(
    ("issue", "key", "signature"),
    [(Authority.issue_short, "RSA 1024", "sha256"), (Authority.issue_sha1, "RSA 2048", "sha1")],
)
def test_a_weak_certificate_is_looked_at_in_the_old_manner(
    authority: Authority,
    look: Look,
    issue: Callable[[Authority], Pair],
    key: str,
    signature: str,
):
    facts, _ = look(issue(authority), old=True)

    assert (facts.trust, facts.legacy) == ("weak", True)
    assert (facts.key, facts.signature) == (key, signature)


def test_a_self_signed_certificate_is_known_as_such_with_sha1_too(look: Look):
    facts, _ = look(self_signed_with_sha1(), old=True)

    assert (facts.trust, facts.self_signed, facts.signature) == ("self-signed", True, "sha1")


def _speaking_only(context: ssl.SSLContext, version: ssl.TLSVersion) -> ssl.SSLContext:
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # being out of date is the point
        context.minimum_version = version
        context.maximum_version = version
    return context


@pytest.mark.parametrize(
    ("version", "protocol", "legacy"),
    [
        (ssl.TLSVersion.TLSv1, "TLSv1", True),
        (ssl.TLSVersion.TLSv1_1, "TLSv1.1", True),
        (ssl.TLSVersion.TLSv1_2, "TLSv1.2", False),
        (ssl.TLSVersion.TLSv1_3, "TLSv1.3", False),
    ],
)
def test_the_best_protocol_a_server_offers_is_told(
    authority: Authority,
    session: Opener,
    version: ssl.TLSVersion,
    protocol: str,
    legacy: bool,  # noqa: FBT001 (a column of the table)
):
    context = _speaking_only(authority.server_context(), version)
    with RudeServer(answers(OK, OK), context) as server:
        client = session(server.target)
        client.get("/")
        connections = server.connections
        client.get("/", fresh=True)

        assert client.tls is not None
        assert (client.tls.protocol, client.tls.trust) == (protocol, "trusted")
        assert client.tls.legacy == legacy
        # What worked once is where the next connection begins.
        assert server.connections == connections + 1


def test_an_old_server_with_its_own_certificate_is_still_looked_at(session: Opener, tmp_path: Path):
    context = self_signed().server_context(tmp_path, old=True)
    with RudeServer(answers(OK), _speaking_only(context, ssl.TLSVersion.TLSv1)) as server:
        client = session(server.target)
        client.get("/")

    assert client.tls is not None
    assert (client.tls.protocol, client.tls.trust) == ("TLSv1", "self-signed")
    assert (client.tls.legacy, client.tls.key) == (True, "RSA 2048")


def test_a_server_without_common_ground_is_a_tls_failure(authority: Authority, session: Opener):
    context = authority.server_context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE-RSA-AES128-GCM-SHA256")  # its key is elliptic: no cipher fits
    with RudeServer(answers(OK), context) as server, pytest.raises(NetError) as caught:
        session(server.target).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.TLS, "handshake")
    assert "handshake failure" in str(caught.value.params["detail"])
    assert server.connections == 2


@pytest.mark.parametrize("act", ["close", "reset"])
def test_a_server_that_hangs_up_on_a_handshake_is_a_tls_failure(session: Opener, act: str):
    def behave(peer: Peer) -> None:
        peer.sock.recv(5000)
        if act == "reset":
            peer.reset()

    with RudeServer(behave) as server, pytest.raises(NetError) as caught:
        session(server.target).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.TLS, "closed")


def test_a_server_that_asks_for_our_certificate_is_told_apart(
    authority: Authority, session: Opener
):
    context = authority.server_context()
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(authority.ca_file)
    with RudeServer(answers(OK), context) as server, pytest.raises(NetError) as caught:
        session(server.target).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.TLS, "client-certificate")


def test_the_facts_stay_if_there_is_no_answer(authority: Authority, session: Opener):
    with RudeServer(hangs_up, authority.server_context()) as server:
        client = session(server.target)
        with pytest.raises(NetError):
            client.get("/")

    assert client.tls is not None
    assert client.tls.trust == "trusted"


def test_facts_become_observations_without_the_unknown_ones():
    facts = TlsFacts(protocol="TLSv1", cipher="AES128-SHA", trust="other")

    assert tls_values(facts) == (
        (Kind.TLS_PROTOCOL, "TLSv1"),
        (Kind.TLS_CIPHER, "AES128-SHA"),
        (Kind.CERT_TRUST, "other"),
    )


def test_facts_of_a_certificate_become_observations(authority: Authority, look: Look):
    values = dict(
        tls_values(look(authority.issue("localhost", ends=NOW + DAY), host="localhost")[0])
    )

    assert values[Kind.CERT_NAMES] == "localhost"
    assert values[Kind.CERT_ENDS] == (NOW + DAY).replace(microsecond=0).isoformat()
    assert set(values) == {kind for kind in Kind if kind.value.startswith(("tls", "certificate"))}
