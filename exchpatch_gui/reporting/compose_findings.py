# SPDX-License-Identifier: MIT
"""The findings of one server: what is to be done in full, what is fine in one line."""

from __future__ import annotations

from collections.abc import Iterable

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.reporting import facts, unmade
from exchpatch_gui.reporting.model_server import (
    FindingEntry,
    LightText,
    Link,
)
from exchpatch_gui.reporting.sentences import Sentences
from exchpatch_gui.reporting.unmade import Unmade

_LISTED = 30
_TO_DO = frozenset({TrafficLight.RED, TrafficLight.YELLOW})
# Other parts of the section tell these at length: support, steps, vulnerabilities.
_BRIEF = frozenset(
    {
        "build.end_of_life",
        "build.latest_su",
        "build.out_of_support_unpatched",
        "coverage.sign_in",
        "cve.summary",
        "cve.unknown",
    }
)
_TOLD_BY_IDENTITY = frozenset({"build.version", "identity.build_known"})
_TOLD_BY_SETTINGS = "cve.beyond_build"


class FindingComposer:
    """Words the findings of single servers.

    Args:
        sentences: The language.
        compact: Tell only what is to be done, by its title.
    """

    def __init__(self, sentences: Sentences, *, compact: bool) -> None:
        self._sentences = sentences
        self._compact = compact

    def entries(self, result: ServerResult) -> tuple[FindingEntry, ...]:
        """Give what deserves lines of its own; checks that were not made are told together."""
        told = [one for one in self._told(result) if self._has_lines(one)]
        made = [self._entry(one) for one in told if not unmade.is_unmade(one)]
        return (*made, *map(self._unmade, unmade.grouped(told)))

    def fine(self, result: ServerResult) -> str:
        """Name what is in order in one line."""
        return self._line(
            one
            for one in self._told(result)
            if one.light is TrafficLight.GREEN and not self._has_lines(one)
        )

    def noted(self, result: ServerResult) -> str:
        """Name in one line what is neither good nor bad and asks for nothing."""
        return self._line(
            one
            for one in self._told(result)
            if one.light is TrafficLight.INFO and not self._has_lines(one)
        )

    def _told(self, result: ServerResult) -> Iterable[Finding]:
        for finding in facts.told_findings(result):
            if (
                finding.accepted is not None
                or finding.light in _TO_DO
                or (not self._compact and not _is_told(finding, result))
            ):
                yield finding

    def _has_lines(self, finding: Finding) -> bool:
        if finding.accepted is not None:
            return True
        if finding.light is TrafficLight.INFO:
            return finding.id not in _BRIEF and bool(self._sentences.finding(finding).remedy)
        return finding.light is not TrafficLight.GREEN

    def _entry(self, finding: Finding) -> FindingEntry:
        text = self._sentences.finding(finding)
        brief = self._compact or (finding.id in _BRIEF and finding.accepted is None)
        urls = [url for link in finding.links if (url := facts.web_address(link))]
        accepted = finding.accepted
        return FindingEntry(
            light=LightText(finding.light.value, self._sentences.word("light", finding.light)),
            id=clean(facts.dotted(finding.id, finding.instance)),
            title=text.title,
            detail="" if brief else text.detail,
            remedy="" if brief else text.remedy,
            accepted=facts.accepted(accepted, self._sentences) if accepted else "",
            links=() if brief else tuple(Link(url, url) for url in urls),
        )

    def _unmade(self, group: Unmade) -> FindingEntry:
        text = unmade.told(group, self._sentences)
        grey = TrafficLight.GREY
        return FindingEntry(
            light=LightText(grey.value, self._sentences.word("light", grey)),
            id=group.findings[0].id if len(group.findings) == 1 else group.status,
            title=text.title,
            detail=text.detail,
            remedy=text.remedy,
            accepted="",
            links=(),
        )

    def _line(self, findings: Iterable[Finding]) -> str:
        titles = [self._sentences.finding(one).title.rstrip(".") for one in findings]
        listed = facts.dotted(*titles[:_LISTED])
        more = len(titles) - _LISTED
        if more <= 0:
            return listed
        return self._sentences.text("report.and_more", {"listed": listed, "count": more})


def _is_told(finding: Finding, result: ServerResult) -> bool:
    """Tell whether another part of the section says what isn't bad."""
    if finding.id == "identity.verdict":
        return bool(result.failures)
    if finding.id in _TOLD_BY_IDENTITY:
        return finding.light in {TrafficLight.GREEN, TrafficLight.INFO}
    if finding.id == _TOLD_BY_SETTINGS:
        return bool(facts.settings(result))
    return False
