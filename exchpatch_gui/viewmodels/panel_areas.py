# SPDX-License-Identifier: MIT
"""Puts the findings of a server into the areas that the panel shows, each with one light."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from exchpatch_gui.domain.lights import TrafficLight, fold
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import Finding

TO_DO = frozenset({TrafficLight.RED, TrafficLight.YELLOW})
"""The lights of findings that somebody has to do something about."""
_WORST_FIRST = tuple(TrafficLight)


class Area(StrEnum):
    """What findings are about, the most telling areas first."""

    SECURITY = "security"
    UPDATES = "updates"
    SUPPORT = "support"
    CERTIFICATES = "certificates"
    CONNECTION = "connection"
    SERVICES = "services"
    MAIL_FLOW = "mail-flow"
    PROTECTION = "protection"
    WEB_SERVER = "web-server"
    HYBRID = "hybrid"
    SETTINGS = "settings"
    WINDOWS = "windows"
    HARDWARE = "hardware"
    NETWORK = "network"
    IDENTITY = "identity"
    CATALOGUE = "catalogue"
    OTHER = "other"


_BY_SUBJECT = {
    Area.SECURITY: ("cve",),
    Area.UPDATES: ("build",),
    Area.CERTIFICATES: ("cert",),
    Area.CONNECTION: ("tls",),
    Area.SERVICES: ("svc", "server", "maint", "db"),
    Area.MAIL_FLOW: ("transport", "connector"),
    Area.PROTECTION: ("sec", "ep", "amsi", "eems", "fipfs"),
    Area.WEB_SERVER: ("iis", "ews"),
    Area.HYBRID: ("hybrid", "exo"),
    Area.SETTINGS: ("cfg", "override", "org", "ad", "feature", "flight", "pf", "sds"),
    Area.WINDOWS: ("os", "net"),
    Area.HARDWARE: ("hw",),
    Area.NETWORK: ("nic",),
    Area.IDENTITY: ("identity", "facts"),
    Area.CATALOGUE: ("catalogue",),
}
_AREAS = {subject: area for area, subjects in _BY_SUBJECT.items() for subject in subjects}
_BY_CHECK = {
    "build.end_of_life": Area.SUPPORT,
    "build.out_of_support_unpatched": Area.SUPPORT,
    "extra.copy_status": Area.SERVICES,
    "extra.db_backup_age": Area.SERVICES,
    "extra.db_mounted": Area.SERVICES,
    "extra.disk_free": Area.WINDOWS,
    "extra.os_patch_age": Area.WINDOWS,
    "extra.queue_length": Area.MAIL_FLOW,
    "extra.replication_health": Area.SERVICES,
    "extra.winrm_self": Area.PROTECTION,
}
"""Where what an id starts with doesn't tell the area."""
COVERAGE = "coverage"
"""The subject of what was left out: it stands with what was not checked, in no area."""


@dataclass(frozen=True, slots=True)
class AreaFindings:
    """The findings of one area, the worst first.

    Attributes:
        light: The worst of those that nobody has acknowledged.
    """

    area: Area
    light: TrafficLight
    findings: tuple[Finding, ...]

    @property
    def acknowledged(self) -> int:
        """How many somebody answers for."""
        return sum(one.accepted is not None for one in self.findings)


def subject_of(finding: Finding) -> str:
    """Give what a finding's id starts with."""
    return finding.id.partition(".")[0]


def area_of(finding: Finding) -> Area:
    """Give the area of a finding; checks that are not known yet have one too."""
    return _BY_CHECK.get(finding.id) or _AREAS.get(subject_of(finding), Area.OTHER)


def areas(result: ServerResult) -> tuple[AreaFindings, ...]:
    """Group what was found, the worst area first; what was not checked is ``gaps``."""
    groups: dict[Area, list[Finding]] = {}
    for finding in result.findings:
        if not _is_gap(finding):
            groups.setdefault(area_of(finding), []).append(finding)
    made = (AreaFindings(area, _light(found), _sorted(found)) for area, found in groups.items())
    places = tuple(Area)
    return tuple(sorted(made, key=lambda one: (_rank(one.light), places.index(one.area))))


def gaps(result: ServerResult) -> tuple[Finding, ...]:
    """Give the findings that say what was not checked."""
    return tuple(one for one in result.findings if _is_gap(one))


def is_standing(finding: Finding) -> bool:
    """Tell whether somebody has to do something about it and nobody answers for it."""
    return finding.light in TO_DO and finding.accepted is None


def _is_gap(finding: Finding) -> bool:
    return finding.light is TrafficLight.GREY or subject_of(finding) == COVERAGE


def _light(findings: Iterable[Finding]) -> TrafficLight:
    """Fold what stands; where all that judges is acknowledged, nothing is left to say."""
    lights = {one.light for one in findings if one.accepted is None} - {TrafficLight.INFO}
    return fold(lights) if lights else TrafficLight.INFO


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put acknowledged ones behind those that stand."""
    return tuple(sorted(findings, key=lambda one: (one.accepted is not None, _rank(one.light))))


def _rank(light: TrafficLight) -> int:
    return _WORST_FIRST.index(light)
