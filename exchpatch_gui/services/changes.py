# SPDX-License-Identifier: MIT
"""What has changed on servers from one look to the next, and whether it is worth telling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.outline import Outline

_RANKS = {
    light: rank
    for rank, light in enumerate(
        (TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREY, TrafficLight.GREEN)
    )
}
_ACTION = frozenset({TrafficLight.RED, TrafficLight.YELLOW})


class ChangeKind(StrEnum):
    """What kind of change it is, the most urgent first."""

    EXPLOITED = "exploited"
    """More holes stand open that attackers use."""
    WORSE = "worse"
    FIRST = "first"
    """It was looked at for the first time, and something is to be done."""
    LOST = "lost"
    """It does not answer any more."""
    UNKNOWN = "unknown"
    """It answers, but its state does not show any more."""
    BETTER = "better"
    UPDATED = "updated"
    """Another build, the same light."""


_ORDER = {kind: rank for rank, kind in enumerate(ChangeKind)}


@dataclass(frozen=True, slots=True)
class ServerChange:
    """One server that is not what it was.

    Attributes:
        before: Its light until now, None if it had none.
        build: As it was seen, or empty.
        exploited: How many open holes are used by attackers.
        headline: What is the case now.
    """

    server_id: int
    name: str
    kind: ChangeKind
    before: TrafficLight | None
    light: TrafficLight
    build: str
    exploited: int
    headline: Message


@dataclass(frozen=True, slots=True)
class News:
    """What is worth telling at once.

    Attributes:
        changes: The most urgent first; never empty.
        nobody_answers: All servers that were there stopped answering together: the fault is
            rather on this side.
    """

    changes: tuple[ServerChange, ...]
    nobody_answers: bool = False

    @property
    def light(self) -> TrafficLight:
        """The light of the most urgent one."""
        return self.changes[0].light


def compare(
    before: Mapping[int, Outline | None],
    after: Mapping[int, Outline | None],
    names: Mapping[int, str],
) -> News | None:
    """Compare two looks at the same servers; None if nothing is worth telling.

    Args:
        before: By server id; None for one that had not been checked.
        after: The same servers or fewer.
        names: By server id.
    """
    found = (
        _change(server_id, names[server_id], before.get(server_id), outline)
        for server_id, outline in after.items()
        if outline is not None
    )
    changes = sorted((one for one in found if one is not None), key=_urgency)
    if not changes:
        return None
    return News(tuple(changes), _nobody_answers(changes, after.values()))


def _change(
    server_id: int, name: str, before: Outline | None, after: Outline
) -> ServerChange | None:
    kind = _kind(before, after)
    if kind is None:
        return None
    return ServerChange(
        server_id=server_id,
        name=name,
        kind=kind,
        before=before.light if before else None,
        light=after.light,
        build=after.build,
        exploited=after.exploited_cves,
        headline=after.headline,
    )


def _kind(before: Outline | None, after: Outline) -> ChangeKind | None:
    if before is None:
        return ChangeKind.FIRST if after.light in _ACTION else None
    if after.exploited_cves > before.exploited_cves:
        return ChangeKind.EXPLOITED
    if after.light is not before.light:
        if after.light is TrafficLight.GREY:
            lost = after.verdict is IdentityVerdict.UNREACHABLE
            return ChangeKind.LOST if lost else ChangeKind.UNKNOWN
        worse = _RANKS[after.light] < _RANKS[before.light]
        return ChangeKind.WORSE if worse else ChangeKind.BETTER
    if before.build and after.build and before.build != after.build:
        return ChangeKind.UPDATED
    return None


def _nobody_answers(changes: Iterable[ServerChange], after: Iterable[Outline | None]) -> bool:
    lost = sum(one.kind is ChangeKind.LOST for one in changes)
    answering = sum(
        one is not None and one.verdict is not IdentityVerdict.UNREACHABLE for one in after
    )
    return lost > 1 and not answering


def _urgency(change: ServerChange) -> tuple[int, int, str, int]:
    return _ORDER[change.kind], _RANKS[change.light], change.name.casefold(), change.server_id
