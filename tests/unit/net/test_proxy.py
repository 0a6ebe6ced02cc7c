# SPDX-License-Identifier: MIT
"""The system's proxy is used where it is set, named where it fails, and left alone otherwise."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net.proxy import choose
from exchpatch_gui.net.settings import NetError, NetSettings
from tests.helpers.rude_servers import (
    Behaviour,
    RudeServer,
    answers,
    hangs_up,
    refusing_port,
    relays,
    says_nothing,
)
from tests.unit.net.conftest import Opener, Server

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
FAR = Target("mail.contoso.example", 8443)
Refuse = Callable[[Behaviour], NetError]


@pytest.fixture
def refused_by(session: Opener, monkeypatch: pytest.MonkeyPatch) -> Refuse:
    """Give the failure of a request through a proxy that behaves as told."""

    def ask(behaviour: Behaviour) -> NetError:
        with RudeServer(behaviour) as proxy:
            monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
            with pytest.raises(NetError) as caught:
                session(FAR, connect_timeout=0.3).get("/")
        return caught.value

    return ask


def test_a_request_goes_through_the_proxy_in_a_tunnel(
    serve: Server, session: Opener, monkeypatch: pytest.MonkeyPatch
):
    server = serve(answers(OK))
    with RudeServer(relays) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://ann%40a:p%3Aw@127.0.0.1:{proxy.port}/")
        client = session(server.target, proxy_loopback=True, user_agent="ExchPatch/9 (test)")
        answer = client.get("/")
        client.close()

    secret = base64.b64encode(b"ann@a:p:w").decode()
    assert proxy.requests[0].split("\r\n")[:4] == [
        f"CONNECT 127.0.0.1:{server.port} HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        "User-Agent: ExchPatch/9 (test)",
        f"Proxy-Authorization: Basic {secret}",
    ]
    assert answer.status == 200
    assert "proxy" not in server.requests[0].lower()
    assert client.tls is not None
    assert (client.tls.trust, client.address, client.aliases) == ("trusted", "127.0.0.1", ())


def test_a_loopback_server_is_asked_directly(
    serve: Server, session: Opener, monkeypatch: pytest.MonkeyPatch
):
    server = serve(answers(OK))
    with refusing_port() as port:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")

        assert session(server.target).get("/").status == 200


@pytest.mark.parametrize(
    ("target", "exceptions", "used"),
    [
        (Target("mail.contoso.example"), "", True),
        (Target("mail.contoso.example"), "contoso.example", False),
        (Target("10.1.2.3"), "10.0.0.0/8", False),
        (Target("10.1.2.3"), "192.168.0.0/16", True),
        (Target("2001:db8::1"), "", True),
        (Target("localhost"), "", False),
        (Target("ex01.localhost"), "", False),
        (Target("::1"), "", False),
    ],
)
def test_exceptions_of_the_system_are_followed(
    monkeypatch: pytest.MonkeyPatch,
    target: Target,
    exceptions: str,
    used: bool,  # noqa: FBT001 (a column of the table)
):
    monkeypatch.setenv("https_proxy", "proxy.contoso.example:8080")
    monkeypatch.setenv("no_proxy", exceptions)

    proxy = choose(target, NetSettings())

    assert (str(proxy) if proxy else None) == ("proxy.contoso.example:8080" if used else None)


def test_a_proxy_for_everything_is_used_and_one_for_http_is_not(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("http_proxy", "http://web.contoso.example:3128")
    assert choose(FAR, NetSettings()) is None

    monkeypatch.setenv("all_proxy", "http://all.contoso.example")
    assert str(choose(FAR, NetSettings())) == "all.contoso.example:80"


def test_the_settings_can_forbid_the_proxy(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("https_proxy", "http://proxy.contoso.example:8080")

    assert choose(FAR, NetSettings(use_system_proxy=False)) is None


def test_the_sign_in_to_a_proxy_is_not_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("https_proxy", "http://ann:secret@proxy.contoso.example:8080")

    shown = repr(choose(FAR, NetSettings()))

    assert "secret" not in shown
    assert base64.b64encode(b"ann:secret").decode() not in shown


@pytest.mark.parametrize(
    "address", ["socks5://proxy.example:1080", "https://proxy.example", "http://", "http://p:99999"]
)
def test_a_proxy_of_another_kind_is_named_as_the_reason(
    session: Opener, monkeypatch: pytest.MonkeyPatch, address: str
):
    monkeypatch.setenv("https_proxy", address)

    with pytest.raises(NetError) as caught:
        session(FAR).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.BLOCKED, "proxy-kind")


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (407, FailureKind.AUTH, "proxy"),
        (401, FailureKind.AUTH, "proxy"),
        (403, FailureKind.FORBIDDEN, "proxy"),
        (502, FailureKind.REFUSED, "behind-proxy"),
        (504, FailureKind.REFUSED, "behind-proxy"),
        (302, FailureKind.BLOCKED, "proxy"),
        (405, FailureKind.BLOCKED, "proxy"),
    ],
)
def test_a_proxy_that_refuses_is_told_as_itself(
    refused_by: Refuse, status: int, kind: FailureKind, reason: str
):
    failure = refused_by(answers(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode()))

    assert (failure.kind, failure.reason) == (kind, reason)
    assert failure.params["status"] == status
    assert str(failure.params["proxy"]).startswith("127.0.0.1:")


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (hangs_up, FailureKind.PROTOCOL),
        (answers(b"SSH-2.0-OpenSSH\r\n"), FailureKind.PROTOCOL),
        (answers(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200), FailureKind.PROTOCOL),
        (says_nothing, FailureKind.TIMEOUT),
    ],
)
def test_a_proxy_that_does_not_answer_like_one_is_told_as_itself(
    refused_by: Refuse, behaviour: Behaviour, kind: FailureKind
):
    failure = refused_by(behaviour)

    assert (failure.kind, failure.reason) == (kind, "proxy")


def test_a_proxy_that_is_not_there_is_told_as_itself(
    session: Opener, monkeypatch: pytest.MonkeyPatch
):
    with refusing_port() as port:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
        with pytest.raises(NetError) as refused:
            session(FAR).get("/")
    monkeypatch.setenv("https_proxy", "http://proxy.contoso.invalid:8080")
    with pytest.raises(NetError) as unknown:
        session(FAR).get("/")

    assert (refused.value.kind, refused.value.reason) == (FailureKind.REFUSED, "proxy")
    assert (unknown.value.kind, unknown.value.reason) == (FailureKind.DNS, "proxy")
    assert unknown.value.params["proxy"] == "proxy.contoso.invalid:8080"
