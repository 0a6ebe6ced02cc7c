# SPDX-License-Identifier: MIT
"""What the tests of remote sign-ins share: starting a server, collecting, catching the fault."""

from __future__ import annotations

import threading
from typing import Any, Protocol

import pytest

from exchpatch_gui import wording
from exchpatch_gui.collected.document import Collected
from exchpatch_gui.demo.remoting.shells import Computer
from exchpatch_gui.domain.evidence import Failure
from exchpatch_gui.domain.sign_ins import SignInKind
from exchpatch_gui.remote.collect import collect
from exchpatch_gui.remote.exchange import NO_ACCOUNT
from exchpatch_gui.remote.exchange_sections import READERS
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.order import Order
from tests.helpers.authority import Pair
from tests.helpers.collected import document, encoded, not_collected
from tests.helpers.remote_servers import Faults, Place, order


class Start(Protocol):
    """Starts a server."""

    def __call__(
        self,
        computer: Computer | None = None,
        faults: Faults | None = None,
        pair: Pair | None = None,
    ) -> Place: ...


class AtDoor(Protocol):
    """Starts what stands at Exchange's own door."""

    def __call__(self, computer: Computer, faults: Faults | None = None) -> Place: ...


LEFT_OUT = encoded(
    document(**{name: not_collected("skipped", NO_ACCOUNT) for name in READERS})
).decode()
"""What the collector gives who has signed in without a password."""


def nobody(place: Place, **changes: Any) -> Order:
    """Make an order without a password; needs the fixture ``ticket``."""
    return order(place, kind=SignInKind.NTLM, user="", password=None, **changes)


def bring(given: Order, cancel: threading.Event | None = None) -> Collected:
    """Collect, and tell nobody how far it is."""
    return collect(given, cancel or threading.Event(), lambda _progress: None)


def failure_of(given: Order, cancel: threading.Event | None = None) -> Failure:
    """Collect in vain; the reason can be worded in every language."""
    with pytest.raises(RemoteFault) as caught:
        bring(given, cancel)
    failure = caught.value.failure
    for language in wording.LANGUAGES:
        words = wording.load(language)
        for part in ("message", "hint"):
            assert words.text(f"failure.{failure.kind}.{failure.reason}.{part}", failure.params)
    return failure
