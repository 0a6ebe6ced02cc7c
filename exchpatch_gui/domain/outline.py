# SPDX-License-Identifier: MIT
"""What a list shows of a result: enough for one row, without the evidence and findings."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message


class Need(StrEnum):
    """What moves a server on."""

    NOTHING = "nothing"
    """It is where it should be."""
    UPDATE = "update"
    UPGRADE = "upgrade"
    """A newer product, installed over this one."""
    MOVE = "move"
    """A newer product on a new server beside this one."""
    CONFIGURE = "configure"
    UNKNOWN = "unknown"
    """Not enough was seen to say."""


class Change(NamedTuple):
    """The last change of a server's light.

    Attributes:
        at: When the present light was first seen.
        before: The light until then.
    """

    at: datetime
    before: TrafficLight


class Seen(NamedTuple):
    """A build that an earlier result showed, where the latest shows none."""

    build: str
    at: datetime


class Outline(NamedTuple):
    """The latest result of a server in brief.

    Attributes:
        update: Its short name, empty if none is installed or the level is unknown.
        build: As it was seen, or empty.
        other_software: What it is instead of Exchange, if that is known.
        target: The update at the end of the way, such as ``SE RTM Oct26SU``, or empty.
        steps: How many steps of installing and moving lead there, or how many settings are to
            be looked at where that is all there is to do.
        open_cves: Known-exploited ones included; None where the holes are not known at all.
        exposed_since: The day the fix of the oldest open hole was published.
        change: None while the light has been the same since the first check.
        last_seen: What was last known, if the server has stopped showing its build.
    """

    at: datetime
    light: TrafficLight
    headline: Message
    verdict: IdentityVerdict
    product: str = ""
    cumulative_update: str = ""
    update: str = ""
    build: str = ""
    precision: Precision = Precision.NONE
    other_software: str = ""
    need: Need = Need.UNKNOWN
    target: str = ""
    steps: int = 0
    open_cves: int | None = None
    exploited_cves: int = 0
    exposed_since: date | None = None
    change: Change | None = None
    last_seen: Seen | None = None
