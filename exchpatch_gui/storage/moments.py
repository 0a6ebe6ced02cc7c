# SPDX-License-Identifier: MIT
"""Times as text in the database: UTC in one fixed form, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime


def moment_text(moment: datetime) -> str:
    """Write a time: ``2026-11-24T08:00:00.000000Z``.

    Raises:
        ValueError: The time has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment.isoformat()}")
    text = moment.astimezone(UTC).isoformat(timespec="microseconds")
    return text.replace("+00:00", "Z")


def read_moment(text: str) -> datetime:
    """Read a time that ``moment_text`` has written.

    Raises:
        ValueError: It isn't one.
    """
    return datetime.fromisoformat(text)
