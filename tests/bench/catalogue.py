# SPDX-License-Identifier: MIT
"""Loading and validating the shipped catalogue beside only parsing its JSON."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from exchpatch_gui import resources
from exchpatch_gui.catalogue.loader import SHIPPED, load_shipped
from tests.bench.figures import Figure, show

ROUNDS = 20
LIMIT_MS = 60


def main() -> None:
    """Measure both in turn and print the medians."""
    data = resources.path(SHIPPED).read_bytes()
    parsed, loaded = [], []
    load_shipped()
    for _ in range(ROUNDS):
        parsed.append(_milliseconds(lambda: json.loads(data)))
        loaded.append(_milliseconds(load_shipped))
    yardstick, median = statistics.median(parsed), statistics.median(loaded)
    show(
        f"catalogue: read and validate {len(data) / 1024:.0f} KiB, median of {ROUNDS}",
        [
            Figure("json.loads of the same bytes", f"{yardstick:.1f} ms", 1.0),
            Figure(
                "load_shipped",
                f"{median:.1f} ms",
                median / yardstick,
                f"≤ {LIMIT_MS} ms",
                median <= LIMIT_MS,
            ),
        ],
    )


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
