# SPDX-License-Identifier: MIT
"""What can't be interrupted is no longer waited for when time is up or somebody has had enough."""

from __future__ import annotations

import threading
import time

import pytest

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import Deadline, NetError
from exchpatch_gui.remote.waiting import awaited


def patience(seconds: float, cancel: threading.Event | None = None) -> Patience:
    return Patience("ex01.contoso.example:5985", Deadline(seconds), cancel or threading.Event())


def test_a_result_is_given():
    assert awaited(lambda: 7, patience(5.0)) == 7


def test_an_error_is_raised_where_the_result_is_awaited():
    def fail() -> int:
        raise LookupError("no controller")

    with pytest.raises(LookupError, match="no controller"):
        awaited(fail, patience(5.0))


@pytest.mark.parametrize("kind", [FailureKind.CANCELLED, FailureKind.TIMEOUT])
def test_what_never_ends_is_left_alone(kind: FailureKind):
    released, cancel = threading.Event(), threading.Event()
    if kind is FailureKind.CANCELLED:
        cancel.set()
    began = time.monotonic()

    try:
        with pytest.raises(NetError) as caught:
            awaited(lambda: released.wait(30.0), patience(0.3, cancel))
    finally:
        released.set()

    assert caught.value.kind is kind
    assert time.monotonic() - began < 2.0
