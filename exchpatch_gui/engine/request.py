# SPDX-License-Identifier: MIT
"""What a run is to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.runs import Trigger
from exchpatch_gui.domain.servers import Server

DEFAULT_CONCURRENCY = 32


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Servers to check, and how.

    Attributes:
        servers: Each once.
        concurrency: How many servers are asked at the same time.
    """

    servers: tuple[Server, ...]
    trigger: Trigger
    options: ProbeOptions = field(default_factory=ProbeOptions)
    concurrency: int = DEFAULT_CONCURRENCY
