# SPDX-License-Identifier: MIT
"""No server keeps us longer than allowed, however it goes about it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net.http import BrokenOffError
from exchpatch_gui.net.settings import NetError
from tests.helpers.rude_servers import Behaviour, Peer, black_hole, drips, says_nothing, then_waits
from tests.unit.net.conftest import Opener, Server

OK = b"HTTP/1.1 200 OK\r\nX-OWA-Version: 15.2.1748.10\r\n"
LIMIT = 0.4
GRACE = 0.3


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds + GRACE


@pytest.mark.parametrize(
    "behaviour",
    [
        says_nothing,
        then_waits(b""),
        then_waits(b"HT"),
        then_waits(OK),
        drips(b"", OK * 100),
        drips(OK, b"X-Slow: y\r\n"),
        drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n", seconds=0.001),
    ],
)
def test_an_answer_that_does_not_get_ahead_is_given_up(
    serve: Server, session: Opener, behaviour: Behaviour
):
    client = session(serve(behaviour).target, timeout=LIMIT)

    with _within(LIMIT), pytest.raises(NetError) as caught:
        client.get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.TIMEOUT, "answer")
    assert caught.value.params["seconds"] == pytest.approx(LIMIT, abs=GRACE)
    assert client.tls is not None


@pytest.mark.parametrize(
    "behaviour",
    [
        then_waits(OK + b"Content-Length: 100\r\n\r\nab"),
        drips(OK + b"\r\n", b"slow"),
        drips(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drips(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    ],
)
def test_a_body_that_does_not_get_ahead_leaves_the_head_as_evidence(
    serve: Server, session: Opener, behaviour: Behaviour
):
    client = session(serve(behaviour).target, timeout=LIMIT)

    with _within(LIMIT), pytest.raises(BrokenOffError) as caught:
        client.get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.TIMEOUT, "body")
    assert caught.value.answer.header("X-OWA-Version") == "15.2.1748.10"
    assert caught.value.answer.truncated


@pytest.mark.parametrize(
    "behaviour", [says_nothing, drips(b"\x16\x03\x03\x0f\xff\x02", b"\x00", asked=False)]
)
def test_a_handshake_that_does_not_get_ahead_is_given_up(
    serve: Server, session: Opener, behaviour: Behaviour
):
    server = serve(behaviour, context=None)

    with _within(LIMIT), pytest.raises(NetError) as caught:
        session(server.target, connect_timeout=LIMIT).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.TIMEOUT, "handshake")
    assert server.connections == 1


@pytest.mark.skipif(not hasattr(socket, "SO_REUSEPORT"), reason="Windows refuses instead")
def test_a_black_hole_is_given_up(session: Opener):
    with black_hole() as port:
        client = session(Target("127.0.0.1", port), connect_timeout=LIMIT)

        with _within(LIMIT), pytest.raises(NetError) as caught:
            client.get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.TIMEOUT, "connect")


def test_a_name_server_that_keeps_silent_is_given_up(
    session: Opener, monkeypatch: pytest.MonkeyPatch
):
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", _silent_name_server(release))
    client = session(Target("mail.contoso.example"), connect_timeout=LIMIT)

    with _within(LIMIT), pytest.raises(NetError) as caught:
        client.get("/")
    release.set()

    assert (caught.value.kind, caught.value.reason) == (FailureKind.TIMEOUT, "name-server")


def test_the_deadline_of_a_server_counts_over_all_its_requests(serve: Server, session: Opener):
    client = session(serve(says_nothing).target, deadline=LIMIT, timeout=5.0)

    with _within(LIMIT):
        for _ in range(3):
            with pytest.raises(NetError) as caught:
                client.get("/")
            assert (caught.value.kind, caught.value.reason) == (FailureKind.TIMEOUT, "deadline")


@pytest.mark.parametrize("when", ["handshake", "answer", "body", "connect", "name"])
def test_cancelling_ends_any_wait_within_half_a_second(
    serve: Server, session: Opener, monkeypatch: pytest.MonkeyPatch, when: str
):
    cancel, reached, release = threading.Event(), threading.Event(), threading.Event()

    def behave(peer: Peer) -> None:
        if when != "handshake":
            peer.request()
        if when == "body":
            peer.sock.sendall(OK + b"\r\nx")
        reached.set()
        peer.wait_for_end()

    server = serve(behave, **({"context": None} if when == "handshake" else {}))
    target = server.target
    if when == "name":
        target = Target("mail.contoso.example")
        monkeypatch.setattr(socket, "getaddrinfo", _silent_name_server(release, reached))
    with black_hole() as port:
        if when == "connect":
            target = Target("127.0.0.1", port)
            reached.set()
        client = session(target, cancel=cancel, timeout=9.0, connect_timeout=9.0)
        failures: list[NetError] = []
        thread = threading.Thread(target=_collect, args=(client, failures))
        thread.start()
        reached.wait(5)

        with _within(0.5 - GRACE):
            cancel.set()
            thread.join()
    release.set()

    assert [one.kind for one in failures] == [FailureKind.CANCELLED]


def _silent_name_server(
    release: threading.Event, reached: threading.Event | None = None
) -> Callable[..., object]:
    def look_up(*_: object, **__: object) -> object:
        if reached:
            reached.set()
        release.wait(10)
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")

    return look_up


def _collect(client: object, failures: list[NetError]) -> None:
    try:
        client.get("/")  # type: ignore[attr-defined]
    except NetError as error:
        failures.append(error)


def test_nothing_is_asked_after_cancelling(serve: Server, session: Opener):
    cancel = threading.Event()
    cancel.set()
    server = serve(says_nothing)

    with pytest.raises(NetError) as caught:
        session(server.target, cancel=cancel).get("/")

    assert caught.value.kind is FailureKind.CANCELLED
    assert server.connections == 0
