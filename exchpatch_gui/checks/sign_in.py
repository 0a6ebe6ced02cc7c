# SPDX-License-Identifier: MIT
"""What stays unknown of a server that was only seen from outside."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_loading = threading.Lock()


@check("coverage.sign_in")
def unseen(context: CheckContext) -> Iterator[Finding]:
    """Say once how many checks need facts from the server itself; no light hangs on it."""
    if context.collected is not None or not context.observations:
        return
    yield Finding(
        id="coverage.sign_in",
        light=TrafficLight.INFO,
        variant="outside_only",
        details={"count": _checks_inside()},
    )


def _checks_inside() -> int:
    with _loading:  # one thread loads them for all that judge, which takes 0.1 s
        from exchpatch_gui.checks.inside import base as inside  # noqa: PLC0415 (see above)

        return len(inside.discover())
