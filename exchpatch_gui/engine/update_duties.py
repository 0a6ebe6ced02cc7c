# SPDX-License-Identifier: MIT
"""What is left to do after an update, with its state, by what was collected after it.

No rule of its own: steps beyond the build are those that vulnerabilities ask for, seen as
``engine.steps_taken`` sees them, and the rest is what the checks have found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.cve_rule import UNDOABLE
from exchpatch_gui.catalogue.model import Action
from exchpatch_gui.catalogue.seen_steps import SeenSteps
from exchpatch_gui.catalogue.steps import configure_step
from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.checks.inside.roles import is_edge
from exchpatch_gui.collected.document import Collected
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.verdicts import CveReason, CveResult, CveState, Finding
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.steps_taken import steps_taken
from exchpatch_gui.upkeep.duties import Duty, DutyState

_ON_EDGE = frozenset({"edge", "all"})
# Steps of their own have their line above; these are what else an evening ends with.
_CHECKS = (
    "os.reboot_pending",
    "svc.critical",
    "svc.common",
    "svc.misconfigured",
    "svc.test_service_health",
    "maint.ok",
    "iis.site_state",
    "iis.apppool_state",
    "iis.be_binding",
    "iis.binding_cert",
    "iis.shared_config_missing",
    "iis.webconfig_missing",
    "iis.webconfig_invalid",
    "iis.default_variable",
    "cert.auth_current",
    "extra.db_mounted",
    "extra.copy_status",
    "extra.replication_health",
    "transport.back_pressure",
)


def update_duties(
    result: ServerResult, collected: Collected, catalogue: Catalogue, judge: Judge
) -> tuple[Duty, ...]:
    """List the duties of a server, the open ones first.

    Args:
        result: What ``judge`` made of the facts.
        collected: The facts, collected after the update.
        catalogue: The one the judge judges by.
        judge: Who judged.
    """
    known = catalogue.as_of(judge.day)
    context = CheckContext(
        identity=result.identity,
        support=result.support,
        cves=result.cves,
        advice=result.advice,
        exposure=result.exposure,
        observations=result.observations,
        failures=result.failures,
        catalogue=judge.info,
        day=judge.day,
        collected=collected,
    )
    found = [*_steps(context, known), *_checked(result.findings)]
    order = list(DutyState)
    return tuple(sorted(found, key=lambda one: order.index(one.state)))


def _steps(context: CheckContext, catalogue: Catalogue) -> Iterator[Duty]:
    """Give the steps that vulnerabilities with an installed fix ask for, each once."""
    seen = steps_taken(context, catalogue)
    edge = is_edge(context)
    states: dict[str, tuple[Action, list[DutyState], list[str]]] = {}
    for result in context.cves:
        cve = catalogue.cve(result.id)
        if cve is None or not _has_its_update(result):
            continue
        for action in cve.actions:
            if not action.required or (edge and _ON_EDGE.isdisjoint(action.applies_to)):
                continue
            state = _state(action, result, seen)
            if state is not None:
                _, all_states, closes = states.setdefault(action.id, (action, [], []))
                all_states.append(state)
                closes.append(result.id)
    for action, all_states, closes in states.values():
        step = configure_step(action, tuple(closes))
        worst = min(all_states, key=list(DutyState).index)
        yield Duty(action.id, step.title, worst, note=step.note, url=step.url)


def _has_its_update(result: CveResult) -> bool:
    """Tell whether only a step beyond the build can be missing."""
    return result.state is CveState.FIXED or result.reason is CveReason.ACTION


def _state(action: Action, result: CveResult, seen: SeenSteps) -> DutyState | None:
    """Say how far a step is for one vulnerability; None where it doesn't ask for it any more."""
    place = (result.id, action.id)
    if place in seen.taken:
        return DutyState.DONE
    if action.id in result.needs and place in seen.missing:
        return DutyState.OPEN
    if result.state is CveState.FIXED:
        return DutyState.DONE if action.id in UNDOABLE else None
    return DutyState.UNSEEN if action.id in result.needs else None


_STATES: Mapping[TrafficLight, DutyState] = {
    TrafficLight.RED: DutyState.OPEN,
    TrafficLight.YELLOW: DutyState.OPEN,
    TrafficLight.GREY: DutyState.UNSEEN,
    TrafficLight.GREEN: DutyState.DONE,
    TrafficLight.INFO: DutyState.DONE,
}


def _checked(findings: tuple[Finding, ...]) -> Iterator[Duty]:
    """Turn what these checks have found into duties; the findings come worst first."""
    for check_id in _CHECKS:
        own = tuple(one for one in findings if one.id == check_id)
        if not own:
            continue
        states = [_STATES[one.verdict] for one in own]
        worst = min(states, key=list(DutyState).index)
        telling = tuple(one for one, state in zip(own, states, strict=True) if state is worst)
        yield Duty(
            check_id,
            Message(f"check.{check_id}"),
            worst,
            findings=() if worst is DutyState.DONE else telling,
        )
