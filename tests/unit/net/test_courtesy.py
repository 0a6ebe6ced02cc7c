# SPDX-License-Identifier: MIT
"""Those who ask servers make way for a window that draws, and nobody waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import pytest

from exchpatch_gui.net import courtesy
from exchpatch_gui.net.courtesy import going_first, make_way


class Asking:
    """A thread that is about to make way, then notes that it went on."""

    def __init__(self, order: list[str]) -> None:
        self._order = order
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def begin(self) -> None:
        self._thread.start()
        assert self._ready.wait(10)

    def end(self) -> None:
        self._thread.join(10)
        assert not self._thread.is_alive()

    def _ask(self) -> None:
        self._ready.set()
        make_way()
        self._order.append("asked")


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(courtesy, "LONGEST_SECONDS", 10)
    return []


@pytest.mark.parametrize("inner_picture", [nullcontext, going_first])
def test_whoever_asks_goes_on_after_all_that_is_drawn(
    order: list[str], inner_picture: Callable[[], AbstractContextManager[None]]
):
    asking = Asking(order)
    with going_first():
        with inner_picture():
            asking.begin()
        order.append("drawn")
    asking.end()

    assert order == ["drawn", "asked"]


def test_a_failed_picture_holds_nobody_up(order: list[str]):
    asking = Asking(order)
    with pytest.raises(ValueError, match="no picture"), going_first():
        raise ValueError("no picture")
    asking.begin()
    asking.end()

    assert order == ["asked"]


def test_nobody_waits_for_ever(order: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(courtesy, "LONGEST_SECONDS", 0)
    asking = Asking(order)
    with going_first():
        asking.begin()
        asking.end()

    assert order == ["asked"]
