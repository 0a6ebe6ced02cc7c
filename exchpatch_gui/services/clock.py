# SPDX-License-Identifier: MIT
"""The present, handed to whatever needs it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Give the current time, UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
