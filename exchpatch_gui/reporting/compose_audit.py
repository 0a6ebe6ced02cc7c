# SPDX-License-Identifier: MIT
"""What an auditor asks for: patch dates, accepted risks, and what was not checked and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import CveResult
from exchpatch_gui.reporting import facts, unmade
from exchpatch_gui.reporting.model import (
    AcceptedRisk,
    NotChecked,
    PatchEvidence,
)
from exchpatch_gui.reporting.model_server import (
    LightText,
    ServerReport,
)
from exchpatch_gui.reporting.sentences import Sentences


@dataclass(frozen=True, slots=True)
class _Fix:
    """An update that closes open holes of one server."""

    build: BuildNumber
    published: date
    holes: tuple[CveResult, ...]


@dataclass(frozen=True, slots=True)
class _Timing:
    """How fast an update came onto a server.

    Attributes:
        first_seen: None if it isn't installed, or was never seen before this run.
        days: None if it can't be told.
    """

    published: date
    first_seen: date | None
    days: int | None
    light: TrafficLight


class AuditComposer:
    """Words the parts of a report that go over all servers.

    Args:
        sentences: The language.
        catalogue: Knows when an update was published; None if there is none.
        day: The judging day.
    """

    def __init__(self, sentences: Sentences, catalogue: Catalogue | None, day: date) -> None:
        self._sentences = sentences
        self._catalogue = catalogue
        self._day = day

    def patch_evidence(
        self, results: Sequence[ServerResult], servers: Sequence[ServerReport]
    ) -> tuple[PatchEvidence, ...]:
        """Give for each server the installed update, then the missing ones, oldest first.

        What is missing on the servers of one plan is the same and told once.

        Args:
            results: In the order of the report.
            servers: The same servers as the report tells them.
        """
        rows: list[PatchEvidence] = []
        told: set[int] = set()
        for result, server in zip(results, servers, strict=True):
            rows.extend(self._installed(result))
            if server.plan not in told:
                rows.extend(self._missing(result, self._whose(server)))
            if server.plan:
                told.add(server.plan)
        return tuple(rows)

    def accepted(self, results: Sequence[ServerResult]) -> tuple[AcceptedRisk, ...]:
        """Give the findings somebody answers for."""
        return tuple(
            AcceptedRisk(
                server=clean(facts.name(result)),
                finding=self._sentences.finding(finding).title,
                reason=clean(finding.accepted.reason),
                owner=clean(finding.accepted.owner),
                until=self._sentences.value(finding.accepted.until),
            )
            for result in results
            for finding in result.findings
            if finding.accepted is not None
        )

    def not_checked(self, results: Sequence[ServerResult]) -> tuple[NotChecked, ...]:
        """Give each gap once with all its servers; those of most servers come first."""
        gaps: dict[tuple[str, str, str], list[str]] = {}
        for result in results:
            for gap in dict.fromkeys(self._gaps(result)):
                gaps.setdefault(gap, []).append(clean(facts.name(result)))
        ordered = sorted(gaps.items(), key=lambda item: -len(item[1]))
        return tuple(
            NotChecked(
                what, why, needed, facts.named_servers(servers, len(results), self._sentences)
            )
            for (what, why, needed), servers in ordered
        )

    def _gaps(self, result: ServerResult) -> Iterator[tuple[str, str, str]]:
        for failure in result.failures:
            why = self._sentences.failure(failure)
            yield self._sentences.word("probe", failure.probe), why.message, why.hint
        for finding in facts.told_findings(result):
            # A failure says better why nothing is known of a server.
            is_told = bool(result.failures) and finding.id == "identity.verdict"
            if finding.id == "coverage.sign_in" or (
                finding.light is TrafficLight.GREY and not is_told and not unmade.is_unmade(finding)
            ):
                text = self._sentences.finding(finding)
                yield text.title, text.detail, text.remedy
        for group in unmade.grouped(result.findings):
            text = unmade.told(group, self._sentences)
            yield text.title, text.detail, text.remedy

    def _whose(self, server: ServerReport) -> str:
        if not server.plan:
            return server.name
        return self._sentences.text("report.plan_servers", {"number": server.plan})

    def _missing(self, result: ServerResult, whose: str) -> Iterator[PatchEvidence]:
        for fix in _fixes(result):
            exploited = sum(hole.known_exploited for hole in fix.holes)
            kind = "exploited" if exploited else "holes"
            params = {"count": len(fix.holes), "exploited": exploited}
            days = (self._day - fix.published).days
            timing = _Timing(fix.published, None, days, _within_target(days, TrafficLight.INFO))
            meaning = self._sentences.text(f"report.evidence_{kind}", params)
            yield self._row(whose, fix.build, timing, meaning)

    def _installed(self, result: ServerResult) -> Iterator[PatchEvidence]:
        build = result.identity.judged
        update = facts.find_update(build, self._catalogue) if build else None
        if build is None or update is None:
            return
        seen = result.first_seen
        days = (seen - update.released).days if seen else None
        timing = _Timing(update.released, seen, days, _within_target(days, TrafficLight.GREEN))
        meaning = self._sentences.text("report.installed")
        yield self._row(clean(facts.name(result)), build, timing, meaning)

    def _row(self, whose: str, build: BuildNumber, timing: _Timing, meaning: str) -> PatchEvidence:
        say = self._sentences
        pending = timing.first_seen is None and timing.days is not None
        seen = say.text("report.not_installed") if pending else say.value(timing.first_seen)
        return PatchEvidence(
            server=whose,
            update=facts.update_name(build, self._catalogue),
            published=say.value(timing.published),
            first_seen=seen,
            days=say.value(timing.days),
            verdict=LightText(timing.light.value, say.text(f"report.target.{timing.light}")),
            meaning=meaning,
        )


def _within_target(days: int | None, in_time: TrafficLight) -> TrafficLight:
    if days is None:
        return TrafficLight.GREY
    return in_time if days <= facts.EXPOSURE_TARGET_DAYS else TrafficLight.RED


def _fixes(result: ServerResult) -> list[_Fix]:
    """Group the open holes of a server by the update that closes them, the oldest first."""
    groups: dict[BuildNumber, list[CveResult]] = {}
    for hole in facts.open_cves(result):
        if hole.fixed_in is not None and hole.since is not None:
            groups.setdefault(hole.fixed_in, []).append(hole)
    fixes = [
        _Fix(build, min(hole.since for hole in holes if hole.since), tuple(holes))
        for build, holes in groups.items()
    ]
    return sorted(fixes, key=lambda fix: (fix.published, fix.build))
