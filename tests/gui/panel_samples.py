# SPDX-License-Identifier: MIT
"""Results as the judge gives them, and the panel that shows them, for tests of the panel."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from exchpatch_gui import wording
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.domain.evidence import (
    Confidence,
    Failure,
    FailureKind,
    Kind,
    Observation,
    ProbeOutcome,
    ProbeStatus,
)
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.verdicts import Acceptance
from exchpatch_gui.engine.evaluate import Judge, NoMemory, Place
from exchpatch_gui.storage.records import HistoryEntry
from exchpatch_gui.viewmodels.panel_content import PanelComposer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

BEHIND = "15.2.2562.37"
"""SE RTM Feb26SU: a hole that attackers use is open."""
ENDED = "15.1.2507.61"
"""2016 CU23 Oct25SU: no longer supported, so there is a long way."""


@cache
def catalogue():
    return load_shipped()


@cache
def composer() -> PanelComposer:
    return PanelComposer(wording.load())


def day() -> date:
    return catalogue().date


def now() -> datetime:
    return datetime.combine(day(), time(9, 0), UTC)


def newest() -> str:
    """Give the newest build of the newest product."""
    return str(max(one.build for one in catalogue().updates))


@dataclass(frozen=True)
class Answering(NoMemory):
    """Remembers who answers for what."""

    answers: Mapping[Place, Acceptance] = field(default_factory=dict)

    def accepted(self, _server: Server) -> Mapping[Place, Acceptance]:
        return self.answers


def server(name: str = "mail.contoso.example", **changes) -> Server:
    values = {
        "target": Target(name, 443),
        "name": name,
        "id": 7,
        "group": "Contoso GmbH",
        "tags": ("hybrid",),
    }
    return Server(**values | changes)


def seen(number: int, kind: Kind, value: str, method: str, node: str = "EX01") -> Observation:
    source = "GET /owa/auth/logon.aspx"
    return Observation(f"obs-{number}", kind, value, source, method, now(), Confidence.HIGH, node)


def exchange(build: str, ends: date | None = None) -> list[ProbeOutcome]:
    """Make what the probes see of an Exchange server."""
    ends = ends or day() + timedelta(days=200)
    web = (
        seen(1, Kind.ANSWER, "200", "status line"),
        seen(2, Kind.BUILD, build, "X-OWA-Version header"),
        seen(3, Kind.FRONT_END, "EX01", "X-FEServer header"),
        seen(4, Kind.BUILD, build, "X-OWA-Version header"),
        seen(5, Kind.TLS_PROTOCOL, "TLSv1.3", "TLS handshake", ""),
        seen(6, Kind.TLS_CIPHER, "TLS_AES_256_GCM_SHA384", "TLS handshake", ""),
        seen(7, Kind.CERT_TRUST, "trusted", "TLS handshake", ""),
        seen(8, Kind.CERT_KEY, "RSA 2048", "TLS handshake", ""),
        seen(9, Kind.CERT_SIGNATURE, "sha256", "TLS handshake", ""),
        seen(10, Kind.CERT_ENDS, f"{ends.isoformat()}T12:00:00+00:00", "TLS handshake", ""),
    )
    return [ProbeOutcome("exchange-http", ProbeStatus.OK, web)]


def silence() -> list[ProbeOutcome]:
    params = {"where": "mail.contoso.example:443", "seconds": 10}
    failure = Failure("exchange-http", FailureKind.TIMEOUT, "connect", params)
    return [ProbeOutcome("exchange-http", ProbeStatus.FAILED, failures=(failure,))]


def cloud() -> list[ProbeOutcome]:
    target = "X-CalculatedFETarget: AM0PRCU001.internal.outlook.com"
    signs = (
        seen(1, Kind.ANSWER, "200", "status line", ""),
        seen(2, Kind.CLOUD, target, "X-CalculatedFETarget header", ""),
    )
    return [ProbeOutcome("exchange-http", ProbeStatus.OK, signs)]


def other_software(name: str = "Kerio Connect 10.0.6") -> list[ProbeOutcome]:
    signs = (
        seen(1, Kind.ANSWER, "404", "status line", ""),
        seen(2, Kind.OTHER_SOFTWARE, name, "Server header", ""),
    )
    return [ProbeOutcome("exchange-http", ProbeStatus.OK, signs)]


def judged(
    outcomes: Sequence[ProbeOutcome],
    one: Server | None = None,
    answers: Mapping[Place, Acceptance] | None = None,
) -> ServerResult:
    """Judge what was seen, as on the catalogue's own day."""
    judge = Judge(catalogue(), day(), Answering(answers or {}))
    return judge.judge(one or server(), outcomes, now())


def acceptance(reason: str = "The network is closed off.") -> Acceptance:
    return Acceptance(reason, "Head of IT", day() + timedelta(days=30), now())


def entry(days_ago: float, light: TrafficLight, build: str = BEHIND, **changes) -> HistoryEntry:
    """Make a line of the history."""
    values = {
        "id": 1,
        "server_id": 7,
        "run_id": "run",
        "at": now() - timedelta(days=days_ago),
        "light": light,
        "verdict": IdentityVerdict.EXCHANGE,
        "product": "SE",
        "cumulative_update": "RTM",
        "update": "Feb26SU",
        "build": build,
        "red_findings": 0,
        "yellow_findings": 0,
        "open_cves": 0,
        "exploited_cves": 0,
        "detailed": False,
    }
    return HistoryEntry(**values | changes)


def no_answer(days_ago: float) -> HistoryEntry:
    return entry(
        days_ago,
        TrafficLight.GREY,
        "",
        verdict=IdentityVerdict.UNREACHABLE,
        product="",
        cumulative_update="",
        update="",
    )
