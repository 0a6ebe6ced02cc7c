# SPDX-License-Identifier: MIT
"""Many servers with one sign-in: what a wrong password may cost, and what a right one brings."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from exchpatch_gui.collected.encoder import encode
from exchpatch_gui.demo.remoting.server import RemoteServer
from exchpatch_gui.domain.access import Access, PlannedAccess
from exchpatch_gui.domain.events import SectionRead
from exchpatch_gui.domain.evidence import FailureKind, Kind, ProbeStatus
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.remotes import Remote
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.sign_ins import (
    ChosenSignIn,
    Credential,
    Secret,
    SignIn,
    SignInKind,
)
from exchpatch_gui.services import signed_in as signing
from exchpatch_gui.services.signed_in import SignedIn
from tests.helpers.collected import collected

FACTS = collected(exchange_setup={"exsetup_file_version": "15.2.2562.46"})
SIGN_IN = SignIn("Contoso", SignInKind.NTLM, "CONTOSO\\svc-read", id=7)
RIGHT, WRONG = "Correct-Horse-1", "Correct-Horse-2"
MANY = 5


def computer(run):
    """Read one section and write the document, as the collector does."""
    run.progress("Get-ExchangeState", "services", 2)
    run.write(encode(FACTS).decode("ascii"))


@contextlib.contextmanager
def winrm(count=1):
    users = {SIGN_IN.user.lower(): RIGHT}
    with contextlib.ExitStack() as stack:
        servers = []
        for _ in range(count):
            listener = socket.create_server(("127.0.0.1", 0))
            servers.append(stack.enter_context(RemoteServer(computer, users, listener)))
        yield servers


def stored(port, number=1):
    return replace(Server.ad_hoc(Target(f"ex{number:02}.contoso.example")), id=port)


def access_to(port, *, secret=RIGHT, number=1, why_not=None, sign_in=SIGN_IN):
    server = stored(port, number)
    remote = Remote("127.0.0.1", port)
    planned = PlannedAccess(server, ChosenSignIn(sign_in), remote)
    if why_not is not None:
        return Access(planned, why_not=why_not)
    return Access(planned, Credential(sign_in, Secret(secret)))


def signed_in(*accesses, refusals=None):
    by_server = {one.planned.server: one for one in accesses}
    waiting = refusals if refusals is not None else deque()
    return SignedIn(by_server, ProbeOptions(timeout=5.0, deadline=20.0), waiting)


def collect_all(collector, accesses, cancel=None, tell=lambda _event: None):
    with ThreadPoolExecutor(len(accesses)) as pool:
        found = pool.map(
            lambda one: collector.collect(one.planned.server, cancel or threading.Event(), tell),
            accesses,
        )
        return list(found)


def reason(asked):
    (outcome,) = asked.outcomes
    (failure,) = outcome.failures
    return failure.kind, failure.reason


def test_a_wrong_password_of_many_servers_is_tried_once():
    refusals = deque()
    with winrm(MANY) as servers:
        accesses = [
            access_to(one.listener.getsockname()[1], secret=WRONG, number=number)
            for number, one in enumerate(servers)
        ]

        found = collect_all(signed_in(*accesses, refusals=refusals), accesses)

        assert sum(one.ledger.proofs for one in servers) == 1
    assert sorted(map(reason, found)) == [
        (FailureKind.AUTH, "winrm-refused"),
        *[(FailureKind.AUTH, "winrm-stopped")] * (MANY - 1),
    ]
    assert refusals.popleft() is SIGN_IN
    assert not refusals


TWIN = replace(SIGN_IN, label="Fabrikam", user=SIGN_IN.user.upper(), id=8)


def collect_from_two(first, second, secrets, refusals):
    """Let two sign-ins be used one after the other; give how often each server was tried."""
    with winrm(2) as servers:
        accesses = [
            access_to(one.listener.getsockname()[1], secret=secret, number=number, sign_in=sign_in)
            for number, (one, secret, sign_in) in enumerate(
                zip(servers, secrets, (first, second), strict=True)
            )
        ]
        collector = signed_in(*accesses, refusals=refusals)
        for one in accesses:
            collector.collect(one.planned.server, threading.Event(), lambda _event: None)
        return [one.ledger.proofs for one in servers]


def test_two_sign_ins_with_one_account_and_one_wrong_password_are_tried_once():
    refusals = deque()

    tried = collect_from_two(SIGN_IN, TWIN, (WRONG, WRONG), refusals)

    assert tried == [1, 0]
    assert [refusals.popleft() for _ in range(len(refusals))] == [SIGN_IN, TWIN]


@pytest.mark.parametrize(
    ("other", "secret"), [(TWIN, RIGHT), (replace(TWIN, user="FABRIKAM\\svc-read"), WRONG)]
)
def test_another_password_or_account_is_not_taken_for_the_refused_one(other, secret):
    refusals = deque()

    tried = collect_from_two(SIGN_IN, other, (WRONG, secret), refusals)

    assert tried[0] == 1
    assert tried[1] >= 1
    assert refusals.popleft() is SIGN_IN


def test_facts_come_from_somebody_the_system_has_no_name_for(monkeypatch):
    def nobody():
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(signing.getpass, "getuser", nobody)
    monkeypatch.setattr(signing, "collect", lambda *_: FACTS)
    current = SignIn("Me", SignInKind.CURRENT, id=3)
    planned = PlannedAccess(stored(1), ChosenSignIn(current), Remote("127.0.0.1", 1))

    asked = signed_in(Access(planned, Credential(current))).collect(
        planned.server, threading.Event(), lambda _event: None
    )

    (outcome,) = asked.outcomes
    assert [one.value for one in outcome.observations if one.kind is Kind.ACCOUNT] == ["–"]


def test_a_right_password_brings_the_facts_of_every_server():
    told = queue.SimpleQueue()
    with winrm(MANY) as servers:
        accesses = [
            access_to(one.listener.getsockname()[1], number=number)
            for number, one in enumerate(servers)
        ]

        found = collect_all(signed_in(*accesses), accesses, tell=told.put)

        assert [len(one.shells) for one in servers] == [0] * MANY
    assert [one.collected for one in found] == [FACTS] * MANY
    (outcome,) = found[0].outcomes
    accounts = [one for one in outcome.observations if one.kind is Kind.ACCOUNT]
    assert [(one.value, one.source, one.method) for one in accounts] == [
        ("CONTOSO\\svc-read", "WinRM", "messages")
    ]
    assert {one.source for one in outcome.observations if one.kind is Kind.FILE_BUILD} == {
        "WinRM, CONTOSO\\svc-read, exchange_setup"
    }
    sections = [told.get_nowait() for _ in range(told.qsize())]
    assert {one.server for one in sections} == {one.planned.server for one in accesses}
    assert {(type(one), one.section, one.done) for one in sections} == {
        (SectionRead, "services", 1)
    }


def test_a_server_that_nobody_reaches_decides_nothing_about_a_sign_in():
    with socket.create_server(("127.0.0.1", 0)) as nobody, winrm() as (server,):
        closed = nobody.getsockname()[1]
        nobody.close()
        accesses = [
            access_to(closed, number=1),
            access_to(server.listener.getsockname()[1], number=2),
        ]
        collector = signed_in(*accesses)

        refused, reached = (
            collector.collect(one.planned.server, threading.Event(), lambda _event: None)
            for one in accesses
        )

    assert reason(refused)[0] is FailureKind.REFUSED
    assert reached.collected == FACTS


def test_a_server_that_never_answers_holds_up_no_other_with_the_same_sign_in():
    told = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as silent, winrm() as (server,):
        hung = access_to(silent.getsockname()[1], number=1)
        well = access_to(server.listener.getsockname()[1], number=2)
        collector, cancel = signed_in(hung, well), threading.Event()
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(
                collector.collect, hung.planned.server, cancel, lambda _event: None
            )
            connection, _ = silent.accept()
            with connection:
                assert connection.recv(4)  # its first request is out, and never answered
                reached = collector.collect(well.planned.server, cancel, lambda _event: told.set())
                assert not waiting.done()
                cancel.set()

    assert reached.collected == FACTS
    assert told.is_set()
    assert waiting.result().collected is None


def test_a_refusal_after_an_acceptance_is_that_server_s_own_affair():
    refusals = deque()
    with winrm(2) as (first, second):
        second.users = {}
        accesses = [
            access_to(one.listener.getsockname()[1], number=number)
            for number, one in enumerate((first, second, first))
        ]
        collector = signed_in(*accesses[:2], refusals=refusals)

        found = [
            collector.collect(one.planned.server, threading.Event(), lambda _event: None)
            for one in (accesses[0], accesses[1], accesses[0])
        ]

    assert [one.collected for one in found] == [FACTS, None, FACTS]
    assert reason(found[1]) == (FailureKind.AUTH, "winrm-refused")
    assert not refusals


@pytest.mark.parametrize(
    ("why_not", "expected"),
    [
        (
            Message(
                "sign_in.refused",
                {"label": "Contoso", "at": datetime(2026, 10, 1, 8, tzinfo=UTC)},
            ),
            "winrm-refused-before",
        ),
        (Message("sign_in.no_password", {"label": "Contoso"}), "winrm-no-password"),
        (Message("error.vault.locked.message"), "winrm-no-vault"),
    ],
)
def test_a_password_that_is_not_at_hand_is_told_as_not_checked(why_not, expected):
    access = access_to(5985, why_not=why_not)

    asked = signed_in(access).collect(access.planned.server, threading.Event(), lambda _event: None)

    assert reason(asked) == (FailureKind.AUTH, expected)
    assert asked.outcomes[0].failures[0].params["label"] == "Contoso"


def test_servers_without_a_sign_in_are_left_alone():
    known, unknown = stored(1), stored(2)
    nobody = Access(PlannedAccess(known, ChosenSignIn(None), Remote()))
    collector = signed_in(nobody)

    for server in (known, unknown):
        assert collector.collect(server, threading.Event(), lambda _event: None) is None


def test_after_a_cancel_nobody_is_signed_in_to():
    cancel = threading.Event()
    cancel.set()
    with winrm() as (server,):
        access = access_to(server.listener.getsockname()[1])

        asked = signed_in(access).collect(access.planned.server, cancel, lambda _event: None)

        assert server.ledger.proofs == 0
    assert asked.outcomes[0].status is ProbeStatus.CANCELLED
