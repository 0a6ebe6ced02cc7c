# SPDX-License-Identifier: MIT
"""Whether facts collected on a server some time ago still describe it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from exchpatch_gui.domain.builds import BuildNumber, parse_family
from exchpatch_gui.domain.evidence import FACTS_ID, Kind, Observation, ProbeOutcome
from exchpatch_gui.identity.build import distrust


def is_superseded(facts: ProbeOutcome, seen: Sequence[ProbeOutcome]) -> bool:
    """Tell whether a later look from outside shows that something was installed since.

    Only a higher build does: a lower one, or one of fewer digits, can be a front end that was
    left behind, and that is for the evidence to weigh.

    Args:
        facts: What the facts say of the build.
        seen: What was seen from outside later.
    """
    of_facts = [parts for one in facts.observations if (parts := _parts(one, Kind.FILE_BUILD))]
    since = [
        parts
        for outcome in seen
        for one in outcome.observations
        for kind in (Kind.BUILD, Kind.PATH_BUILD)
        if (parts := _parts(one, kind))
    ]
    return any(_is_above(later, before) for before in of_facts for later in since)


def from_outside(outcomes: Iterable[ProbeOutcome]) -> Iterator[ProbeOutcome]:
    """Give outcomes without what came from facts."""
    for outcome in outcomes:
        kept = tuple(one for one in outcome.observations if not one.id.startswith(f"{FACTS_ID}-"))
        if len(kept) == len(outcome.observations):
            yield outcome
        elif kept or outcome.failures:
            yield ProbeOutcome(
                outcome.probe, outcome.status, kept, outcome.failures, outcome.seconds
            )


def _parts(observation: Observation, kind: Kind) -> tuple[int, ...]:
    """Give the trusted build of an observation in three or four parts; empty if it has none."""
    if observation.kind is not kind:
        return ()
    try:
        if observation.value.count(".") == 2:
            return parse_family(observation.value)
        if kind is Kind.BUILD and distrust(observation.value):
            return ()
        build = BuildNumber.parse(observation.value)
    except ValueError:
        return ()
    return (build.major, build.minor, build.build, build.revision)


def _is_above(later: tuple[int, ...], before: tuple[int, ...]) -> bool:
    shared = min(len(later), len(before))
    return later[:shared] > before[:shared]
