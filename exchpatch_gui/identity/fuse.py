# SPDX-License-Identifier: MIT
"""Weighing all evidence of one server: what it is, how exactly, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.domain.evidence import Confidence, Kind, ProbeOutcome
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.identity.build import conclude_build
from exchpatch_gui.identity.cloud import CloudView, view_cloud
from exchpatch_gui.identity.contradictions import ceiling, is_imitation, reported
from exchpatch_gui.identity.evidence import Evidence, at_least, weaker
from exchpatch_gui.identity.exchange import describe_exchange, has_front_end, is_exchange, is_local
from exchpatch_gui.identity.others import name_other_software, refuses_all_paths

_EVIDENCE_OF = {
    IdentityVerdict.EXCHANGE_ONLINE: (Kind.CLOUD, Kind.BUILD, Kind.SUSPICION),
    IdentityVerdict.NOT_EXCHANGE: (Kind.OTHER_SOFTWARE, Kind.ANSWER),
    IdentityVerdict.IMITATION: (Kind.SUSPICION, Kind.BUILD, Kind.PATH_BUILD, Kind.MARKER),
    IdentityVerdict.UNDETERMINED: (Kind.GATEWAY, Kind.SUSPICION, Kind.ANSWER),
    IdentityVerdict.UNREACHABLE: (),
}


def identify(host: str, outcomes: Sequence[ProbeOutcome], catalogue: Catalogue) -> Identity:
    """Weigh what the probes brought from one server.

    Args:
        host: The name or address that was asked.
        outcomes: Of all its probes, in any order.
        catalogue: Names the builds and says which of them can't be.
    """
    evidence = Evidence(host, tuple(outcomes))
    build = conclude_build(evidence, catalogue)
    if evidence.all(Kind.FILE_BUILD):
        return describe_exchange(evidence, build, catalogue, build.contradictions)
    seen = reported(evidence)
    cloud = view_cloud(evidence, is_local=is_local(evidence, catalogue))
    if cloud.confidence is not Confidence.NONE:
        return _cloud(evidence, cloud, seen, build.contradictions)
    contradictions = (*seen, *build.contradictions)
    identity = describe_exchange(evidence, build, catalogue, contradictions)
    if is_imitation(identity.contradictions, has_front_end=has_front_end(evidence)):
        return _other(evidence, IdentityVerdict.IMITATION, identity.contradictions)
    if is_exchange(evidence, build):
        return identity
    return _not_seen_as_exchange(evidence, contradictions)


def _cloud(
    evidence: Evidence,
    cloud: CloudView,
    seen: tuple[Message, ...],
    of_build: tuple[Message, ...],
) -> Identity:
    """Conclude on the cloud; its numbers are its own, only impossible ones count against it."""
    if cloud.anchored:
        return _other(evidence, IdentityVerdict.EXCHANGE_ONLINE, (), cloud.confidence)
    numbering = of_build if not at_least(cloud.confidence, Confidence.MEDIUM) else ()
    contradictions = (*seen, *cloud.contradictions, *numbering)
    if is_imitation(contradictions, has_front_end=False):
        return _other(evidence, IdentityVerdict.IMITATION, contradictions)
    confidence = weaker(cloud.confidence, ceiling(contradictions))
    return _other(evidence, IdentityVerdict.EXCHANGE_ONLINE, contradictions, confidence)


def _not_seen_as_exchange(evidence: Evidence, contradictions: tuple[Message, ...]) -> Identity:
    software = name_other_software(evidence)
    if software is not None:
        return _other(
            evidence,
            IdentityVerdict.NOT_EXCHANGE,
            (),
            software.confidence,
            other_software=software.value,
        )
    if not evidence.answered:
        return _other(evidence, IdentityVerdict.UNREACHABLE, ())
    if refuses_all_paths(evidence):
        return _other(evidence, IdentityVerdict.NOT_EXCHANGE, (), Confidence.LOW)
    return _other(evidence, IdentityVerdict.UNDETERMINED, contradictions)


def _other(
    evidence: Evidence,
    verdict: IdentityVerdict,
    contradictions: tuple[Message, ...],
    confidence: Confidence | None = None,
    *,
    other_software: str = "",
) -> Identity:
    """Make an identity without a build; an imitation is as sure as its contradictions weigh."""
    if confidence is None:
        is_sure = verdict is IdentityVerdict.IMITATION
        confidence = Confidence.HIGH if is_sure else Confidence.NONE
    return Identity(
        verdict=verdict,
        confidence=confidence,
        contradictions=contradictions,
        evidence=tuple(one.id for one in evidence.all(*_EVIDENCE_OF[verdict])),
        other_software=other_software,
    )
