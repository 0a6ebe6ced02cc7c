# SPDX-License-Identifier: MIT
"""What whoever helps needs to know of this installation, without what is none of their business.

It is the same in every language, since it is read by those who know the program.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exchpatch_gui import __version__
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.config.settings import ScheduleMode, Settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import CatalogueInfo
from exchpatch_gui.services.libraries import LIBRARIES, version_of
from exchpatch_gui.services.masking import Mask

LOG_LINES = 50
_TAIL_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Facts:
    """What only the window knows.

    Attributes:
        lights: How many servers show each light.
        customers: How many different ones.
        catalogue: None while it is not loaded.
        names: Of servers and customers, to be hidden or not.
        window: Further lines about the toolkit and the screens.
    """

    paths: AppPaths
    settings: Settings
    lights: Mapping[TrafficLight, int]
    customers: int
    catalogue: CatalogueInfo | None = None
    names: Sequence[str] = ()
    window: Mapping[str, str] = field(default_factory=dict)


def compose(facts: Facts, *, with_names: bool = False) -> str:
    """Put everything together, for any thread: it reads the log and asks the system."""
    mask = Mask.of_this_user(() if with_names else facts.names)
    lines = [f"{name}: {value}" for name, value in _lines(facts)]
    lines += ["", f"last {LOG_LINES} lines of the log:"]
    lines += last_lines(facts.paths.log_file, LOG_LINES) or ["(empty)"]
    return mask.text("\n".join(lines)) + "\n"


def program() -> Iterator[tuple[str, str]]:
    """Say what runs, as far as that takes no time."""
    yield "ExchPatch", f"{__version__}{' (packaged)' if getattr(sys, 'frozen', False) else ''}"
    yield "Python", f"{platform.python_version()} {platform.python_implementation()}"
    yield "platform", sys.platform


def last_lines(file: Path, count: int) -> list[str]:
    """Read the end of a text file, as far as it is there; nothing if it can't be read."""
    try:
        with file.open("rb") as log:
            size = log.seek(0, 2)
            log.seek(max(0, size - _TAIL_BYTES))
            tail = log.read(_TAIL_BYTES)
    except OSError:
        return []
    lines = tail.decode("utf-8", "replace").splitlines()
    if size > _TAIL_BYTES:
        del lines[0]  # only its end was read
    return lines[-count:]


def _lines(facts: Facts) -> Iterator[tuple[str, str]]:
    settings = facts.settings
    yield from program()
    yield "system", platform.platform()
    yield from facts.window.items()
    yield "language", settings.language or "as the system"
    yield "theme", settings.theme
    yield "data directory", str(facts.paths.data_dir)
    yield "database", _size(facts.paths.database)
    yield "catalogue", _catalogue(facts.catalogue)
    counts = ", ".join(
        f"{one} {facts.lights[one]}" for one in TrafficLight if facts.lights.get(one)
    )
    yield "servers", f"{sum(facts.lights.values())} ({counts})"
    yield "customers", str(facts.customers)
    yield "schedule", _schedule(settings)
    yield (
        "notification area",
        f"close to it {settings.tray.close_to_tray}, notify {settings.tray.notify}",
    )
    probing = settings.probing
    probes = ", ".join(probing.probes) or "none"
    yield (
        "asking",
        (
            f"{probing.concurrency} at once, {probing.timeout:g} s a request, "
            f"{probing.deadline:g} s a server, optional probes: {probes}"
        ),
    )
    yield "libraries", ", ".join(f"{one.name} {version_of(one) or '?'}" for one in LIBRARIES)


def _catalogue(info: CatalogueInfo | None) -> str:
    if info is None:
        return "not loaded"
    return f"{info.date.isoformat()}, {info.age_days} days old, {info.source}"


def _schedule(settings: Settings) -> str:
    schedule = settings.schedule
    match schedule.mode:
        case ScheduleMode.OFF:
            return "off"
        case ScheduleMode.HOURS:
            rule = f"every {schedule.hours} hours"
        case ScheduleMode.DAILY:
            rule = f"daily at {schedule.daily_at}"
    quiet = f"{schedule.quiet_from or '-'} to {schedule.quiet_to or '-'}"
    return f"{rule}, quiet {quiet}, up to {schedule.jitter_minutes} min later"


def _size(file: Path) -> str:
    try:
        return f"{file.stat().st_size / 1024:.0f} KB"
    except OSError:
        return "none"
