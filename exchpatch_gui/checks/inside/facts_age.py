# SPDX-License-Identifier: MIT
"""How old the collected facts are on the judging day."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

OLD_AFTER_DAYS = 35
"""As for the catalogue: there is an update day every month."""


@check("facts.age", needs=())
def age(context: CheckContext) -> Iterator[Finding]:
    """Tell when the facts were collected; old ones never make a server green.

    Grey if that was more than 35 days before the judging day, information otherwise.

    Source: this project.
    """
    document = context.document
    days = (context.day - document.collected_at.date()).days
    variant, light = "fresh", TrafficLight.INFO
    if days > OLD_AFTER_DAYS:
        variant, light = "old", TrafficLight.GREY
    elif days < 0:
        variant = "later"
    yield Finding(
        id="facts.age",
        light=light,
        variant=variant,
        instance=document.computer,
        value=document.collected_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        details={
            "at": document.collected_at,
            "day": context.day,
            "days": days,
            "version": document.collector_version,
        },
    )
