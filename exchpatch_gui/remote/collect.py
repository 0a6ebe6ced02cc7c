# SPDX-License-Identifier: MIT
"""Bringing the collected document of one server: one session, one script, one answer."""

from __future__ import annotations

import threading
from collections.abc import Callable

from exchpatch_gui.collected.document import Collected
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.remote.order import Order


@dataclass(frozen=True, slots=True)
class Progress:
    """A section is being read.

    Attributes:
        section: Its name in the collected document.
        done: How many have been begun, this one included.
        count: How many there are.
    """

    section: str
    done: int
    count: int


def collect(order: Order, cancel: threading.Event, told: Callable[[Progress], None]) -> Collected:
    """Sign in, run the collector, and leave no session behind.

    Args:
        order: Where and as whom.
        cancel: Ends it within a second.
        told: Is told of each section, in the calling thread.

    Raises:
        RemoteFault: There is no document, and why.
    """
    raise NotImplementedError(order.place, cancel, told)
