# SPDX-License-Identifier: MIT
"""Waiting for what can't be interrupted without waiting for ever."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from exchpatch_gui.net.patience import Patience

_Result = TypeVar("_Result")


def awaited(function: Callable[[], _Result], patience: Patience) -> _Result:
    """Give a function's result, or what it raised.

    Kerberos and Windows ask a domain controller from within the C library, sometimes for a
    minute. The thread that waits there is a daemon: nobody else does.

    Raises:
        NetError: ``timeout`` or ``cancelled``; the function goes on, and its result is lost.
    """
    answers: queue.SimpleQueue[tuple[_Result | None, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((function(), None))
        except Exception as error:  # noqa: BLE001 (raised again where the result is awaited)
            answers.put((None, error))

    threading.Thread(target=run, name="sign-in", daemon=True).start()
    while True:
        try:
            result, error = answers.get(timeout=patience.slice())
        except queue.Empty:
            continue
        if error is not None:
            raise error
        return result  # type: ignore[return-value]  # there is one where there is no error
