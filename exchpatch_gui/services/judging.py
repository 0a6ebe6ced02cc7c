# SPDX-License-Identifier: MIT
"""Judging what is stored, by another catalogue, on another day or with other facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from exchpatch_gui.domain.evidence import ProbeOutcome, ProbeStatus
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.storage.facts import unpacked
from exchpatch_gui.storage.records import StoredResult

if TYPE_CHECKING:
    from exchpatch_gui.collected.document import Collected


def judge_again(stored: StoredResult, judge: Judge) -> ServerResult:
    """Judge stored evidence by this judge."""
    status = ProbeStatus.OK if stored.observations else ProbeStatus.FAILED
    outcome = ProbeOutcome("stored", status, stored.observations, stored.failures)
    return judge.judge(
        stored.server,
        (outcome,),
        stored.entry.at,
        collected=stored.collected,
        earlier=stored.earlier,
    )


def facts_of(packed: Mapping[int, bytes]) -> Callable[[Server], Collected | None]:
    """Give a function that reads the facts of a server; any thread may call it.

    Args:
        packed: By server id.
    """

    def read(server: Server) -> Collected | None:
        facts = packed.get(server.id)
        return None if facts is None else unpacked(facts)

    return read
