# SPDX-License-Identifier: MIT
"""The traffic light and how several lights become one."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class TrafficLight(StrEnum):
    """The state of a server or of one finding; ``INFO`` says something and judges nothing."""

    RED = "red"
    YELLOW = "yellow"
    GREY = "grey"
    GREEN = "green"
    INFO = "info"


class Weight(StrEnum):
    """How much what a check says counts for the server."""

    FULL = "full"
    SPEED = "speed"
    """Advice that makes a server faster and not safer: never worse than yellow."""
    FARM = "farm"
    """Advice for large farms: as ``SPEED`` for those, and to smaller ones information."""


class Profile(StrEnum):
    """How large an organisation is for which servers are judged."""

    SMALL = "small"
    LARGE = "large"


_WORST_FIRST = (TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREY, TrafficLight.GREEN)


def fold(lights: Iterable[TrafficLight]) -> TrafficLight:
    """Give the worst of several lights: red, yellow, grey, green in that order.

    ``INFO`` doesn't count, and nothing at all is grey: what was not checked is never green.
    """
    seen = set(lights)
    for light in _WORST_FIRST:
        if light in seen:
            return light
    return TrafficLight.GREY


def weighed(light: TrafficLight, weight: Weight, profile: Profile) -> TrafficLight:
    """Give the light that counts for the server."""
    if weight is Weight.FULL or light not in {TrafficLight.RED, TrafficLight.YELLOW}:
        return light
    if weight is Weight.FARM and profile is Profile.SMALL:
        return TrafficLight.INFO
    return TrafficLight.YELLOW
