# SPDX-License-Identifier: MIT
"""The result document ``exchpatch.check/1``: what other programs read of a run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Failure, Observation
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.messages import Params, Scalar
from exchpatch_gui.domain.runs import CheckRun, ServerResult
from exchpatch_gui.domain.verdicts import (
    Acceptance,
    Advice,
    CveResult,
    CveState,
    Exposure,
    Finding,
    Step,
    Support,
)
from exchpatch_gui.reporting import facts
from exchpatch_gui.reporting.sentences import Sentences
from exchpatch_gui.reporting.shared import Shared
from exchpatch_gui.wording import Wording

SCHEMA = "exchpatch.check/1"
Document = dict[str, Any]
SHARED_PARTS = frozenset({"support", "cves", "advice"})
"""Fields of a server that are the very same object for servers with one build."""


def result_document(run: CheckRun, wording: Wording, *, verbose: bool = False) -> Document:
    """Put a run in the form of the contract.

    Args:
        run: Its servers keep their order.
        wording: The language of the sentences.
        verbose: Whether vulnerabilities that are fixed are listed too.
    """
    return {**run_document(run), "servers": list(servers(run, wording, verbose=verbose))}


def run_document(run: CheckRun) -> Document:
    """Put a run in the form of the contract, without its servers."""
    return {
        "schema": SCHEMA,
        "run": _run(run),
        "summary": {light.value: count for light, count in run.summary.items()},
    }


def servers(run: CheckRun, wording: Wording, *, verbose: bool = False) -> Iterator[Document]:
    """Put one server of a run after another in the form of the contract."""
    parts = _Parts(Sentences(wording), verbose=verbose)
    return (parts.server(result) for result in run.results)


def _run(run: CheckRun) -> Document:
    catalogue = run.catalogue
    return {
        "id": run.id,
        "started": _instant(run.started),
        "finished": _instant(run.finished),
        "trigger": run.trigger.value,
        "app_version": run.app_version,
        "day": run.day.isoformat(),
        "complete": run.complete,
        "catalogue": {
            "date": catalogue.date.isoformat(),
            "age_days": catalogue.age_days,
            "source": catalogue.source,
            "stale": catalogue.stale,
        },
    }


class _Parts:
    """Makes the parts of servers; those that only depend on the build once for all of them."""

    def __init__(self, sentences: Sentences, *, verbose: bool) -> None:
        self._sentences = sentences
        self._support = Shared[Support, Document](lambda one: _support(one, sentences))
        self._advice = Shared[Advice, Document](lambda one: _advice(one, sentences))
        self._cves = Shared[tuple[CveResult, ...], list[Document]](
            lambda cves: [_cve(one) for one in _listed(cves, verbose=verbose)]
        )

    def server(self, result: ServerResult) -> Document:
        server, sentences = result.server, self._sentences
        return {
            "target": str(server.target) if server else None,
            "name": facts.name(result),
            "light": result.light.value,
            "headline": sentences.say(result.headline),
            "at": _instant(result.at),
            "identity": _identity(result.identity, sentences),
            "support": self._support(result.support),
            "first_seen": _day(result.first_seen),
            "exposure": _exposure(result.exposure),
            "cves": self._cves(result.cves),
            "advice": self._advice(result.advice),
            "findings": [_finding(one, sentences) for one in result.findings],
            "observations": [_observation(one) for one in result.observations],
            "failures": [_failure(one, sentences) for one in result.failures],
        }


def _identity(identity: Identity, sentences: Sentences) -> Document:
    return {
        "verdict": identity.verdict.value,
        "product": sentences.product(identity) or None,
        "cumulative_update": identity.cumulative_update or None,
        "update": identity.update or None,
        "build": identity.build or None,
        "judged": _build(identity.judged),
        "precision": identity.precision.value,
        "relation": identity.relation.value,
        "candidates": [str(build) for build in identity.candidates],
        "confidence": identity.confidence.value,
        "nodes": [{"name": node.name, "build": node.build or None} for node in identity.nodes],
        "contradictions": [sentences.say(one) for one in identity.contradictions],
        "notes": [sentences.say(one) for one in identity.notes],
        "evidence": list(identity.evidence),
        "other_software": identity.other_software or None,
    }


def _support(support: Support, sentences: Sentences) -> Document:
    return {
        "status": support.status.value,
        "ended": _day(support.ends),
        "esu_ended": _day(support.esu_ends),
        "sentence": sentences.say(support.sentence),
    }


def _exposure(exposure: Exposure | None) -> Document | None:
    if exposure is None:
        return None
    return {
        "since": _day(exposure.since),
        "until": _day(exposure.until),
        "days": exposure.days,
    }


def _listed(cves: tuple[CveResult, ...], *, verbose: bool) -> list[CveResult]:
    hidden = {CveState.NOT_AFFECTED} if verbose else {CveState.NOT_AFFECTED, CveState.FIXED}
    return sorted((one for one in cves if one.state not in hidden), key=facts.urgency)


def _cve(cve: CveResult) -> Document:
    return {
        "id": cve.id,
        "state": cve.state.value,
        "fixed_in": _build(cve.fixed_in),
        "known_exploited": cve.known_exploited,
        "exploited_since": _day(cve.exploited_since),
        "ransomware": cve.ransomware,
        "name": cve.name or None,
        "cvss": cve.cvss,
        "needs": list(cve.needs) or None,
        "reason": cve.reason.value,
        "title": cve.title or None,
        "severity": cve.severity or None,
        "since": _day(cve.since),
    }


def _advice(advice: Advice, sentences: Sentences) -> Document:
    return {
        "target_build": _build(advice.target_build),
        "reached": advice.reached,
        "steps": [_step(step, sentences) for step in advice.steps],
    }


def _step(step: Step, sentences: Sentences) -> Document:
    return {
        "order": step.order,
        "kind": step.kind.value,
        "title": sentences.say(step.title),
        "note": sentences.say(step.note) if step.note else None,
        "kb": step.kb or None,
        "url": step.url or None,
        "url_kind": step.url_kind.value,
        "article": step.article or None,
        "build": _build(step.build),
        "reboot": step.reboot,
        "minutes": step.minutes,
        "closes": list(step.closes),
    }


def _finding(finding: Finding, sentences: Sentences) -> Document:
    text = sentences.finding(finding)
    return {
        "id": finding.id,
        "instance": finding.instance or None,
        "light": finding.verdict.value,
        "counts_as": finding.light.value,
        "value": finding.value or None,
        "details": _details(finding.details),
        "title": text.title,
        "detail": text.detail,
        "remedy": text.remedy or None,
        "links": list(finding.links),
        "evidence": list(finding.evidence),
        "accepted": _acceptance(finding.accepted),
    }


def _details(details: Params) -> dict[str, str | float | bool]:
    """Give the named facts of a finding; one that isn't known is left out."""
    known = ((name, _scalar(value)) for name, value in sorted(details.items()))
    return {name: value for name, value in known if value is not None}


def _acceptance(accepted: Acceptance | None) -> Document | None:
    if accepted is None:
        return None
    return {
        "reason": accepted.reason,
        "owner": accepted.owner,
        "until": _day(accepted.until),
        "at": _instant(accepted.at),
    }


def _observation(seen: Observation) -> Document:
    return {
        "id": seen.id,
        "kind": seen.kind.value,
        "value": seen.value,
        "source": seen.source,
        "method": seen.method,
        "at": _instant(seen.at),
        "confidence": seen.confidence.value,
        "node": seen.node or None,
    }


def _failure(failure: Failure, sentences: Sentences) -> Document:
    text = sentences.failure(failure)
    return {
        "probe": failure.probe,
        "kind": failure.kind.value,
        "reason": failure.reason or None,
        "message": text.message,
        "hint": text.hint,
    }


def _build(build: BuildNumber | None) -> str | None:
    return None if build is None else str(build)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _scalar(value: Scalar) -> str | float | bool | None:
    if isinstance(value, datetime):
        return _instant(value)
    return value.isoformat() if isinstance(value, date) else value
