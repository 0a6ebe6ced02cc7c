# SPDX-License-Identifier: MIT
"""The only wiring: builds what a run needs from a data directory, real or demonstration."""

from __future__ import annotations

from datetime import date

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.engine.asking import Asker
from exchpatch_gui.engine.evaluate import Judge, Memory
from exchpatch_gui.engine.runner import CheckEngine
from exchpatch_gui.net.route import Watch
from exchpatch_gui.probes.base import discover
from exchpatch_gui.services.clock import Clock, utc_now


def build_engine(
    catalogue: Catalogue,
    day: date,
    options: ProbeOptions,
    *,
    memory: Memory | None = None,
    clock: Clock = utc_now,
    watch: Watch | None = None,
) -> CheckEngine:
    """Put together probes, judge and engine."""
    asker = Asker(discover(), options, clock, watch)
    return CheckEngine(asker.ask, Judge(catalogue, day, memory), clock)


def optional_probes() -> dict[str, int | None]:
    """Give the ids of the probes that run only when asked for, with their usual port."""
    return {probe.id: probe.default_port for probe in discover() if probe.optional}
