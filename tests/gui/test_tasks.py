# SPDX-License-Identifier: MIT
from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from exchpatch_gui.viewmodels.tasks import Tasks

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    if shiboken6.isValid(made):
        made.shut_down()


def unexpected(value: object) -> None:
    pytest.fail(f"told {value!r}")


def test_work_is_done_elsewhere_and_told_here(qtbot: QtBot, tasks: Tasks):
    told = []

    tasks.run(
        threading.current_thread,
        lambda who: told.append((who, threading.current_thread())),
        unexpected,
    )
    qtbot.waitUntil(lambda: bool(told))

    ((worker, teller),) = told
    assert worker.name.startswith("exchpatch-task-")
    assert teller is threading.main_thread()
    assert not tasks.are_running


def test_an_error_of_the_work_is_told_too(qtbot: QtBot, tasks: Tasks):
    fault, told = ValueError("no such file"), []

    def work() -> None:
        raise fault

    tasks.run(work, unexpected, told.append)
    qtbot.waitUntil(lambda: bool(told))

    assert told == [fault]


def test_a_cancelled_order_is_not_told(qtbot: QtBot, tasks: Tasks):
    gate, told = threading.Event(), []
    cancel = tasks.run(gate.wait, unexpected, unexpected)
    tasks.run(gate.wait, told.append, unexpected)

    cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(told))

    assert told == [True]


def test_deleting_it_while_something_is_done_is_safe(tasks: Tasks):
    gate = threading.Event()
    tasks.run(gate.wait, unexpected, unexpected)

    shiboken6.delete(tasks)
    gate.set()

    workers = [one for one in threading.enumerate() if one.name.startswith("exchpatch-task-")]
    for worker in workers:
        worker.join(5)
    assert not any(worker.is_alive() for worker in workers)


def test_shutting_down_waits_for_what_is_done(tasks: Tasks):
    done = threading.Event()
    tasks.run(done.set, unexpected, unexpected)

    assert tasks.shut_down()
    assert done.is_set()
    assert not tasks.are_running


def test_telling_may_order_more(qtbot: QtBot, tasks: Tasks):
    told = []

    tasks.run(
        lambda: 1, lambda one: tasks.run(lambda: one + 1, told.append, unexpected), unexpected
    )
    qtbot.waitUntil(lambda: bool(told))

    assert told == [2]
