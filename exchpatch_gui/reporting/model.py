# SPDX-License-Identifier: MIT
"""What a report says, already worded, dated and ordered: the one thing its outputs render."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exchpatch_gui.reporting.options import Logo


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
class Notice:
    """Something to know before reading on."""

    light: LightText
    text: str


@dataclass(frozen=True, slots=True)
class Counter:
    """How many servers show a light."""

    light: LightText
    count: int


@dataclass(frozen=True, slots=True)
class FirstThing:
    """One of the few things to do first, with the servers it concerns."""

    light: LightText
    title: str
    facts: str
    servers: str
    link: Link | None


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
    """One observation: how something is known."""

    what: str
    value: str
    source: str
    at: str
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
    vulnerabilities: tuple[Vulnerability, ...]
    other_vulnerabilities: tuple[VulnerabilityGroup, ...]
    findings: tuple[FindingEntry, ...]
    sightings: tuple[Sighting, ...]
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
    vulnerabilities: tuple[Vulnerability, ...]
    other_vulnerabilities: tuple[VulnerabilityGroup, ...]


@dataclass(frozen=True, slots=True)
class KnownVulnerability:
    """One vulnerability over all servers."""

    link: Link
    title: str
    score: str
    exploited: str
    servers: int


@dataclass(frozen=True, slots=True)
class PatchEvidence:
    """When an update came out and when it was first seen installed.

    Attributes:
        server: A server, or the plan that several servers share.
    """

    server: str
    update: str
    published: str
    first_seen: str
    days: str
    verdict: LightText
    meaning: str


@dataclass(frozen=True, slots=True)
class AcceptedRisk:
    """A finding somebody answers for."""

    server: str
    finding: str
    reason: str
    owner: str
    until: str


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Something that was not checked, with all servers it was not checked on."""

    what: str
    why: str
    needed: str
    servers: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A term or heading with its text."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportModel:
    """One report.

    Attributes:
        timestamp: When it was made, in seconds since 1970: outputs carry no other clock.
        about: Who and when: the lines below the title.
        verdict: One or two sentences on all servers.
        parts: The optional parts this report has: ``servers``, ``vulnerabilities``,
            ``evidence``, ``glossary``.
        sha256: Of the result document.
        labels: The fixed texts of the page, by their ids.
    """

    language: str
    paper: str
    timestamp: int
    title: str
    customer: str
    about: tuple[Entry, ...]
    report_id: str
    sha256: str
    logo: Logo | None
    parts: tuple[str, ...]
    light: LightText
    verdict: str
    counters: tuple[Counter, ...]
    notices: tuple[Notice, ...]
    first_things: tuple[FirstThing, ...]
    servers: tuple[ServerReport, ...]
    plans: tuple[Plan, ...]
    vulnerabilities: tuple[KnownVulnerability, ...]
    evidence: tuple[PatchEvidence, ...]
    accepted: tuple[AcceptedRisk, ...]
    not_checked: tuple[NotChecked, ...]
    method: tuple[Entry, ...]
    sources: tuple[str, ...]
    glossary: tuple[Entry, ...]
    labels: Mapping[str, str]
