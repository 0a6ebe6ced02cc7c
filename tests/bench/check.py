# SPDX-License-Identifier: MIT
"""``exchpatch check`` of 1,000 servers beside curl fetching the same first page of each."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.bench import child
from tests.bench.figures import Figure, memory, show
from tests.bench.servers import Listening, listening

SERVERS = 1000
LATENCY = 0.1
CONCURRENCY = 64
ROUNDS = 3
LIMIT = 1.5
FIRST_PAGE = "/owa/auth/logon.aspx"


def main() -> None:
    """Measure all in turn, several rounds, and print the medians."""
    contestants: dict[str, Callable[[Listening, Path], child.Ended]] = {
        "bare thread pool, http.client": _bare_pool,
        "exchpatch check": _exchpatch,
    }
    yardstick = "bare thread pool, http.client"
    if shutil.which("curl"):
        yardstick = "curl --parallel"
        contestants = {yardstick: _curl, **contestants}
    else:
        sys.stderr.write("curl is not installed: the bare thread pool is the yardstick.\n")
    ended: dict[str, list[child.Ended]] = {name: [] for name in contestants}
    with listening(SERVERS, LATENCY) as servers, tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            for name, contestant in contestants.items():
                ended[name].append(contestant(servers, Path(folder)))
    medians = {name: statistics.median(one.seconds for one in all_) for name, all_ in ended.items()}
    figures = [
        _figure(name, median, median / medians[yardstick]) for name, median in medians.items()
    ]
    peaks = [one.peak for one in ended["exchpatch check"] if one.peak is not None]
    figures.append(memory("exchpatch check, peak memory", max(peaks, default=None)))
    show(
        f"check: {SERVERS:,} servers, {LATENCY * 1000:.0f} ms latency, {CONCURRENCY} at once,"
        f" median of {ROUNDS}",
        figures,
    )


def _figure(name: str, median: float, ratio: float) -> Figure:
    raw = f"{median:.2f} s"
    if name == "exchpatch check":
        return Figure(name, raw, ratio, f"≤ {LIMIT:g} ×", ratio <= LIMIT)
    return Figure(name, raw, ratio)


def _curl(servers: Listening, folder: Path) -> child.Ended:
    config = folder / "curl.txt"
    config.write_text(
        "".join(
            f'url = "https://{target}{FIRST_PAGE}"\noutput = "{folder / "page"}-{number}"\n'
            for number, target in enumerate(servers.targets)
        ),
        encoding="utf-8",
    )
    ended = child.run(
        [
            *("curl", "--no-progress-meter", "--config", str(config)),
            *("--cacert", servers.ca_file, "--write-out", "%{http_code}\\n"),
            *("--parallel", "--parallel-max", str(CONCURRENCY)),
        ]
    )
    _all_answered("curl", ended.output.split().count(b"200"))
    return ended


def _bare_pool(servers: Listening, _folder: Path) -> child.Ended:
    command = child.python("-m", "tests.bench.bare_pool", servers.ca_file, str(CONCURRENCY))
    ended = child.run([*command, FIRST_PAGE, *servers.targets])
    _all_answered("the bare pool", int(ended.output))
    return ended


def _exchpatch(servers: Listening, folder: Path) -> child.Ended:
    ended = child.run(
        [
            *child.python("-m", "exchpatch_gui", "check", "--quiet", "--json", "-"),
            *("--concurrency", str(CONCURRENCY), "--ca-file", servers.ca_file),
            *("--data-dir", str(folder), *servers.targets),
        ]
    )
    _all_answered("exchpatch", ended.output.count(b'"judged": "15.2.2562.56"'))
    # What this process holds would count as memory of the next one that it starts.
    return replace(ended, output=b"")


def _all_answered(name: str, count: int) -> None:
    if count != SERVERS:
        raise SystemExit(f"{name} got {count} of {SERVERS} answers: the figures would say nothing")
