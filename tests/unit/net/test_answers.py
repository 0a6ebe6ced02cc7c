# SPDX-License-Identifier: MIT
"""What a well-behaved server's answer becomes, and what our requests look like to it."""

from __future__ import annotations

import gzip
import zlib

import pytest

from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net.head import NothingCameError
from tests.helpers.authority import Authority
from tests.helpers.rude_servers import RudeServer, answers, greets, hangs_up, then_waits
from tests.unit.net.conftest import Opener, Server

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def test_an_answer_has_status_headers_and_body(serve: Server, session: Opener):
    server = serve(
        answers(
            b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\n"
            b"WWW-Authenticate:  NTLM \r\nX-OWA-Version: 15.2.1748.10\r\n"
            b"Content-Length: 5\r\n\r\nh\xc3\xa9y\xff"
        )
    )

    answer = session(server.target).get("/EWS/Exchange.asmx")

    assert (answer.status, answer.reason, answer.truncated) == (401, "Unauthorized", False)
    assert answer.header("x-owa-version") == "15.2.1748.10"
    assert answer.headers_all("www-authenticate") == ("Negotiate", "NTLM")
    assert answer.header("x-feserver") is None
    assert answer.text() == "héy�"
    assert answer.text(limit=1) == "h"
    assert answer.url == f"https://127.0.0.1:{server.port}/EWS/Exchange.asmx"


def test_a_request_says_who_we_are_and_carries_nothing_else(serve: Server, session: Opener):
    server = serve(answers(OK))

    session(server.target, user_agent="ExchPatch/9 (test)").get("/owa/?a=b%20c")

    assert server.requests[0].split("\r\n") == [
        "GET /owa/?a=b%20c HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        "User-Agent: ExchPatch/9 (test)",
        "Accept: */*",
        "Accept-Encoding: gzip",
        "",
        "",
    ]


def test_a_given_header_takes_the_place_of_the_usual_one(serve: Server, session: Opener):
    server = serve(answers(OK))

    session(server.target).get("/", headers={"accept": "text/xml", "Authorization": "NTLM TlR"})

    assert "accept: text/xml\r\n" in server.requests[0]
    assert "Accept: " not in server.requests[0]
    assert "Authorization: NTLM TlR\r\n" in server.requests[0]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/a b", {}),
        ("/a\r\nX: y", {}),
        ("owa", {}),
        ("/", {"X": "a\r\nY: b"}),
        ("/", {"X\n": "a"}),
        ("/", {"X": "\u2028"}),
    ],
)
def test_nothing_can_be_smuggled_into_a_request(
    session: Opener, path: str, headers: dict[str, str]
):
    with pytest.raises(ValueError, match="not a request"):
        session(Target("127.0.0.1", 1)).get(path, headers=headers)


def test_one_connection_serves_several_requests(serve: Server, session: Opener):
    server = serve(answers(OK, OK, OK))
    client = session(server.target)

    bodies = [client.get(path).body for path in ("/a", "/b", "/c")]

    assert bodies == [b"ok", b"ok", b"ok"]
    assert server.connections == 1


def test_a_fresh_request_goes_over_a_new_connection(serve: Server, session: Opener):
    server = serve(answers(OK, OK))
    client = session(server.target)

    client.get("/")
    client.get("/", fresh=True)

    assert server.connections == 2


@pytest.mark.parametrize(
    "last_words",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\n\r\nok",
    ],
)
def test_a_server_that_closes_is_asked_again_on_a_new_connection(
    serve: Server, session: Opener, last_words: bytes
):
    server = serve(answers(last_words))
    client = session(server.target)

    bodies = [client.get("/").body, client.get("/").body]

    assert bodies == [b"ok", b"ok"]
    assert server.connections == 2


def test_an_idle_connection_that_was_dropped_is_no_failure(serve: Server, session: Opener):
    server = serve(answers(OK))
    client = session(server.target)

    bodies = [client.get("/").body, client.get("/").body]

    assert bodies == [b"ok", b"ok"]
    assert server.connections == 2


def test_a_server_that_never_answers_is_not_asked_for_ever(serve: Server, session: Opener):
    client = session(serve(hangs_up).target)

    with pytest.raises(NothingCameError):
        client.get("/")


def test_an_answer_that_comes_before_the_request_still_counts(serve: Server, session: Opener):
    refusal = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    server = serve(greets(refusal))

    assert session(server.target).get("/").status == 503


def test_a_redirect_is_an_answer(serve: Server, session: Opener):
    server = serve(
        answers(
            b"HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/owa\r\n"
            b"Content-Length: 0\r\n\r\n"
        )
    )

    answer = session(server.target).get("/owa")

    assert answer.header("Location") == "https://elsewhere.example/owa"
    assert len(server.requests) == 1


def test_a_cookie_is_never_sent_back(serve: Server, session: Opener):
    server = serve(
        answers(
            b"HTTP/1.1 200 OK\r\nSet-Cookie: X-BackEndCookie=a\r\nContent-Length: 0\r\n\r\n", OK
        )
    )
    client = session(server.target)

    client.get("/")
    client.get("/")

    assert "cookie" not in server.requests[1].lower()


def test_a_chunked_body_is_put_together(serve: Server, session: Opener):
    chunked = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"3\r\nabc\r\n0a;ext=1\r\n0123456789\r\n0\r\n\r\n"
    )
    server = serve(answers(chunked, OK))
    client = session(server.target)

    first, second = client.get("/"), client.get("/")

    assert (first.body, first.truncated, second.body) == (b"abc0123456789", False, b"ok")
    assert server.connections == 1


def test_trailers_are_not_waited_for(serve: Server, session: Opener):
    server = serve(
        then_waits(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Late: ")
    )

    answer = session(server.target).get("/")

    assert (answer.body, answer.truncated) == (b"ok", False)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        (b"gzip", gzip.compress(b"a sign-in page")),
        (b"GZIP", gzip.compress(b"a sign-in page")),
        (b"deflate", zlib.compress(b"a sign-in page")),
        (b"deflate", zlib.compress(b"a sign-in page", wbits=-15)),
        (b"gzip", b"a sign-in page"),
        (b"identity", b"a sign-in page"),
    ],
)
def test_a_compressed_body_is_unpacked(
    serve: Server, session: Opener, encoding: bytes, packed: bytes
):
    length = str(len(packed)).encode()
    server = serve(
        answers(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + b"\r\n"
            b"Content-Length: " + length + b"\r\n\r\n" + packed
        )
    )

    assert session(server.target).get("/").body == b"a sign-in page"


def test_interim_answers_are_passed_over(serve: Server, session: Opener):
    server = serve(answers(b"HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\n" + OK))

    answer = session(server.target).get("/")

    assert (answer.status, answer.header("X-A")) == (200, None)


def test_an_answer_without_content_is_complete(serve: Server, session: Opener):
    server = serve(answers(b"HTTP/1.1 204 No Content\r\n\r\n", OK))
    client = session(server.target)

    assert (client.get("/").body, client.get("/").body) == (b"", b"ok")
    assert server.connections == 1


def test_the_host_header_of_an_international_name_is_ascii(authority: Authority, session: Opener):
    name = "xn--bcher-kva.localhost"
    with RudeServer(answers(OK), authority.server_context(name)) as server:
        client = session(Target("bücher.localhost", server.port))

        client.get("/")

    assert f"Host: {name}:{server.port}\r\n" in server.requests[0]
    assert client.tls is not None
    assert (client.tls.trust, client.tls.names) == ("trusted", (name,))
    assert client.aliases == ("localhost",)


def test_an_ipv6_address_is_spoken_to(serve: Server, session: Opener):
    server = serve(answers(OK), host="::1")
    client = session(Target("::1", server.port))

    answer = client.get("/")

    assert f"Host: [::1]:{server.port}\r\n" in server.requests[0]
    assert answer.url == f"https://[::1]:{server.port}/"
    assert (client.address, client.tls and client.tls.trust) == ("::1", "trusted")
