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
class SectionRead:
    """One section of the facts is read on a server that is signed in to.

    Attributes:
        section: Its name in the collected document.
        done: How many are read, this one included.
        count: How many there are.
    """

    server: Server
    section: str
    done: int
    count: int


@dataclass(frozen=True, slots=True)
class ServerFinished:
    """A server has its result.

    Attributes:
        facts: The collected document as it is stored; empty if nothing was collected.
    """

    server: Server
    result: ServerResult
    facts: bytes = b""


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The run has ended; each of its results was reported before."""

    run: CheckRun


RunEvent = RunStarted | ServerStarted | ProbeFinished | SectionRead | ServerFinished | RunFinished
