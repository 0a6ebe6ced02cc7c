# SPDX-License-Identifier: MIT
"""Checking many servers at once: none waits for another, and a cancelled run ends at once."""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime

from exchpatch_gui import __version__, certificates
from exchpatch_gui.domain.events import (
    RunEvent,
    RunFinished,
    RunStarted,
    ServerFinished,
    ServerStarted,
)
from exchpatch_gui.domain.evidence import Failure, FailureKind, ProbeOutcome, ProbeStatus
from exchpatch_gui.domain.runs import CheckRun, ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.values import dataclass, replace
from exchpatch_gui.engine.asking import Asked, Tell
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.request import RunRequest
from exchpatch_gui.net.courtesy import make_way

logger = logging.getLogger(__name__)

_TICK = 0.02
"""Seconds between two looks at what has come. A blocking ``get`` would wake the thread that
reports for each event, to take its turn among all that ask: a thousand servers took 3 % longer.
``cancel.wait`` would spin once it is set, while what is about to end needs the processor."""
GRACE = 0.6
"""Seconds a cancelled run waits for what is about to end."""
FAREWELL = 2.0
"""The same where servers are signed in to: sessions there have to be ended."""

AskFunction = Callable[[Server, threading.Event, Tell], Asked]


@dataclass(frozen=True, slots=True)
class _Answered:
    """A server is to be judged; ``facts`` are those of ``ServerFinished``."""

    server: Server
    asked: Asked
    facts: bytes


class _WorkerEnded:
    """A worker has nothing left to do."""


_Events = queue.SimpleQueue[RunEvent | _Answered | _WorkerEnded]


class CheckEngine:
    """Runs requests, one after another.

    Workers are daemon threads and not a pool of ``concurrent.futures``: the interpreter waits
    for a pool's threads when it ends, and a name look-up of the operating system can't be
    interrupted, so Ctrl-C could take as long as the slowest resolver.
    """

    def __init__(
        self,
        ask: AskFunction,
        judge: Judge,
        clock: Callable[[], datetime],
        *,
        grace: float = GRACE,
    ) -> None:
        self._grace = grace
        self._ask = ask
        self._judge = judge
        self._clock = clock

    def run(
        self,
        request: RunRequest,
        on_event: Callable[[RunEvent], None],
        cancel: threading.Event,
    ) -> CheckRun:
        """Check all servers of the request and report what happens, from this thread only.

        ``on_event`` gets each result as it arrives. When ``cancel`` is set, servers that
        are not finished are left out and the run is not ``complete``.
        """
        begun = self._begun(request)
        on_event(RunStarted(begun, request.servers))
        results: dict[Server, ServerResult] = {}
        for event in self._events(request, cancel):
            if isinstance(event, ServerFinished):
                results[event.server] = event.result
                logger.info("%s: %s", event.server.target, event.result.light)
            on_event(event)
        run = replace(
            begun,
            finished=self._clock(),
            results=tuple(results[one] for one in request.servers if one in results),
            complete=len(results) == len(request.servers),
        )
        on_event(RunFinished(run))
        return run

    def _begun(self, request: RunRequest) -> CheckRun:
        now = self._clock()
        return CheckRun(
            id=os.urandom(16).hex(),
            started=now,
            finished=now,
            trigger=request.trigger,
            app_version=__version__,
            day=self._judge.day,
            catalogue=self._judge.info,
            results=(),
            complete=False,
        )

    def _events(self, request: RunRequest, cancel: threading.Event) -> Iterator[RunEvent]:
        waiting: queue.SimpleQueue[Server] = queue.SimpleQueue()
        for server in request.servers:
            waiting.put(server)
        events: _Events = queue.SimpleQueue()
        workers = min(request.concurrency, len(request.servers))
        for number in range(workers):
            threading.Thread(
                target=self._work,
                args=(waiting, events, cancel),
                name=f"exchpatch-check-{number}",
                daemon=True,
            ).start()
        certificates.load()  # while the first answers are under way
        give_up = float("inf")
        while workers:
            if cancel.is_set():
                give_up = min(give_up, time.monotonic() + self._grace)
            if time.monotonic() > give_up:
                logger.info("cancelled with %d servers unanswered", workers)
                return
            try:
                event = events.get_nowait()
            except queue.Empty:
                time.sleep(_TICK)  # not woken for each event, as its constant explains
                continue
            if isinstance(event, _WorkerEnded):
                workers -= 1
            elif isinstance(event, _Answered):
                make_way()
                # Judging only computes: in many threads at once it would take longer.
                result = self._judged(event.server, event.asked, request)
                yield ServerFinished(event.server, result, event.facts)
            else:
                yield event

    def _work(
        self,
        waiting: queue.SimpleQueue[Server],
        events: _Events,
        cancel: threading.Event,
    ) -> None:
        while not cancel.is_set():
            try:
                server = waiting.get_nowait()
            except queue.Empty:
                break
            events.put(ServerStarted(server))
            asked = self._ask(server, cancel, events.put)
            if not cancel.is_set():
                events.put(_Answered(server, asked, _packed(asked)))
        events.put(_WorkerEnded())

    def _judged(self, server: Server, asked: Asked, request: RunRequest) -> ServerResult:
        earlier = None if asked.collected else request.earlier(server)
        try:
            return self._judge.judge(
                server, asked.outcomes, self._clock(), collected=asked.collected, earlier=earlier
            )
        except Exception as error:  # one server's fault must not end the others' run
            logger.exception("judging %s", server.target)
            failure = Failure("judge", FailureKind.BUG, params={"error": type(error).__name__})
            broken = ProbeOutcome("judge", ProbeStatus.FAILED, failures=(failure,))
            return self._judge.judge(server, (broken,), self._clock())


def _packed(asked: Asked) -> bytes:
    if asked.collected is None:
        return b""
    from exchpatch_gui.collected.packing import pack  # noqa: PLC0415 (only where facts are)

    return pack(asked.collected)
