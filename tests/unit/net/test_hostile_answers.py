# SPDX-License-Identifier: MIT
"""Answers that try to break, drown or deceive whoever reads them."""

from __future__ import annotations

import gzip
import zlib

import pytest

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.net.http import BrokenOffError
from exchpatch_gui.net.settings import BODY_LIMIT, NetError
from tests.helpers.rude_servers import (
    Behaviour,
    answers,
    floods,
    greets,
    hangs_up,
    resets,
)
from tests.unit.net.conftest import Opener, Server

OK = b"HTTP/1.1 200 OK\r\n"
BOMB = b"\0" * (64 * 1024 * 1024)


def _failure(serve: Server, session: Opener, behaviour: Behaviour) -> tuple[str, str]:
    with pytest.raises(NetError) as caught:
        session(serve(behaviour).target).get("/")
    return caught.value.kind.value, caught.value.reason


@pytest.mark.parametrize(
    ("raw", "kind", "reason"),
    [
        (b"", "protocol", "empty"),
        (b"HTT", "protocol", "not-http"),
        (b"<html>HTTP/0.9 knows no head</html>", "protocol", "not-http"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "protocol", "not-http"),
        (b"HTTP/1.1 OK 200\r\n\r\n", "protocol", "not-http"),
        (b"HTTP/1.1 200 OK\r\nX-OWA-Version: 15", "protocol", "head-cut"),
        (OK + b"X: y\r\n" * 10_000 + b"\r\n", "too-large", "headers"),
        (OK + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n", "too-large", "header-bytes"),
        (b"HTTP/1.1 200 " + b"y" * 1_000_000 + b"\r\n\r\n", "too-large", "header-bytes"),
        (OK + b"X: y\r\n" + b" y" * 400 * 100 + b"\r\n\r\n", "too-large", "header-bytes"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 5000, "too-large", "header-bytes"),
    ],
)
def test_what_is_no_sane_answer_is_refused(
    serve: Server, session: Opener, raw: bytes, kind: str, reason: str
):
    assert _failure(serve, session, answers(raw)) == (kind, reason)


def test_a_head_without_end_stops_at_the_cap(serve: Server, session: Opener):
    failure = _failure(serve, session, floods(OK, b"X-Endless: " + b"y" * 5000 + b"\r\n"))

    assert failure == ("too-large", "header-bytes")


def test_a_server_that_hangs_up_gave_no_answer(serve: Server, session: Opener):
    assert _failure(serve, session, hangs_up) == ("protocol", "empty")


def test_a_reset_is_told_as_one(serve: Server, session: Opener):
    assert _failure(serve, session, resets(b"")) == ("protocol", "reset")


def test_hundred_headers_are_still_read(serve: Server, session: Opener):
    raw = OK + b"X: y\r\n" * 99 + b"X-OWA-Version: 15.2.1748.10\r\n\r\n"

    answer = session(serve(answers(raw)).target).get("/")

    assert (len(answer.headers), answer.header("x-owa-version")) == (100, "15.2.1748.10")


def test_a_malformed_header_hides_none_behind_it(serve: Server, session: Opener):
    raw = (
        OK + b"no colon here\r\n: no name\r\nsp ace: x\r\nX-Sp\xc3\xa4t: x\r\n"
        b"Server : IIS\r\nX-Fold: a\r\n\tb\r\nX-FEServer: EX01\r\n\r\n"
    )

    answer = session(serve(answers(raw)).target).get("/")

    assert answer.headers == (("Server", "IIS"), ("X-Fold", "a b"), ("X-FEServer", "EX01"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"EX\x0001", "EX\x0001"),
        (b"\xc3\x85\xe2\x80\xa8X-Fake: 1", "Å\u2028X-Fake: 1"),
        (b"\xff\xfe", "ÿþ"),
        (b"a\rX-Fake: 1", "a\rX-Fake: 1"),
        (b"a\x0b\x0c\x1c\x85b", "a\x0b\x0c\x1c\x85b"),
    ],
)
def test_odd_bytes_in_a_header_stay_in_it(
    serve: Server, session: Opener, value: bytes, expected: str
):
    raw = OK + b"X-FEServer: " + value + b"\r\nX-After: 1\r\n\r\n"

    answer = session(serve(answers(raw)).target).get("/")

    assert answer.headers == (("X-FEServer", expected), ("X-After", "1"))


def test_a_challenge_of_garbage_is_an_answer(serve: Server, session: Opener):
    raw = (
        b'HTTP/1.1 401 \r\nWWW-Authenticate: NTLM \xff\xfe\x00====,,,"\r\n'
        b"WWW-Authenticate:\r\nContent-Length: 0\r\n\r\n"
    )

    answer = session(serve(answers(raw)).target).get("/")

    assert (answer.status, answer.reason) == (401, "")
    assert answer.headers_all("WWW-Authenticate") == ('NTLM ÿþ\x00====,,,"', "")


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (OK + b"\r\n", b"x" * 10_000),
        (OK + b"Content-Length: 99999999999999999999999\r\n\r\n", b"x" * 10_000),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"3e8\r\n" + b"x" * 1000 + b"\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nffffffff\r\n", b"x" * 10_000),
    ],
)
def test_a_body_without_end_is_cut_at_the_cap(
    serve: Server, session: Opener, head: bytes, piece: bytes
):
    answer = session(serve(floods(head, piece)).target).get("/")

    assert (len(answer.body), answer.truncated) == (BODY_LIMIT, True)


def test_a_body_of_exactly_the_cap_is_whole(serve: Server, session: Opener):
    raw = OK + b"\r\n" + b"x" * BODY_LIMIT

    answer = session(serve(answers(raw)).target).get("/")

    assert (len(answer.body), answer.truncated) == (BODY_LIMIT, False)


@pytest.mark.parametrize(
    ("encoding", "packed"), [(b"gzip", gzip.compress(BOMB)), (b"deflate", zlib.compress(BOMB))]
)
def test_a_decompression_bomb_is_cut_at_the_cap(
    serve: Server, session: Opener, encoding: bytes, packed: bytes
):
    raw = OK + b"Content-Encoding: " + encoding + b"\r\n\r\n" + packed

    answer = session(serve(answers(raw)).target).get("/")

    assert (answer.body, answer.truncated) == (b"\0" * BODY_LIMIT, True)


@pytest.mark.parametrize(
    "size", [b"-1", b"0x10", b"1_0", b"+5", b"zz", b"", b"123456789", b"5" * 2000]
)
def test_an_impossible_chunk_size_ends_the_body(serve: Server, session: Opener, size: bytes):
    raw = (
        OK + b"X-OWA-Version: 15.2.1748.10\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"2\r\nok\r\n" + size + b"\r\n" + b"x" * 1000
    )

    with pytest.raises(BrokenOffError) as caught:
        session(serve(answers(raw)).target).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.PROTOCOL, "chunks")
    assert caught.value.answer.body == b"ok"
    assert caught.value.answer.header("X-OWA-Version") == "15.2.1748.10"


def test_a_chunk_longer_than_it_says_ends_the_body(serve: Server, session: Opener):
    raw = OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nokay\r\n0\r\n\r\n"

    assert _failure(serve, session, answers(raw)) == ("protocol", "chunks")


@pytest.mark.parametrize(
    "head",
    [OK + b"Content-Length: 100\r\n", OK + b"Transfer-Encoding: chunked\r\n"],
)
def test_a_body_that_ends_early_keeps_what_came(serve: Server, session: Opener, head: bytes):
    part = b"\r\n3\r\nabc" if b"chunked" in head else b"\r\nabc"

    with pytest.raises(BrokenOffError) as caught:
        session(serve(answers(head + part)).target).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.PROTOCOL, "body-cut")
    assert (caught.value.answer.body, caught.value.answer.truncated) == (b"abc", True)


def test_a_reset_in_mid_body_keeps_status_and_headers(serve: Server, session: Opener):
    raw = OK + b"X-OWA-Version: 15.2.1748.10\r\nContent-Length: 100000\r\n\r\nhalf"

    with pytest.raises(BrokenOffError) as caught:
        session(serve(resets(raw)).target).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.PROTOCOL, "reset")
    assert caught.value.answer.header("X-OWA-Version") == "15.2.1748.10"


def test_what_follows_an_answer_is_not_taken_for_the_next(serve: Server, session: Opener):
    smuggled = OK + b"Content-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nX-Smuggled: 1\r\n\r\n"
    server = serve(answers(smuggled, smuggled))
    client = session(server.target)

    headers = [client.get("/").header("X-Smuggled"), client.get("/").header("X-Smuggled")]

    assert headers == [None, None]
    assert server.connections == 2


@pytest.mark.parametrize(
    ("greeting", "named"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "HTTP"),
        (b"SSH-2.0-OpenSSH_9.2p1\r\n", "SSH"),
        (b"220 mail.contoso.example\r\n", "SMTP/FTP"),
        (b"\xff\xfe\x1b[31mred", "[31mred"),
    ],
)
def test_another_protocol_on_the_port_is_named(
    serve: Server, session: Opener, greeting: bytes, named: str
):
    server = serve(greets(greeting), context=None)

    with pytest.raises(NetError) as caught:
        session(server.target).get("/")

    assert (caught.value.kind, caught.value.reason) == (FailureKind.PROTOCOL, "not-tls")
    assert named in str(caught.value.params["detail"])
    assert "\x1b" not in str(caught.value.params["detail"])
    assert server.connections == 1
