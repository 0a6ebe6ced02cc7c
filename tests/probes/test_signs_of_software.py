# SPDX-License-Identifier: MIT
"""Gateways, other software, the cloud and markers of Exchange, as single answers show them."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.probes.signs.answer import read_answer
from exchpatch_gui.probes.signs.hosts import is_cloud_host, is_cloud_machine, same_owner
from tests.probes.reading import answer, read


@pytest.mark.parametrize(
    ("location", "gateway"),
    [
        ("/adfs/ls/?wa=wsignin1.0", "AD FS"),
        ("https://login.microsoftonline.com/common/oauth2/authorize", "Microsoft Entra ID"),
        ("https://login.windows.net/x", "Microsoft Entra ID"),
        ("https://mail/CookieAuth.dll?GetLogon?curl=Z2FowaZ2F", "Forefront TMG"),
        ("/lm_auth_proxy?LMLogon", "Kemp LoadMaster"),
        ("/my.policy", "F5 BIG-IP"),
        ("/vpn/index.html", "Citrix NetScaler"),
        ("https://contoso.okta.com/app", "Okta"),
        ("https://sso-1.sso.duosecurity.com/x", "Duo"),
    ],
)
def test_a_gateway_is_named_by_where_it_sends_visitors(location, gateway):
    assert read(Kind.GATEWAY, 302, [("Location", location)]) == [gateway]


@pytest.mark.parametrize(
    ("headers", "gateway"),
    [
        ([("CF-RAY", "1")], "Cloudflare"),
        ([("Set-Cookie", "AzureAppProxyAccessCookie_1=x")], "Microsoft Entra application proxy"),
        ([("Set-Cookie", "MRHSession=x")], "F5 BIG-IP"),
        ([("Set-Cookie", "NSC_TMAS=x")], "Citrix NetScaler"),
        ([("Set-Cookie", "barra_counter_session=1")], "Barracuda"),
        ([("Set-Cookie", "FORTIWAFSID=1")], "FortiWeb"),
        ([("Server", "AkamaiGHost")], "Akamai"),
        ([("X-Sucuri-ID", "1")], "Sucuri"),
        ([("Proxy-Support", "Session-Based-Authentication")], "Forefront TMG"),
        ([("X-Azure-Ref", "1")], "Azure Front Door"),
    ],
)
def test_a_gateway_is_named_by_its_headers(headers, gateway):
    assert read(Kind.GATEWAY, 200, headers) == [gateway]


def test_a_gateway_is_named_by_its_page_or_its_reason_phrase():
    assert read(Kind.GATEWAY, 200, (), '<form action="/lm_auth_proxy?LMLogon">') == [
        "Kemp LoadMaster"
    ]
    assert read(Kind.GATEWAY, 200, (), "Sophos UTM") == ["Sophos"]
    reason = "Unauthorized ( The server requires authorization to fulfill the request. )"
    assert read(Kind.GATEWAY, 401, reason=reason) == ["Forefront TMG"]


@pytest.mark.parametrize(
    ("headers", "body", "software"),
    [
        ([("Server", "Kerio Connect 9.4.3")], "", "Kerio Connect 9.4.3"),
        ([("Server", "CommuniGatePro/6.3.3")], "", "CommuniGatePro/6.3.3"),
        ([("Server", "Horde_ActiveSync Library v2")], "", "Horde ActiveSync"),
        ([("WWW-Authenticate", 'Basic realm="ZPush"')], "", "Z-Push"),
        ([("X-Z-Push-Version", "2.7.1")], "", "Z-Push"),
        ([("WWW-Authenticate", 'Basic realm="msrpc realm", charset="utf-8"')], "", "grommunio"),
        ([("WWW-Authenticate", 'Basic realm="Syncroton"')], "", "Syncroton"),
        ([("X-ServerApplication", "Exchange/15.00.0847.4040")], "", "grommunio"),
        ([], "<title>Zimbra Web Client Sign In</title>", "Zimbra"),
        ([], "<TITLE lang=en>SOGo</TITLE>", "SOGo"),
        ([("Server", "Apache"), ("MS-Server-ActiveSync", "14.1")], "", "an ActiveSync gateway"),
    ],
)
def test_other_software_is_named_by_what_it_says(headers, body, software):
    assert read(Kind.OTHER_SOFTWARE, 200, headers, body) == [software]


@pytest.mark.parametrize("headers", [[("Server", "Microsoft-IIS/7.5")], [("X-FEServer", "EX01")]])
def test_an_active_sync_header_on_windows_names_no_other_software(headers):
    assert read(Kind.OTHER_SOFTWARE, 200, [*headers, ("MS-Server-ActiveSync", "14.3")]) == []


def test_the_owners_words_in_a_sign_in_page_name_no_software():
    page = '<link href="/owa/auth/15.2.1748/themes/a.css"><title>Zimbra Ltd - Outlook</title>'

    assert read(Kind.OTHER_SOFTWARE, 200, (), page) == []


@pytest.mark.parametrize(
    ("header", "confidence"),
    [
        (("X-CalculatedFETarget", "a.internal.outlook.com"), Confidence.CERTAIN),
        (("X-RUM-Validated", "1"), Confidence.CERTAIN),
        (("X-BeSku", "WCS7"), Confidence.CERTAIN),
        (("X-WSSecurity-For", "Logon"), Confidence.CERTAIN),
        (("X-ServerApplication", "Exchange/15.20.0485.000"), Confidence.CERTAIN),
        (("X-CalculatedBETarget", "DM5PR21MB0886.namprd21.prod.outlook.com"), Confidence.CERTAIN),
        (("X-FEServer", "DM2PR42CA011"), Confidence.MEDIUM),
        (("X-DiagInfo", "MN2PR01CA0007"), Confidence.MEDIUM),
        (
            ("WWW-Authenticate", 'Bearer client_id="00000002-0000-0ff1-ce00-000000000000"'),
            Confidence.LOW,
        ),
        (("Alt-Svc", 'h3=":443";ma=1'), Confidence.LOW),
    ],
)
def test_signs_of_the_cloud_are_as_strong_as_they_are_rare(header, confidence):
    reading = read_answer(answer(401, [header]))

    (sign,) = [one for one in reading.signs if one.kind is Kind.CLOUD]
    assert sign.confidence is confidence
    assert reading.is_cloud is (confidence is not Confidence.LOW)


@pytest.mark.parametrize(
    "header",
    [
        ("X-FEServer", "EX01"),
        ("X-FEServer", "PROXY-CA1"),
        ("X-CalculatedBETarget", "ex01.contoso.example"),
        ("X-WSSecurity-For", "None"),
        ("X-ServerApplication", "Exchange/15.02.1748.010"),
        ("WWW-Authenticate", "Negotiate"),
        ("WWW-Authenticate", "Bearer realm=x"),
        ("Alt-Svc", "clear"),
    ],
)
def test_signs_of_a_house_are_not_signs_of_the_cloud(header):
    assert read(Kind.CLOUD, 401, [header]) == []


def test_names_of_cloud_machines_are_no_front_ends():
    headers = [("X-FEServer", "DM2PR42CA011"), ("X-FEServer", "EX01"), ("X-FEServer", " ")]

    assert read(Kind.FRONT_END, 401, headers) == ["EX01"]


@pytest.mark.parametrize(
    ("location", "marker"),
    [
        ("/owa/auth/errorFE.aspx?httpCode=500", ["error-redirect"]),
        (
            "https://mail/owa/auth/logon.aspx?url=https%3a%2f%2fmail%2fowa&reason=0",
            ["logon-redirect"],
        ),
        ("/owa/auth/logon.aspx", []),
        ("https://sts/adfs/ls/?wtrealm=https%3a%2f%2fmail%2fowa%2f", ["owa-realm"]),
        ("https://sts/adfs/ls/?wtrealm=urn%3acrm", []),
        (
            "https://login.microsoftonline.com/x?client_id=00000002-0000-0ff1-ce00-000000000000",
            ["owa-realm"],
        ),
        ("https://login.microsoftonline.com/x?client_id=1", []),
        ("https://[broken/owa/auth/errorFE.aspx", []),
        ("https://a\u2100b/owa/", []),
        (f"/owa/auth/logon.aspx?url=x{'&a=b' * 100}", []),
    ],
)
def test_the_target_of_a_redirect_is_read(location, marker):
    assert read(Kind.MARKER, 302, [("Location", location)]) == marker


def test_the_target_of_an_answer_that_is_no_redirect_is_not_read():
    assert read(Kind.MARKER, 200, [("Location", "/owa/auth/errorFE.aspx?httpCode=500")]) == []


def test_a_redirect_to_the_cloud_is_a_sign_of_it():
    location = [("Location", "https://outlook.office365.com/owa/contoso.example")]

    assert read(Kind.CLOUD, 301, location) == ["redirect to outlook.office365.com"]


@pytest.mark.parametrize(
    ("headers", "marker"),
    [
        ([("X-SOAP-Enabled", "True"), ("X-WSSecurity-Enabled", "True")], ["autodiscover"]),
        ([("X-SOAP-Enabled", "True")], []),
        ([("X-FailureContext", "FrontEnd;401;VW5hdXRob3JpemVk;;;;")], ["failure-context"]),
        ([("X-CalculatedBETarget", "ex01.contoso.example")], ["back-end"]),
        ([("Set-Cookie", "exchangecookie=1; path=/")], ["exchange-cookie"]),
        ([("request-id", "1"), ("WWW-Authenticate", "Negotiate, NTLM")], ["named-challenge"]),
        ([("request-id", "1"), ("WWW-Authenticate", "Basic")], []),
        ([("request-id", "1"), ("WWW-Authenticate", "NTLM"), ("SPRequestGuid", "1")], []),
        ([("WWW-Authenticate", "NTLM")], []),
    ],
)
def test_markers_are_read_from_headers(headers, marker):
    assert read(Kind.MARKER, 401, headers) == marker


@pytest.mark.parametrize(
    ("host", "cloud"),
    [
        ("outlook.com", True),
        ("autodiscover-s.outlook.com", True),
        ("*.office365.com", True),
        ("outlook.contoso.example", False),
        ("myoutlook.com", False),
        ("", False),
    ],
)
def test_hosts_of_the_cloud_are_known_by_their_domain(host, cloud):
    assert is_cloud_host(host) is cloud


@pytest.mark.parametrize(
    ("name", "cloud"),
    [("DM2PR42CA011", True), ("PUZPR06MB4716", True), ("EXCHPR01", False), ("MAIL", False)],
)
def test_machines_of_the_cloud_are_known_by_their_name(name, cloud):
    assert is_cloud_machine(name) is cloud


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("mail.contoso.example", "cdn.contoso.example", True),
        ("mail.contoso.example", "mail.fabrikam.example", False),
        ("192.0.2.1", "198.51.2.1", False),
        ("localhost", "localhost", True),
    ],
)
def test_hosts_of_one_owner_share_their_domain(one, other, same):
    assert same_owner(one, other) is same
