# SPDX-License-Identifier: MIT
"""What stays unknown of a server that nobody could look into."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.domain.evidence import SIGN_IN_PROBE
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

INSIDE_CHECKS = 128
"""How many checks need facts from the server itself; to load and count them takes 0.2 s."""


@check("coverage.sign_in")
def unseen(context: CheckContext) -> Iterator[Finding]:
    """Say once how many checks need facts from the server itself.

    No light hangs on it where nobody has a sign-in. Grey if one failed, or if the facts describe
    the server before its last update: that leaves open what was known before.

    Source: this project.
    """
    if any(failure.probe == SIGN_IN_PROBE for failure in context.failures):
        yield _unseen(context, TrafficLight.GREY, "failed")
    elif context.outdated is not None:
        yield _unseen(context, TrafficLight.GREY, "outdated")
    elif context.collected is None and context.observations:
        yield _unseen(context, TrafficLight.INFO, "outside_only")


def _unseen(context: CheckContext, light: TrafficLight, variant: str) -> Finding:
    facts = context.outdated or context.collected
    return Finding(
        id="coverage.sign_in",
        light=light,
        variant=variant,
        details={
            "count": INSIDE_CHECKS,
            "at": facts.collected_at if facts is not None else None,
        },
    )
