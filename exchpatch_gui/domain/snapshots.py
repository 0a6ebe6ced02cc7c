# SPDX-License-Identifier: MIT
"""Snapshots of a server before and after an update."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from exchpatch_gui.domain.values import dataclass


class Role(StrEnum):
    """Which of the two snapshots it is."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Taken:
    """A stored snapshot without what is in it.

    Attributes:
        at: When its facts were collected.
        with_files: Whether the hashes of configuration files are part of it.
    """

    role: Role
    at: datetime
    with_files: bool
