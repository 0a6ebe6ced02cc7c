# SPDX-License-Identifier: MIT
"""The steps of servers: the way forward of each, and the settings to check told once for all."""

from __future__ import annotations

from collections.abc import Sequence

from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import Step
from exchpatch_gui.reporting import facts
from exchpatch_gui.reporting.model import Setting
from exchpatch_gui.reporting.model_server import (
    Link,
    StepText,
)
from exchpatch_gui.reporting.sentences import Sentences

_NAMED_VULNERABILITIES = 3


def way(result: ServerResult, sentences: Sentences) -> tuple[StepText, ...]:
    """Word the way forward of one server."""
    return tuple(_step(one, sentences) for one in facts.way(result))


def settings_named(result: ServerResult, sentences: Sentences) -> str:
    """Name the settings to check on one server in one line."""
    return facts.dotted(*(facts.setting_name(one, sentences) for one in facts.settings(result)))


def settings_told(results: Sequence[ServerResult], sentences: Sentences) -> tuple[Setting, ...]:
    """Tell how to check each setting, once for all servers that need it."""
    by_name: dict[str, tuple[Step, list[str]]] = {}
    for result in results:
        for step in facts.settings(result):
            servers = by_name.setdefault(facts.setting_name(step, sentences), (step, []))[1]
            servers.append(clean(facts.name(result)))
    return tuple(
        Setting(
            title=sentences.say(step.title),
            note=sentences.say(step.note) if step.note else "",
            closes=", ".join(clean(cve) for cve in step.closes),
            servers=facts.named_servers(servers, len(results), sentences),
            link=best_link(step, sentences),
        )
        for step, servers in by_name.values()
    )


def best_link(step: Step, sentences: Sentences) -> Link | None:
    """Give a step's best link."""
    url = facts.web_address(step.url)
    return Link(sentences.word("url", step.url_kind), url) if url else None


def _step(told: facts.WayStep, sentences: Sentences) -> StepText:
    step = told.step
    links = [best_link(step, sentences)] if told.url else []
    article = facts.web_address(step.article)
    if article and article != step.url:
        links.append(Link(sentences.word("url", "article"), article))
    return StepText(
        order=told.order,
        title=sentences.say(step.title),
        note=sentences.say(told.note) if told.note else "",
        facts=facts.step_facts(step, sentences),
        closes=_closes(step.closes, sentences),
        links=tuple(link for link in links if link is not None),
    )


def _closes(closed: tuple[str, ...], sentences: Sentences) -> str:
    if not closed:
        return ""
    listed = ", ".join(clean(cve) for cve in closed[:_NAMED_VULNERABILITIES])
    few = len(closed) <= _NAMED_VULNERABILITIES
    key = "report.closes" if few else "report.closes_many"
    return sentences.text(key, {"listed": listed, "count": len(closed)})
