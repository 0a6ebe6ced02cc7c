# SPDX-License-Identifier: MIT
"""The words for what stands at an address, and for how exactly that is known."""

from __future__ import annotations

from enum import StrEnum


class IdentityVerdict(StrEnum):
    """What the evidence adds up to."""

    EXCHANGE = "exchange"
    EXCHANGE_ONLINE = "exchange-online"
    NOT_EXCHANGE = "not-exchange"
    IMITATION = "imitation"
    UNDETERMINED = "undetermined"
    UNREACHABLE = "unreachable"


class Precision(StrEnum):
    """How much of the build is known."""

    FULL = "full"
    CUMULATIVE_UPDATE = "cumulative-update"
    INTERVAL = "interval"
    NONE = "none"


class Relation(StrEnum):
    """How the build stands to the catalogue."""

    LISTED = "listed"
    NEWER_THAN_CATALOGUE = "newer-than-catalogue"
    BETWEEN = "between"
    UNKNOWN_FAMILY = "unknown-family"
    NONE = "none"
