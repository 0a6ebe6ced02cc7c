# SPDX-License-Identifier: MIT
"""Whoever has had enough is let go at once, and no session stays on the server."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from exchpatch_gui.demo.remoting.http import Response
from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.remote.collect import collect
from exchpatch_gui.remote.fault import RemoteFault
from tests.helpers.remote_servers import Faults, order
from tests.unit.remote.starting import Start, bring, failure_of

# A whole collection takes twelve requests; one more is never made.
MOMENTS = range(1, 14)


def cancelling(faults: Faults, number: int, *, takes: float = 0.0) -> threading.Event:
    """Give an event that is set when so many requests have come; that one may take its time."""
    cancel = threading.Event()

    def on_post(count: int) -> Response | None:
        if count == number:
            cancel.set()
            faults.released.wait(takes)
        return None

    faults.on_post = on_post
    return cancel


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("takes", [0.0, 0.4])
def test_no_session_is_left_whenever_it_is_cancelled(start: Start, moment: int, takes: float):
    faults = Faults()
    cancel = cancelling(faults, moment, takes=takes)
    place = start(faults=faults)
    began = time.monotonic()

    try:
        bring(order(place), cancel)
    except RemoteFault as fault:
        assert fault.failure.kind is FailureKind.CANCELLED  # noqa: PT017 (the last moments are late)

    assert time.monotonic() - began < 3.0
    assert place.server.shells == {}


def test_cancelling_during_the_script_stops_it(start: Start):
    cancel = threading.Event()

    def computer(run) -> None:
        run.progress("Get-ExchangeState", "services", 10)
        run.wait(30)

    place = start(computer)
    began = time.monotonic()

    with pytest.raises(RemoteFault) as caught:
        collect(order(place), cancel, lambda _progress: cancel.set())

    assert caught.value.failure.kind is FailureKind.CANCELLED
    assert time.monotonic() - began < 2.0
    assert place.server.stopped == 1
    assert place.server.shells == {}


def test_who_guards_sign_ins_does_not_stand_in_the_way_of_the_good_bye(start: Start):
    cancel = threading.Event()

    @contextmanager
    def admit() -> Iterator[None]:
        if cancel.is_set():
            raise RemoteFault(FailureKind.CANCELLED, "user")
        yield

    place = start(lambda run: (run.progress("Get-ExchangeState", "services", 1), run.wait(30))[1])

    with pytest.raises(RemoteFault):
        collect(order(place), cancel, lambda _progress: cancel.set(), admit)

    assert place.server.stopped == 1
    assert place.server.shells == {}


def test_cancelled_beforehand_nothing_is_sent(start: Start):
    cancel = threading.Event()
    cancel.set()
    place = start()

    failure = failure_of(order(place), cancel)

    assert failure.kind is FailureKind.CANCELLED
    assert place.faults.posts == []


def test_a_session_that_is_being_made_is_waited_for_and_then_ended(start: Start):
    faults = Faults()
    cancel = threading.Event()

    def on_message(asked) -> None:
        if asked.action == "Create":
            cancel.set()
            faults.released.wait(0.4)

    faults.on_message = on_message
    place = start(faults=faults)

    assert failure_of(order(place), cancel).kind is FailureKind.CANCELLED
    assert place.server.made == 1
    assert place.server.shells == {}


def test_who_is_told_and_fails_leaves_no_session_either(start: Start):
    place = start()

    def fail(_progress: object) -> None:
        raise LookupError("a fault of ours")

    with pytest.raises(LookupError):
        collect(order(place), threading.Event(), fail)

    assert place.server.shells == {}
