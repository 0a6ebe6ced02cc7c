# SPDX-License-Identifier: MIT
"""Judging one full document of facts, beside only parsing its JSON."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

from tests.bench.figures import Figure, show

ROUNDS = 40
LIMIT_MS = 30
_LEAST_FINDINGS = 150


def main() -> None:
    """Measure both in turn and print the medians."""
    from exchpatch_gui.catalogue.loader import load_shipped  # noqa: PLC0415 (loads much)
    from exchpatch_gui.collected.decoder import decode  # noqa: PLC0415 (likewise)
    from exchpatch_gui.demo.certificates import Authority  # noqa: PLC0415 (likewise)
    from exchpatch_gui.demo.inside import Computer  # noqa: PLC0415 (likewise)
    from exchpatch_gui.domain.builds import BuildNumber  # noqa: PLC0415 (likewise)
    from exchpatch_gui.engine.evaluate import Judge  # noqa: PLC0415 (likewise)
    from exchpatch_gui.engine.judge_facts import judge_facts  # noqa: PLC0415 (likewise)

    catalogue = load_shipped()
    computer = Computer("EX01", "mail.contoso.example", BuildNumber(15, 2, 2562, 46), ())
    document = computer.document(Authority.create(datetime.now(UTC)), catalogue.date)
    data = document.encode()
    collected = decode(data, "facts")
    judge = Judge(catalogue, catalogue.date)
    if len(judge_facts(judge, collected).findings) < _LEAST_FINDINGS:
        raise SystemExit("hardly anything was judged: the figures would say nothing")
    parsed, judged = [], []
    for _ in range(ROUNDS):
        parsed.append(_milliseconds(lambda: json.loads(data)))
        judged.append(_milliseconds(lambda: judge_facts(judge, collected)))
    yardstick, median = statistics.median(parsed), statistics.median(judged)
    show(
        f"judge: a document of {len(data) / 1024:.0f} KiB, median of {ROUNDS}",
        [
            Figure("json.loads of the same bytes", f"{yardstick:.2f} ms", 1.0),
            Figure(
                "all checks and the CVEs",
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
