# SPDX-License-Identifier: MIT
"""What is said of the connectors to and from Exchange Online."""

from __future__ import annotations

import pytest

from exchpatch_gui.checks.inside.distinguished_names import normal_name
from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected
from tests.helpers.collected_certificates import made

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY = TrafficLight.GREY

NAME = "<I>CN=Contoso CA<S>CN=mail.contoso.example"
SENDING = {"configured": True, "sending_transport_servers": ["EX01"]}


def certificate(days=400):
    return {"raw_base64": made("mail.contoso.example", days, issuer="Contoso CA")[0]}


def send(**changes):
    plain = {
        "id": "Outbound to cloud",
        "enabled": True,
        "cloud_services_mail_enabled": True,
        "tls_certificate_name": NAME,
    }
    return {"items": [{**plain, **changes}]}


def receive(**changes):
    plain = {
        "id": "EX01\\Default Frontend",
        "enabled": True,
        "transport_role": "FrontendTransport",
        "tls_certificate_name": NAME,
        "tls_domain_capabilities": ["mail.protection.outlook.com:AcceptCloudServicesMail"],
    }
    return {"items": [{**plain, **changes}]}


def judged(check_id, hybrid=SENDING, held=None, **connectors):
    items = [certificate()] if held is None else held
    return findings_of(
        check_id, hybrid_configuration=hybrid, certificates={"items": items}, **connectors
    )


@pytest.mark.parametrize(
    ("name", "light", "variant"),
    [
        (NAME, GREEN, "found"),
        ("<i>cn=contoso ca<s>CN=MAIL.contoso.example", GREEN, "found"),
        ("<I>CN=Contoso CA<S>CN=other.contoso.example", YELLOW, "missing"),
        ("<I>CN=Other CA<S>CN=mail.contoso.example", YELLOW, "missing"),
        ("CN=mail.contoso.example", YELLOW, "syntax"),
        (None, YELLOW, "unnamed"),
    ],
)
@pytest.mark.parametrize("connectors", [(send, "send_connectors"), (receive, "receive_connectors")])
def test_the_certificate_of_a_connector_has_to_be_on_the_server(name, light, variant, connectors):
    make, section = connectors

    (found,) = judged("connector.cloud_cert", **{section: make(tls_certificate_name=name)})

    assert (found.light, found.variant, found.value) == (light, variant, str(light is GREEN))


@pytest.mark.parametrize(
    "hybrid",
    [
        {"configured": True, "receiving_transport_servers": ["EX02"]},
        {"configured": True},
        {"configured": False},
    ],
)
def test_servers_that_carry_no_mail_to_the_cloud_need_no_certificate_for_it(hybrid):
    assert judged("connector.cloud_cert", hybrid, send_connectors=send()) == ()


@pytest.mark.parametrize(
    "name", ["ex01", "EX01.contoso.example", "contoso.example/Servers/EX01", "CN=EX01,CN=Servers"]
)
def test_a_server_is_found_however_it_is_written(name):
    hybrid = {"configured": True, "receiving_transport_servers": ["EX02", name]}

    assert len(judged("connector.cloud_cert", hybrid, send_connectors=send())) == 1


@pytest.mark.parametrize(
    "connectors",
    [
        {"send_connectors": send(enabled=False)},
        {"send_connectors": send(cloud_services_mail_enabled=False)},
        {"receive_connectors": receive(enabled=False)},
        {"receive_connectors": receive(transport_role="HubTransport")},
        {"receive_connectors": receive(tls_domain_capabilities=[])},
    ],
)
def test_connectors_that_are_not_for_the_cloud_are_left_alone(connectors):
    assert judged("connector.cloud_cert", **connectors) == ()


@pytest.mark.parametrize(
    ("days", "light"),
    [(60, GREEN), (59, YELLOW), (30, YELLOW), (29, RED), (-1, RED)],
)
def test_the_certificate_of_a_connector_has_to_last(days, light):
    (found,) = judged(
        "connector.cloud_cert_lifetime", held=[certificate(days)], send_connectors=send()
    )

    assert (found.light, found.value, found.instance) == (light, str(days), "Outbound to cloud")


def test_of_several_certificates_with_these_names_the_newest_counts():
    held = [certificate(10), certificate(200), certificate(100)]

    (found,) = judged("connector.cloud_cert_lifetime", held=held, send_connectors=send())

    assert found.value == "200"


def test_a_certificate_that_is_not_here_has_no_lifetime():
    assert judged("connector.cloud_cert_lifetime", held=[], send_connectors=send()) == ()


@pytest.mark.parametrize("check_id", ["connector.cloud_cert", "connector.cloud_cert_lifetime"])
@pytest.mark.parametrize("section", ["send_connectors", "receive_connectors"])
def test_connectors_nobody_could_read_are_grey_in_a_hybrid(check_id, section):
    *_, found = judged(check_id, **{section: not_collected("error")})

    assert found.light is GREY


@pytest.mark.parametrize(
    ("connector", "light", "variant"),
    [
        ({"fqdn": "mail.contoso.example"}, GREEN, "right"),
        ({"tls_certificate_name": NAME}, GREEN, "right"),
        ({}, YELLOW, "anonymous"),
        ({"fqdn": "mail.contoso.example", "cloud_services_mail_enabled": False}, YELLOW, "headers"),
        ({"fqdn": "mail.contoso.example", "cloud_services_mail_enabled": None}, YELLOW, "headers"),
    ],
)
@pytest.mark.parametrize(
    "way",
    [
        {"smart_hosts": ["contoso-example.mail.protection.outlook.com"]},
        {"address_spaces": ["SMTP:contoso.mail.onmicrosoft.com;1"]},
    ],
)
def test_a_connector_to_the_cloud_keeps_marks_and_says_whose_it_is(connector, light, variant, way):
    whole = {"id": "Cloud", "cloud_services_mail_enabled": True, **way, **connector}

    found = finding_of("exo.connector_misconfigured", send_connectors={"items": [whole]})

    assert (found.light, found.variant, found.instance) == (light, variant, "Cloud")


def test_other_send_connectors_are_not_judged():
    other = {
        "id": "Internet",
        "address_spaces": ["SMTP:*;1"],
        "smart_hosts": ["mx.contoso.example"],
    }

    assert findings_of("exo.connector_misconfigured", send_connectors={"items": [other]}) == ()


@pytest.mark.parametrize(
    ("windows", "standard"),
    [
        ("CN=CA G1, OU=www.ca.example, C=US", "CN=CA G1,OU=www.ca.example,C=US"),
        ('CN=a, O="Contoso, Inc.", S=WA', "CN=a,O=Contoso\\, Inc.,ST=WA"),
        ("E=a@contoso.example", "1.2.840.113549.1.9.1=a@contoso.example"),
    ],
)
def test_names_are_the_same_however_they_are_written(windows, standard):
    assert normal_name(windows) == normal_name(standard)


def test_names_in_another_order_are_others():
    assert normal_name("CN=a, C=US") != normal_name("C=US, CN=a")


def test_a_separator_at_the_end_of_a_name_separates_nothing():
    assert normal_name("CN=a, ") == normal_name("CN=a")
