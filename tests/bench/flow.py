# SPDX-License-Identifier: MIT
"""How the window stays at hand: while 1,000 results arrive, and at each key of a search.

The window, the check and the bench share one process, as they do at a user's desk; only the
servers that are asked have one of their own.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QObject, Qt, QTimer

from exchpatch_gui.app import Application, Program
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.events import RunEvent, RunFinished, RunStarted, ServerFinished
from exchpatch_gui.domain.runs import CatalogueInfo, CheckRun, Trigger
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.services.background import BackgroundRun
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.filters import Filter
from exchpatch_gui.viewmodels.interpreter import settle
from tests.bench import gui_data
from tests.bench.figures import Figure, show
from tests.bench.servers import Listening, listening
from tests.unit.storage.samples import result

SERVERS, MANY = 1000, 5000
LATENCY = 0.1
IDLE_MILLISECONDS = 3000
STALL_LIMIT, KEY_LIMIT = 50.0, 16.0
TYPED = "mail0042.contoso.example feb26su"
PATIENCE_SECONDS = 60.0
NAMES = ("poured at once", "asked, first time", "asked again")


class Stall(NamedTuple):
    """The longest time between two beats, in milliseconds.

    Attributes:
        own: The most that the window's own thread computed between two.
    """

    longest: float
    own: float


class Heart(QObject):
    """Beats every millisecond and notes the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self._stall = Stall(0.0, 0.0)
        self._last = self._last_own = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin anew."""
        self._stall = Stall(0.0, 0.0)
        self._last, self._last_own = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> Stall:
        """End, and give the longest time."""
        self._timer.stop()
        return self._stall

    def _beat(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        self._stall = Stall(
            max(self._stall.longest, (now - self._last) * 1000),
            max(self._stall.own, (own - self._last_own) * 1000),
        )
        self._last, self._last_own = now, own


class Poured:
    """A run whose results are there already and come all at once."""

    def __init__(self, servers: Sequence[Server], tell: Callable[[RunEvent], None]) -> None:
        self._servers, self._tell = servers, tell
        self._thread = threading.Thread(target=self._pour, name="exchpatch-poured")
        self._thread.start()

    def cancel(self) -> None:
        """Go on all the same: it takes no time."""

    def join(self, timeout: float) -> bool:
        """Wait for the end."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _pour(self) -> None:
        now = gui_data.today()
        results = [result(one, now, headline=gui_data.HEADLINE) for one in self._servers]
        catalogue = CatalogueInfo(now.date(), 0, "shipped", stale=False)
        begun = CheckRun(
            "poured", now, now, Trigger.MANUAL, "0.1.0", now.date(), catalogue, results=()
        )
        self._tell(RunStarted(begun, tuple(self._servers)))
        for server, one in zip(self._servers, results, strict=True):
            self._tell(ServerFinished(server, one))
        self._tell(RunFinished(begun))


class Pouring(Workspace):
    """A workspace whose first run is poured; the following ones ask the servers."""

    poured = False

    def start(
        self,
        servers: Sequence[Server],
        on_event: Callable[[RunEvent], None],
        on_failure: Callable[[Exception], None],
        **how: Any,
    ) -> BackgroundRun:
        if self.poured:
            return super().start(servers, on_event, on_failure, **how)
        self.poured = True
        return cast("BackgroundRun", Poured(servers, on_event))


class Bench:
    """One running program and its event loop."""

    def __init__(self, application: Application, program: Program) -> None:
        self._application = application
        self._program = program
        self._heart = Heart()

    def wait(self, arrived: Callable[[], bool], what: str) -> None:
        """Let the event loop run, as it does when nobody measures, until something is so."""
        poll, begun = QTimer(), time.monotonic()

        def look() -> None:
            if arrived():
                self._application.exit(0)
            elif time.monotonic() - begun > PATIENCE_SECONDS:
                raise SystemExit(f"waited in vain for {what}: no figures")

        poll.timeout.connect(look)
        poll.start(50)
        self._application.exec()

    def idle(self) -> Stall:
        """Give the longest stall of a loop with nothing to do."""
        self._heart.start()
        QTimer.singleShot(IDLE_MILLISECONDS, lambda: self._application.exit(0))
        self._application.exec()
        return self._heart.stop()

    def check(self) -> Stall:
        """Check all servers and give the longest stall, from the key to the last result."""
        runs = self._program.desk.runs
        told: list[int] = []
        runs.results_arrived.connect(lambda results: told.append(len(results)))
        self._heart.start()
        self._program.window.orders["check-all"].trigger()
        self.wait(lambda: not runs.is_running, "the end of the check")
        longest = self._heart.stop()
        if sum(told) != SERVERS:
            raise SystemExit(f"{sum(told)} of {SERVERS} results arrived: no figures")
        return longest


def main() -> None:
    """Measure and print."""
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    with tempfile.TemporaryDirectory(prefix="exchpatch-bench-") as place:
        with listening(SERVERS, LATENCY) as servers:
            idle, stalls = _stalls(Path(place, "results"), servers)
        keys = _keys(Path(place, "search"))
    figures = [Figure("idle window, longest stall", f"{idle.longest:.1f} ms")]
    for name, stall in zip(NAMES, stalls, strict=True):
        figures.append(_limited(f"{name}, longest stall", stall.longest, STALL_LIMIT))
        figures.append(Figure("  the window's own work at most", f"{stall.own:.1f} ms"))
    show(f"flow: {SERVERS:,} results arrive in a window that shows them", figures)
    show(
        f"flow: a search among {MANY:,} servers, {len(keys)} keys, in the model",
        [
            Figure("a key, median", f"{statistics.median(keys):.1f} ms"),
            _limited("a key, longest", max(keys), KEY_LIMIT),
        ],
    )


def _stalls(folder: Path, servers: Listening) -> tuple[Stall, list[Stall]]:
    gui_data.fill(folder, [Target.parse(one) for one in servers.targets], 0)
    os.environ["SSL_CERT_FILE"] = servers.ca_file
    application = Application(["exchpatch", "-style", "fusion"])
    program = Program(application, Pouring.open(AppPaths(folder)))
    program.start()
    bench = Bench(application, program)
    bench.wait(lambda: program.desk.is_warm, "the window")
    figures = bench.idle(), [bench.check() for _ in range(3)]
    program.shut_down()
    program.window.deleteLater()
    return figures


def _keys(folder: Path) -> list[float]:
    """Type a search and delete it again, letter by letter."""
    gui_data.fill(folder, gui_data.targets(MANY), 1)
    application = Application.instance()
    assert isinstance(application, Application)
    program = Program(application, Workspace.open(AppPaths(folder)))
    settle()  # as after the first frame, with the list in the memory
    model = program.window.area.model
    steps = [TYPED[:end] for end in range(1, len(TYPED) + 1)]
    took = []
    for text in (*steps, *reversed(steps[:-1]), ""):
        begun = time.perf_counter()
        model.set_filter(Filter(search=text))
        took.append((time.perf_counter() - begun) * 1000)
    program.shut_down()
    return took


def _limited(name: str, milliseconds: float, limit: float) -> Figure:
    raw = f"{milliseconds:.1f} ms"
    return Figure(name, raw, None, f"≤ {limit:g} ms", milliseconds <= limit)
