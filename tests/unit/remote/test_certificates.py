# SPDX-License-Identifier: MIT
"""Whom a password may be sent to: nobody whose certificate is neither trusted nor pinned."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.remotes import Channel
from exchpatch_gui.domain.sign_ins import SignInKind
from exchpatch_gui.remote.certificate import peek
from exchpatch_gui.remote.fault import RemoteFault
from tests.helpers.authority import DAY, NOW, Authority, Pair, self_signed, signed_by_stranger
from tests.helpers.remote_servers import Faults, bindings_of, order
from tests.helpers.rude_servers import RudeServer, greets, refusing_port
from tests.unit.remote.starting import Start, bring, failure_of


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda _authority: self_signed("EX01"), "winrm-self-signed"),
        (lambda _authority: signed_by_stranger(), "winrm-untrusted-issuer"),
        (
            lambda authority: authority.issue(starts=NOW - 9 * DAY, ends=NOW - DAY),
            "winrm-expired",
        ),
        (
            lambda authority: authority.issue(starts=NOW + DAY, ends=NOW + 9 * DAY),
            "winrm-not-yet-valid",
        ),
        (lambda authority: authority.issue("ex01.contoso.example"), "winrm-name-mismatch"),
        (lambda authority: authority.issue_short(), "winrm-weak"),
    ],
)
@pytest.mark.parametrize("kind", [SignInKind.NTLM, SignInKind.BASIC])
def test_nothing_is_sent_over_a_connection_that_is_not_trusted(
    start: Start, authority: Authority, make, reason: str, kind: SignInKind
):
    place = start(faults=Faults(schemes=("Negotiate", "Basic")), pair=make(authority))

    failure = failure_of(order(place, kind=kind, channel=Channel.TLS, ca_file=authority.ca_file))

    assert (failure.kind, failure.reason) == (FailureKind.TLS_UNTRUSTED, reason)
    assert len(str(failure.params["fingerprint"])) == 64
    assert place.faults.posts == []
    assert place.server.ledger.proofs == 0


def test_a_pinned_certificate_is_trusted_whatever_it_says(start: Start):
    pair = self_signed("EX01", starts=NOW - 9 * DAY, ends=NOW - timedelta(hours=1))
    place = start(pair=pair)
    shown = peek(order(place, channel=Channel.TLS), threading.Event())

    brought = bring(order(place, channel=Channel.TLS, pin=shown.fingerprint))

    assert shown.trust == "self-signed"
    assert brought.computer == "EX01"
    assert place.server.ledger.proofs == 1


def test_a_changed_certificate_is_an_alarm_even_if_the_new_one_is_trusted(
    start: Start, authority: Authority, good_pair: Pair
):
    place = start(pair=good_pair)

    failure = failure_of(
        order(place, channel=Channel.TLS, pin="ab" * 32, ca_file=authority.ca_file)
    )

    assert (failure.kind, failure.reason) == (FailureKind.TLS_UNTRUSTED, "winrm-pin-changed")
    assert failure.params["pinned"] == "ab" * 32
    assert place.faults.posts == []


def test_a_certificate_is_looked_at_without_saying_anything(start: Start):
    place = start(pair=self_signed("EX01"))

    shown = peek(order(place, channel=Channel.TLS), threading.Event())

    assert shown.trust == "self-signed"
    assert shown.subject == "CN=EX01"
    assert len(shown.fingerprint) == 64
    assert place.faults.posts == []


def test_where_there_is_no_certificate_the_cause_is_told():
    with (
        RudeServer(greets(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as plain,
        pytest.raises(RemoteFault) as caught,
    ):
        peek(order(plain.port, channel=Channel.TLS), threading.Event())

    assert caught.value.failure.reason == "winrm-plain"


def test_where_nobody_listens_there_is_nothing_to_look_at():
    with refusing_port() as port, pytest.raises(RemoteFault) as caught:
        peek(order(port, channel=Channel.TLS), threading.Event())

    assert caught.value.failure.reason == "winrm-closed"
    assert caught.value.failure.kind is FailureKind.REFUSED


def test_a_sign_in_is_bound_to_its_connection(start: Start, authority: Authority, good_pair: Pair):
    """Somebody whose certificate is trusted too, and who passes the sign-in on to the server."""
    place = start(pair=good_pair)
    other = authority.issue()
    place.server.bindings = bindings_of(other)

    failure = failure_of(order(place, channel=Channel.TLS, ca_file=authority.ca_file))

    assert (failure.kind, failure.reason) == (FailureKind.AUTH, "winrm-refused-tls")
    assert "another connection" in place.server.ledger.refusals[0]
    assert place.server.made == 0
