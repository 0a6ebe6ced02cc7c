# SPDX-License-Identifier: MIT
"""What stands in front of a server: pre-authentication, reverse proxies, content networks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.probes.signs.sign import Sign
from exchpatch_gui.probes.signs.view import AnswerView

_REFUSALS = (403, 429, 503)


class _Mark(NamedTuple):
    """One gateway's mark: the name of a header (or ``reason``) and a pattern."""

    gateway: str
    part: str
    pattern: re.Pattern[str]


def _mark(gateway: str, part: str, pattern: str) -> _Mark:
    return _Mark(gateway, part, re.compile(pattern, re.IGNORECASE))


_MARKS = (
    _mark("Cloudflare", "cf-ray", ""),
    _mark("Cloudflare", "server", r"cloudflare"),
    _mark("AD FS", "location", r"/adfs/ls/?\?"),
    _mark(
        "Microsoft Entra ID",
        "location",
        r"https?://(?:[\w.-]+\.)?(?:login\.microsoftonline\.(?:com|us|de)"
        r"|login\.partner\.microsoftonline\.cn|login\.windows\.net|login\.microsoft\.com)/",
    ),
    _mark("Microsoft Entra application proxy", "set-cookie", r"AzureAppProxy"),
    _mark("Microsoft Entra application proxy", "x-ms-proxy-app-id", ""),
    _mark("Forefront TMG", "location", r"/CookieAuth\.dll\?GetLogon"),
    _mark(
        "Forefront TMG", "reason", r"\(\s*The server (?:requires|denied)|Forefront TMG|ISA Server"
    ),
    _mark("Forefront TMG", "proxy-support", r"Session-Based-Authentication"),
    _mark("Kemp LoadMaster", "location", r"/lm_auth_proxy\?"),
    _mark("F5 BIG-IP", "location", r"/my\.policy"),
    _mark("F5 BIG-IP", "set-cookie", r"MRHSession|LastMRH_Session|BIGipServer"),
    _mark("F5 BIG-IP", "server", r"BIG-?IP"),
    _mark("Citrix NetScaler", "location", r"/vpn/(?:index|tmindex)\.html|/logon/LogonPoint"),
    _mark("Citrix NetScaler", "set-cookie", r"NSC_|citrix_ns_id"),
    _mark("Barracuda", "set-cookie", r"BNI__BARRACUDA|barra_counter_session"),
    _mark("FortiWeb", "set-cookie", r"FORTIWAFSID|cookiesession1="),
    _mark("Imperva", "x-iinfo", ""),
    _mark("Akamai", "server", r"AkamaiGHost"),
    _mark("Sucuri", "x-sucuri-id", ""),
    _mark("Azure Front Door", "x-azure-ref", ""),
    _mark("Okta", "location", r"https?://[\w.-]+\.okta(?:-emea|preview)?\.com/"),
    _mark("Duo", "location", r"https?://[\w.-]+\.duosecurity\.com/"),
)
# Those that refuse requests on their own judgement; a refusal is theirs, not the server's.
_FIREWALLS = frozenset(
    {
        "Cloudflare",
        "F5 BIG-IP",
        "Barracuda",
        "FortiWeb",
        "Imperva",
        "Akamai",
        "Sucuri",
        "Azure Front Door",
        "Sophos",
    }
)
# Texts in pages, in lower case.
_PAGE_MARKS = (
    ("Forefront TMG", "/cookieauth.dll?logon"),
    ("Kemp LoadMaster", "/lm_auth_proxy?"),
    ("Kemp LoadMaster", "loadmaster esp login"),
    ("Sophos", "sophos utm"),
    ("Sophos", "sophos firewall"),
    ("Sophos", "sophos web"),
)
_FIREWALL_PAGES = (
    "request rejected",
    "support id is",
    "access denied",
    "attention required!",
    "web application firewall",
)


def gateway_signs(view: AnswerView) -> Iterator[Sign]:
    """Name each gateway that shows in an answer, once."""
    seen: set[str] = set()
    for gateway, method in _shown(view):
        if gateway not in seen:
            seen.add(gateway)
            yield Sign(Kind.GATEWAY, gateway, method, Confidence.HIGH)


def refusal(view: AnswerView) -> str:
    """Say who ended the conversation: ``rate-limit``, ``firewall``, or nobody (empty).

    A refusal with ``Retry-After`` or of a web application firewall is a request to stop, and is
    taken as one.
    """
    if view.status not in _REFUSALS:
        return ""
    if view.status == 429 or view.header("Retry-After"):
        return "rate-limit"
    firewalls = {gateway for gateway, _ in _shown(view)} & _FIREWALLS
    if firewalls or any(words in view.lowered for words in _FIREWALL_PAGES):
        return "firewall"
    return ""


def _shown(view: AnswerView) -> Iterator[tuple[str, str]]:
    """Give gateways with the part of the answer that shows them."""
    for mark in _MARKS:
        values = [view.answer.reason] if mark.part == "reason" else view.headers_all(mark.part)
        if any(mark.pattern.search(value) for value in values):
            part = "reason phrase" if mark.part == "reason" else f"{mark.part.title()} header"
            yield mark.gateway, part
    for gateway, words in _PAGE_MARKS:
        if words in view.lowered:
            yield gateway, "page text"
