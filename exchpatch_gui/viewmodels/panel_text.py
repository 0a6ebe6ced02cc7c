# SPDX-License-Identifier: MIT
"""What the panel says as plain text, for a ticket or a mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.storage.records import HistoryEntry
from exchpatch_gui.viewmodels.panel_areas import TO_DO, areas
from exchpatch_gui.viewmodels.panel_content import PanelComposer
from exchpatch_gui.viewmodels.panel_evidence import not_checked
from exchpatch_gui.viewmodels.panel_facts import facts_line
from exchpatch_gui.viewmodels.panel_holes import UpdateAt, holes, is_listed
from exchpatch_gui.viewmodels.panel_steps import TodoStep, what_to_do


def as_text(
    server: Server,
    result: ServerResult,
    history: Sequence[HistoryEntry],
    composer: PanelComposer,
    update_at: UpdateAt,
) -> str:
    """Give state, steps, findings that are not in order, open vulnerabilities and gaps."""
    say = composer.sentences
    header = composer.header(server, result)
    verdict = composer.verdict(result, history)
    lines = [header.name, *header.lines, composer.checked(result)]
    lines += [*filter(None, (facts_line(result, composer),)), ""]
    state = composer.text("area.line", {"area": verdict.word, "summary": verdict.sentence})
    lines += [state, *verdict.more]
    for section, told in (
        ("todo", _steps(result, composer)),
        ("why", _findings(result, composer)),
        ("holes", (hole.spoken for hole in holes(result, composer, update_at))),
        ("gaps", (say.labelled(gap.what, gap.why) for gap in not_checked(result, composer))),
    ):
        listed = [f"- {line}" for line in told]
        if listed:
            lines += ["", composer.text(f"section.{section}").upper(), *listed]
    return "\n".join(lines) + "\n"


def _steps(result: ServerResult, composer: PanelComposer) -> Iterator[str]:
    todo = what_to_do(result, composer)
    for step in (*todo.steps, *todo.settings):
        yield " · ".join(filter(None, (step.title, step.facts, _address(step))))


def _address(step: TodoStep) -> str:
    return step.open.url if step.open else ""


def _findings(result: ServerResult, composer: PanelComposer) -> Iterator[str]:
    for group in areas(result):
        for finding in group.findings:
            if finding.light in TO_DO and not is_listed(finding, result):
                card = composer.card(finding)
                yield " ".join(filter(None, (f"{card.spoken}.", card.detail, card.acknowledged)))
