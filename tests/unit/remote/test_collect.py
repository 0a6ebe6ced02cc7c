# SPDX-License-Identifier: MIT
"""One session brings the document, whichever way one signs in, and leaves nothing behind."""

from __future__ import annotations

import threading

import pytest

from exchpatch_gui import resources
from exchpatch_gui.demo.remoting.shells import Run
from exchpatch_gui.domain.remotes import Channel
from exchpatch_gui.domain.sign_ins import SignInKind
from exchpatch_gui.remote.collect import Progress, collect
from tests.helpers.authority import Authority, Pair
from tests.helpers.remote_servers import (
    FACTS,
    SECRET,
    UPN,
    USER,
    Faults,
    answers,
    facts,
    order,
)
from tests.unit.remote.starting import Start, bring


@pytest.mark.parametrize("kind", [SignInKind.NEGOTIATE, SignInKind.NTLM])
@pytest.mark.parametrize("user", [USER, UPN])
def test_a_password_signs_in_over_sealed_messages(start: Start, kind: SignInKind, user: str):
    place = start()

    brought = bring(order(place, kind=kind, user=user))

    assert brought.computer == "EX01"
    assert place.server.ledger.principals == [user]
    assert place.server.ledger.proofs == 1
    assert (place.server.made, place.server.shells) == (1, {})
    sealed = [one.headers["content-type"] for one in place.faults.posts if one.body]
    assert sealed
    assert all(one.startswith("multipart/encrypted") for one in sealed)


@pytest.mark.parametrize("kind", [SignInKind.NEGOTIATE, SignInKind.NTLM, SignInKind.BASIC])
def test_a_password_signs_in_over_tls(
    start: Start, authority: Authority, good_pair: Pair, kind: SignInKind
):
    place = start(faults=Faults(schemes=("Negotiate", "Basic")), pair=good_pair)

    brought = bring(order(place, kind=kind, channel=Channel.TLS, ca_file=authority.ca_file))

    assert brought.computer == "EX01"
    assert set(place.server.ledger.principals) == {USER}
    assert place.server.shells == {}


def test_the_collector_arrives_as_it_is_and_the_password_as_a_secure_string(start: Start):
    seen: list[Run] = []

    def computer(run: Run) -> None:
        seen.append(run)
        run.write(FACTS)

    bring(order(start(computer)))

    (run,) = seen
    shipped = resources.path("collector/Get-ExchangeState.ps1").read_text(encoding="utf-8")
    assert run.script == shipped
    assert run.parameters == {"UserName": USER, "Password": SECRET}


def test_every_section_is_told_once_while_it_is_read(start: Start):
    told: list[Progress] = []

    def computer(run: Run) -> None:
        for section in ("services", "services", "no_such_section", "certificates"):
            run.progress("Get-ExchangeState", section, 10)
        run.progress("Somebody else", "dotnet", 10)
        run.write(FACTS)

    collect(order(start(computer)), threading.Event(), told.append)

    assert [(one.section, one.done) for one in told] == [("services", 1), ("certificates", 2)]
    assert {one.count for one in told} == {63}


def test_a_document_of_five_megabytes_comes_whole(start: Start):
    name = "x" * 5_000_000

    brought = bring(order(start(answers(facts(computer=name)))))

    assert len(brought.computer) == 5_000_000


def test_a_document_in_pieces_is_put_together(start: Start):
    def computer(run: Run) -> None:
        for position in range(0, len(FACTS), 3000):
            run.write(FACTS[position : position + 3000])

    assert bring(order(start(computer))).computer == "EX01"


def test_what_goes_wrong_beside_the_document_does_not_spoil_it(start: Start):
    def computer(run: Run) -> None:
        run.complain("Access to the path is denied.")
        run.write(FACTS)

    assert bring(order(start(computer))).computer == "EX01"


def test_many_servers_are_asked_at_once(start: Start):
    places = [start() for _ in range(8)]
    brought: list[str] = []
    threads = [
        threading.Thread(target=lambda one=one: brought.append(bring(order(one)).computer))
        for one in places
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert brought == ["EX01"] * 8
    assert all(one.server.shells == {} for one in places)
