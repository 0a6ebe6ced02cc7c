# SPDX-License-Identifier: MIT
"""How the front end of Exchange 2013 to SE answers those who have not signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from string import Template
from urllib.parse import quote

from exchpatch_gui import resources
from exchpatch_gui.demo.answers import Answer, Headers, Request
from exchpatch_gui.domain.builds import BuildNumber

LOGON_PAGE = "/owa/auth/logon.aspx"
ERROR_PAGE = "/owa/auth/errorfe.aspx"
MANIFEST = "/ecp/current/exporttool/microsoft.exchange.ediscovery.exporttool.application"
HTML = ("Content-Type", "text/html; charset=utf-8")
NO_CACHE: Headers = (
    ("Cache-Control", "no-cache, no-store"),
    ("Pragma", "no-cache"),
    ("Expires", "-1"),
)
NEGOTIATE: Headers = (("WWW-Authenticate", "Negotiate"), ("WWW-Authenticate", "NTLM"))
_AUTODISCOVER: Headers = (
    ("X-SOAP-Enabled", "True"),
    ("X-WSSecurity-Enabled", "True"),
    ("X-WSSecurity-For", "None"),
    ("X-OAuth-Enabled", "True"),
)
# "Unauthorized" in base64, as the front end for MAPI over HTTP says why it refused.
_MAPI_FAILURE: Headers = (("X-FailureContext", "FrontEnd;401;VW5hdXRob3JpemVk;;;;"),)


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """One machine behind a name.

    Attributes:
        name: What it says in X-FEServer.
        build: What it says in X-OWA-Version.
    """

    name: str
    build: BuildNumber


@dataclass(frozen=True, slots=True)
class ExchangeSite:
    """Exchange 2013 or later, with the update level in a header of every answer.

    Attributes:
        front_ends: A balancer gives each connection to the next of them.
        iis: The version of IIS its Windows brings.
        shows_version: False where the administrator has removed X-OWA-Version.
        stamp: The build in the export tool's manifest, None where it isn't offered.
    """

    front_ends: tuple[FrontEnd, ...]
    iis: str = "10.0"
    shows_version: bool = True
    stamp: BuildNumber | None = None

    def answer(self, request: Request) -> Answer:
        """Answer each endpoint its own way, all of them with the headers of the front end."""
        front_end = self.front_ends[request.connection % len(self.front_ends)]
        bare = self._endpoint(request, front_end.build)
        version = (("X-OWA-Version", str(front_end.build)),) if self.shows_version else ()
        headers = (
            *bare.headers,
            ("Server", f"Microsoft-IIS/{self.iis}"),
            ("request-id", request.request_id),
            *version,
            ("X-AspNet-Version", "4.0.30319"),
            ("X-Powered-By", "ASP.NET"),
            ("X-FEServer", front_end.name),
        )
        return Answer(bare.status, headers, bare.body)

    def _endpoint(self, request: Request, build: BuildNumber) -> Answer:
        if request.path in _PAGES:
            return _page(_PAGES[request.path], build)
        if request.path in _CHALLENGES:
            return Answer(HTTPStatus.UNAUTHORIZED, _CHALLENGES[request.path](request.host))
        if request.path == MANIFEST and self.stamp:
            return _manifest(self.stamp)
        if request.path == "/":
            return moved(f"https://{request.host}/owa/")
        if request.path.startswith(("/owa", "/ecp")):
            return to_logon_page(request)
        return Answer(HTTPStatus.NOT_FOUND, (HTML,))


@dataclass(frozen=True, slots=True)
class GuardedSite:
    """Exchange behind a proxy that asks everybody to sign in and lets nothing else be seen."""

    machine: str

    def answer(self, request: Request) -> Answer:
        """Ask for a sign-in, whatever is wanted."""
        headers = (
            ("Server", "Microsoft-IIS/10.0"),
            ("request-id", request.request_id),
            *NEGOTIATE,
            ("X-FEServer", self.machine),
        )
        return Answer(HTTPStatus.UNAUTHORIZED, headers)


def moved(address: str) -> Answer:
    """Send to another address with the page ASP.NET makes for it."""
    body = (
        f'<html><head><title>Object moved</title></head><body><a href="{address}">here</a></body>'
    )
    return Answer(
        HTTPStatus.FOUND, (("Cache-Control", "private"), ("Location", address), HTML), body
    )


def to_logon_page(request: Request) -> Answer:
    """Send to the sign-in page, which is told where the visitor wanted to go."""
    wanted = quote(f"https://{request.host}{request.path}", safe="")
    return moved(f"https://{request.host}{LOGON_PAGE}?url={wanted.lower()}&reason=0")


def themed(page: str, folder: str, title: str, font: str) -> str:
    """Fill a page of ours with the folder of its themes, its title and its typeface."""
    return _template(page).substitute(folder=folder, title=title, font=font)


@cache
def _template(name: str) -> Template:
    return Template(resources.path(f"demo/{name}").read_text(encoding="utf-8"))


def _page(name: str, build: BuildNumber) -> Answer:
    folder = "/owa/auth/" + ".".join(map(str, build.family))
    is_2013 = build.minor == 0
    title, font = (
        ("Outlook Web App", "Segoe UI WPC") if is_2013 else ("Outlook", "wf_segoe-ui_normal")
    )
    headers = (*NO_CACHE, HTML, ("X-Frame-Options", "SAMEORIGIN"))
    return Answer(HTTPStatus.OK, headers, themed(name, folder, title, font))


def _manifest(stamp: BuildNumber) -> Answer:
    headers = (("Content-Type", "application/x-ms-application"),)
    return Answer(HTTPStatus.OK, headers, _template("exporttool.xml").substitute(build=stamp))


def _basic(host: str) -> Headers:
    return (("WWW-Authenticate", f'Basic realm="{host}"'),)


_PAGES = {LOGON_PAGE: "logon.html", ERROR_PAGE: "error.html"}
_CHALLENGES: dict[str, Callable[[str], Headers]] = {
    "/ews/exchange.asmx": lambda _host: NEGOTIATE,
    "/autodiscover/autodiscover.xml": lambda host: (*_AUTODISCOVER, *NEGOTIATE, *_basic(host)),
    "/mapi/": lambda _host: (*NEGOTIATE, *_MAPI_FAILURE),
    "/mapi/emsmdb": lambda _host: (*NEGOTIATE, *_MAPI_FAILURE),
    "/mapi/nspi": lambda _host: (*NEGOTIATE, *_MAPI_FAILURE),
    "/oab/": lambda _host: NEGOTIATE,
    "/rpc/": lambda _host: NEGOTIATE,
    "/microsoft-server-activesync": _basic,
}
