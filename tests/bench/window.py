# SPDX-License-Identifier: MIT
"""The window from the start of the process to its first frame, beside a bare one of PySide6."""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench import child
from tests.bench.figures import Figure, show

ROUNDS = 15
LIMIT, MEMORY_LIMIT = 1.5, 1.6
SERVERS, MANY = 50, 5000
DAYS = 365
# The platform without a screen says at each start what it can't do.
ENVIRONMENT = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_LOGGING_RULES": "default.warning=false",
    "EXCHPATCH_EXIT_AFTER_PAINT": "1",
}


def main() -> None:
    """Measure all in turn, several rounds, and print the medians."""
    os.environ |= ENVIRONMENT
    # The first start keeps what it compiles, as on a user's machine.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="exchpatch-bench-") as place:
        contestants = {
            "bare": child.python("-m", "tests.bench.bare_window"),
            "some": _started(_filled(Path(place, "some"), SERVERS, 30)),
            "empty": _started(Path(place, "empty")),
            "many": _started(_filled(Path(place, "many"), MANY, DAYS)),
        }
        ended = _measure(contestants)
    _show(ended)


def _filled(folder: Path, servers: int, days: int) -> Path:
    _run(child.python("-m", "tests.bench.gui_data", str(folder), str(servers), str(days)))
    return folder


def _started(data_dir: Path) -> list[str]:
    return child.python("-m", "exchpatch_gui", "--data-dir", str(data_dir))


def _measure(contestants: Mapping[str, list[str]]) -> Mapping[str, Sequence[child.Ended]]:
    for command in contestants.values():  # the first start reads everything from the disk
        _run(command)
    ended: dict[str, list[child.Ended]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, command in contestants.items():
            ended[name].append(_run(command))
    return ended


def _run(command: list[str]) -> child.Ended:
    ended = child.run(command)
    if ended.code != 0:
        raise SystemExit(f"{' '.join(command)} ended with {ended.code}: no figures")
    return ended


def _show(ended: Mapping[str, Sequence[child.Ended]]) -> None:
    took = {name: statistics.median(one.seconds for one in all_) for name, all_ in ended.items()}
    show(
        f"window: process start to first frame, median of {ROUNDS}",
        [
            _time("bare window of PySide6", took["bare"], took["bare"], None),
            _time(f"ExchPatch, {SERVERS} servers", took["some"], took["bare"], LIMIT),
            *_memory(ended),
        ],
    )
    show(
        f"window: {MANY:,} servers with a daily check for a year, median of {ROUNDS}",
        [
            _time("ExchPatch, no servers", took["empty"], took["empty"], None),
            _time(f"ExchPatch, {MANY:,} servers", took["many"], took["empty"], LIMIT),
        ],
    )


def _time(name: str, seconds: float, yardstick: float, limit: float | None) -> Figure:
    return _figure(name, f"{seconds * 1000:.0f} ms", seconds / yardstick, limit)


def _memory(ended: Mapping[str, Sequence[child.Ended]]) -> list[Figure]:
    held = {
        name: [one.peak for one in ended[name] if one.peak is not None] for name in ("bare", "some")
    }
    if not all(held.values()):
        return [Figure("memory", "not told by this system")]
    bare, some = (statistics.median(all_) for all_ in held.values())
    return [
        _figure("bare window, peak memory", f"{bare:.0f} MiB", 1.0, None),
        _figure("ExchPatch, peak memory", f"{some:.0f} MiB", some / bare, MEMORY_LIMIT),
    ]


def _figure(name: str, raw: str, ratio: float, limit: float | None) -> Figure:
    if limit is None:
        return Figure(name, raw, ratio)
    return Figure(name, raw, ratio, f"≤ {limit:g} ×", ratio <= limit)
