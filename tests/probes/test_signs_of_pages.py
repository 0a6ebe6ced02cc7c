# SPDX-License-Identifier: MIT
"""What pages and headers of a real server have, and what only copies have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.domain.evidence import Kind
from exchpatch_gui.probes.signs.answer import read_answer
from tests.probes.reading import answer, read, values


@pytest.mark.parametrize(
    ("headers", "body", "suspicion"),
    [
        ([("X-FEServer", "EX01"), ("Server", "Microsoft-IIS/10.0")], "", ["no-request-id"]),
        ([("X-FEServer", "EX01"), ("Server", "nginx")], "", []),
        ([("X-OWA-Version", "14.3.361.1"), ("Server", "Microsoft-IIS/7.5")], "", []),
        ([("Server", "Microsoft-IIS/10.0")], "", []),
        ([("X-DiagInfo", "EX01")], "", ["half-back-end"]),
        ([("X-DiagInfo", "EX01"), ("X-BEServer", "EX01")], "", []),
        ([("X-FEServer", "EX01"), ("SPRequestGuid", "1")], "", ["sharepoint-headers"]),
        ([("SPRequestGuid", "1")], "", []),
        ([("request-id", "6CFCF35D-0680-4853-98C4-B16723708FC9")], "", ["replayed-answer"]),
        ([("X-FEServer", "EX01")], "<p>Loading", ["foreign-page"]),
        ([("X-OWA-Version", "15.1.2507.6")], "<p>Loading", ["foreign-page"]),
        ([("X-OWA-Version", "14.3.361.1")], "<title>Outlook Web App</title>", []),
        ([("X-FEServer", "EX01")], "", []),
    ],
)
def test_what_a_real_server_would_not_send_is_a_suspicion(headers, body, suspicion):
    assert read(Kind.SUSPICION, 200, headers, body) == suspicion


@pytest.mark.parametrize(
    ("script", "suspicion"),
    [
        ("https://code.jquery.com/jquery.js", ["foreign-scripts"]),
        ("//cdn.fabrikam.example/x.js", ["foreign-scripts"]),
        ("https://static.contoso.example/x.js", []),
        ("https://mail.contoso.example/owa/x.js", []),
        ("/owa/auth/15.2.1748/scripts/premium/flogon.js", []),
    ],
)
def test_scripts_from_elsewhere_in_a_sign_in_page_are_a_suspicion(script, suspicion):
    page = f'<link href="/owa/auth/15.2.1748/themes/a.css"><script src="{script}"></script>'

    assert read(Kind.SUSPICION, 200, (), page) == suspicion


def test_comments_of_the_page_count_for_more_on_iis():
    page = "<!-- OwaPage = ASP.auth_logon_aspx --><!-- {57A118C6-2DA9-419d-BE9A-F92B0F9A418B} -->"

    assert read(Kind.MARKER, 200, [("Server", "Microsoft-IIS/10.0")], page) == ["owa-page"]
    assert read(Kind.MARKER, 200, [("Server", "nginx")], page) == ["owa-page-elsewhere"]


@pytest.mark.parametrize(
    ("page", "products"),
    [
        ("<title>Outlook Web App</title>", ["2010,2013"]),
        ("<title>Microsoft Exchange - Outlook Web Access</title>", ["2007"]),
        ("<title>Outlook</title>", []),
        ('<a href="/owa/auth/15.0.1395/themes/a"><style>"Segoe UI WPC"</style>', ["2013"]),
    ],
)
def test_titles_and_fonts_hint_at_a_product(page, products):
    assert read(Kind.PRODUCT_HINT, 200, (), page) == products


def test_a_padded_build_of_the_application_is_put_in_the_plain_spelling():
    headers = [("X-ServerApplication", "Exchange/15.01.2176.009"), ("X-FEServer", "EX01")]

    assert read(Kind.BUILD, 200, headers) == ["15.1.2176.9"]


@given(st.integers(100, 599), st.text(max_size=200), st.text(max_size=300))
def test_no_answer_breaks_the_reading(status, value, body):
    names = ("Server", "X-OWA-Version", "X-FEServer", "Location", "WWW-Authenticate", "Set-Cookie")

    reading = read_answer(answer(status, [(name, value) for name in names], body))

    assert values(reading.signs, Kind.ANSWER)
