# SPDX-License-Identifier: MIT
"""The demonstration's customers and servers, in every state a check can find."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.demo.certificates import Authority, CertificatePlan
from exchpatch_gui.demo.endpoints import Endpoints
from exchpatch_gui.demo.exchange import ExchangeSite, FrontEnd, GuardedSite
from exchpatch_gui.demo.others import (
    Exchange2010Site,
    ExchangeOnlineSite,
    ImitationSite,
    KerioSite,
)
from exchpatch_gui.demo.scripts import Reach, ScriptedServer
from exchpatch_gui.demo.signed_in import SignedIn
from exchpatch_gui.domain.access import Access, PlannedAccess
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.remotes import Remote
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.sign_ins import ChosenSignIn, Credential
from exchpatch_gui.errors import MissingError

CONTOSO = "Contoso GmbH"
NORTHWIND = "Northwind Dental"
FABRIKAM = "Fabrikam Law"
ADATUM = "Town of Adatum"


def _exchange(machine: str, build: str, iis: str = "10.0") -> ExchangeSite:
    return ExchangeSite((FrontEnd(machine, BuildNumber.parse(build)),), iis)


FLEET = (
    # The newest update of the newest product.
    ScriptedServer(
        "mail.contoso.example",
        CONTOSO,
        _exchange("CONTOSO-EX01", "15.2.2562.56"),
        tags=("hybrid",),
    ),
    # A farm of two that somebody stopped updating half-way.
    ScriptedServer(
        "owa.contoso.example",
        CONTOSO,
        ExchangeSite(
            (
                FrontEnd("CONTOSO-EX11", BuildNumber(15, 2, 2562, 56)),
                FrontEnd("CONTOSO-EX12", BuildNumber(15, 2, 2562, 46)),
            )
        ),
        tags=("farm",),
    ),
    # An update that the catalogue has not heard of.
    ScriptedServer(
        "lab.contoso.example",
        CONTOSO,
        _exchange("CONTOSO-LAB", "15.2.2562.60"),
        tags=("lab",),
    ),
    # 2016 with its last public update, out of support.
    ScriptedServer(
        "legacy.contoso.example",
        CONTOSO,
        _exchange("CONTOSO-EX16", "15.1.2507.61"),
        tags=("hybrid",),
        modern_tls=False,
    ),
    # 2019 with its last public update, out of support.
    ScriptedServer(
        "mail.northwind.example",
        NORTHWIND,
        _exchange("NWSRV02", "15.2.1748.39"),
        modern_tls=False,
    ),
    # 2013 with the last update there ever was.
    ScriptedServer(
        "branch.northwind.example",
        NORTHWIND,
        _exchange("NWSRV01", "15.0.1497.48", iis="8.5"),
        modern_tls=False,
    ),
    # Up to date, with a certificate that is about to end.
    ScriptedServer(
        "remote.northwind.example",
        NORTHWIND,
        _exchange("NWSRV03", "15.2.2562.56"),
        certificate=CertificatePlan(ends_in=timedelta(days=12, hours=6)),
    ),
    # Another maker's software.
    ScriptedServer("webmail.northwind.example", NORTHWIND, KerioSite("10.0.6")),
    # Behind, with a vulnerability that is being exploited.
    ScriptedServer(
        "mail.fabrikam.example",
        FABRIKAM,
        _exchange("FABLAW-MBX1", "15.2.2562.37"),
        tags=("hybrid",),
    ),
    # Up to date, with the certificate that setup made.
    ScriptedServer(
        "exchange.fabrikam.example",
        FABRIKAM,
        _exchange("FABLAW-MBX2", "15.2.2562.56"),
        certificate=CertificatePlan(
            names=("FABLAW-MBX2",),
            ends_in=timedelta(days=1200),
            runs=timedelta(days=1826),
            self_signed=True,
        ),
    ),
    # The version header has been removed: the sign-in page still shows the cumulative update.
    ScriptedServer(
        "owa.fabrikam.example",
        FABRIKAM,
        ExchangeSite(
            (FrontEnd("FABLAW-OLD", BuildNumber(15, 2, 1544, 36)),),
            shows_version=False,
            stamp=BuildNumber(15, 2, 1544, 4),
        ),
        tags=("proxy",),
        modern_tls=False,
    ),
    # A trap for attackers.
    ScriptedServer("test.fabrikam.example", FABRIKAM, ImitationSite("15.1.1466"), tags=("lab",)),
    # A proxy asks everybody to sign in: Exchange, and nothing more can be known.
    ScriptedServer("mail.adatum.example", ADATUM, GuardedSite("RATHAUS-EX1"), tags=("proxy",)),
    # A name of the town's own that leads to Microsoft's cloud.
    ScriptedServer(
        "schools.adatum.example",
        ADATUM,
        ExchangeOnlineSite("AM0PR05CA0071", "EURPRD05.PROD.OUTLOOK.COM"),
        certificate=CertificatePlan(names=("outlook.com", "*.outlook.com", "*.office365.com")),
    ),
    # 2010, whose web mail tells a build just below that of the update.
    ScriptedServer(
        "archive.adatum.example",
        ADATUM,
        Exchange2010Site(BuildNumber(14, 3, 439, 0)),
        modern_tls=False,
    ),
    # Switched off.
    ScriptedServer(
        "edge.adatum.example",
        ADATUM,
        _exchange("RATHAUS-EDGE", "15.2.2562.46"),
        tags=("edge",),
        reach=Reach.REFUSES,
    ),
    # Overloaded: it answers, and never gets to the end.
    ScriptedServer(
        "library.adatum.example",
        ADATUM,
        _exchange("BUECHEREI", "15.2.2562.46"),
        reach=Reach.TRICKLES,
    ),
)


class DemoFleet:
    """The fleet, listening on loopback until it is closed.

    The program's own probes check it. It is meant to be judged as on the catalogue's own date, so
    that what is up to date here stays so; only the certificates live in the present, since TLS
    compares them with the computer's clock.

    Attributes:
        servers: Each with the name its customer knows and its loopback address as the target.
        ca_file: The authority that signed their certificates, in PEM; nobody else trusts it.
        remotes: Where some of them can be signed in to, by their targets.
        credentials: As whom; the passwords are made at the start and known to nobody else.
        access: Both together, by server, as a run takes them.
        options: What fits the fleet: its authority, probes that show a farm and confirm a
            cumulative update, and no patience for the slow.
    """

    def __init__(
        self,
        endpoints: Endpoints,
        signed_in: SignedIn,
        folder: tempfile.TemporaryDirectory[str],
    ) -> None:
        self._endpoints = endpoints
        self._signed_in = signed_in
        self._folder = folder
        self.remotes: Mapping[Target, Remote] = signed_in.remotes
        self.credentials: Mapping[Target, Credential] = signed_in.credentials
        self.ca_file = _ca_file(Path(folder.name))
        self.servers = tuple(
            Server(target=target, name=script.host, group=script.customer, tags=script.tags)
            for script, target in zip(FLEET, endpoints.targets, strict=True)
        )
        self.access = {
            server: _access(server, self.remotes[server.target], credential)
            for server in self.servers
            if (credential := self.credentials.get(server.target)) is not None
        }
        self.options = ProbeOptions(
            extra=("exporttool", "farm"),
            timeout=2.0,
            deadline=15.0,
            ca_file=str(self.ca_file),
            pause=0.0,
        )

    @classmethod
    def start(cls, now: datetime, latency: float = 0.0) -> Self:
        """Open all servers of the fleet.

        Args:
            now: The present, UTC: certificates count from it.
            latency: Seconds before each answer.

        Raises:
            MissingError: The computer gives no loopback address or no temporary folder.
        """
        try:
            return cls(*_open(now, latency))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise MissingError("demo.no_address", reason=reason) from error

    def close(self) -> None:
        """Close all servers and forget their authority."""
        self._signed_in.close()
        self._endpoints.close()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _access(server: Server, remote: Remote, credential: Credential) -> Access:
    return Access(PlannedAccess(server, ChosenSignIn(credential.sign_in), remote), credential)


def _open(
    now: datetime, latency: float
) -> tuple[Endpoints, SignedIn, tempfile.TemporaryDirectory[str]]:
    with contextlib.ExitStack() as stack:
        folder = tempfile.TemporaryDirectory(prefix="exchpatch-demo-")
        stack.enter_context(folder)
        authority = Authority.create(now)
        _ca_file(Path(folder.name)).write_bytes(authority.pem)
        endpoints = Endpoints.open(FLEET, authority, Path(folder.name), latency)
        stack.callback(endpoints.close)
        signed_in = SignedIn()
        stack.callback(signed_in.close)
        # The facts are of the catalogue's own day, by which everything here is judged.
        day = min(now.date(), load_shipped().date)
        for script, target in zip(FLEET, endpoints.targets, strict=True):
            signed_in.add(script, target, authority, day, Path(folder.name), latency=latency)
        stack.pop_all()
    return endpoints, signed_in, folder


def _ca_file(folder: Path) -> Path:
    return folder / "authority.pem"
