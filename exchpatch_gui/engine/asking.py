# SPDX-License-Identifier: MIT
"""Asking one server: its probes one after another, every fault kept as a failure."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from exchpatch_gui.domain.evidence import Failure, FailureKind, ProbeOutcome, ProbeStatus
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.net.http import HttpSession
from exchpatch_gui.net.route import Watch
from exchpatch_gui.net.settings import Deadline, NetSettings
from exchpatch_gui.probes.base import ObservationLog, Probe, ProbeContext

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asker:
    """Runs the probes of one server; used by many threads at once.

    Attributes:
        probes: In the order they run.
        clock: Gives the current time, UTC.
        watch: Is told, in the thread that asks, how far the way to a server is open.
    """

    probes: tuple[Probe, ...]
    options: ProbeOptions
    clock: Callable[[], datetime]
    watch: Watch | None = None

    def ask(self, server: Server, cancel: threading.Event) -> Iterator[ProbeOutcome]:
        """Give the outcome of each probe as it ends; none is left out and none raises."""
        settings = NetSettings(timeout=self.options.timeout, ca_file=self.options.ca_file)
        deadline = Deadline(self.options.deadline)
        log = ObservationLog(self.clock)
        earlier: tuple[ProbeOutcome, ...] = ()
        with HttpSession(
            server.target, settings, deadline=deadline, cancel=cancel, watch=self.watch
        ) as session:
            for probe in self._applicable():
                context = ProbeContext(server, self.options, session, log, cancel, earlier)
                outcome = _guarded(probe, context)
                earlier = (*earlier, outcome)
                yield outcome

    def _applicable(self) -> Iterable[Probe]:
        return (
            probe for probe in self.probes if not probe.optional or probe.id in self.options.extra
        )


def _guarded(probe: Probe, context: ProbeContext) -> ProbeOutcome:
    if context.cancel.is_set():
        return _failed(probe, ProbeStatus.CANCELLED, Failure(probe.id, FailureKind.CANCELLED), 0.0)
    began = time.monotonic()
    try:
        return probe.run(context)
    except Exception as error:  # a fault of one probe must not take the run with it
        logger.exception("probe %s of %s", probe.id, context.server.target)
        failure = Failure(probe.id, FailureKind.BUG, params={"error": type(error).__name__})
        return _failed(probe, ProbeStatus.FAILED, failure, time.monotonic() - began)


def _failed(probe: Probe, status: ProbeStatus, failure: Failure, seconds: float) -> ProbeOutcome:
    return ProbeOutcome(probe.id, status, failures=(failure,), seconds=seconds)
