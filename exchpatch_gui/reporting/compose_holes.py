# SPDX-License-Identifier: MIT
"""The vulnerabilities of one server: what attackers use in full, the rest by what closes it."""

from __future__ import annotations

from collections.abc import Iterable

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import CveReason, CveResult, CveState
from exchpatch_gui.reporting import facts
from exchpatch_gui.reporting.model_server import (
    Link,
    Vulnerability,
    VulnerabilityGroup,
)
from exchpatch_gui.reporting.sentences import Sentences

# For the other reasons the state says it all.
_TELLING_REASONS = frozenset(CveReason) - {
    CveReason.BUILD,
    CveReason.CANDIDATES,
    CveReason.ACTION,
}
_ATTACKABLE = frozenset({CveState.OPEN, CveState.POSSIBLE, CveState.MITIGATED})
# The worst state of exploited holes that are not certainly open is the one to count.
_WORST_UNSETTLED = (CveState.POSSIBLE, CveState.MITIGATED)
_UNKNOWN = "–"

Told = tuple[tuple[Vulnerability, ...], tuple[VulnerabilityGroup, ...]]


class HoleComposer:
    """Words the vulnerabilities of single servers; the same list is worded once.

    Args:
        sentences: The language.
        catalogue: Gives the fixing updates their names; without it builds stand for them.
    """

    def __init__(self, sentences: Sentences, catalogue: Catalogue | None) -> None:
        self._sentences = sentences
        self._catalogue = catalogue
        self._worded: dict[tuple[tuple[CveResult, ...], frozenset[str]], Told] = {}

    def vulnerabilities(self, result: ServerResult) -> Told:
        """Give those told in full and the groups of the others."""
        by_setting = frozenset(cve for one in facts.settings(result) for cve in one.closes)
        key = result.cves, by_setting
        if key not in self._worded:
            full = tuple(self._vulnerability(one) for one in _told_in_full(result))
            self._worded[key] = full, tuple(self._groups(result, by_setting))
        return self._worded[key]

    def exploited(self, result: ServerResult) -> str:
        """Count the exploited holes that are open, or say that it can't be known.

        What only waits for a setting to be verified is not open; a hole that was never examined
        is not counted as closed.
        """
        if not facts.holes_are_known(result):
            return _UNKNOWN
        if certain := len(facts.exploited_open(result)):
            return str(certain)
        states = [cve.state for cve in facts.unsettled_cves(result) if cve.known_exploited]
        for state in _WORST_UNSETTLED:
            if state in states:
                word = self._sentences.word("unsettled", state)
                return self._sentences.text(
                    "report.exploited_unsettled", {"count": states.count(state), "state": word}
                )
        return _UNKNOWN if CveState.UNKNOWN in states else "0"

    def _vulnerability(self, cve: CveResult) -> Vulnerability:
        say = self._sentences
        return Vulnerability(
            link=Link(clean(cve.id), facts.vulnerability_page(clean(cve.id))),
            name=clean(cve.name),
            state=facts.dotted(say.word("cve", cve.state), self._reason(cve)),
            exploited=say.value(cve.exploited_since),
            fixed_in=self._fix(cve),
            score=say.value(cve.cvss),
        )

    def _reason(self, cve: CveResult) -> str:
        telling = cve.reason in _TELLING_REASONS
        return self._sentences.word("reason", cve.reason) if telling else ""

    def _fix(self, cve: CveResult) -> str:
        if cve.fixed_in is None:
            return _UNKNOWN
        return facts.update_name(cve.fixed_in, self._catalogue)

    def _groups(
        self, result: ServerResult, by_setting: frozenset[str]
    ) -> Iterable[VulnerabilityGroup]:
        """Put what isn't told in full into groups: by the update that closes it, by state.

        What only waits for a setting is told with the setting.
        """
        groups: dict[str, list[str]] = {}
        full = {cve.id for cve in _told_in_full(result)}
        rest = [*facts.open_cves(result), *facts.unsettled_cves(result)]
        for cve in sorted(rest, key=_group_order):
            waits = cve.state is CveState.CONFIGURATION_MISSING and cve.id in by_setting
            if cve.id not in full and not waits:
                groups.setdefault(self._group_title(cve), []).append(clean(cve.id))
        for title, ids in groups.items():
            counted = self._sentences.text("report.group_size", {"title": title, "count": len(ids)})
            yield VulnerabilityGroup(counted[:1].upper() + counted[1:], tuple(ids))

    def _group_title(self, cve: CveResult) -> str:
        say = self._sentences
        state = say.word("cve", cve.state)
        if cve.state is CveState.OPEN and cve.fixed_in is not None:
            return say.text("report.closed_by", {"state": state, "update": self._fix(cve)})
        reason = self._reason(cve)
        if cve.state is CveState.OPEN:
            return facts.dotted(state, reason or say.text("report.no_fix"))
        used = cve.state is CveState.UNKNOWN and cve.known_exploited
        return facts.dotted(state, reason, say.text("report.used_elsewhere") if used else "")


def _told_in_full(result: ServerResult) -> list[CveResult]:
    """Choose what attackers use and what is open or may be."""
    candidates = [*facts.open_cves(result), *facts.unsettled_cves(result)]
    return [cve for cve in candidates if cve.known_exploited and cve.state in _ATTACKABLE]


def _group_order(cve: CveResult) -> tuple[int, bool, tuple[int, ...], str]:
    unknown_and_unused = cve.state is CveState.UNKNOWN and not cve.known_exploited
    build = tuple(cve.fixed_in) if cve.fixed_in else ()
    return tuple(CveState).index(cve.state), unknown_and_unused, build, cve.id
