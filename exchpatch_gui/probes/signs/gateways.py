# SPDX-License-Identifier: MIT
"""What stands in front of a server: pre-authentication, reverse proxies, content networks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.net.http import Answer
from exchpatch_gui.probes.signs.sign import Sign

_BODY_LIMIT = 64 * 1024
_REFUSALS = (403, 429, 503)


class _Mark(NamedTuple):
    """One gateway's mark: the name of a header (``reason`` and ``body`` too) and a pattern."""

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
    _mark("Forefront TMG", "body", r"/CookieAuth\.dll\?Logon"),
    _mark(
        "Forefront TMG", "reason", r"\(\s*The server (?:requires|denied)|Forefront TMG|ISA Server"
    ),
    _mark("Kemp LoadMaster", "body", r"/lm_auth_proxy\?|LoadMaster ESP Login"),
    _mark("Kemp LoadMaster", "location", r"/lm_auth_proxy\?"),
    _mark("F5 BIG-IP", "location", r"/my\.policy"),
    _mark("F5 BIG-IP", "set-cookie", r"MRHSession|LastMRH_Session|BIGipServer"),
    _mark("F5 BIG-IP", "server", r"BIG-?IP"),
    _mark("Citrix NetScaler", "location", r"/vpn/(?:index|tmindex)\.html|/logon/LogonPoint"),
    _mark("Citrix NetScaler", "set-cookie", r"NSC_|citrix_ns_id"),
    _mark("Sophos", "body", r"Sophos (?:UTM|Firewall|Web Server Protection|Web Application)"),
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
_FIREWALL_PAGE = re.compile(
    r"Request Rejected|support ID is|Access Denied.{0,200}Reference\s*#|Web Application Firewall"
    r"|Attention Required!",
    re.IGNORECASE | re.DOTALL,
)


def gateway_signs(answer: Answer) -> Iterator[Sign]:
    """Name each gateway that shows in an answer, once."""
    seen: set[str] = set()
    for mark in _MARKS:
        if mark.gateway not in seen and _carries(answer, mark):
            seen.add(mark.gateway)
            yield Sign(Kind.GATEWAY, mark.gateway, _method(mark.part), Confidence.HIGH)


def refusal(answer: Answer) -> str:
    """Say who ended the conversation: ``rate-limit``, ``firewall``, or nobody (empty).

    A refusal with ``Retry-After`` or of a web application firewall is a request to stop, and is
    taken as one.
    """
    if answer.status not in _REFUSALS:
        return ""
    if answer.status == 429 or answer.header("Retry-After"):
        return "rate-limit"
    firewalls = {sign.value for sign in gateway_signs(answer)} & _FIREWALLS
    if firewalls or _FIREWALL_PAGE.search(answer.text(_BODY_LIMIT)):
        return "firewall"
    return ""


def _carries(answer: Answer, mark: _Mark) -> bool:
    if mark.part == "body":
        return mark.pattern.search(answer.text(_BODY_LIMIT)) is not None
    if mark.part == "reason":
        return mark.pattern.search(answer.reason) is not None
    return any(mark.pattern.search(value) for value in answer.headers_all(mark.part))


def _method(part: str) -> str:
    if part == "body":
        return "page text"
    return "reason phrase" if part == "reason" else f"{part.title()} header"
