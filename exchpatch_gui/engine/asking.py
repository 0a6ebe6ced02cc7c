# SPDX-License-Identifier: MIT
"""Asking one server: its probes one after another, then, signed in, the server itself.

Every fault is kept as a failure.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from exchpatch_gui.domain.events import ProbeFinished, RunEvent
from exchpatch_gui.domain.evidence import (
    SIGN_IN_PROBE,
    Failure,
    FailureKind,
    ProbeOutcome,
    ProbeStatus,
)
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.net.http import HttpSession
from exchpatch_gui.net.route import Watch
from exchpatch_gui.net.settings import Deadline, NetSettings
from exchpatch_gui.probes.base import ObservationLog, Probe, ProbeContext

if TYPE_CHECKING:
    from exchpatch_gui.collected.document import Collected

logger = logging.getLogger(__name__)

Tell = Callable[[RunEvent], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking one server brought.

    Attributes:
        collected: None where nobody signed in, or where that failed; an outcome says why.
    """

    outcomes: tuple[ProbeOutcome, ...]
    collected: Collected | None = None


class Collector(Protocol):
    """Signs in to servers and collects their facts; used by many threads at once."""

    def collect(self, server: Server, cancel: threading.Event, tell: Tell) -> Asked | None:
        """Collect from one server and tell of each section; None if nobody signs in there."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Runs the probes of one server; used by many threads at once.

    Attributes:
        probes: In the order they run.
        clock: Gives the current time, UTC.
        watch: Is told, in the thread that asks, how far the way to a server is open.
        collector: None where nobody signs in to any server.
    """

    probes: tuple[Probe, ...]
    options: ProbeOptions
    clock: Callable[[], datetime]
    watch: Watch | None = None
    collector: Collector | None = None

    def ask(self, server: Server, cancel: threading.Event, tell: Tell) -> Asked:
        """Give the outcomes of all probes, each told as it ends; none raises."""
        outcomes = self._probed(server, cancel, tell)
        inside = self._collected(server, cancel, tell)
        if inside is None:
            return Asked(outcomes)
        return Asked((*outcomes, *inside.outcomes), inside.collected)

    def _probed(
        self, server: Server, cancel: threading.Event, tell: Tell
    ) -> tuple[ProbeOutcome, ...]:
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
                tell(ProbeFinished(server, outcome))
        return earlier

    def _collected(self, server: Server, cancel: threading.Event, tell: Tell) -> Asked | None:
        if self.collector is None or cancel.is_set():
            return None
        try:
            inside = self.collector.collect(server, cancel, tell)
        except Exception as error:  # the transport's fault must not take the probes' answers along
            logger.exception("collecting from %s", server.target)
            failure = Failure(
                SIGN_IN_PROBE, FailureKind.BUG, params={"error": type(error).__name__}
            )
            inside = Asked((ProbeOutcome(SIGN_IN_PROBE, ProbeStatus.FAILED, failures=(failure,)),))
        for outcome in inside.outcomes if inside else ():
            tell(ProbeFinished(server, outcome))
        return inside

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
