# SPDX-License-Identifier: MIT
"""Makes results of checks the way the engine gives them: servers of fictional companies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from exchpatch_gui.domain.evidence import Confidence, Failure, FailureKind, Kind, Observation
from exchpatch_gui.domain.identity import Identity, Node
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision, Relation
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import CatalogueInfo, CheckRun, ServerResult, Trigger
from exchpatch_gui.domain.verdicts import (
    Advice,
    CveState,
    Exposure,
    Step,
    StepKind,
    UrlKind,
)
from tests.helpers.result_parts import (
    ENDED,
    NOW,
    SERVICES_HIDDEN,
    SUPPORTED,
    UNKNOWN_SUPPORT,
    exchange,
    finding,
    hole,
    observation,
    server,
)
from tests.helpers.result_texts import CU15_FAMILY, CU23_OCT, DAY, SE_AUG, SE_FEB, SE_JUN


def behind(host: str = "mail.contoso.example") -> ServerResult:
    """An SE server without six months of updates; one hole is exploited."""
    exploited = hole("CVE-2026-42897", SE_JUN, date(2026, 6, 9), exploited=date(2026, 5, 15))
    june = [hole(f"CVE-2026-4{number}", SE_JUN, date(2026, 6, 9)) for number in range(5510, 5532)]
    august = [hole(f"CVE-2026-5{number}", SE_AUG, date(2026, 8, 11)) for number in range(901, 921)]
    cves = (exploited, *june, *august)
    install = Step(
        1,
        StepKind.SECURITY_UPDATE,
        Message("sample.install", {"update": "SE RTM Aug26SU"}),
        note=Message("sample.run-elevated"),
        kb="KB5121573",
        url="https://www.microsoft.com/download/details.aspx?id=108690",
        url_kind=UrlKind.DOWNLOAD,
        article="https://support.microsoft.com/help/5121573",
        build=SE_AUG,
        reboot=True,
        minutes=25,
        closes=tuple(cve.id for cve in cves),
    )
    verify = Step(2, StepKind.VERIFY, Message("sample.verify"), minutes=10)
    return ServerResult(
        server=server(host),
        at=NOW,
        light=TrafficLight.RED,
        headline=Message("sample.exploited", {"first": "CVE-2026-42897"}),
        identity=exchange("SE", "RTM", "Feb26SU", SE_FEB),
        support=SUPPORTED,
        cves=cves,
        advice=Advice(SE_AUG, steps=(install, verify)),
        findings=(
            finding(
                "build.sample_behind.missing",
                TrafficLight.RED,
                value="15.2.2562.37",
                details={"count": 3, "newest": "Aug26SU", "released": date(2026, 8, 11)},
                links=("https://learn.microsoft.com/exchange/new-features/updates",),
            ),
            SERVICES_HIDDEN,
            finding("tls.sample.modern", TrafficLight.GREEN, value="TLSv1.3"),
            finding("gateway.sample.some", TrafficLight.INFO, value="Cloudflare"),
        ),
        observations=_seen(str(SE_FEB), host, "2027-03-14T12:00:00+00:00"),
        failures=(),
        exposure=Exposure(date(2026, 6, 9), DAY, 71),
        first_seen=date(2026, 2, 20),
    )


def _seen(build: str, host: str, certificate_ends: str) -> tuple[Observation, ...]:
    page, handshake = "GET /owa/auth/logon.aspx", "TLS handshake"
    return (
        observation(1, Kind.BUILD, build, "GET /EWS/Exchange.asmx", "X-OWA-Version header"),
        observation(2, Kind.PATH_BUILD, build.rpartition(".")[0], page, "paths of the page"),
        observation(3, Kind.FRONT_END, "EX01", page, "X-FEServer header"),
        observation(4, Kind.TLS_PROTOCOL, "TLSv1.3", handshake, "agreed version"),
        observation(5, Kind.CERT_TRUST, "trusted", handshake, "system's store"),
        observation(6, Kind.CERT_NAMES, f"{host}, autodiscover.contoso.example", handshake, "SAN"),
        observation(7, Kind.CERT_ENDS, certificate_ends, handshake, "notAfter"),
    )


def unsupported(host: str = "ex01.northwind.example") -> ServerResult:
    """A 2016 server on its last public update."""
    cves = (
        hole("CVE-2026-42897", None, date(2026, 6, 9), exploited=date(2026, 5, 15)),
        *(hole(f"CVE-2026-4{number}", None, date(2026, 6, 9)) for number in range(5510, 5518)),
    )
    move = Step(
        1,
        StepKind.MIGRATE,
        Message("sample.move"),
        url="https://learn.microsoft.com/exchange/plan-and-deploy/deployment-ref/upgrade",
        url_kind=UrlKind.GUIDE,
        build=SE_AUG,
        reboot=True,
        minutes=480,
        closes=tuple(cve.id for cve in cves),
    )
    return replace(
        behind(host),
        server=server(host, group="Northwind Dental"),
        headline=Message("sample.unsupported", {"product": "2016", "ended": date(2025, 10, 14)}),
        identity=exchange("2016", "CU23", "Oct25SU", CU23_OCT),
        support=ENDED,
        cves=cves,
        advice=Advice(SE_AUG, steps=(move,)),
        findings=(
            finding(
                "build.sample_behind.missing",
                TrafficLight.RED,
                value=str(CU23_OCT),
                details={"count": 4, "newest": "Exchange Server SE"},
            ),
            SERVICES_HIDDEN,
        ),
        observations=_seen(str(CU23_OCT), host, "2026-12-01T12:00:00+00:00"),
        first_seen=None,
    )


def expiring(host: str = "ex2.fabrikam.example") -> ServerResult:
    """A server with every update and a certificate about to end."""
    ends = date(2026, 9, 11)
    return replace(
        current(host),
        server=server(host, group="Fabrikam Law"),
        light=TrafficLight.YELLOW,
        headline=Message("sample.expiring", {"count": 23}),
        findings=(
            finding(
                "cert.sample.ends",
                TrafficLight.YELLOW,
                value=ends.isoformat(),
                instance=host,
                details={"ends": ends},
            ),
            SERVICES_HIDDEN,
        ),
        observations=_seen(str(SE_AUG), host, "2026-09-11T12:00:00+00:00"),
    )


def silent(host: str = "edge1.fabrikam.example") -> ServerResult:
    """A server that does not answer."""
    params = {"host": host, "port": 443, "seconds": 10}
    return ServerResult(
        server=server(host, group="Fabrikam Law"),
        at=NOW,
        light=TrafficLight.GREY,
        headline=Message("sample.silent"),
        identity=Identity(IdentityVerdict.UNREACHABLE),
        support=UNKNOWN_SUPPORT,
        cves=(),
        advice=Advice(),
        findings=(),
        observations=(),
        failures=(Failure("exchange-http", FailureKind.TIMEOUT, "connect", params),),
    )


def level_only(host: str = "owa.adatum.example") -> ServerResult:
    """A 2019 server that shows only its cumulative update."""
    low, high = CU15_FAMILY
    return replace(
        behind(host),
        server=server(host, group="Town of Adatum"),
        headline=Message("sample.level"),
        identity=Identity(
            IdentityVerdict.EXCHANGE,
            product="2019",
            cumulative_update="CU15",
            build="15.2.1748",
            precision=Precision.CUMULATIVE_UPDATE,
            relation=Relation.LISTED,
            candidates=(low, high),
            confidence=Confidence.MEDIUM,
            nodes=(Node("EX01", "15.2.1748.10"), Node("EX02", "15.2.1748.26")),
            contradictions=(Message("sample.two-builds", {"low": str(low), "high": str(high)}),),
        ),
        support=ENDED,
        cves=(
            hole(
                "CVE-2026-42897",
                None,
                date(2026, 6, 9),
                state=CveState.POSSIBLE,
                exploited=date(2026, 5, 15),
            ),
        ),
        exposure=None,
        first_seen=None,
    )


def cloud(host: str = "outlook.adatum.example") -> ServerResult:
    """Exchange Online behind the name."""
    return replace(
        silent(host),
        server=server(host, group="Town of Adatum"),
        headline=Message("sample.cloud"),
        identity=Identity(IdentityVerdict.EXCHANGE_ONLINE, confidence=Confidence.CERTAIN),
        failures=(),
    )


def current(host: str = "mx.adatum.example") -> ServerResult:
    """A server with every update."""
    return replace(
        behind(host),
        server=server(host, group="Town of Adatum"),
        light=TrafficLight.GREEN,
        headline=Message("sample.green", {"date": DAY}),
        identity=exchange("SE", "RTM", "Aug26SU", SE_AUG),
        cves=(hole("CVE-2026-42897", SE_JUN, date(2026, 6, 9), state=CveState.FIXED),),
        advice=Advice(SE_AUG, reached=True),
        findings=(finding("tls.sample.modern", TrafficLight.GREEN, value="TLSv1.3"),),
        observations=_seen(str(SE_AUG), host, "2027-05-02T12:00:00+00:00"),
        exposure=None,
        first_seen=date(2026, 8, 14),
    )


MAKERS = (behind, unsupported, expiring, silent, level_only, current, cloud, current)


def fleet(size: int) -> Iterator[ServerResult]:
    """Make servers in all states, each with a name of its own."""
    for number in range(size):
        yield MAKERS[number % len(MAKERS)](f"mail{number:03d}.contoso.example")


def run_of(*results: ServerResult, day: date = DAY, stale: bool = False) -> CheckRun:
    """Make a finished run."""
    return CheckRun(
        id="3f2a9c51d0b84e6f97a1",
        started=NOW,
        finished=NOW + timedelta(seconds=42),
        trigger=Trigger.CLI,
        app_version="0.1.0",
        day=day,
        catalogue=CatalogueInfo(DAY, 47 if stale else 0, "shipped", stale),
        results=results,
    )
