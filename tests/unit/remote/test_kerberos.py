# SPDX-License-Identifier: MIT
"""Kerberos for real: tickets of MIT's own key distribution centre, messages sealed with them."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
import spnego
from spnego.channel_bindings import GssChannelBindings

from exchpatch_gui.demo.remoting.http import Response
from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.remotes import Channel
from exchpatch_gui.domain.sign_ins import SignInKind
from exchpatch_gui.remote import exchange, trial
from exchpatch_gui.remote.exchange_sections import READERS
from tests.helpers import exchange_shell
from tests.helpers.authority import Authority, Pair
from tests.helpers.exchange_answers import healthy
from tests.helpers.kdc import REALM, Domain, what_is_lacking
from tests.helpers.remote_servers import SECRET, Faults, answers, order
from tests.unit.remote.starting import LEFT_OUT, Start, bring, failure_of

USER = f"admin@{REALM}"
LACKING = what_is_lacking()
pytestmark = [
    pytest.mark.skipif(bool(LACKING), reason=f"no Kerberos here: {LACKING}"),
    pytest.mark.usefixtures("domain"),
]


@dataclass
class Kerberized(Faults):
    """A server that has its key from the domain."""

    def context(
        self, users: Mapping[str, str], bindings: GssChannelBindings | None
    ) -> spnego.ContextProxy:
        del users
        return spnego.server(
            hostname="localhost", service="host", protocol="kerberos", channel_bindings=bindings
        )


@pytest.fixture(scope="module")
def _domain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Domain]:
    with Domain(tmp_path_factory.mktemp("domain"), "admin", SECRET) as domain:
        yield domain


@pytest.fixture
def domain(_domain: Domain, monkeypatch: pytest.MonkeyPatch) -> Domain:
    """Give a domain that this process knows of."""
    for name, value in _domain.variables.items():
        monkeypatch.setenv(name, value)
    return _domain


def test_a_password_gets_a_ticket_and_messages_are_sealed_with_it(start: Start):
    place = start(faults=Kerberized())

    brought = bring(order(place, kind=SignInKind.KERBEROS, user=USER, host="localhost"))

    assert brought.computer == "EX01"
    assert place.server.ledger.principals == [USER]
    assert place.server.shells == {}
    sealed = [one.body for one in place.faults.posts if one.body]
    assert sealed
    assert not any(b"Envelope" in one for one in sealed)


def test_it_works_over_tls_too(start: Start, authority: Authority, good_pair: Pair):
    place = start(faults=Kerberized(), pair=good_pair)

    brought = bring(
        order(
            place,
            kind=SignInKind.KERBEROS,
            user=USER,
            host="localhost",
            channel=Channel.TLS,
            ca_file=authority.ca_file,
        )
    )

    assert brought.computer == "EX01"
    assert place.server.ledger.principals == [USER]


def test_a_ticket_that_is_there_signs_in_without_a_password(start: Start):
    subprocess.run(["kinit", USER], input=SECRET, text=True, check=True, capture_output=True)
    place = start(faults=Kerberized())

    brought = bring(order(place, kind=SignInKind.CURRENT, user="", password=None, host="localhost"))

    assert brought.computer == "EX01"
    assert place.server.ledger.principals == [USER]


def test_the_door_of_exchange_is_tried_for_who_has_no_password(
    start: Start, monkeypatch: pytest.MonkeyPatch
):
    subprocess.run(["kinit", USER], input=SECRET, text=True, check=True, capture_output=True)
    seen = []
    faults = Kerberized(on_message=lambda asked: seen.append(asked.resource))
    door = start(exchange_shell.exchange(healthy()), faults)
    place = start(faults=Kerberized())
    monkeypatch.setattr(exchange, "EXCHANGE_PORT", door.port)
    given = order(place, kind=SignInKind.CURRENT, user="", password=None, host="localhost")
    steps: list[trial.TrialStep] = []

    assert trial.try_sign_in(given, threading.Event(), steps.append)

    assert (steps[-1].step, steps[-1].state) == (trial.Step.EXCHANGE, trial.StepState.DONE)
    assert set(seen) == {"http://schemas.microsoft.com/powershell/Microsoft.Exchange"}
    assert {post.path for post in faults.posts} == {"powershell"}
    assert door.server.shells == place.server.shells == {}


@pytest.mark.parametrize("schemes", [("Negotiate", "Kerberos"), ("Kerberos",)])
def test_what_exchange_says_is_brought_with_a_ticket(
    start: Start, monkeypatch: pytest.MonkeyPatch, schemes: tuple[str, ...]
):
    subprocess.run(["kinit", USER], input=SECRET, text=True, check=True, capture_output=True)
    door = start(exchange_shell.exchange(healthy()), Kerberized(schemes=schemes))
    place = start(answers(LEFT_OUT), Kerberized())
    monkeypatch.setattr(exchange, "EXCHANGE_PORT", door.port)

    brought = bring(order(place, kind=SignInKind.CURRENT, user="", password=None, host="localhost"))

    lost = [name for name in READERS if getattr(brought.sections, name).data is None]
    assert lost == []
    assert door.server.ledger.principals == place.server.ledger.principals == [USER]
    assert door.server.shells == place.server.shells == {}


def test_a_door_of_exchange_that_is_closed_is_told(start: Start, monkeypatch: pytest.MonkeyPatch):
    subprocess.run(["kinit", USER], input=SECRET, text=True, check=True, capture_output=True)
    door = start(faults=Kerberized(on_post=lambda _number: Response(503)))
    monkeypatch.setattr(exchange, "EXCHANGE_PORT", door.port)
    given = order(
        start(faults=Kerberized()),
        kind=SignInKind.CURRENT,
        user="",
        password=None,
        host="localhost",
    )
    steps: list[trial.TrialStep] = []

    assert not trial.try_sign_in(given, threading.Event(), steps.append)

    failure = steps[-1].failure
    assert failure is not None
    assert (steps[-1].step, failure.reason) == (trial.Step.EXCHANGE, "winrm-pool")


def test_a_wrong_password_is_asked_once_of_the_domain_and_never_of_the_server(
    start: Start, domain: Domain
):
    place = start(faults=Kerberized())
    log = domain.folder / "kdc.log"
    before = log.read_text().count("PREAUTH_FAILED")

    failure = failure_of(
        order(place, kind=SignInKind.KERBEROS, user=USER, password="wrong", host="localhost")  # noqa: S106 (of nobody)
    )

    assert (failure.kind, failure.reason) == (FailureKind.AUTH, "winrm-refused")
    assert log.read_text().count("PREAUTH_FAILED") == before + 1
    assert place.server.ledger.principals == []


def test_negotiate_does_not_spend_a_second_attempt_on_kerberos(start: Start, domain: Domain):
    place = start()
    log = domain.folder / "kdc.log"
    before = log.read_text().count(USER)

    failure = failure_of(
        order(place, kind=SignInKind.NEGOTIATE, user=USER, password="wrong", host="localhost")  # noqa: S106 (of nobody)
    )

    assert failure.reason == "winrm-refused"
    assert place.server.ledger.proofs == 1
    assert log.read_text().count(USER) == before


def test_a_name_that_the_domain_does_not_know_is_told(start: Start):
    place = start(faults=Kerberized())

    failure = failure_of(order(place, kind=SignInKind.KERBEROS, user=USER, host="127.0.0.1"))

    assert (failure.kind, failure.reason) == (FailureKind.AUTH, "winrm-name-unknown")


def test_a_domain_that_nobody_can_find_is_told(start: Start):
    place = start(faults=Kerberized())

    failure = failure_of(
        order(place, kind=SignInKind.KERBEROS, user="admin@FABRIKAM.EXAMPLE", host="localhost")
    )

    assert (failure.kind, failure.reason) == (FailureKind.AUTH, "winrm-no-controller")


def test_a_domain_without_its_centre_is_told(
    start: Start, domain: Domain, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    config = (domain.folder / "krb5.conf").read_text()
    dead = tmp_path / "krb5.conf"
    dead.write_text(re.sub(r"kdc = 127.0.0.1:\d+", "kdc = 127.0.0.1:1", config))
    monkeypatch.setenv("KRB5_CONFIG", str(dead))
    place = start(faults=Kerberized())

    failure = failure_of(order(place, kind=SignInKind.KERBEROS, user=USER, host="localhost"))

    assert (failure.kind, failure.reason) == (FailureKind.AUTH, "winrm-no-controller")


def test_without_a_ticket_the_current_user_is_nobody(
    start: Start, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("KRB5CCNAME", f"FILE:{tmp_path / 'none'}")
    place = start(faults=Kerberized())

    failure = failure_of(
        order(place, kind=SignInKind.CURRENT, user="", password=None, host="localhost")
    )

    assert (failure.kind, failure.reason) == (FailureKind.AUTH, "winrm-no-ticket")
