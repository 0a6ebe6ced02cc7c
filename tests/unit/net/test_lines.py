# SPDX-License-Identifier: MIT
"""Line protocols: greetings, replies of several lines, and servers that drone on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.net.lines import LineSession
from exchpatch_gui.net.settings import Deadline, NetError, NetSettings
from tests.helpers.rude_servers import (
    Behaviour,
    Peer,
    RudeServer,
    drips,
    greets,
    refusing_port,
    says_nothing,
)

LIMIT = 0.3
Talk = Callable[[Behaviour], LineSession]


@pytest.fixture
def talk(settings: NetSettings) -> Iterator[Talk]:
    """Start a server and connect to it."""
    with ExitStack() as stack:

        def start(behaviour: Behaviour) -> LineSession:
            server = stack.enter_context(RudeServer(behaviour))
            limits = replace(settings, timeout=LIMIT)
            made = LineSession(
                "localhost", server.port, limits, deadline=Deadline(5), cancel=threading.Event()
            )
            return stack.enter_context(made)

        yield start


def test_a_conversation_goes_line_by_line(talk: Talk):
    heard: list[bytes] = []

    def behave(peer: Peer) -> None:
        peer.sock.sendall(b"220 EX01.contoso.example Microsoft ESMTP\r\n")
        heard.append(peer.sock.recv(100))
        peer.sock.sendall(b"250-EX01\r\n250-SIZE 37748736\n250 \xff8BITMIME\r\n")
        peer.wait_for_end()

    with talk(behave) as lines:
        greeting = lines.read_line()
        lines.send("EHLO client.contoso.example")
        reply = lines.read_lines(lambda line: line[3:4] == " ")

    assert greeting == "220 EX01.contoso.example Microsoft ESMTP"
    assert heard == [b"EHLO client.contoso.example\r\n"]
    assert reply == ("250-EX01", "250-SIZE 37748736", "250 �8BITMIME")
    assert lines.address in {"127.0.0.1", "::1"}


def _resets_in_silence(peer: Peer) -> None:
    peer.stop.wait(0.1)  # a reset at once would be taken for a refusal
    peer.reset()


@pytest.mark.parametrize(
    ("behaviour", "kind", "reason"),
    [
        (greets(b"x" * 5000), FailureKind.TOO_LARGE, "line"),
        (greets(b"x" * 2001 + b"\r\n"), FailureKind.TOO_LARGE, "line"),
        (says_nothing, FailureKind.TIMEOUT, "line"),
        (drips(b"220 ", b"x", asked=False), FailureKind.TIMEOUT, "line"),
        (lambda peer: peer.sock.sendall(b"220 cut"), FailureKind.PROTOCOL, "hung-up"),
        (_resets_in_silence, FailureKind.PROTOCOL, "reset"),
    ],
)
def test_a_line_that_never_ends_is_given_up(
    talk: Talk, behaviour: Behaviour, kind: FailureKind, reason: str
):
    lines = talk(behaviour)
    began = time.monotonic()

    with pytest.raises(NetError) as caught:
        lines.read_line()

    assert (caught.value.kind, caught.value.reason) == (kind, reason)
    assert time.monotonic() - began < LIMIT + 0.3


def test_a_reply_without_end_is_given_up(talk: Talk):
    lines = talk(greets(b"250-more\r\n" * 100))

    with pytest.raises(NetError) as caught:
        lines.read_lines(lambda line: line.startswith("250 "), most=20)

    assert (caught.value.kind, caught.value.reason) == (FailureKind.TOO_LARGE, "lines")


def test_nothing_can_be_smuggled_into_a_line(talk: Talk):
    lines = talk(says_nothing)

    with pytest.raises(ValueError, match="not one line"):
        lines.send("EHLO a\r\nRCPT TO:<x@contoso.example>")


def test_a_closed_port_is_refused(settings: NetSettings):
    with refusing_port() as port, pytest.raises(NetError) as caught:
        LineSession("127.0.0.1", port, settings, deadline=Deadline(5), cancel=threading.Event())

    assert (caught.value.kind, caught.value.reason) == (FailureKind.REFUSED, "refused")
