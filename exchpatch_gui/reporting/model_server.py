# SPDX-License-Identifier: MIT
"""What a report says of one server, or of servers in the same state: worded and ordered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LightText:
    """A light as shape and word.

    Attributes:
        key: ``red``, ``yellow``, ``grey``, ``green`` or ``info``: selects the shape.
    """

    key: str
    word: str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a web address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class StepText:
    """One step of a server's way forward.

    Attributes:
        facts: Package, duration and restart in one line.
        closes: What it closes, or empty.
        links: The best one first.
    """

    order: int
    title: str
    note: str
    facts: str
    closes: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """One vulnerability on one server, told in full."""

    link: Link
    name: str
    state: str
    exploited: str
    fixed_in: str
    score: str


@dataclass(frozen=True, slots=True)
class VulnerabilityGroup:
    """Vulnerabilities that one update closes, or that share a state: only their ids."""

    title: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """One judgement.

    Attributes:
        accepted: Who answers for it until when, or empty.
    """

    light: LightText
    id: str
    title: str
    detail: str
    remedy: str
    accepted: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing that was seen: how something is known.

    Attributes:
        source: All that showed it, in one line.
    """

    what: str
    value: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was not checked."""

    what: str
    why: str
    needed: str


@dataclass(frozen=True, slots=True)
class ServerReport:
    """All that the report says of one server.

    Attributes:
        number: From 1, the worst server first.
        target: Host and port, or empty for a build that was looked up.
        exploited: How many exploited holes are open; text, because it may be unknown.
        exposure: Days the oldest hole has stood open, or ``–``.
        late: Whether that is over the target.
        certificate: When its first certificate ends, or ``–``.
        identity: Product, build and how surely that is known, in one line.
        compact: True where only the essence is told because there are many servers.
        plan: Where many servers share their steps and vulnerabilities, the number of the plan
            that tells them; else 0.
        steps: The way forward.
        settings: What to check beside it, in one line.
        findings: What is to be done or to be known.
        fine: What is in order, in one line.
        noted: What is neither, in one line.
        seen_at: When the sightings were made.
        connections: What each connection and its certificate showed, a line each.
    """

    number: int
    name: str
    target: str
    group: str
    light: LightText
    headline: str
    installed: str
    installed_build: str
    needed: str
    needed_build: str
    exploited: str
    exposure: str
    late: bool
    certificate: str
    identity: str
    support: str
    notes: tuple[str, ...]
    compact: bool
    plan: int
    steps: tuple[StepText, ...]
    settings: str
    vulnerabilities: tuple[Vulnerability, ...]
    other_vulnerabilities: tuple[VulnerabilityGroup, ...]
    findings: tuple[FindingEntry, ...]
    fine: str
    noted: str
    seen_at: str
    sightings: tuple[Sighting, ...]
    connections: tuple[str, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What servers in the same state have in common: what to do and what is open.

    Attributes:
        title: From where to where.
        servers: How many servers it is for.
    """

    number: int
    title: str
    servers: str
    steps: tuple[StepText, ...]
    settings: str
    vulnerabilities: tuple[Vulnerability, ...]
    other_vulnerabilities: tuple[VulnerabilityGroup, ...]
