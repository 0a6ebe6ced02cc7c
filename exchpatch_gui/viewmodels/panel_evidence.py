# SPDX-License-Identifier: MIT
"""How the panel knows what it says, and what it could not look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from exchpatch_gui.domain.evidence import SIGN_IN_PROBE, Kind, Observation
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.reporting import facts
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.viewmodels.panel_areas import gaps
from exchpatch_gui.viewmodels.panel_content import PanelComposer

MOST_PROOFS = 4
_COVERAGE = "coverage.sign_in"
_TOLD_TOGETHER = frozenset({"error", "access_denied", "skipped"})
"""Why sections are missing: one account or one fault as a rule takes several with it."""
_BUILDS = (Kind.FILE_BUILD, Kind.BUILD, Kind.PATH_BUILD, Kind.MANIFEST_BUILD)
_DATED = frozenset({Kind.CERT_STARTS, Kind.CERT_ENDS})


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen the same way, once or several times.

    Attributes:
        how: Which server, which part of which answers, how often, when, how sure.
    """

    what: str
    value: str
    how: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence on the evidence.

    Attributes:
        doubts: Whether it speaks against what the evidence says.
    """

    text: str
    doubts: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """What was not checked, why, and what helps.

    Attributes:
        by_sign_in: Whether another sign-in helps.
    """

    what: str
    why: str
    hint: str
    by_sign_in: bool = False


def proofs(result: ServerResult, composer: PanelComposer) -> tuple[Sight, ...]:
    """Give the few sights that the identity rests on most: builds first."""
    chosen = set(result.identity.evidence)
    seen = [one for one in result.observations if one.id in chosen]
    builds = [one for one in seen if one.kind in _BUILDS]
    ordered = sorted(builds, key=lambda one: _BUILDS.index(one.kind)) or seen
    return _sights(ordered, composer)[:MOST_PROOFS]


def sights(result: ServerResult, composer: PanelComposer) -> tuple[Sight, ...]:
    """Give all that was seen, in the order it was seen first."""
    return _sights(result.observations, composer)


def count_sights(result: ServerResult) -> int:
    """Count what ``sights`` gives."""
    return len({_key(one) for one in result.observations})


def remarks(result: ServerResult, composer: PanelComposer) -> tuple[Remark, ...]:
    """Say which servers answer, what does not fit together, and what was inferred."""
    say, identity = composer.sentences, result.identity
    made = []
    if len(identity.nodes) > 1:
        nodes = ", ".join(f"{one.name} ({one.build or '–'})" for one in identity.nodes)
        params: Params = {"count": len(identity.nodes), "nodes": clean(nodes, 900)}
        made.append(Remark(say.text("report.nodes", params), doubts=False))
    made += [Remark(say.say(one), doubts=True) for one in identity.contradictions]
    made += [Remark(say.say(one), doubts=False) for one in identity.notes]
    if result.first_seen is not None:
        first = say.text("report.first_seen", {"day": result.first_seen})
        made.append(Remark(first, doubts=False))
    return tuple(made)


def not_checked(result: ServerResult, composer: PanelComposer) -> tuple[Gap, ...]:
    """Say what could not be looked at; what the verdict tells already is not told again."""
    say, verdict = composer.sentences, result.identity.verdict
    failures = result.failures[verdict is IdentityVerdict.UNREACHABLE :]
    made = []
    for failure in failures:
        words = say.failure(failure)
        of_sign_in = failure.probe == SIGN_IN_PROBE
        what = say.word("probe", failure.probe)
        made.append(Gap(what, words.message, words.hint, of_sign_in))
    by_section: dict[tuple[object, ...], list[Finding]] = {}
    for finding in gaps(result):
        details = finding.details
        if section := details.get("section"):
            status = details.get("status")
            apart = "" if status in _TOLD_TOGETHER else section
            reason = status, apart, details.get("reason")
            by_section.setdefault(reason, []).append(finding)
        elif verdict is IdentityVerdict.EXCHANGE or finding.id != "identity.verdict":
            made.append(_gap(finding, composer))
    made += [_section_gap(same, composer) for same in by_section.values()]
    return tuple(made)


def _gap(finding: Finding, composer: PanelComposer) -> Gap:
    text = composer.sentences.finding(finding)
    # One that failed has the link beside its reason.
    by_sign_in = finding.id == _COVERAGE and finding.variant != "failed"
    return Gap(text.title, text.detail, text.remedy, by_sign_in)


def _section_gap(same: Sequence[Finding], composer: PanelComposer) -> Gap:
    """Tell once of all the checks whose sections could not be read for the same reason."""
    alone, details = _gap(same[0], composer), same[0].details
    if len(same) == 1:
        return alone
    names = dict.fromkeys(composer.section(str(one.details["section"])) for one in same)
    if len(names) == 1:
        params: Params = {"count": len(same), "section": next(iter(names))}
        return Gap(composer.text("gaps.section", params), alone.why, alone.hint)
    listed = ", ".join(names)
    said: Params = {
        "sections": listed[:1].upper() + listed[1:],
        "reason": clean(str(details.get("reason", "")), 300),
    }
    return Gap(
        composer.text("gaps.several", {"count": len(same)}),
        composer.text(f"gaps.sections.{details.get('status')}", said),
        alone.hint,
    )


def _sights(seen: Iterable[Observation], composer: PanelComposer) -> tuple[Sight, ...]:
    groups: dict[tuple[str, ...], list[Observation]] = {}
    for one in seen:
        groups.setdefault(_key(one), []).append(one)
    return tuple(_sight(group, composer) for group in groups.values())


def _key(seen: Observation) -> tuple[str, ...]:
    """Give what makes two observations the same sight."""
    return seen.kind, seen.value, seen.node, seen.method, seen.confidence


def _sight(group: Sequence[Observation], composer: PanelComposer) -> Sight:
    say, first = composer.sentences, group[0]
    sources = list(dict.fromkeys(one.source for one in group))
    source = clean(sources[0], 500)
    if len(group) > 1:
        key = "seen.again" if len(sources) == 1 else "seen.elsewhere"
        params: Params = {"source": source, "count": len(group) - 1, "total": len(group)}
        source = composer.text(key, params)
    confidence = say.word("confidence", first.confidence)
    return Sight(
        what=say.word("kind", first.kind),
        value=clean(_value(first, composer), 400),
        how=facts.dotted(
            clean(first.node) if first.node != first.value else "",
            clean(first.method),
            source,
            f"{local(first.at):%H:%M:%S}",
            composer.text("confidence", {"confidence": confidence}),
        ),
    )


def _value(seen: Observation, composer: PanelComposer) -> str:
    if seen.kind not in _DATED:
        return seen.value
    try:
        return composer.sentences.value(datetime.fromisoformat(seen.value).date())
    except ValueError:
        return seen.value
