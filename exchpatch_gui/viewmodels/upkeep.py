# SPDX-License-Identifier: MIT
"""What is kept of a server around an update."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from exchpatch_gui.domain.snapshots import Role, Taken
from exchpatch_gui.domain.values import dataclass, field

if TYPE_CHECKING:
    from exchpatch_gui.storage.setup_logs import StoredDiagnosis


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What is stored.

    Attributes:
        taken: The snapshots there are.
        logs: The newest of each kind, the newest first.
    """

    taken: Mapping[Role, Taken] = field(default_factory=dict)
    logs: tuple[StoredDiagnosis, ...] = ()


NO_UPKEEP = Upkeep()
