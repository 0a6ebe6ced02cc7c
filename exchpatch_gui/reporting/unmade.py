# SPDX-License-Identifier: MIT
"""Checks that could not be made, told once for all that failed for the same reason."""

from collections.abc import Iterable
from typing import NamedTuple

from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.verdicts import NOT_COLLECTED, Finding
from exchpatch_gui.reporting import facts
from exchpatch_gui.reporting.sentences import FindingText, Sentences

_MOST_SECTIONS = 6


class Unmade(NamedTuple):
    """Checks of one server that lack their facts for one reason.

    Attributes:
        status: Why, such as ``access_denied``.
        findings: One for each check.
    """

    status: str
    findings: tuple[Finding, ...]


def is_unmade(finding: Finding) -> bool:
    """Tell whether a check lacked its facts, and nobody answers for that."""
    return finding.variant == NOT_COLLECTED and finding.accepted is None


def grouped(findings: Iterable[Finding]) -> tuple[Unmade, ...]:
    """Put what was not made together by reason, the most first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in filter(is_unmade, findings):
        reason = finding.details["status"], finding.details["reason"]
        groups.setdefault((str(reason[0]), str(reason[1])), []).append(finding)
    found = [Unmade(status, tuple(some)) for (status, _), some in groups.items()]
    return tuple(sorted(found, key=lambda one: -len(one.findings)))


def told(group: Unmade, sentences: Sentences) -> FindingText:
    """Say which checks these are, why they were not made, and what helps."""
    first, *others = group.findings
    if not others:
        return sentences.finding(first)
    names = [sentences.text(f"check.{one.id}") for one in group.findings]
    sections = dict.fromkeys(str(one.details["section"]) for one in group.findings)
    params: Params = {
        "count": len(group.findings),
        "checks": facts.dotted(*dict.fromkeys(names)),
        "section": _listed([one for one in sections if one], sentences),
        "reason": first.details["reason"],
    }
    why = sentences.text(f"{first.key}.detail", params)
    return FindingText(
        title=sentences.text("report.unmade.title", params),
        detail=sentences.text("report.unmade.detail", {**params, "why": why}),
        remedy=sentences.text(f"{first.key}.remedy", params),
    )


def _listed(sections: list[str], sentences: Sentences) -> str:
    shown, more = ", ".join(sections[:_MOST_SECTIONS]), len(sections) - _MOST_SECTIONS
    if more <= 0:
        return shown
    return sentences.text("report.and_more", {"listed": shown, "count": more})
