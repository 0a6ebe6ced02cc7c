# SPDX-License-Identifier: MIT
"""Time zones made here, so that the rules are the same on every computer."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo


def zone(rule: str) -> tzinfo:
    """Make a zone from a POSIX rule (RFC 8536: a file without transitions, its footer alone)."""
    counts = (1, 1, 0, 0, 1, 4)
    header = b"TZif2" + bytes(15) + struct.pack(">6l", *counts)
    first = header + struct.pack(">lbb", 0, 0, 0) + b"UTC\0" + b"\0" + b"\0"
    return ZoneInfo.from_file(io.BytesIO(first + first + b"\n" + rule.encode() + b"\n"))


BERLIN = zone("CET-1CEST,M3.5.0,M10.5.0/3")
"""02:00 becomes 03:00 on the last Sunday of March, 03:00 becomes 02:00 on that of October."""
NEW_YORK = zone("EST5EDT,M3.2.0,M11.1.0")
LORD_HOWE = zone("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0")
"""It shifts by half an hour."""
HAVANA = zone("CST5CDT,M3.2.0/0,M11.1.0/1")
"""It skips and repeats the first hour of a day."""


def local(text: str, where: tzinfo = BERLIN, *, fold: int = 0) -> datetime:
    """Read what clocks show, such as ``2026-03-29 07:00``, as a moment in UTC."""
    shown = datetime.fromisoformat(text).replace(tzinfo=where, fold=fold)
    return shown.astimezone(UTC)
