# SPDX-License-Identifier: MIT
"""The few things to do first over all servers, for the person who has little time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import Step
from exchpatch_gui.reporting import facts
from exchpatch_gui.reporting.model import FirstThing, LightText, Link
from exchpatch_gui.reporting.sentences import Sentences

MOST = 5
NAMED_SERVERS = 6
# What these areas find is mended by the steps of the way forward.
_COVERED_BY_STEPS = frozenset({"build", "cve", "support", "exposure", "identity"})
_WORTH_DOING = frozenset({TrafficLight.RED, TrafficLight.YELLOW})


@dataclass(frozen=True, slots=True)
class _Proposal:
    """One thing to do on one server; equal texts on several servers are one thing."""

    light: TrafficLight
    title: str
    facts: str = ""
    link: Link | None = None
    exploited: int = 0


@dataclass(slots=True)
class _Weight:
    light: TrafficLight
    exploited: int = 0
    servers: list[str] = field(default_factory=list)


def first_things(results: Sequence[ServerResult], sentences: Sentences) -> tuple[FirstThing, ...]:
    """Choose at most five: the worst light first, then exploited holes, then many servers."""
    weights: dict[tuple[str, str, Link | None], _Weight] = {}
    for result in results:
        for proposal in _proposals(result, sentences):
            key = (proposal.title, proposal.facts, proposal.link)
            weight = weights.setdefault(key, _Weight(proposal.light))
            weight.light = min(weight.light, proposal.light, key=facts.light_rank)
            weight.exploited += proposal.exploited
            weight.servers.append(clean(facts.name(result)))
    ranked = sorted(weights.items(), key=lambda item: _rank(item[1]))
    return tuple(
        FirstThing(
            light=LightText(weight.light.value, sentences.word("light", weight.light)),
            title=title,
            facts=about,
            servers=named_servers(weight.servers, sentences),
            link=link,
        )
        for (title, about, link), weight in ranked[:MOST]
    )


def named_servers(names: Sequence[str], sentences: Sentences) -> str:
    """List server names, and after a few only how many more there are."""
    listed = ", ".join(names[:NAMED_SERVERS])
    if len(names) <= NAMED_SERVERS:
        return listed
    return sentences.text(
        "report.and_more", {"listed": listed, "count": len(names) - NAMED_SERVERS}
    )


def step_link(step: Step, sentences: Sentences) -> Link | None:
    """Give a step's best link."""
    url = facts.web_address(step.url)
    return Link(sentences.word("url", step.url_kind), url) if url else None


def _proposals(result: ServerResult, sentences: Sentences) -> Iterator[_Proposal]:
    if result.light not in _WORTH_DOING:
        yield from _find_out(result, sentences)
        return
    step = None if result.advice.reached else facts.main_step(result)
    if step is not None:
        about, link = facts.step_facts(step, sentences), step_link(step, sentences)
        exploited = len(facts.exploited_open(result))
        yield _Proposal(result.light, sentences.say(step.title), about, link, exploited)
    for finding in facts.told_findings(result):
        covered = step is not None and finding.id.partition(".")[0] in _COVERED_BY_STEPS
        if finding.light in _WORTH_DOING and not covered and finding.accepted is None:
            text = sentences.finding(finding)
            yield _Proposal(finding.light, text.remedy)


def _find_out(result: ServerResult, sentences: Sentences) -> Iterator[_Proposal]:
    """Propose to look into a server whose state is unknown because it could not be asked."""
    if result.light is TrafficLight.GREY and result.failures and not result.identity.build:
        yield _Proposal(TrafficLight.GREY, sentences.failure(result.failures[0]).hint)


def _rank(weight: _Weight) -> tuple[int, int, int]:
    return facts.light_rank(weight.light), -weight.exploited, -len(weight.servers)
