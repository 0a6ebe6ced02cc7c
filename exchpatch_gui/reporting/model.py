# SPDX-License-Identifier: MIT
"""What a report says, already worded, dated and ordered: the one thing its outputs render."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exchpatch_gui.reporting.model_server import LightText, Link, Plan, ServerReport
from exchpatch_gui.reporting.options import Logo


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
    """One of the few things to do first.

    Attributes:
        why: What happens otherwise.
        servers: Those it concerns, or empty where the title names them.
        facts: Package, duration and restart in one line, or empty.
    """

    light: LightText
    title: str
    why: str
    servers: str
    facts: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting nobody sees from outside: how to check it, told once for all servers.

    Attributes:
        closes: The vulnerabilities that depend on it.
    """

    title: str
    note: str
    closes: str
    servers: str
    link: Link | None


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
        parts: The optional parts this report has: ``servers``, ``settings``,
            ``vulnerabilities``, ``evidence``, ``sources``, ``glossary``.
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
    settings: tuple[Setting, ...]
    vulnerabilities: tuple[KnownVulnerability, ...]
    evidence: tuple[PatchEvidence, ...]
    accepted: tuple[AcceptedRisk, ...]
    not_checked: tuple[NotChecked, ...]
    method: tuple[Entry, ...]
    sources: tuple[str, ...]
    glossary: tuple[Entry, ...]
    labels: Mapping[str, str]
