# SPDX-License-Identifier: MIT
"""Lets those who ask servers make way for a window that draws.

All threads share one interpreter. Dozens that ask would each take their turn between two strokes
of a window, and a picture of five milliseconds would take three hundred.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_SECONDS = 0.1
"""So long somebody makes way at most: nobody starves behind a window that is busy for long."""

_free = threading.Event()
_free.set()


def make_way() -> None:
    """Wait while somebody goes first; whoever computes calls it between two pieces of work."""
    if not _free.is_set():
        _free.wait(LONGEST_SECONDS)


@contextmanager
def going_first() -> Iterator[None]:
    """Hold up, in this block, whoever calls ``make_way``; one thread of a process may."""
    outermost = _free.is_set()
    _free.clear()
    try:
        yield
    finally:
        if outermost:
            _free.set()
