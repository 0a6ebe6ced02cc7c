# SPDX-License-Identifier: MIT
"""What stays unknown of a server that was only seen from outside."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding


@check("coverage.sign_in")
def unseen(context: CheckContext) -> Iterator[Finding]:
    """Say once how many checks need facts from the server itself; no light hangs on it."""
    if context.collected is not None or not context.observations:
        return
    from exchpatch_gui.checks.inside import base as inside  # noqa: PLC0415 (takes 0.1 s to load)

    yield Finding(
        id="coverage.sign_in",
        light=TrafficLight.INFO,
        variant="outside_only",
        details={"count": len(inside.discover())},
    )
