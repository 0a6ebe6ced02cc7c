# SPDX-License-Identifier: MIT
"""Observations as probes make them, in one line each."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from exchpatch_gui.domain.evidence import (
    Confidence,
    Failure,
    FailureKind,
    Kind,
    Observation,
    ProbeOutcome,
    ProbeStatus,
)

NOW = datetime(2026, 8, 19, 8, 30, tzinfo=UTC)
_numbers = itertools.count(1)


def seen(
    kind: Kind,
    value: str,
    *,
    method: str = "",
    confidence: Confidence = Confidence.HIGH,
    node: str = "",
) -> Observation:
    """Make one observation."""
    return Observation(
        f"obs-{next(_numbers)}", kind, value, "GET /owa/", method, NOW, confidence, node
    )


def header(value: str, node: str = "") -> Observation:
    """Make the version header."""
    return seen(Kind.BUILD, value, method="X-OWA-Version header", node=node)


def path(value: str) -> Observation:
    """Make the build in the paths of the sign-in page."""
    return seen(Kind.PATH_BUILD, value)


def manifest(value: str) -> Observation:
    """Make the build in the manifest."""
    return seen(Kind.MANIFEST_BUILD, value, confidence=Confidence.MEDIUM)


def front_end(name: str = "EX01") -> Observation:
    """Make the name of a front end."""
    return seen(Kind.FRONT_END, name, confidence=Confidence.CERTAIN, node=name)


def marker(name: str, confidence: Confidence = Confidence.HIGH) -> Observation:
    """Make a sign without a build."""
    return seen(Kind.MARKER, name, confidence=confidence)


def suspicion(name: str) -> Observation:
    """Make a sign that does not fit."""
    return seen(Kind.SUSPICION, name, method="headers")


def cloud(value: str, confidence: Confidence = Confidence.CERTAIN, method: str = "") -> Observation:
    """Make a sign of Exchange Online."""
    return seen(Kind.CLOUD, value, confidence=confidence, method=method)


def answered(*statuses: str) -> tuple[Observation, ...]:
    """Make the status lines of answers."""
    return tuple(seen(Kind.ANSWER, status) for status in statuses or ("200",))


def web(*observations: Observation) -> list[ProbeOutcome]:
    """Make the outcome of the web probe; something always answered."""
    return [ProbeOutcome("exchange-http", ProbeStatus.OK, (*answered(), *observations))]


def mail(*observations: Observation, probe: str = "smtp") -> list[ProbeOutcome]:
    """Make the outcome of a mail probe."""
    greeted = seen(Kind.MAIL_SERVICE, f"{probe} 220 mail")
    return [ProbeOutcome(probe, ProbeStatus.OK, (greeted, *observations))]


def silence(kind: FailureKind = FailureKind.TIMEOUT) -> list[ProbeOutcome]:
    """Make the outcome of a probe that nothing answered."""
    failure = Failure("exchange-http", kind, "connect")
    return [ProbeOutcome("exchange-http", ProbeStatus.FAILED, failures=(failure,))]


def only(outcomes: Iterable[ProbeOutcome], *kinds: Kind) -> list[ProbeOutcome]:
    """Leave out all observations of other kinds."""
    return [
        replace(one, observations=tuple(o for o in one.observations if o.kind in kinds))
        for one in outcomes
    ]
