# SPDX-License-Identifier: MIT
"""What the tests of remote sign-ins share: starting a server, collecting, catching the fault."""

from __future__ import annotations

import threading
from typing import Protocol

import pytest

from exchpatch_gui import wording
from exchpatch_gui.collected.document import Collected
from exchpatch_gui.demo.remoting.shells import Computer
from exchpatch_gui.domain.evidence import Failure
from exchpatch_gui.remote.collect import collect
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.order import Order
from tests.helpers.authority import Pair
from tests.helpers.remote_servers import Faults, Place


class Start(Protocol):
    """Starts a server."""

    def __call__(
        self,
        computer: Computer | None = None,
        faults: Faults | None = None,
        pair: Pair | None = None,
    ) -> Place: ...


def bring(order: Order, cancel: threading.Event | None = None) -> Collected:
    """Collect, and tell nobody how far it is."""
    return collect(order, cancel or threading.Event(), lambda _progress: None)


def failure_of(order: Order, cancel: threading.Event | None = None) -> Failure:
    """Collect in vain; the reason can be worded in every language."""
    with pytest.raises(RemoteFault) as caught:
        bring(order, cancel)
    failure = caught.value.failure
    for language in wording.LANGUAGES:
        words = wording.load(language)
        for part in ("message", "hint"):
            assert words.text(f"failure.{failure.kind}.{failure.reason}.{part}", failure.params)
    return failure
