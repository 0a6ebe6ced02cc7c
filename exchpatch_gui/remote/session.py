# SPDX-License-Identifier: MIT
"""A session for one order, from the connection to the good-bye."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import Deadline
from exchpatch_gui.remote.endpoints import WINDOWS, Endpoint
from exchpatch_gui.remote.line import Line
from exchpatch_gui.remote.order import Order
from exchpatch_gui.remote.sign_in import Admit, check_possible
from exchpatch_gui.remote.transport import Transport

if TYPE_CHECKING:
    from exchpatch_gui.remote.psrp import PsrpShell


def transport_for(
    order: Order,
    cancel: threading.Event,
    endpoint: Endpoint = WINDOWS,
    admit: Admit = contextlib.nullcontext,
) -> Transport:
    """Make what carries messages; the order's deadline runs from now on, and nothing is sent.

    Raises:
        RemoteFault: The sign-in can't work from here.
    """
    check_possible(order)
    patience = Patience(str(order.place), Deadline(order.deadline), cancel)
    return Transport(Line(order), endpoint, patience, admit)


@contextlib.contextmanager
def open_shell(transport: Transport, cancel: threading.Event) -> Iterator[PsrpShell]:
    """Open a session that is ended on the server whatever happens.

    Raises:
        RemoteFault: There is none.
    """
    from exchpatch_gui.remote.psrp import PsrpShell  # noqa: PLC0415 (0.5 s, and few runs sign in)

    with contextlib.closing(PsrpShell(transport, cancel)) as shell:
        shell.open()
        yield shell
