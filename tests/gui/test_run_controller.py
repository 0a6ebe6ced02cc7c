# SPDX-License-Identifier: MIT
from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from exchpatch_gui.domain.events import (
    RunEvent,
    RunFinished,
    RunStarted,
    ServerFinished,
    ServerStarted,
)
from exchpatch_gui.domain.runs import CatalogueInfo, CheckRun, Trigger
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import StorageError
from exchpatch_gui.viewmodels.bridge import EventBridge
from exchpatch_gui.viewmodels.run_controller import RunController
from tests.unit.storage.samples import NOW, result, server

pytestmark = pytest.mark.usefixtures("qapp")
MANY = 10_000


class ScriptedRun:
    """A run whose events a test sends; like the real one it can be cancelled and joined."""

    def __init__(self, send: Callable[[object], None]) -> None:
        self._send = send
        self.cancelled = threading.Event()
        self.thread: threading.Thread | None = None

    def play(self, events: Sequence[object]) -> None:
        self.thread = threading.Thread(
            target=lambda: [self._send(one) for one in events], name="exchpatch-scripted"
        )
        self.thread.start()

    def cancel(self) -> None:
        self.cancelled.set()

    def join(self, timeout: float) -> bool:
        if self.thread is not None:
            self.thread.join(timeout)
        return True


class Keeper:
    """A workspace that only keeps events, or refuses them."""

    def __init__(self) -> None:
        self.kept: list[RunEvent] = []
        self.refusal: StorageError | None = None
        self.run: ScriptedRun | None = None

    def start(self, _servers, on_event, _on_failure, **_how) -> ScriptedRun:
        self.run = ScriptedRun(on_event)
        return self.run

    @contextmanager
    def recording(self) -> Iterator[Callable[[Sequence[RunEvent]], None]]:
        yield self._keep

    def _keep(self, events: Sequence[RunEvent]) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.kept += events


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def runs(keeper: Keeper) -> Iterator[RunController]:
    controller = RunController(keeper)
    yield controller
    controller.shut_down()


def servers(count: int) -> list[Server]:
    return [server(f"mail{number}.contoso.example", id=number) for number in range(1, count + 1)]


def run(results=(), *, complete: bool = True) -> CheckRun:
    catalogue = CatalogueInfo(NOW.date(), 0, "shipped", stale=False)
    return CheckRun(
        "a1", NOW, NOW, Trigger.MANUAL, "0.1.0", NOW.date(), catalogue, tuple(results), complete
    )


def story(asked: Sequence[Server]) -> list[RunEvent]:
    events: list[RunEvent] = [RunStarted(run(complete=False), tuple(asked))]
    for one in asked:
        events += [ServerStarted(one), ServerFinished(one, result(one))]
    return [*events, RunFinished(run(result(one) for one in asked))]


def test_a_run_is_told_step_by_step_in_the_main_thread(
    qtbot: QtBot, runs: RunController, keeper: Keeper
):
    asked = servers(3)
    arrived, progress, threads = [], [], set()
    runs.results_arrived.connect(arrived.extend)
    runs.results_arrived.connect(lambda _results: threads.add(threading.current_thread()))
    runs.progressed.connect(lambda done, total, _left: progress.append((done, total)))

    with qtbot.waitSignal(runs.run_started) as started:
        assert runs.start(asked)
    with qtbot.waitSignal(runs.run_finished) as finished:
        keeper.run.play(story(asked))

    assert started.args == [tuple(asked)]
    assert [one.server for one in arrived] == asked
    assert progress[0] == (0, 3)
    assert progress[-1] == (3, 3)
    assert threads == {threading.main_thread()}
    assert finished.args[0].complete
    assert not runs.is_running


def test_a_result_is_stored_before_it_is_told(qtbot: QtBot, runs: RunController, keeper: Keeper):
    asked = servers(1)
    stored = []
    runs.results_arrived.connect(lambda _results: stored.append(list(keeper.kept)))
    runs.start(asked)

    with qtbot.waitSignal(runs.run_finished):
        keeper.run.play(story(asked))

    assert any(isinstance(one, ServerFinished) for one in stored[0])


def test_ten_thousand_events_arrive_in_their_order(
    qtbot: QtBot, runs: RunController, keeper: Keeper
):
    asked = servers(MANY // 2)
    one = result(asked[0])
    events = [event for it in asked for event in (ServerStarted(it), ServerFinished(it, one))]
    told = 0

    def count(results) -> None:
        nonlocal told
        told += len(results)

    runs.results_arrived.connect(count)
    runs.start(asked)

    with qtbot.waitSignal(runs.run_finished, timeout=30_000):
        keeper.run.play([*events, RunFinished(run())])

    assert told == len(asked)
    assert keeper.kept[:-1] == events


def test_events_of_many_threads_all_arrive(qtbot: QtBot):
    taken = []
    owner = QObject()
    bridge = EventBridge(taken.extend, owner)
    threads = [
        threading.Thread(target=lambda at=at: [bridge.send((at, n)) for n in range(MANY // 8)])
        for at in range(8)
    ]

    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: len(taken) == MANY // 8 * 8, timeout=30_000)

    for thread in threads:
        thread.join()
    for at in range(8):
        assert [n for sender, n in taken if sender == at] == list(range(MANY // 8))


@pytest.mark.expects_log
def test_what_can_not_be_stored_is_shown_all_the_same_and_said_once(
    qtbot: QtBot, runs: RunController, keeper: Keeper
):
    keeper.refusal = StorageError("storage.full", path="exchpatch.db")
    asked = servers(4)
    refused, arrived = [], []
    runs.storing_failed.connect(refused.append)
    runs.results_arrived.connect(arrived.extend)
    runs.start(asked)

    with qtbot.waitSignal(runs.run_finished):
        keeper.run.play(story(asked))

    assert refused == [keeper.refusal]
    assert len(arrived) == 4


def test_a_run_that_broke_off_is_told_and_the_next_may_begin(
    qtbot: QtBot, runs: RunController, keeper: Keeper
):
    runs.start(servers(2))
    fault = RuntimeError("the engine has failed")

    with qtbot.waitSignal(runs.run_failed) as failed:
        keeper.run.play([fault])

    assert failed.args == [fault]
    assert runs.start(servers(1))


def test_one_run_at_a_time_and_none_of_nothing(runs: RunController):
    assert not runs.start([])
    assert runs.start(servers(1))
    assert not runs.start(servers(1))


def test_cancelling_asks_the_run_to_end(runs: RunController, keeper: Keeper):
    runs.cancel()
    runs.start(servers(1))

    runs.cancel()

    assert keeper.run.cancelled.is_set()


def test_shutting_down_keeps_what_has_arrived(runs: RunController, keeper: Keeper):
    asked = servers(50)
    runs.start(asked)
    keeper.run.play(story(asked)[:-1])

    assert runs.shut_down()

    assert sum(isinstance(one, ServerFinished) for one in keeper.kept) == 50
    assert not runs.is_running
    assert runs.shut_down()


def test_the_time_left_follows_from_the_time_so_far(qtbot: QtBot, keeper: Keeper):
    times = iter((100.0, 104.0, 104.0, 104.0))
    runs = RunController(keeper, clock=lambda: next(times))
    left = []
    runs.progressed.connect(lambda _done, _all, seconds: left.append(seconds))
    asked = servers(4)
    runs.start(asked)

    keeper.run.play([ServerFinished(asked[0], result(asked[0]))])
    qtbot.waitUntil(lambda: len(left) == 2)
    runs.shut_down()

    assert left == [-1.0, 12.0]
