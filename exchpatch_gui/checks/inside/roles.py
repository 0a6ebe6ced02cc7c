# SPDX-License-Identifier: MIT
"""Which role a server has."""

from __future__ import annotations

from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.collected.exchange_server import ExchangeServer
from exchpatch_gui.collected.local_system import ExchangeSetup


def is_edge(context: CheckContext) -> bool:
    """Tell whether it is an Edge server; whoever doesn't say so is a mailbox server."""
    setup, server = context.optional(ExchangeSetup), context.optional(ExchangeServer)
    by_setup = setup is not None and bool(setup.edge_transport_role_key)
    return by_setup or (server is not None and server.is_edge_server)
