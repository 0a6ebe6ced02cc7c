# SPDX-License-Identifier: MIT
"""What happens while servers are checked, for whoever shows or stores it."""

from __future__ import annotations

from exchpatch_gui.domain.evidence import ProbeOutcome
from exchpatch_gui.domain.runs import CheckRun, ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class RunStarted:
    """A run begins.

    Attributes:
        run: As it begins, without results.
    """

    run: CheckRun
    servers: tuple[Server, ...]


@dataclass(frozen=True, slots=True)
class ServerStarted:
    """The first probe of a server begins."""

    server: Server


@dataclass(frozen=True, slots=True)
class ProbeFinished:
    """One probe of a server has ended."""

    server: Server
    outcome: ProbeOutcome


@dataclass(frozen=True, slots=True)
class ServerFinished:
    """A server has its result."""

    server: Server
    result: ServerResult


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The run has ended; each of its results was reported before."""

    run: CheckRun


RunEvent = RunStarted | ServerStarted | ProbeFinished | ServerFinished | RunFinished
