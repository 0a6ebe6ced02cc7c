# SPDX-License-Identifier: MIT
"""One sign read from an answer, before it gets a number and a time."""

from __future__ import annotations

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """What part of one answer says.

    Attributes:
        value: In the form its kind describes; foreign text, not cleaned yet.
        method: Which part of the answer carried it.
        confidence: How much this sign alone says.
    """

    kind: Kind
    value: str
    method: str
    confidence: Confidence = Confidence.HIGH
