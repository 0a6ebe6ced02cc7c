# SPDX-License-Identifier: MIT
"""The certificate of a server's remote PowerShell, looked at before anybody signs in."""

from __future__ import annotations

import threading

from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import Deadline, NetError
from exchpatch_gui.net.tls import TlsFacts
from exchpatch_gui.remote.diagnose import Stage, broken_connection
from exchpatch_gui.remote.line import Line
from exchpatch_gui.remote.order import Order


def peek(order: Order, cancel: threading.Event) -> TlsFacts:
    """Give what the server shows, trusted or not; ``fingerprint`` is what a pin holds.

    Raises:
        RemoteFault: There is no certificate to look at.
    """
    line = Line(order)
    patience = Patience(str(order.place), Deadline(order.deadline), cancel)
    try:
        line.look(patience).close()
    except NetError as error:
        raise broken_connection(error, order, Stage.CONNECTING) from error
    assert line.certificate is not None
    return line.certificate
