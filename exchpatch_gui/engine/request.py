# SPDX-License-Identifier: MIT
"""What a run is to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.runs import Trigger
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.values import dataclass, field

if TYPE_CHECKING:
    from exchpatch_gui.collected.document import Collected

DEFAULT_CONCURRENCY = 32


def no_facts(_server: Server) -> Collected | None:
    """Know of no earlier facts."""
    return None


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Servers to check, and how.

    Attributes:
        servers: Each once.
        concurrency: How many servers are asked at the same time.
        earlier: Gives what was last collected on a server; asked from the thread of the run.
    """

    servers: tuple[Server, ...]
    trigger: Trigger
    options: ProbeOptions = field(default_factory=ProbeOptions)
    concurrency: int = DEFAULT_CONCURRENCY
    earlier: Callable[[Server], Collected | None] = no_facts
