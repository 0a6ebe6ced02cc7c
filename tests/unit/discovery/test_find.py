# SPDX-License-Identifier: MIT
import socket
import threading

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net.dns import Dns
from exchpatch_gui.net.settings import NetError
from exchpatch_gui.services.discovery import Lead, find

ZONE = {
    ("_autodiscover._tcp.contoso.example.", "SRV"): "0 0 444 ex01.contoso.example.",
    ("contoso.example.", "MX"): "10 mx.contoso.example.",
    ("ex01.contoso.example.", "A"): "127.0.0.2",
    ("mx.contoso.example.", "AAAA"): "::1",
    ("mail.contoso.example.", "A"): "127.0.0.3",
    ("autodiscover.contoso.example.", "CNAME"): "autodiscover.outlook.com.",
    ("autodiscover.outlook.com.", "A"): "127.0.0.4",
}


class NameServer:
    """Answers on loopback over UDP from a table, or not at all."""

    def __init__(self, zone, *, silent=False):
        self._zone = zone
        self._silent = silent
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._socket.sendto(b"", ("127.0.0.1", self.port))
        self._thread.join()
        self._socket.close()

    def _serve(self):
        while True:
            data, peer = self._socket.recvfrom(4096)
            if not data:
                return
            if not self._silent:
                self._socket.sendto(self._answer(dns.message.from_wire(data)).to_wire(), peer)

    def _answer(self, query):
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        name = query.question[0].name.to_text()
        kind = dns.rdatatype.to_text(query.question[0].rdtype)
        if (name, "CNAME") in self._zone:
            alias = self._zone[name, "CNAME"]
            reply.answer.append(dns.rrset.from_text(name, 60, "IN", "CNAME", alias))
            name = alias
        if (name, kind) in self._zone:
            reply.answer.append(dns.rrset.from_text(name, 60, "IN", kind, self._zone[name, kind]))
        if not any(name == known for known, _ in self._zone):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply


def test_a_domain_leads_to_its_servers_by_record_and_by_name():
    with NameServer(ZONE) as server:
        leads = find(
            "contoso.example", Dns(name_servers=("127.0.0.1",), port=server.port, lifetime=5)
        )

    assert leads == (
        Lead(Target("ex01.contoso.example", 444), "srv", cloud=False),
        Lead(Target("mx.contoso.example"), "mx", cloud=False),
        Lead(Target("autodiscover.contoso.example"), "name", cloud=True),
        Lead(Target("mail.contoso.example"), "name", cloud=False),
    )


def test_a_domain_without_records_leads_nowhere():
    with NameServer({("other.example.", "A"): "127.0.0.1"}) as server:
        dns_client = Dns(name_servers=("127.0.0.1",), port=server.port, lifetime=5)

        assert find("contoso.example", dns_client) == ()


def test_a_silent_name_server_is_a_fault_and_not_an_empty_answer():
    with NameServer(ZONE, silent=True) as server:
        dns_client = Dns(name_servers=("127.0.0.1",), port=server.port, lifetime=0.3)

        with pytest.raises(NetError) as caught:
            find("contoso.example", dns_client)

    assert (caught.value.kind, caught.value.reason) == (FailureKind.DNS, "name-server")
