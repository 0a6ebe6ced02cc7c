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
