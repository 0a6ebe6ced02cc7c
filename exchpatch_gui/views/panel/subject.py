# SPDX-License-Identifier: MIT
"""What the panel shows at a moment."""

from __future__ import annotations

from collections.abc import Sequence

from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.storage.records import HistoryEntry
from exchpatch_gui.viewmodels.upkeep import NO_UPKEEP, Upkeep


@dataclass(frozen=True, slots=True)
class Subject:
    """What the panel shows.

    Attributes:
        count: How many servers are selected, where it is not one.
        stale_age: How old the result is, where that has to be said.
    """

    count: int = 0
    server: Server | None = None
    result: ServerResult | None = None
    history: Sequence[HistoryEntry] = ()
    checking: bool = False
    stale_age: str = ""
    upkeep: Upkeep = NO_UPKEEP

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two subjects the same server, edited or not."""
        server = self.server
        return () if server is None else (server.id, server.id or server.target)

    def has_same_page(self, other: Subject) -> bool:
        """Tell whether the two differ in the age of what they show at most."""
        return (
            self.server == other.server
            and (self.result is other.result or self.result == other.result)
            and self.history == other.history
            and self.upkeep == other.upkeep
        )
