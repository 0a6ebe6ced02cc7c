# SPDX-License-Identifier: MIT
"""The PDF report of 10 and of 1,000 servers: seconds and peak memory, each in a fresh process.

The results are those of the demonstration fleet, repeated under further names.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle, islice

from tests.bench import child
from tests.bench.figures import Figure, memory, seconds, show

LIMITS = {10: (1.0, None), 1000: (20.0, 1024.0)}


def main() -> None:
    """Let a process of its own make each report, and print the figures."""
    for servers, (most_seconds, most_memory) in LIMITS.items():
        ended = child.run(child.python("-m", "tests.bench.pdf", str(servers)))
        told = json.loads(ended.output)
        show(
            f"pdf: technical report of {servers:,} servers, {told['bytes'] / 1024:.0f} KiB",
            [
                seconds("compose and typeset", told["seconds"], limit=most_seconds),
                Figure("of it, composing", f"{told['composing']:.2f} s"),
                memory("whole process, peak memory", ended.peak, limit=most_memory),
            ],
        )


def _report(servers: int) -> dict[str, float]:
    # Only the process that is measured may grow by what these import.
    from exchpatch_gui.catalogue.loader import load_shipped  # noqa: PLC0415
    from exchpatch_gui.demo.fleet import DemoFleet  # noqa: PLC0415
    from exchpatch_gui.domain.runs import Trigger  # noqa: PLC0415
    from exchpatch_gui.engine.evaluate import Judge  # noqa: PLC0415
    from exchpatch_gui.engine.request import RunRequest  # noqa: PLC0415
    from exchpatch_gui.reporting.compose import build_report  # noqa: PLC0415
    from exchpatch_gui.reporting.options import ReportOptions  # noqa: PLC0415
    from exchpatch_gui.reporting.pdf import render_pdf  # noqa: PLC0415
    from exchpatch_gui.services.container import build_engine  # noqa: PLC0415
    from exchpatch_gui.wording import load  # noqa: PLC0415

    catalogue = load_shipped()
    now = datetime.now(UTC)
    with DemoFleet.start(now) as fleet:
        request = RunRequest(fleet.servers, Trigger.DEMO, fleet.options)
        engine = build_engine(Judge(catalogue, catalogue.date), fleet.options)
        run = engine.run(request, lambda _event: None, threading.Event())
    results = tuple(
        replace(one, server=replace(one.server, name=f"{number}.{one.server.name}"))
        for number, one in enumerate(islice(cycle(run.results), servers))
        if one.server
    )
    options = ReportOptions(generated_at=now, catalogue=catalogue)
    begun = time.perf_counter()
    model = build_report(replace(run, results=results), options, load())
    composed = time.perf_counter()
    document = render_pdf(model)
    ended = time.perf_counter()
    return {"seconds": ended - begun, "composing": composed - begun, "bytes": len(document)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_report(int(sys.argv[1]))))
