# SPDX-License-Identifier: MIT
"""Whether the evidence is enough for an on-premises server, and its description."""

from __future__ import annotations

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.placement import place
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision, Relation
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.values import replace
from exchpatch_gui.identity.build import (
    HEADER_UPDATE,
    BuildConclusion,
    distrust,
    is_before_header,
)
from exchpatch_gui.identity.contradictions import ceiling, contradiction
from exchpatch_gui.identity.evidence import Evidence, at_least, weaker
from exchpatch_gui.identity.level import NamedLevel, name_build, name_family
from exchpatch_gui.identity.nodes import find_nodes
from exchpatch_gui.identity.product import misfits, product_by_exclusion

_EVIDENCE = (
    Kind.BUILD,
    Kind.PATH_BUILD,
    Kind.MANIFEST_BUILD,
    Kind.FILE_BUILD,
    Kind.FRONT_END,
    Kind.MARKER,
    Kind.PRODUCT_HINT,
    Kind.SUSPICION,
)


def is_local(evidence: Evidence, catalogue: Catalogue) -> bool:
    """Tell whether a server of the house shows its own name or a released build."""
    if evidence.web(Kind.FRONT_END):
        return True
    stated = (one.value for one in evidence.web(Kind.BUILD) if distrust(one.value) == "")
    relations = (place(BuildNumber.parse(value), catalogue).relation for value in stated)
    return any(relation is not Relation.UNKNOWN_FAMILY for relation in relations)


def has_front_end(evidence: Evidence) -> bool:
    """Tell whether the front end of 2013 or later shows itself."""
    return bool(evidence.web(Kind.FRONT_END) or evidence.markers(Confidence.CERTAIN))


def is_exchange(evidence: Evidence, build: BuildConclusion) -> bool:
    """Tell whether anything but a weak sign beside other software speaks for Exchange."""
    if _is_strong(evidence):
        return True
    weak = bool(build.shown or evidence.all(Kind.MARKER) or evidence.web(Kind.BUILD))
    return weak and not evidence.web(Kind.OTHER_SOFTWARE)


def describe_exchange(
    evidence: Evidence,
    build: BuildConclusion,
    catalogue: Catalogue,
    contradictions: tuple[Message, ...],
) -> Identity:
    """Name the build, or the product by exclusion, and say how sure all of it is."""
    named = _named(build, catalogue)
    on_server = bool(evidence.all(Kind.FILE_BUILD))
    named, notes = (named, ()) if on_server else _without_header(named, build, evidence, catalogue)
    product = named.product or product_by_exclusion(evidence)
    if not on_server:
        contradictions = (
            *contradictions,
            *(misfits(named.product, evidence)),
            *_beside_other_software(evidence),
        )
    return Identity(
        verdict=IdentityVerdict.EXCHANGE,
        product=product,
        cumulative_update=named.cumulative_update,
        update=named.update,
        build=build.shown,
        judged=named.judged,
        precision=named.precision,
        relation=named.relation,
        candidates=named.candidates,
        confidence=_confidence(evidence, build, named, contradictions),
        nodes=find_nodes(evidence),
        contradictions=contradictions,
        evidence=tuple(one.id for one in evidence.all(*_EVIDENCE)),
        notes=notes,
    )


def _is_strong(evidence: Evidence) -> bool:
    if evidence.web(Kind.FRONT_END) or evidence.markers(Confidence.MEDIUM):
        return True
    if any(distrust(one.value) == "" for one in evidence.web(Kind.BUILD)):
        return True
    return any(at_least(one.confidence, Confidence.HIGH) for one in evidence.mail(Kind.MARKER))


def _named(build: BuildConclusion, catalogue: Catalogue) -> NamedLevel:
    if build.full is not None:
        return name_build(build.full, catalogue)
    if build.family is not None:
        return name_family(build.family, catalogue)
    return NamedLevel()


def _without_header(
    named: NamedLevel, build: BuildConclusion, evidence: Evidence, catalogue: Catalogue
) -> tuple[NamedLevel, tuple[Message, ...]]:
    """Draw the conclusion from a front end that shows its name and not its build.

    Since July 2021 it would show both; so the level is older, or somebody took the header away.
    """
    silent = evidence.web(Kind.FRONT_END) and not evidence.web(Kind.BUILD)
    if not silent or build.family is None or named.precision is not Precision.CUMULATIVE_UPDATE:
        return named, ()
    older = tuple(one for one in named.candidates if is_before_header(one, catalogue))
    if older == named.candidates:
        return named, ()
    if not older:
        return named, (Message("note.header-removed"),)
    note = Message("note.header-absent", {"update": HEADER_UPDATE})
    return replace(named, candidates=older), (note,)


def _beside_other_software(evidence: Evidence) -> tuple[Message, ...]:
    others = evidence.web(Kind.OTHER_SOFTWARE)
    return tuple(contradiction("other-software", software=one.value) for one in others[:1])


def _confidence(
    evidence: Evidence,
    build: BuildConclusion,
    named: NamedLevel,
    contradictions: tuple[Message, ...],
) -> Confidence:
    if evidence.all(Kind.FILE_BUILD):
        return Confidence.CERTAIN
    confidence = build.confidence
    if not build.shown:
        confidence = Confidence.MEDIUM if _is_strong(evidence) else Confidence.LOW
    if named.precision is Precision.INTERVAL:
        confidence = weaker(confidence, Confidence.MEDIUM)
    return weaker(confidence, ceiling(contradictions))
