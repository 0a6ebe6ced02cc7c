# SPDX-License-Identifier: MIT
"""Signs of an on-premises server in the headers of an answer, and of a copied header set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qs, urlsplit

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.probes.signs.hosts import is_cloud_host, is_cloud_machine
from exchpatch_gui.probes.signs.sign import Sign
from exchpatch_gui.probes.signs.view import AnswerView

STRICT_BUILD = re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,5}\.\d{1,5}", re.ASCII)

_BACK_END_NAMES = ("X-CalculatedBETarget", "X-BEServer", "X-DiagInfo")
_APPLICATION = re.compile(
    r"Exchange/(\d{1,2}\.\d{1,2}\.\d{1,5}\.\d{1,5})", re.IGNORECASE | re.ASCII
)
_SHAREPOINT = ("MicrosoftSharePointTeamServices", "SPRequestGuid", "X-SharePointHealthScore")
_LEGACY_COOKIE = re.compile(r"^\s*exchangecookie=", re.IGNORECASE)
_OUTLOOK_APPLICATION = "00000002-0000-0ff1-ce00-000000000000"
_ENTRA_DOMAINS = (
    ".microsoftonline.com",
    ".microsoftonline.us",
    ".microsoftonline.cn",
    ".windows.net",
)
_MOST_FIELDS = 40
# One answer of 2017 that command-and-control frameworks have replayed ever since, byte by byte.
_REPLAYED_REQUEST_IDS = frozenset({"6cfcf35d-0680-4853-98c4-b16723708fc9"})


def front_end_names(view: AnswerView) -> tuple[str, ...]:
    """Give the names in X-FEServer that are not of Microsoft's cloud, as they came."""
    return tuple(
        value.strip()
        for value in view.headers_all("X-FEServer")
        if value.strip() and not is_cloud_machine(value) and not is_cloud_host(value)
    )


def version_header(view: AnswerView) -> str:
    """Give X-OWA-Version if it reads as a four-part build, else nothing."""
    value = (view.header("X-OWA-Version") or "").strip()
    return value if STRICT_BUILD.fullmatch(value) else ""


def build_signs(view: AnswerView) -> Iterator[Sign]:
    """Give the builds that headers state, spelling kept.

    X-ServerApplication is zero-padded by nature, so its value is put in the plain spelling.
    """
    for value in view.headers_all("X-OWA-Version"):
        yield Sign(Kind.BUILD, value, "X-OWA-Version header")
    application = _APPLICATION.fullmatch((view.header("X-ServerApplication") or "").strip())
    if application and view.header("X-FEServer"):
        build = str(BuildNumber.parse(application[1]))
        yield Sign(Kind.BUILD, build, "X-ServerApplication header", Confidence.MEDIUM)


def server_signs(view: AnswerView) -> Iterator[Sign]:
    """Give what the answer says of machine, web server and runtime."""
    for name in front_end_names(view):
        yield Sign(Kind.FRONT_END, name, "X-FEServer header", Confidence.CERTAIN)
    if server := view.header("Server"):
        yield Sign(Kind.WEB_SERVER, server, "Server header")
    if runtime := view.header("X-AspNet-Version"):
        yield Sign(Kind.RUNTIME, runtime, "X-AspNet-Version header")


def marker_signs(view: AnswerView) -> Iterator[Sign]:
    """Give the signs of Exchange that carry neither a name nor a build."""
    if view.header("X-SOAP-Enabled") and view.header("X-WSSecurity-Enabled"):
        yield Sign(Kind.MARKER, "autodiscover", "X-SOAP-Enabled header")
    if (view.header("X-FailureContext") or "").startswith("FrontEnd;"):
        yield Sign(Kind.MARKER, "failure-context", "X-FailureContext header")
    for name in _BACK_END_NAMES:
        value = view.header(name)
        if value and not is_cloud_host(value) and not is_cloud_machine(value):
            yield Sign(Kind.MARKER, "back-end", f"{name} header", Confidence.MEDIUM)
            break
    if any(_LEGACY_COOKIE.match(value) for value in view.headers_all("Set-Cookie")):
        yield Sign(Kind.MARKER, "exchange-cookie", "Set-Cookie header", Confidence.LOW)
    if _is_named_challenge(view):
        method = "request-id beside a Windows challenge"
        yield Sign(Kind.MARKER, "named-challenge", method, Confidence.LOW)


def redirect_signs(view: AnswerView) -> Iterator[Sign]:
    """Give what the target of a redirect says; it is read, never followed."""
    if not 300 <= view.status < 400:
        return
    target = _target(view)
    query = _fields(target)
    path = target.path.lower()
    method = "Location header"
    if path == "/owa/auth/errorfe.aspx":
        yield Sign(Kind.MARKER, "error-redirect", method)
    elif path == "/owa/auth/logon.aspx" and {"url", "replaceCurrent"} & query.keys():
        yield Sign(Kind.MARKER, "logon-redirect", method, Confidence.LOW)
    elif _names_owa_as_realm(target):
        yield Sign(Kind.MARKER, "owa-realm", method, Confidence.LOW)
    elif is_cloud_host(target.hostname or ""):
        yield Sign(Kind.CLOUD, f"redirect to {target.hostname}", method, Confidence.MEDIUM)


def carries_owa_version(view: AnswerView) -> bool:
    """Tell whether a redirect hands the error page a version to echo."""
    return "owaver=" in (view.header("Location") or "").lower()


def suspicion_signs(view: AnswerView, *, is_modern_page: bool) -> Iterator[Sign]:
    """Give what a real server's answer would not look like; the values are contradiction ids.

    From 2013 on every answer of the front end carries a ``request-id``, pages and errors too.

    Args:
        view: What came.
        is_modern_page: It is a sign-in page of 2013 or later.
    """
    request_id = (view.header("request-id") or "").strip().lower()
    if request_id in _REPLAYED_REQUEST_IDS:
        yield Sign(Kind.SUSPICION, "replayed-answer", "request-id header")
    claims = bool(front_end_names(view) or view.header("X-OWA-Version"))
    is_modern = is_modern_page or front_end_names(view) or version_header(view)[:3] == "15."
    from_iis = (view.header("Server") or "").strip().lower().startswith("microsoft-iis/")
    if is_modern and from_iis and not request_id:
        yield Sign(Kind.SUSPICION, "no-request-id", "headers")
    if view.header("X-DiagInfo") and not view.header("X-BEServer"):
        yield Sign(Kind.SUSPICION, "half-back-end", "X-DiagInfo header")
    if claims and any(view.header(name) for name in _SHAREPOINT):
        yield Sign(Kind.SUSPICION, "sharepoint-headers", "headers")


def _target(view: AnswerView) -> SplitResult:
    """Take the address apart that a redirect names; one that is none is empty."""
    try:
        return urlsplit(view.header("Location") or "")
    except ValueError:
        return urlsplit("")


def _fields(target: SplitResult) -> dict[str, list[str]]:
    """Read the query of an address; one with too many fields is not read."""
    try:
        return parse_qs(target.query, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}


def _is_named_challenge(view: AnswerView) -> bool:
    """Tell whether a 401 has the shape of Exchange's front end with its name taken away.

    Windows sites that ask for Negotiate or NTLM are common; with a ``request-id`` and without
    SharePoint's headers they are nearly all Exchange.
    """
    if view.status != 401 or not view.header("request-id"):
        return False
    if any(view.header(name) for name in _SHAREPOINT):
        return False
    schemes = " ".join(view.headers_all("WWW-Authenticate")).lower()
    return "negotiate" in schemes or "ntlm" in schemes


def _names_owa_as_realm(target: SplitResult) -> bool:
    """Tell whether a sign-in service is sent there on behalf of Outlook on the web."""
    if target.path.lower().startswith("/adfs/ls"):
        realms = _fields(target).get("wtrealm", ())
        return any("/owa" in realm.lower() for realm in realms)
    host = target.hostname or ""
    is_entra = host.startswith("login.") and host.endswith(_ENTRA_DOMAINS)
    return is_entra and _OUTLOOK_APPLICATION in target.query
