# SPDX-License-Identifier: MIT
"""How the fleet is reached: certificates, faults, the beginning and the end."""

from __future__ import annotations

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest

from exchpatch_gui.demo.fleet import FLEET, DemoFleet
from exchpatch_gui.demo.scripts import Reach
from exchpatch_gui.errors import MissingError
from tests.unit.demo.asking import ask, connected, server_called, trusting

UNTRUSTED = "exchange.fabrikam.example"
LISTENING = [one.host for one in FLEET if one.reach is not Reach.REFUSES]


@pytest.mark.parametrize("name", [name for name in LISTENING if name != UNTRUSTED])
def test_chain_and_address_verify_against_the_authority(fleet: DemoFleet, name: str) -> None:
    with connected(server_called(fleet, name), trusting(fleet)) as connection:
        names = connection.sock.getpeercert()["subjectAltName"]

    assert ("DNS", name) in names


def test_self_signed_certificate_is_not_trusted(fleet: DemoFleet) -> None:
    refused = pytest.raises(ssl.SSLCertVerificationError, match="self-signed")

    with refused, connected(server_called(fleet, UNTRUSTED), trusting(fleet)):
        pass


def test_only_one_certificate_ends_within_a_month(fleet: DemoFleet) -> None:
    left = {}
    for name in LISTENING:
        if name != UNTRUSTED:
            with connected(server_called(fleet, name), trusting(fleet)) as connection:
                ends = ssl.cert_time_to_seconds(connection.sock.getpeercert()["notAfter"])
            left[name] = datetime.fromtimestamp(ends, UTC) - datetime.now(UTC)

    ending = {name: time.days for name, time in left.items() if time < timedelta(days=30)}
    assert ending == {"remote.northwind.example": 12}


@pytest.mark.parametrize(
    ("name", "protocol"),
    [("mail.contoso.example", "TLSv1.3"), ("branch.northwind.example", "TLSv1.2")],
)
def test_older_windows_speaks_older_tls(fleet: DemoFleet, name: str, protocol: str) -> None:
    with connected(server_called(fleet, name), trusting(fleet)) as connection:
        assert connection.sock.version() == protocol


def test_dead_server_refuses(fleet: DemoFleet) -> None:
    target = server_called(fleet, "edge.adatum.example").target

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((target.host, target.port), timeout=5)


def test_slow_server_begins_and_does_not_get_on(fleet: DemoFleet) -> None:
    slow = server_called(fleet, "library.adatum.example")
    with connected(slow, trusting(fleet), timeout=0.2) as connection:
        connection.request("GET", "/owa/auth/logon.aspx")
        first = connection.sock.recv(100)
        with pytest.raises(TimeoutError):
            connection.sock.recv(100)

    assert first == b"H"


def test_head_gets_the_headers_alone(fleet: DemoFleet) -> None:
    with connected(server_called(fleet, "mail.contoso.example"), trusting(fleet)) as connection:
        answer = ask(connection, "/owa/auth/logon.aspx", method="HEAD")

    assert answer.headers["X-OWA-Version"] == "15.2.2562.56"
    assert int(answer.headers["Content-Length"]) > 0
    assert answer.body == ""


@pytest.mark.parametrize("sent", [b"\x00\xff\r\n\r\n", b"GET / SPDY/3\r\n\r\n", b"x" * 40_000])
def test_what_is_not_http_ends_the_connection(fleet: DemoFleet, sent: bytes) -> None:
    with connected(server_called(fleet, "mail.contoso.example"), trusting(fleet)) as connection:
        try:
            connection.sock.sendall(sent)
            received = connection.sock.recv(100)
        except ConnectionError:
            received = b""

    assert received == b""


def test_servers_carry_customer_tags_and_a_loopback_address(fleet: DemoFleet) -> None:
    assert len({server.group for server in fleet.servers}) == 4
    assert len({server.target for server in fleet.servers}) == len(FLEET)
    for server in fleet.servers:
        assert server.name.endswith(".example")
        assert server.target.host.startswith("127.")
        assert list(server.tags) == sorted(set(server.tags))


def test_closing_leaves_no_thread_no_socket_and_no_file() -> None:
    before = set(threading.enumerate())
    with DemoFleet.start(datetime.now(UTC)) as fleet:
        mail = server_called(fleet, "mail.contoso.example")
        slow = server_called(fleet, "library.adatum.example")
        with (
            connected(mail, trusting(fleet)) as idle,
            connected(slow, trusting(fleet)) as waiting,
            socket.create_connection((mail.target.host, mail.target.port), timeout=5) as silent,
        ):
            silent.sendall(b"\x16")
            ask(idle, "/owa/")
            waiting.request("GET", "/owa/")
            waiting.sock.recv(1)
            fleet.close()
            after = set(threading.enumerate())

    assert not after - before
    assert not fleet.ca_file.parent.exists()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((mail.target.host, mail.target.port), timeout=5)


def test_two_fleets_live_side_by_side(fleet: DemoFleet) -> None:
    with DemoFleet.start(datetime.now(UTC)) as second:
        listening = [
            {server.target for server in one.servers if server.name in LISTENING}
            for one in (fleet, second)
        ]
        with connected(server_called(second, "mail.contoso.example"), trusting(second)) as own:
            answer = ask(own, "/owa/")

    assert not listening[0] & listening[1]
    assert answer.status == 302


def test_keys_are_not_left_in_the_folder(fleet: DemoFleet) -> None:
    files = list(fleet.ca_file.parent.iterdir())

    assert files == [fleet.ca_file]
    assert b"PRIVATE KEY" not in fleet.ca_file.read_bytes()


def test_no_address_is_told_as_the_worlds_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_address: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(socket.socket, "bind", refuse)

    with pytest.raises(MissingError) as told:
        DemoFleet.start(datetime.now(UTC))
    assert told.value.params == {"reason": "Too many open files"}
