# SPDX-License-Identifier: MIT
"""The only wiring: builds what a run needs from a data directory, real or demonstration."""

from __future__ import annotations

from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.engine.asking import Asker, Collector
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.runner import FAREWELL, GRACE, CheckEngine
from exchpatch_gui.net.route import Watch
from exchpatch_gui.probes.base import discover
from exchpatch_gui.services.clock import Clock, utc_now


def build_engine(
    judge: Judge,
    options: ProbeOptions,
    *,
    clock: Clock = utc_now,
    watch: Watch | None = None,
    collector: Collector | None = None,
) -> CheckEngine:
    """Put together probes and engine around a judge."""
    asker = Asker(discover(), options, clock, watch, collector)
    grace = GRACE if collector is None else FAREWELL
    return CheckEngine(asker.ask, judge, clock, grace=grace)


def optional_probes() -> dict[str, int | None]:
    """Give the ids of the probes that run only when asked for, with their usual port."""
    return {probe.id: probe.default_port for probe in discover() if probe.optional}
