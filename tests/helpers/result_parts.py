# SPDX-License-Identifier: MIT
"""The parts that sample results are made of: servers, findings, holes, identities."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Confidence, Kind, Observation
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision, Relation
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import NO_PARAMS, Message, Params
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.verdicts import (
    CveReason,
    CveResult,
    CveState,
    Finding,
    Support,
    SupportStatus,
)

NOW = datetime(2026, 8, 19, 8, 30, tzinfo=UTC)


def server(host: str, *, group: str = "Contoso GmbH", port: int = 443) -> Server:
    return Server(target=Target(host, port), name=host, group=group)


def finding(
    variant: str,
    light: TrafficLight,
    *,
    value: str = "",
    instance: str = "",
    details: Params = NO_PARAMS,
    links: tuple[str, ...] = (),
) -> Finding:
    """Make one of the sample findings by id and variant, such as ``tls.sample.modern``."""
    check_id, _, kind = variant.rpartition(".")
    return Finding(
        check_id, light, kind, instance, value, details, evidence=("obs-1",), links=links
    )


def observation(number: int, kind: Kind, value: str, source: str, method: str) -> Observation:
    return Observation(
        f"obs-{number}", kind, value, source, method, NOW + timedelta(seconds=number)
    )


def hole(
    cve_id: str,
    fixed_in: BuildNumber | None,
    since: date,
    *,
    state: CveState = CveState.OPEN,
    exploited: date | None = None,
) -> CveResult:
    """Make a vulnerability."""
    return CveResult(
        cve_id,
        state,
        reason=CveReason.BUILD,
        fixed_in=fixed_in,
        known_exploited=exploited is not None,
        exploited_since=exploited,
        title="Microsoft Exchange Server Elevation of Privilege Vulnerability",
        cvss=8.1,
        severity="Important",
        since=since,
    )


def exchange(product: str, cu: str, update: str, build: BuildNumber) -> Identity:
    """Make an identity that is known exactly."""
    return Identity(
        IdentityVerdict.EXCHANGE,
        product=product,
        cumulative_update=cu,
        update=update,
        build=str(build),
        judged=build,
        precision=Precision.FULL,
        relation=Relation.LISTED,
        candidates=(build,),
        confidence=Confidence.HIGH,
        evidence=("obs-1",),
    )


SUPPORTED = Support(
    SupportStatus.SUPPORTED,
    date(2035, 12, 31),
    None,
    Message("sample.supported", {"ends": date(2035, 12, 31)}),
)
ENDED = Support(
    SupportStatus.OUT_OF_SUPPORT,
    date(2025, 10, 14),
    date(2026, 10, 31),
    Message("sample.ended", {"ends": date(2025, 10, 14), "esu": date(2026, 10, 31)}),
)
UNKNOWN_SUPPORT = Support(SupportStatus.UNKNOWN, None, None, Message("sample.support-unknown"))
SERVICES_HIDDEN = finding("services.sample.hidden", TrafficLight.GREY)
