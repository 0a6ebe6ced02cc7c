# SPDX-License-Identifier: MIT
"""What answers like neither Exchange 2013 nor later: older, hosted, other and false servers."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from exchpatch_gui.demo.answers import Answer, Request
from exchpatch_gui.demo.exchange import HTML, LOGON_PAGE, NEGOTIATE, NO_CACHE, themed, to_logon_page
from exchpatch_gui.domain.builds import BuildNumber

# The application id of Exchange in Microsoft's cloud, the same for every customer.
_EXCHANGE_ONLINE = "00000002-0000-0ff1-ce00-000000000000"


@dataclass(frozen=True, slots=True)
class Exchange2010Site:
    """Exchange 2010: the version on the sign-in page alone, no name of a machine anywhere.

    Attributes:
        component: The build of its web mail, which may be just below that of the update.
    """

    component: BuildNumber

    def answer(self, request: Request) -> Answer:
        """Answer like the client access role on Windows Server 2008 R2."""
        server = (("Server", "Microsoft-IIS/7.5"), ("X-Powered-By", "ASP.NET"))
        if request.path == LOGON_PAGE:
            page = themed(
                "logon-2010.html", f"/owa/{self.component}", "Outlook Web App", "Segoe UI"
            )
            version = (
                ("X-OWA-Version", str(self.component)),
                ("X-AspNet-Version", "2.0.50727"),
            )
            return Answer(HTTPStatus.OK, (*NO_CACHE, HTML, *server, *version), page)
        if request.path in {"/ews/exchange.asmx", "/autodiscover/autodiscover.xml"}:
            return Answer(HTTPStatus.UNAUTHORIZED, (*server, *NEGOTIATE))
        if request.path.startswith(("/owa", "/ecp")):
            bare = to_logon_page(request)
            return Answer(bare.status, (*bare.headers, *server), bare.body)
        return Answer(HTTPStatus.NOT_FOUND, (HTML, *server))


@dataclass(frozen=True, slots=True)
class ExchangeOnlineSite:
    """A name of the customer's own that leads to Microsoft's cloud.

    Attributes:
        front_end: The cloud's machine, such as ``AM0PR05CA0071``.
        forest: Its domain, such as ``EURPRD05.PROD.OUTLOOK.COM``.
    """

    front_end: str
    forest: str

    def answer(self, request: Request) -> Answer:
        """Send browsers to the cloud's sign-in and programs away with a Bearer challenge."""
        full_name = f"{self.front_end}.{self.forest}"
        topology = (
            ("request-id", request.request_id),
            ("X-CalculatedFETarget", f"{self.front_end[:5]}CU001.internal.outlook.com"),
            ("X-FEProxyInfo", full_name),
            ("X-FEEFZInfo", "AMS"),
            ("X-RUM-Validated", "1"),
            ("X-FEServer", self.front_end),
            ("Alt-Svc", 'h3=":443";ma=2592000'),
        )
        if request.path.startswith(("/owa", "/ecp")):
            sign_in = (
                "https://login.microsoftonline.com/common/oauth2/authorize"
                f"?client_id={_EXCHANGE_ONLINE}&response_mode=form_post"
            )
            return Answer(HTTPStatus.FOUND, (("Location", sign_in), HTML, *topology))
        challenge = (
            f'Bearer client_id="{_EXCHANGE_ONLINE}", '
            'authorization_uri="https://login.windows.net/common/oauth2/authorize"'
        )
        headers = (("WWW-Authenticate", challenge), *topology)
        return Answer(HTTPStatus.UNAUTHORIZED, headers)


@dataclass(frozen=True, slots=True)
class KerioSite:
    """Web mail of another maker, which says so in its Server header.

    Attributes:
        version: Such as ``10.0.6``.
    """

    version: str

    def answer(self, request: Request) -> Answer:
        """Know its own web mail and nothing that belongs to Exchange."""
        server = ("Server", f"Kerio Connect {self.version}")
        if request.path == "/":
            return Answer(HTTPStatus.FOUND, (server, ("Location", "/webmail/")))
        if request.path.startswith("/webmail/"):
            page = "<html><head><title>Kerio Connect</title></head><body>Sign in</body></html>"
            return Answer(HTTPStatus.OK, (server, HTML), page)
        return Answer(HTTPStatus.NOT_FOUND, (server, HTML), "<html><body>Not found</body></html>")


@dataclass(frozen=True, slots=True)
class ImitationSite:
    """A trap for attackers that copies a sign-in page and little else.

    Attributes:
        claimed: The three-part build in the paths of the copied page.
    """

    claimed: str

    def answer(self, request: Request) -> Answer:
        """Claim Exchange 2016 on a web server that it can't run on, with a home-made 401."""
        server = (("Server", "Microsoft-IIS/7.5"), ("X-Powered-By", "ASP.NET"))
        if request.path.startswith("/owa"):
            page = themed(
                "logon.html", f"/owa/auth/{self.claimed}", "Outlook", "wf_segoe-ui_normal"
            )
            return Answer(HTTPStatus.OK, (HTML, *server), page)
        challenge = ("WWW-Authenticate", 'Basic realm="Login Required"')
        return Answer(HTTPStatus.UNAUTHORIZED, (challenge, HTML, *server), "Please log in.")
