# SPDX-License-Identifier: MIT
"""Whether all signs of one server agree, and all servers behind one name."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Kind
from exchpatch_gui.domain.identity import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding


@check("identity.contradictions")
def contradictions(context: CheckContext) -> Iterator[Finding]:
    """Tell that signs do not fit together; the identity lists them one by one."""
    identity = context.identity
    if not identity.contradictions:
        return
    judged = identity.verdict is IdentityVerdict.EXCHANGE
    suspicious = tuple(one.id for one in context.seen(Kind.SUSPICION))
    yield Finding(
        id="identity.contradictions",
        light=TrafficLight.YELLOW if judged else TrafficLight.INFO,
        variant="found" if judged else "explained",
        value=str(len(identity.contradictions)),
        details={
            "count": len(identity.contradictions),
            "signs": ", ".join(one.key.partition(".")[2] for one in identity.contradictions),
        },
        evidence=suspicious or identity.evidence,
    )


@check("identity.nodes_differ")
def nodes_differ(context: CheckContext) -> Iterator[Finding]:
    """Tell that servers behind one name have different builds; the lowest is judged."""
    nodes = context.identity.nodes
    stated = sorted((BuildNumber.parse(node.build), node.name) for node in nodes if node.build)
    if len({build for build, _ in stated}) < 2:
        return
    (lowest, behind), (highest, ahead) = stated[0], stated[-1]
    yield Finding(
        id="identity.nodes_differ",
        light=TrafficLight.YELLOW,
        variant="differ",
        value=str(lowest),
        details={
            "count": len(stated),
            "lowest": str(lowest),
            "behind": behind,
            "highest": str(highest),
            "ahead": ahead,
        },
        evidence=tuple(one.id for one in context.seen(Kind.BUILD) if one.node),
    )
