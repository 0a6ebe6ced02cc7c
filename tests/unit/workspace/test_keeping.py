# SPDX-License-Identifier: MIT
"""Storing beside the window: everything is told, in order, whatever becomes of the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest

from exchpatch_gui.domain.events import RunEvent, RunFinished, RunStarted, ServerStarted
from exchpatch_gui.domain.runs import CatalogueInfo, CheckRun, Trigger
from exchpatch_gui.errors import StorageError
from exchpatch_gui.services.keeping import Keeper, StoringFailed
from tests.unit.storage.samples import NOW, server

PATIENCE = 10.0


class Store:
    """Keeps events in memory, may refuse, and notes which threads used it.

    Attributes:
        fault: Raised when something is to be kept.
        closed: Whether it was closed, as a database has to be.
    """

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.kept: list[RunEvent] = []
        self.batches = 0
        self.threads: set[str] = set()
        self.closed = False

    @contextmanager
    def recording(self) -> Iterator[Callable[[Sequence[RunEvent]], None]]:
        try:
            yield self._keep
        finally:
            self.closed = True

    def _keep(self, events: Sequence[RunEvent]) -> None:
        self.threads.add(threading.current_thread().name)
        self.batches += 1
        if self.fault is not None:
            raise self.fault
        self.kept += events


def run() -> CheckRun:
    catalogue = CatalogueInfo(NOW.date(), 0, "shipped", stale=False)
    return CheckRun("a1", NOW, NOW, Trigger.MANUAL, "0.1.0", NOW.date(), catalogue, ())


def story(count: int) -> list[RunEvent]:
    servers = [server(f"mail{number}.contoso.example", id=number) for number in range(count)]
    return [RunStarted(run(), tuple(servers)), *map(ServerStarted, servers), RunFinished(run())]


def played(store: Store, events: Sequence[object]) -> list[object]:
    told: list[object] = []
    keeper = Keeper(store.recording, told.append)
    for event in events:
        keeper.take(event)
    keeper.start()
    assert keeper.end(PATIENCE)
    return told


def test_everything_is_stored_then_told_in_its_order():
    store, events = Store(), story(1000)

    told = played(store, events)

    assert told == events
    assert store.kept == events
    assert store.threads == {"exchpatch-keep"}
    assert store.closed


def test_what_has_gathered_is_stored_in_few_goes():
    store = Store()

    played(store, story(1000))

    assert store.batches <= 1 + 1002 // 64


def test_nothing_is_told_before_it_is_stored():
    store = Store()
    early = []

    def tell(event: object) -> None:
        if event not in store.kept:
            early.append(event)

    keeper = Keeper(store.recording, tell)
    for event in story(200):
        keeper.take(event)
    keeper.start()

    assert keeper.end(PATIENCE)
    assert early == []


def test_what_can_not_be_stored_is_told_all_the_same_and_the_fault_once(
    caplog: pytest.LogCaptureFixture,
):
    fault, events = StorageError("storage.full", path="exchpatch.db"), story(500)
    store = Store(fault)

    told = played(store, events)

    assert told == [StoringFailed(fault), *events]
    assert store.batches == 1
    assert store.closed
    assert "can't be stored" in caplog.text


def test_a_store_that_can_not_be_opened_stops_nobody(caplog: pytest.LogCaptureFixture):
    fault, events = StorageError("storage.locked", path="exchpatch.db"), story(3)

    @contextmanager
    def closed() -> Iterator[Callable[[Sequence[RunEvent]], None]]:
        raise fault
        yield

    told: list[object] = []
    keeper = Keeper(closed, told.append)
    keeper.start()
    for event in events:
        keeper.take(event)

    assert keeper.end(PATIENCE)
    assert told == [StoringFailed(fault), *events]
    assert "can't be stored" in caplog.text


def test_a_fault_of_ours_ends_the_run_for_those_who_wait(caplog: pytest.LogCaptureFixture):
    fault = ZeroDivisionError("a fault for the test")

    told = played(Store(fault), story(3))

    assert told == [fault]
    assert "storing has failed" in caplog.text


def test_an_error_that_broke_the_run_off_is_the_last_that_is_told():
    error, late = RuntimeError("the engine has failed"), story(2)

    told = played(Store(), [*late[:2], error, *late[2:]])

    assert told == [*late[:2], error]
