# SPDX-License-Identifier: MIT
"""What stands at an address, and how exactly that is known."""

from __future__ import annotations

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Confidence
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision, Relation
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """One server behind the name.

    Attributes:
        build: As it was seen, or empty.
    """

    name: str
    build: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """The result of weighing all evidence.

    Attributes:
        product: ``2010`` … ``2019`` or ``SE``; empty if unknown. ``Exchange Server `` precedes
            it on screen.
        cumulative_update: ``RTM``, ``CU23``, ``SP3``; empty if unknown.
        update: ``Feb26SU``; empty if none is installed or the level is unknown.
        build: What was seen, never more digits than were seen; empty if nothing was.
        judged: The four-part build that is judged, if there is one: the lowest of several.
        candidates: Every listed build that fits, oldest first; one entry if exact.
        evidence: Ids of the observations it rests on.
        other_software: What it is instead, if that is known.
        notes: What was inferred rather than seen; nothing in it speaks against the rest.
    """

    verdict: IdentityVerdict
    product: str = ""
    cumulative_update: str = ""
    update: str = ""
    build: str = ""
    judged: BuildNumber | None = None
    precision: Precision = Precision.NONE
    relation: Relation = Relation.NONE
    candidates: tuple[BuildNumber, ...] = ()
    confidence: Confidence = Confidence.NONE
    nodes: tuple[Node, ...] = ()
    contradictions: tuple[Message, ...] = ()
    evidence: tuple[str, ...] = ()
    other_software: str = ""
    notes: tuple[Message, ...] = ()
