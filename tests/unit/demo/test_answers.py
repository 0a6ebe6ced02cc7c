# SPDX-License-Identifier: MIT
"""Each kind of server answers as the real ones do."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from exchpatch_gui.demo.fleet import DemoFleet
from tests.unit.demo.asking import ask, ask_once, connected, server_called, trusting

LOGON = "/owa/auth/logon.aspx"
EWS = "/EWS/Exchange.asmx"
ERROR = "/owa/auth/errorFE.aspx?httpCode=404"
MANIFEST = "/ecp/Current/exporttool/microsoft.exchange.ediscovery.exporttool.application"


def theme_builds(body: str) -> set[str]:
    return set(re.findall(r"/owa/(?:auth/)?([\d.]+)/(?:themes|scripts)/", body))


@pytest.mark.parametrize(
    ("name", "build", "machine", "iis"),
    [
        ("mail.contoso.example", "15.2.2562.56", "CONTOSO-EX01", "10.0"),
        ("lab.contoso.example", "15.2.2562.60", "CONTOSO-LAB", "10.0"),
        ("legacy.contoso.example", "15.1.2507.61", "CONTOSO-EX16", "10.0"),
        ("mail.northwind.example", "15.2.1748.39", "NWSRV02", "10.0"),
        ("branch.northwind.example", "15.0.1497.48", "NWSRV01", "8.5"),
        ("remote.northwind.example", "15.2.2562.56", "NWSRV03", "10.0"),
        ("mail.fabrikam.example", "15.2.2562.37", "FABLAW-MBX1", "10.0"),
    ],
)
@pytest.mark.parametrize("path", [LOGON, EWS, ERROR, "/owa/", "/mapi/", "/OAB/"])
def test_every_answer_of_exchange_names_its_build_and_machine(
    fleet: DemoFleet, name: str, build: str, machine: str, iis: str, path: str
) -> None:
    answer = ask_once(fleet, name, path)

    assert answer.headers["X-OWA-Version"] == build
    assert answer.headers["X-FEServer"] == machine
    assert answer.headers["Server"] == f"Microsoft-IIS/{iis}"
    assert answer.headers["X-AspNet-Version"] == "4.0.30319"


def test_sign_in_page_shows_the_cumulative_update_and_its_markers(fleet: DemoFleet) -> None:
    answer = ask_once(fleet, "mail.northwind.example", LOGON)

    assert answer.status == 200
    assert theme_builds(answer.body) == {"15.2.1748"}
    assert "OwaPage = ASP.auth_logon_aspx" in answer.body
    assert "{57A118C6-2DA9-419d-BE9A-F92B0F9A418B}" in answer.body
    assert "<title>Outlook</title>" in answer.body


def test_2013_has_its_own_title_and_typeface(fleet: DemoFleet) -> None:
    answer = ask_once(fleet, "branch.northwind.example", LOGON)

    assert "<title>Outlook Web App</title>" in answer.body
    assert "Segoe UI WPC" in answer.body


def test_error_page_is_rendered_without_sign_in(fleet: DemoFleet) -> None:
    answer = ask_once(fleet, "mail.fabrikam.example", ERROR)

    assert answer.status == 200
    assert theme_builds(answer.body) == {"15.2.2562"}


def test_web_mail_redirects_to_its_sign_in_page(fleet: DemoFleet) -> None:
    server = server_called(fleet, "mail.contoso.example")
    with connected(server, trusting(fleet)) as connection:
        answer = ask(connection, "/owa/")

    here = str(server.target)
    wanted = f"https%3a%2f%2f{here.replace(':', '%3a')}%2fowa%2f"
    assert answer.status == 302
    assert answer.headers["Location"] == f"https://{here}{LOGON}?url={wanted}&reason=0"


@pytest.mark.parametrize(
    ("path", "schemes"),
    [
        (EWS, ["Negotiate", "NTLM"]),
        ("/autodiscover/autodiscover.xml", ["Negotiate", "NTLM", "Basic"]),
        ("/Microsoft-Server-ActiveSync", ["Basic"]),
    ],
)
def test_services_ask_for_a_sign_in(fleet: DemoFleet, path: str, schemes: list[str]) -> None:
    answer = ask_once(fleet, "mail.contoso.example", path)

    offered = [value.split()[0] for value in answer.headers.get_all("WWW-Authenticate", [])]
    assert answer.status == 401
    assert offered == schemes
    assert answer.headers["Content-Length"] == "0"


def test_autodiscover_says_what_it_understands(fleet: DemoFleet) -> None:
    headers = ask_once(fleet, "mail.contoso.example", "/autodiscover/autodiscover.xml").headers

    assert headers["X-SOAP-Enabled"] == "True"
    assert headers["X-WSSecurity-For"] == "None"


def test_request_ids_never_repeat_on_one_connection(fleet: DemoFleet) -> None:
    server = server_called(fleet, "mail.contoso.example")
    with connected(server, trusting(fleet)) as connection:
        ids = {ask(connection, EWS).headers["request-id"] for _ in range(3)}

    assert len(ids) == 3


def test_farm_gives_each_connection_to_the_next_machine(fleet: DemoFleet) -> None:
    seen = [ask_once(fleet, "owa.contoso.example", EWS).headers for _ in range(4)]

    pairs = [(one["X-FEServer"], one["X-OWA-Version"]) for one in seen]
    assert set(pairs) == {
        ("CONTOSO-EX11", "15.2.2562.56"),
        ("CONTOSO-EX12", "15.2.2562.46"),
    }
    assert pairs[0] == pairs[2] != pairs[1] == pairs[3]


def test_farm_keeps_a_connection_on_one_machine(fleet: DemoFleet) -> None:
    server = server_called(fleet, "owa.contoso.example")
    with connected(server, trusting(fleet)) as connection:
        machines = {ask(connection, EWS).headers["X-FEServer"] for _ in range(3)}

    assert len(machines) == 1


@pytest.mark.parametrize("path", [LOGON, EWS, ERROR])
def test_removed_header_leaves_machine_and_page(fleet: DemoFleet, path: str) -> None:
    answer = ask_once(fleet, "owa.fabrikam.example", path)

    assert answer.headers["X-OWA-Version"] is None
    assert answer.headers["X-FEServer"] == "FABLAW-OLD"
    assert theme_builds(answer.body) <= {"15.2.1544"}


def test_export_tool_manifest_names_the_cumulative_update(fleet: DemoFleet) -> None:
    answer = ask_once(fleet, "owa.fabrikam.example", MANIFEST)

    root = ET.fromstring(answer.body.encode())  # noqa: S314 (our own resource)
    identity = root.find("{urn:schemas-microsoft-com:asm.v1}assemblyIdentity")
    assert root.tag == "{urn:schemas-microsoft-com:asm.v1}assembly"
    assert identity is not None
    assert identity.get("version") == "15.2.1544.4"


def test_manifest_is_not_offered_everywhere(fleet: DemoFleet) -> None:
    assert ask_once(fleet, "mail.contoso.example", MANIFEST).status == 302


@pytest.mark.parametrize("path", [LOGON, EWS, ERROR, "/"])
def test_guarded_exchange_shows_its_machine_and_nothing_else(fleet: DemoFleet, path: str) -> None:
    answer = ask_once(fleet, "mail.adatum.example", path)

    assert answer.status == 401
    assert answer.headers["X-FEServer"] == "RATHAUS-EX1"
    assert answer.headers["X-OWA-Version"] is None
    assert answer.body == ""


def test_2010_shows_four_parts_on_its_sign_in_page_only(fleet: DemoFleet) -> None:
    page = ask_once(fleet, "archive.adatum.example", LOGON)
    service = ask_once(fleet, "archive.adatum.example", EWS)

    assert page.headers["X-OWA-Version"] == "14.3.439.0"
    assert page.headers["X-AspNet-Version"] == "2.0.50727"
    assert theme_builds(page.body) == {"14.3.439.0"}
    assert service.status == 401
    assert not {"X-OWA-Version", "X-FEServer", "request-id"} & set(service.headers)


def test_cloud_names_itself_and_sends_to_its_sign_in(fleet: DemoFleet) -> None:
    page = ask_once(fleet, "schools.adatum.example", LOGON)
    service = ask_once(fleet, "schools.adatum.example", EWS)

    assert page.status == 302
    assert page.headers["Location"].startswith("https://login.microsoftonline.com/")
    assert service.status == 401
    assert service.headers["WWW-Authenticate"].startswith("Bearer client_id=")
    assert service.headers["X-CalculatedFETarget"].endswith(".internal.outlook.com")
    assert service.headers["X-FEProxyInfo"].endswith(".PROD.OUTLOOK.COM")


@pytest.mark.parametrize("path", [LOGON, EWS, "/autodiscover/autodiscover.xml"])
def test_other_software_knows_nothing_of_exchange(fleet: DemoFleet, path: str) -> None:
    answer = ask_once(fleet, "webmail.northwind.example", path)

    assert answer.status == 404
    assert answer.headers["Server"].startswith("Kerio Connect")


def test_imitation_gives_itself_away(fleet: DemoFleet) -> None:
    page = ask_once(fleet, "test.fabrikam.example", LOGON)
    service = ask_once(fleet, "test.fabrikam.example", EWS)

    assert theme_builds(page.body) == {"15.1.1466"}
    assert page.headers["Server"] == "Microsoft-IIS/7.5"
    assert not {"X-FEServer", "request-id"} & set(page.headers)
    assert service.headers["WWW-Authenticate"] == 'Basic realm="Login Required"'
