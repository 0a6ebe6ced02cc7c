# SPDX-License-Identifier: MIT
"""The certificate of a server's remote PowerShell, looked at before anybody signs in."""

from __future__ import annotations

import threading

from exchpatch_gui.net.tls import TlsFacts
from exchpatch_gui.remote.order import Order


def peek(order: Order, cancel: threading.Event) -> TlsFacts:
    """Give what the server shows, trusted or not; ``fingerprint`` is what a pin holds.

    Raises:
        RemoteFault: There is no certificate to look at.
    """
    raise NotImplementedError(order.place, cancel)
