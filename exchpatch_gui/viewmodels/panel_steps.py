# SPDX-License-Identifier: MIT
"""What to do on a server: the way forward, then what else was found, then seeing that it worked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass, replace
from exchpatch_gui.domain.verdicts import Finding, Step, StepKind
from exchpatch_gui.reporting import facts
from exchpatch_gui.viewmodels.panel_areas import gaps, is_standing, subject_of
from exchpatch_gui.viewmodels.panel_content import Link, PanelComposer
from exchpatch_gui.viewmodels.panel_facts import has_facts

_NAMED = 3
# What these subjects find is mended by the steps of the way forward.
_MENDED_BY_STEPS = frozenset({"build", "cve", "identity"})


@dataclass(frozen=True, slots=True)
class TodoStep:
    """One thing to do.

    Attributes:
        number: Its place; 0 for what has none.
        facts: Package, duration and restart in one line.
        closes: What it closes.
        open: The best link there is.
        article: The article about it, where ``open`` is the download.
        finding: What it mends, where it comes from a finding.
    """

    title: str
    number: int = 0
    facts: str = ""
    note: str = ""
    closes: str = ""
    open: Link | None = None
    article: Link | None = None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Todo:
    """All there is to do.

    Attributes:
        nothing: What to say where there are no steps.
        settings: What can't be seen from outside and should be looked at once.
        settings_title: Counts them.
    """

    steps: tuple[TodoStep, ...]
    nothing: str
    settings: tuple[TodoStep, ...]
    settings_title: str


def what_to_do(result: ServerResult, composer: PanelComposer) -> Todo:
    """Order what there is to do: the worst first, seeing that it worked last."""
    moving, settings, checking = _sorted_steps(result)
    advised = [_step(one, composer) for one in moving]
    mended = _MENDED_BY_STEPS if moving else frozenset()
    urgent, later = _from_findings(result, mended, composer)
    covered = any(
        one.light is TrafficLight.RED and subject_of(one) in mended for one in result.findings
    )
    steps = [*advised, *urgent] if covered or not moving else [*urgent, *advised]
    steps += later
    if moving:
        steps += [_step(one, composer) for one in checking]
    steps = steps or list(_finding_out(result, composer))
    key = "settings.inside" if has_facts(result) else "settings"
    return Todo(
        steps=tuple(replace(one, number=place) for place, one in enumerate(steps, 1)),
        nothing="" if steps else composer.text(_nothing(result)),
        settings=tuple(_step(one, composer) for one in settings),
        settings_title=composer.text(key, {"count": len(settings)}) if settings else "",
    )


def _sorted_steps(result: ServerResult) -> tuple[list[Step], list[Step], list[Step]]:
    """Split the way into what moves on, settings to look at, and the look at the outcome."""
    steps = list(result.advice.steps)
    checking = [steps.pop()] if steps and steps[-1].kind is StepKind.VERIFY else []
    settings = [one for one in steps if one.kind is StepKind.CONFIGURE]
    moving = [one for one in steps if one.kind is not StepKind.CONFIGURE]
    return moving, settings, checking


def _step(step: Step, composer: PanelComposer) -> TodoStep:
    say = composer.sentences
    url, article = facts.web_address(step.url), facts.web_address(step.article)
    return TodoStep(
        title=say.say(step.title),
        facts=facts.step_facts(step, say),
        note=say.say(step.note) if step.note else "",
        closes=_closes(step.closes, composer),
        open=Link(composer.text(f"open.{step.url_kind}"), url) if url else None,
        article=Link(composer.text("article"), article) if article and article != url else None,
    )


def _closes(closed: Sequence[str], composer: PanelComposer) -> str:
    if not closed:
        return ""
    key = "report.closes" if len(closed) <= _NAMED else "report.closes_many"
    listed = ", ".join(clean(one) for one in closed[:_NAMED])
    return composer.sentences.text(key, {"listed": listed, "count": len(closed)})


def _from_findings(
    result: ServerResult, mended: Iterable[str], composer: PanelComposer
) -> tuple[list[TodoStep], list[TodoStep]]:
    """Make steps of the findings that the way forward does not mend: red ones and yellow ones."""
    if result.identity.verdict is not IdentityVerdict.EXCHANGE:
        return [], []
    left = [
        one
        for one in facts.told_findings(result)
        if is_standing(one) and subject_of(one) not in mended
    ]
    urgent = [one for one in left if one.light is TrafficLight.RED]
    later = [one for one in left if one.light is not TrafficLight.RED]
    return [_mend(one, composer) for one in urgent], [_mend(one, composer) for one in later]


def _mend(finding: Finding, composer: PanelComposer) -> TodoStep:
    words = composer.sentences.finding(finding)
    return TodoStep(title=words.title, note=words.remedy, finding=finding)


def _finding_out(result: ServerResult, composer: PanelComposer) -> Iterator[TodoStep]:
    """Say what helps where the state is unknown."""
    if result.light is not TrafficLight.GREY:
        return
    say = composer.sentences
    if result.identity.verdict is IdentityVerdict.UNREACHABLE and result.failures:
        yield TodoStep(say.failure(result.failures[0]).hint)
        return
    unknown = sorted(gaps(result), key=lambda one: subject_of(one) != "identity")
    remedies = (say.finding(one).remedy for one in unknown)
    remedy = next(filter(None, remedies), "")
    if remedy:
        yield TodoStep(remedy)


def _nothing(result: ServerResult) -> str:
    if result.identity.verdict is not IdentityVerdict.EXCHANGE:
        return "nothing.foreign"
    return "nothing.installed" if result.advice.reached else "nothing.known"
