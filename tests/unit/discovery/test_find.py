# SPDX-License-Identifier: MIT
import dns.resolver
import pytest

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net.dns import Dns
from exchpatch_gui.net.settings import NetError
from exchpatch_gui.services.discovery import Lead, find
from tests.helpers.name_server import NameServer

ZONE = {
    ("_autodiscover._tcp.contoso.example.", "SRV"): "0 0 444 ex01.contoso.example.",
    ("contoso.example.", "MX"): "10 mx.contoso.example.",
    ("ex01.contoso.example.", "A"): "127.0.0.2",
    ("mx.contoso.example.", "AAAA"): "::1",
    ("mail.contoso.example.", "A"): "127.0.0.3",
    ("autodiscover.contoso.example.", "CNAME"): "autodiscover.outlook.com.",
    ("autodiscover.outlook.com.", "A"): "127.0.0.4",
}


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


def test_the_addresses_of_a_lead_are_those_its_name_ends_at():
    with NameServer(ZONE) as server:
        leads = find(
            "contoso.example", Dns(name_servers=("127.0.0.1",), port=server.port, lifetime=5)
        )

    assert {lead.target.host: lead.addresses for lead in leads} == {
        "ex01.contoso.example": ("127.0.0.2",),
        "mx.contoso.example": ("::1",),
        "autodiscover.contoso.example": ("127.0.0.4",),
        "mail.contoso.example": ("127.0.0.3",),
    }


def test_a_system_without_name_servers_is_a_fault_with_a_sentence(monkeypatch):
    def unconfigured(*_arguments, **_named):
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(dns.resolver, "Resolver", unconfigured)

    with pytest.raises(NetError) as caught:
        Dns()

    assert (caught.value.kind, caught.value.reason) == (FailureKind.DNS, "no-name-server")
