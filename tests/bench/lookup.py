# SPDX-License-Identifier: MIT
"""``exchpatch lookup`` from the start of the process beside an interpreter that does nothing."""

from __future__ import annotations

import compileall
import statistics
from pathlib import Path

import exchpatch_gui
from tests.bench import child
from tests.bench.figures import Figure, memory, show

ROUNDS = 15
LIMIT = 8.0
BUILD = "15.2.2562.37"


def main() -> None:
    """Measure both in turn and print the medians."""
    idle = child.python("-c", "pass")
    lookup = child.python("-m", "exchpatch_gui", "lookup", BUILD)
    # As pip leaves an installed program, whatever PYTHONDONTWRITEBYTECODE says.
    compileall.compile_dir(Path(exchpatch_gui.__file__).parent, quiet=1)
    idles, lookups = [], []
    for _ in range(ROUNDS):
        idles.append(child.run(idle))
        lookups.append(child.run(lookup))
    if not all(BUILD.encode() in one.output for one in lookups):
        raise SystemExit("lookup did not name the build: the figures would say nothing")
    yardstick = statistics.median(one.seconds for one in idles)
    median = statistics.median(one.seconds for one in lookups)
    ratio = median / yardstick
    show(
        f"lookup: {BUILD} from process start, median of {ROUNDS}",
        [
            Figure("python -c pass", f"{yardstick * 1000:.1f} ms", 1.0),
            Figure(
                "exchpatch lookup",
                f"{median * 1000:.1f} ms",
                ratio,
                f"≤ {LIMIT:g} ×",
                ratio <= LIMIT,
            ),
            memory("exchpatch lookup, peak memory", lookups[-1].peak),
        ],
    )
