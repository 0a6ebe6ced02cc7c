# SPDX-License-Identifier: MIT
"""Tells what many servers have in common once, so that a report on very many stays readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exchpatch_gui.reporting import facts
from exchpatch_gui.reporting.model_server import (
    Plan,
    ServerReport,
    StepText,
    Vulnerability,
    VulnerabilityGroup,
)
from exchpatch_gui.reporting.sentences import Sentences


@dataclass(frozen=True, slots=True)
class _Common:
    """What makes two servers share a plan."""

    installed: str
    needed: str
    steps: tuple[StepText, ...]
    settings: str
    vulnerabilities: tuple[Vulnerability, ...]
    other_vulnerabilities: tuple[VulnerabilityGroup, ...]


def share_plans(
    servers: Sequence[ServerReport], sentences: Sentences
) -> tuple[tuple[ServerReport, ...], tuple[Plan, ...]]:
    """Take steps and vulnerabilities out of the servers into plans; plans keep their order."""
    numbers: dict[_Common, int] = {}
    counts: dict[int, int] = {}
    sharing = []
    for server in servers:
        common = _common(server)
        if not (common.steps or common.vulnerabilities or common.other_vulnerabilities):
            sharing.append(server)
            continue
        number = numbers.setdefault(common, len(numbers) + 1)
        counts[number] = counts.get(number, 0) + 1
        sharing.append(
            replace(
                server,
                plan=number,
                steps=(),
                settings="",
                vulnerabilities=(),
                other_vulnerabilities=(),
            )
        )
    plans = [
        Plan(
            number=number,
            title=sentences.text("report.plan", {"number": number, "way": _way(common)}),
            servers=sentences.text("report.about.scope", {"count": counts[number]}),
            steps=common.steps,
            settings=common.settings,
            vulnerabilities=common.vulnerabilities,
            other_vulnerabilities=common.other_vulnerabilities,
        )
        for common, number in numbers.items()
    ]
    return tuple(sharing), tuple(plans)


def _common(server: ServerReport) -> _Common:
    return _Common(
        facts.dotted(server.installed, server.installed_build),
        facts.dotted(server.needed, server.needed_build),
        server.steps,
        server.settings,
        server.vulnerabilities,
        server.other_vulnerabilities,
    )


def _way(common: _Common) -> str:
    return f"{common.installed} → {common.needed}"
