# SPDX-License-Identifier: MIT
"""Which build all statements add up to: the strictest reading, the lower of two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.placement import place
from exchpatch_gui.domain.builds import BuildNumber, parse_family
from exchpatch_gui.domain.evidence import Confidence, Kind, Observation
from exchpatch_gui.domain.identity_words import Relation
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.identity.contradictions import contradiction
from exchpatch_gui.identity.evidence import Evidence

_FOUR_PARTS = re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,5}\.\d{1,5}", re.ASCII)
_PADDED = re.compile(r"(?:^|\.)0\d", re.ASCII)
_FIRST_CLOUD_MINOR = 20
_LAST_WITH_OWN_COMPONENT_BUILD = 14
# From the security updates of July 2021 on, the front end of 2013 and later names the build.
HEADER_UPDATE = "Jul21SU"
OWN_HEADER = "X-OWA-Version header"
"""The method of observations that carry the header of the front end itself."""

Family = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class BuildConclusion:
    """What is known of the build.

    Attributes:
        shown: As it was seen, never more digits than were seen; empty if nothing was.
        full: All four parts, if they can be trusted.
        family: The first three parts, if they can be trusted.
        confidence: What the statements alone are worth.
        contradictions: Statements that do not fit together or can't be believed.
    """

    shown: str = ""
    full: BuildNumber | None = None
    family: Family | None = None
    confidence: Confidence = Confidence.NONE
    contradictions: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class _Statement:
    """One build that was stated, as text and as numbers, with three or four parts."""

    text: str
    family: Family
    full: BuildNumber | None


@dataclass(frozen=True, slots=True)
class _Statements:
    file: tuple[_Statement, ...]
    header: tuple[_Statement, ...]
    path: tuple[_Statement, ...]
    manifest: tuple[_Statement, ...]
    greeting: tuple[_Statement, ...]


def conclude_build(evidence: Evidence, catalogue: Catalogue) -> BuildConclusion:
    """Weigh all statements about the build."""
    headers = evidence.web(Kind.BUILD)
    statements = _Statements(
        file=_read(evidence.all(Kind.FILE_BUILD)),
        header=_read(one for one in headers if distrust(one.value) == ""),
        path=_read(evidence.web(Kind.PATH_BUILD)),
        manifest=_read(evidence.web(Kind.MANIFEST_BUILD)),
        greeting=_read(evidence.mail(Kind.BUILD)),
    )
    contradictions = [
        *_distrusted(headers),
        *_differing_nodes(headers),
        *_unlikely(headers, catalogue),
    ]
    chosen = _choose(statements, contradictions)
    if chosen is None:
        return BuildConclusion(contradictions=tuple(contradictions))
    trusted_full = chosen not in statements.manifest
    return BuildConclusion(
        shown=chosen.text,
        full=chosen.full if trusted_full else None,
        family=chosen.family,
        confidence=_confidence(statements, evidence),
        contradictions=tuple(contradictions),
    )


@lru_cache(256)  # each statement is asked about some ten times
def distrust(text: str) -> str:
    """Name why a stated four-part build can't be believed, or nothing.

    Exchange writes the header without padding; 15.20 and above are Exchange Online's numbers.
    """
    if not _FOUR_PARTS.fullmatch(text):
        return "header-unusable"
    if _PADDED.search(text):
        return "header-padded"
    build = BuildNumber.parse(text)
    if build.major == 15 and build.minor >= _FIRST_CLOUD_MINOR:
        return "header-cloud-numbering"
    return ""


def has_own_component_build(major: int) -> bool:
    """Tell whether Outlook on the web of this major version counts its builds by itself.

    In 2007 and 2010 it may stand a little below the release it came with.
    """
    return major <= _LAST_WITH_OWN_COMPONENT_BUILD


def _read(observations: Iterable[Observation]) -> tuple[_Statement, ...]:
    found: dict[str, _Statement] = {}
    for one in observations:
        try:
            found.setdefault(one.value, _statement(one.value))
        except ValueError:
            continue
    return tuple(sorted(found.values(), key=_order))


def _statement(text: str) -> _Statement:
    if text.count(".") == 2:
        return _Statement(text, parse_family(text), None)
    build = BuildNumber.parse(text)
    return _Statement(text, build.family, build)


def _order(statement: _Statement) -> tuple[int, ...]:
    return statement.full or statement.family


def _choose(statements: _Statements, contradictions: list[Message]) -> _Statement | None:
    """Take the best statement there is; where two disagree, the lower, and say so."""
    if statements.file:
        return _file_wins(statements, contradictions)
    best = statements.header or statements.path or statements.manifest or statements.greeting
    if not best:
        return None
    chosen = best[0]
    if best is statements.header:
        chosen = _lower(chosen, statements.path, "header-path-differ", contradictions)
    if best is not statements.manifest:
        chosen = _lower(chosen, statements.manifest, "path-manifest-differ", contradictions)
    if best is statements.path and len(best) > 1:
        contradictions.append(_differ("builds-differ", best[0], best[-1]))
    return chosen


def _file_wins(statements: _Statements, contradictions: list[Message]) -> _Statement:
    chosen = statements.file[0]
    seen_from_outside = (*statements.header, *statements.path)
    contradictions.extend(
        contradiction("file-differs", file=chosen.text, seen=other.text)
        for other in seen_from_outside
        if not _agree(chosen, other)
    )
    return chosen


def _lower(
    chosen: _Statement,
    others: tuple[_Statement, ...],
    name: str,
    contradictions: list[Message],
) -> _Statement:
    for other in others:
        if not _agree(chosen, other):
            contradictions.append(_differ(name, chosen, other))
            if other.family < chosen.family:
                return other
    return chosen


def _agree(one: _Statement, other: _Statement) -> bool:
    """Tell whether two statements name one level; of 2010 each rollup has its own third part."""
    return one.family == other.family


def _differ(name: str, one: _Statement, other: _Statement) -> Message:
    return contradiction(name, one=one.text, other=other.text)


def _distrusted(headers: Iterable[Observation]) -> Iterable[Message]:
    named = {distrust(one.value): one.value for one in headers}
    return [contradiction(name, value=value) for name, value in named.items() if name]


def _differing_nodes(headers: Iterable[Observation]) -> Iterable[Message]:
    """Tell of one machine, or machines without names, that state several builds."""
    stated: dict[str, set[BuildNumber]] = {}
    for one in headers:
        if distrust(one.value) == "":
            stated.setdefault(one.node, set()).add(BuildNumber.parse(one.value))
    return [
        contradiction("builds-differ", one=str(min(builds)), other=str(max(builds)))
        for builds in stated.values()
        if len(builds) > 1
    ]


def _unlikely(headers: Iterable[Observation], catalogue: Catalogue) -> Iterable[Message]:
    """Tell of builds that no server with this header can have."""
    stated = dict.fromkeys(
        one.value for one in headers if one.method == OWN_HEADER and distrust(one.value) == ""
    )
    for value in stated:
        build = BuildNumber.parse(value)
        if has_own_component_build(build.major):
            continue
        if place(build, catalogue).relation is Relation.UNKNOWN_FAMILY:
            yield contradiction("header-unknown-family", value=value)
        elif is_before_header(build, catalogue):
            yield contradiction("header-too-early", value=value)


def is_before_header(build: BuildNumber, catalogue: Catalogue) -> bool:
    """Tell whether a build of 2013 or later is too old to name itself in a header."""
    product = catalogue.product_of(build)
    first = [
        update.build
        for level in catalogue.levels_of(product or "")
        for update in catalogue.updates_of(level)
        if update.name == HEADER_UPDATE
    ]
    if not first:
        return False
    for introduced in first:
        if introduced.family == build.family:
            return build < introduced
    return build < max(first)


def _confidence(statements: _Statements, evidence: Evidence) -> Confidence:
    """Say what the statements are worth: two that agree are certain, one is as good as it is."""
    if statements.file:
        return Confidence.CERTAIN
    stated = (statements.header, statements.path, statements.manifest)
    if sum(bool(one) for one in stated) > 1:
        return Confidence.CERTAIN
    has_front_end = bool(evidence.web(Kind.FRONT_END) or evidence.markers(Confidence.HIGH))
    if statements.header or (statements.path and evidence.web(Kind.FRONT_END)):
        return Confidence.HIGH
    if statements.path:
        return Confidence.MEDIUM if has_front_end else Confidence.LOW
    return Confidence.MEDIUM if statements.manifest else Confidence.HIGH
