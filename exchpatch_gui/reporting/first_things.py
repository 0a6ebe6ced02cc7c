# SPDX-License-Identifier: MIT
"""The few things to do first over all servers, for the person who has little time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import NO_PARAMS, Message, Params
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import CveState, Finding, Step, StepKind, SupportStatus
from exchpatch_gui.reporting import facts
from exchpatch_gui.reporting.compose_steps import best_link
from exchpatch_gui.reporting.model import FirstThing
from exchpatch_gui.reporting.model_server import (
    LightText,
    Link,
)
from exchpatch_gui.reporting.sentences import Sentences

MOST = 5
_NAMED_IN_TITLE = 2
_NAMED = 4
_WORTH_DOING = frozenset({TrafficLight.RED, TrafficLight.YELLOW})
_UPDATES = {"step.update": "report.first.update", "step.upgrade": "report.first.upgrade"}
_STAGES = frozenset({"step.new-server", "step.in-place"})


@dataclass(frozen=True, slots=True)
class _Action:
    """One thing to do; equal ones on several servers are one thing.

    Attributes:
        key: The sentence for it; it names the servers as ``{servers}``. Empty where a finding
            or failure brings its own words.
        params: The other placeholders, as pairs, so that actions can be compared.
        title: Those words.
        reason: Why, where the state of the servers doesn't say it.
    """

    key: str = ""
    params: tuple[tuple[str, str], ...] = ()
    title: str = ""
    reason: str = ""
    facts: str = ""
    link: Link | None = None


@dataclass(slots=True)
class _Case:
    """The servers that one thing is to be done on."""

    light: TrafficLight
    results: list[ServerResult] = field(default_factory=list)

    @property
    def exploited(self) -> int:
        return sum(len(facts.exploited_open(one)) for one in self.results)


def first_things(results: Sequence[ServerResult], sentences: Sentences) -> tuple[FirstThing, ...]:
    """Choose at most five: the worst light first, then exploited holes, then many servers."""
    cases: dict[_Action, _Case] = {}
    for result in results:
        for light, action in _actions(result, sentences):
            case = cases.setdefault(action, _Case(light))
            case.light = min(case.light, light, key=facts.light_rank)
            case.results.append(result)
    ranked = sorted(cases.items(), key=lambda item: _rank(item[1]))
    return tuple(_worded(action, case, len(results), sentences) for action, case in ranked[:MOST])


def _rank(case: _Case) -> tuple[int, int, int]:
    return facts.light_rank(case.light), -case.exploited, -len(case.results)


def _worded(action: _Action, case: _Case, total: int, sentences: Sentences) -> FirstThing:
    names = [clean(facts.name(one)) for one in case.results]
    params: Params = {**dict(action.params), "servers": _in_title(names, sentences)}
    named = bool(action.key) and len(names) <= _NAMED_IN_TITLE
    return FirstThing(
        light=LightText(case.light.value, sentences.word("light", case.light)),
        title=sentences.text(action.key, params) if action.key else action.title,
        why=action.reason or _reason(case.results, sentences),
        servers="" if named else facts.named_servers(names, total, sentences, most=_NAMED),
        facts=action.facts,
        link=action.link,
    )


def _in_title(names: Sequence[str], sentences: Sentences) -> str:
    if len(names) == 1:
        return names[0]
    key = "report.first.both" if len(names) == _NAMED_IN_TITLE else "report.first.several"
    return sentences.text(key, {"one": names[0], "other": names[1], "count": len(names)})


def _actions(result: ServerResult, sentences: Sentences) -> Iterator[tuple[TrafficLight, _Action]]:
    if result.light not in _WORTH_DOING:
        yield from _find_out(result, sentences)
        return
    step = facts.main_step(result)
    if step is not None:
        yield result.light, _step_action(result, step, sentences)
    for finding in facts.told_findings(result):
        if finding.light not in _WORTH_DOING or finding.accepted is not None:
            continue
        if not facts.is_mended_by_steps(finding, result):
            yield finding.light, _finding_action(finding, sentences)


def _finding_action(finding: Finding, sentences: Sentences) -> _Action:
    """Say what is to be done; what was found inside says so only beside what was found."""
    text = sentences.finding(finding)
    if not sentences.is_inside(finding):
        return _Action(title=text.remedy, reason=text.title)
    return _Action(title=text.title, reason=text.remedy)


def _find_out(result: ServerResult, sentences: Sentences) -> Iterator[tuple[TrafficLight, _Action]]:
    """Propose to look into a server whose state is unknown because it could not be asked."""
    if result.light is TrafficLight.GREY and result.failures and not result.identity.build:
        text = sentences.failure(result.failures[0])
        yield TrafficLight.GREY, _Action(title=text.hint, reason=text.message)


def _step_action(result: ServerResult, step: Step, sentences: Sentences) -> _Action:
    stages = _stages(result)
    if step.kind is StepKind.MIGRATE and stages:
        return _move(result.identity, stages)
    about, link = facts.step_facts(step, sentences), best_link(step, sentences)
    key = _UPDATES.get(step.title.key)
    if key is None:
        title = sentences.say(step.title)
        return _Action("report.first.other", (("action", title),), facts=about, link=link)
    update = str(step.title.params["update"])
    return _Action(key, (("update", update),), facts=about, link=link)


def _stages(result: ServerResult) -> list[Step]:
    """Give the steps that each bring another product."""
    return [one for one in result.advice.steps if one.title.key in _STAGES]


def _move(identity: Identity, stages: Sequence[Step]) -> _Action:
    """Say from where to where, and over which product if the way has two stages."""
    goals = [str(one.title.params["update"]).partition(" ")[0] for one in stages]
    params = (("product", identity.product), ("first", goals[0]), ("last", goals[-1]))
    if len(stages) > 1:
        return _Action("report.first.move_twice", params)
    in_place = stages[0].title.key == "step.in-place"
    return _Action("report.first.in_place" if in_place else "report.first.move", params)


def _reason(results: Sequence[ServerResult], sentences: Sentences) -> str:
    """Say why it is urgent: no support, holes that attackers use, holes at all."""
    parts = [*_support_reason(results), *_hole_reason(results)]
    return " ".join(map(sentences.say, parts or [results[0].headline]))


def _support_reason(results: Sequence[ServerResult]) -> Iterator[Message]:
    for one in results:
        support = one.support
        if support.status is SupportStatus.OUT_OF_SUPPORT and support.ends:
            params: Params = {"product": one.identity.product, "ended": support.ends}
            yield Message("report.why.no_support", params)
            return


def _hole_reason(results: Sequence[ServerResult]) -> Iterator[Message]:
    used = {cve.id for one in results for cve in facts.exploited_open(one)}
    is_open = {cve.id for one in results for cve in facts.open_cves(one)}
    possible = any(
        cve.known_exploited and cve.state is CveState.POSSIBLE
        for one in results
        for cve in one.cves
    )
    if used:
        yield Message("report.why.exploited", {"count": len(used), "first": min(used)})
    elif is_open:
        yield Message("report.why.open", {"count": len(is_open)})
    elif possible:
        yield Message("report.why.possible", NO_PARAMS)
