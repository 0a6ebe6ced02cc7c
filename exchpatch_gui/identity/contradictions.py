# SPDX-License-Identifier: MIT
"""Signs that do not fit together, and what each of them weighs."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.identity.evidence import Evidence

PREFIX = "contradiction."
_DECISIVE, _STRONG, _WEAK = 3, 2, 1
_ENOUGH_FOR_IMITATION = 3
# A server whose front end shows itself needs more before it is taken for an imitation: owners
# falsify headers and put old proxies in front.
_ENOUGH_BEHIND_A_FRONT_END = 4

WEIGHTS = MappingProxyType(
    {
        "replayed-answer": _DECISIVE,
        "constant-request-id": _DECISIVE,
        "constant-challenge": _DECISIVE,
        "bait-manifest": _DECISIVE,
        "malformed-extension": _DECISIVE,
        "header-path-differ": _STRONG,
        "header-padded": _STRONG,
        "header-cloud-numbering": _STRONG,
        "header-unknown-family": _STRONG,
        "header-too-early": _STRONG,
        "page-builds-differ": _STRONG,
        "iis-impossible": _STRONG,
        "same-body": _STRONG,
        "foreign-page": _STRONG,
        "foreign-scripts": _STRONG,
        "sharepoint-headers": _STRONG,
        "other-software": _STRONG,
        "greeting-only": _STRONG,
        "header-unusable": _WEAK,
        "builds-differ": _WEAK,
        "file-differs": _WEAK,
        "path-manifest-differ": _WEAK,
        "runtime-impossible": _WEAK,
        "no-request-id": _WEAK,
        "half-back-end": _WEAK,
        "cloud-version-outdated": _WEAK,
    }
)
"""What each contradiction weighs (fingerprint rules of real servers and known imitations)."""


def contradiction(name: str, **params: str) -> Message:
    """Make the message of one contradiction."""
    return Message(PREFIX + name, params)


def reported(evidence: Evidence) -> tuple[Message, ...]:
    """Give the contradictions that probes saw in single answers, each once."""
    named: dict[str, Message] = {}
    for one in evidence.all(Kind.SUSPICION):
        if one.value in WEIGHTS:
            found = contradiction(one.value, source=one.source, method=one.method)
            named.setdefault(one.value, found)
    return tuple(named.values())


def is_imitation(contradictions: Iterable[Message], *, has_front_end: bool) -> bool:
    """Tell whether the contradictions are more than an owner's tampering can explain."""
    names = _names(contradictions)
    if any(WEIGHTS[name] == _DECISIVE for name in names):
        return True
    enough = _ENOUGH_BEHIND_A_FRONT_END if has_front_end else _ENOUGH_FOR_IMITATION
    return sum(WEIGHTS[name] for name in names) >= enough


def ceiling(contradictions: Iterable[Message]) -> Confidence:
    """Give the most that can be believed beside these contradictions."""
    heaviest = max((WEIGHTS[name] for name in _names(contradictions)), default=0)
    if heaviest >= _STRONG:
        return Confidence.LOW
    return Confidence.MEDIUM if heaviest else Confidence.CERTAIN


def _names(contradictions: Iterable[Message]) -> frozenset[str]:
    return frozenset(one.key.removeprefix(PREFIX) for one in contradictions)
