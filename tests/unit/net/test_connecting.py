# SPDX-License-Identifier: MIT
"""From a name to a connection: which address, and what is said if there is none."""

from __future__ import annotations

import errno
import socket
import threading
import time
from collections.abc import Callable

import pytest

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net.connect import connect
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.resolve import Address
from exchpatch_gui.net.settings import Deadline, NetError
from tests.helpers.rude_servers import answers, black_hole, refusing_port
from tests.unit.net.conftest import Opener, Server

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


def _address(port: int, host: str = "127.0.0.1") -> Address:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return Address(family, (host, port))


def _patience(seconds: float = 1.0) -> Patience:
    return Patience("mail.contoso.example:443", Deadline(seconds), threading.Event())


def _answering(*addresses: tuple[str, int], name: str = "") -> Callable[..., object]:
    """Stand in for the resolver with addresses of this computer."""

    def look_up(*_: object, **__: object) -> list[object]:
        return [
            (
                socket.AF_INET6 if ":" in host else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                name,
                (host, port, 0, 0) if ":" in host else (host, port),
            )
            for host, port in addresses
        ]

    return look_up


def test_a_closed_port_is_refused(session: Opener):
    with refusing_port() as port, pytest.raises(NetError) as caught:
        session(Target("127.0.0.1", port)).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.REFUSED, "refused")
    assert caught.value.params["where"] == f"127.0.0.1:{port}"


def test_a_name_that_does_not_exist_is_a_dns_failure(session: Opener):
    with pytest.raises(NetError) as caught:
        session(Target("mail.contoso.invalid")).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.DNS, "not-found")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "not-found"),
        (socket.gaierror(11001, "WSAHOST_NOT_FOUND"), "not-found"),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), "no-answer"),
        (socket.gaierror(11002, "WSATRY_AGAIN"), "no-answer"),
        (socket.gaierror(socket.EAI_FAIL, "the zone is broken\x1b[31m"), "other"),
        (UnicodeError("label too long"), "name"),
    ],
)
def test_what_the_resolver_says_is_told_apart(
    session: Opener, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
):
    def look_up(*_: object, **__: object) -> object:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", look_up)

    with pytest.raises(NetError) as caught:
        session(Target("mail.contoso.example")).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.DNS, reason)
    assert "\x1b" not in str(caught.value.params)


@pytest.mark.parametrize("host", ["☃.example", "xn--a.ü.example", "ab--c.ü.example"])
def test_a_name_that_can_not_exist_is_a_dns_failure(session: Opener, host: str):
    with pytest.raises(NetError) as caught:
        session(Target(host)).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.DNS, "name")


def test_a_name_without_usable_addresses_is_a_dns_failure(
    session: Opener, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(socket, "getaddrinfo", _answering())

    with pytest.raises(NetError) as caught:
        session(Target("mail.contoso.example")).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.DNS, "not-found")


def test_aliases_on_the_way_to_the_address_are_told(
    serve: Server, session: Opener, monkeypatch: pytest.MonkeyPatch
):
    server = serve(answers(OK))
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        _answering(("127.0.0.1", server.port), name="Outlook.Office365.Example."),
    )
    client = session(Target("mail.contoso.example", server.port))

    client.get("/")

    assert client.aliases == ("outlook.office365.example",)
    assert client.address == "127.0.0.1"


def test_the_second_address_is_tried_if_the_first_refuses(
    serve: Server, session: Opener, monkeypatch: pytest.MonkeyPatch
):
    server = serve(answers(OK))
    addresses = (("::1", server.port), ("127.0.0.1", server.port))
    monkeypatch.setattr(socket, "getaddrinfo", _answering(*addresses))
    client = session(Target("mail.contoso.example", server.port))

    assert client.get("/").status == 200
    assert client.address == "127.0.0.1"


def test_an_address_that_swallows_everything_leaves_time_for_the_next(serve: Server):
    server = serve(answers(OK))
    with black_hole() as port:
        began = time.monotonic()
        channel, ip = connect((_address(port), _address(server.port)), _patience(1.0))
        channel.close()

    assert ip == "127.0.0.1"
    assert 0.4 < time.monotonic() - began < 0.9


def test_of_several_failures_the_most_telling_is_told():
    with black_hole() as swallowing, refusing_port() as refusing:
        with pytest.raises(NetError) as both:
            connect((_address(swallowing), _address(refusing)), _patience(0.4))
        with pytest.raises(NetError) as one:
            connect((_address(swallowing),), _patience(0.4).narrowed("connect", 0.2))

    assert both.value.reason == "refused"
    assert one.value.reason == "connect"


@pytest.mark.parametrize(
    ("code", "kind", "reason"),
    [
        (errno.ENETUNREACH, FailureKind.REFUSED, "unreachable"),
        (errno.EHOSTUNREACH, FailureKind.REFUSED, "unreachable"),
        (errno.EACCES, FailureKind.REFUSED, "not-allowed"),
        (errno.ETIMEDOUT, FailureKind.TIMEOUT, "connect"),
        (10061, FailureKind.REFUSED, "refused"),
    ],
)
def test_what_the_system_says_of_a_connection_is_told_apart(
    monkeypatch: pytest.MonkeyPatch, code: int, kind: FailureKind, reason: str
):
    monkeypatch.setattr(socket.socket, "connect_ex", lambda *_: code)

    with pytest.raises(NetError) as caught:
        connect((_address(1),), _patience())

    assert (caught.value.kind, caught.value.reason) == (kind, reason)


class _SocketWithoutIpv6(socket.socket):
    def __init__(self, family: int = -1, *more: int, **named: int) -> None:
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "Address family not supported by protocol")
        super().__init__(family, *more, **named)  # type: ignore[misc]


def test_a_system_without_ipv6_tries_ipv4(serve: Server, monkeypatch: pytest.MonkeyPatch):
    server = serve(answers(OK))
    monkeypatch.setattr(socket, "socket", _SocketWithoutIpv6)

    channel, ip = connect((_address(1, "::1"), _address(server.port)), _patience())
    channel.close()

    assert ip == "127.0.0.1"
