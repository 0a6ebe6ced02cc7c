# SPDX-License-Identifier: MIT
"""Signing in to 64 servers at once beside signing in to one of them alone."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Sequence

from exchpatch_gui.domain.remotes import Remote
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.domain.sign_ins import Credential, Secret, SignIn, SignInKind
from exchpatch_gui.remote.collect import collect
from exchpatch_gui.remote.order import Order
from tests.bench.figures import Figure, show
from tests.bench.remote_servers import USER, Listening, listening

SERVERS = 64
SCRIPT_SECONDS = 2.0
ROUNDS = 3
LIMIT = 4.0


def main() -> None:
    """Measure both in turn, several rounds, and print the medians."""
    with listening(SERVERS, SCRIPT_SECONDS) as services:
        orders = [_order(services, port) for port in services.ports]
        collect(orders[0], threading.Event(), lambda _progress: None)  # loads the modules
        alone, together = [], []
        for _ in range(ROUNDS):
            alone.append(_seconds(orders[:1]))
            together.append(_seconds(orders))
    one, all_ = statistics.median(alone), statistics.median(together)
    ratio = all_ / one
    show(
        f"remote: {SERVERS} servers at once, the script takes {SCRIPT_SECONDS:g} s on each,"
        f" median of {ROUNDS}",
        [
            Figure("one server alone", f"{one:.2f} s", 1.0),
            Figure(f"{SERVERS} servers", f"{all_:.2f} s", ratio, f"≤ {LIMIT:g} ×", ratio <= LIMIT),
        ],
    )


def _order(services: Listening, port: int) -> Order:
    sign_in = SignIn("bench", SignInKind.NTLM, USER)
    credential = Credential(sign_in, Secret(services.password))
    return Order(Target("127.0.0.1"), Remote("127.0.0.1", port), credential)


def _seconds(orders: Sequence[Order]) -> float:
    """Collect from all of them at once; tell how long it took until the last was done."""
    brought: list[str] = []

    def bring(order: Order) -> None:
        brought.append(collect(order, threading.Event(), lambda _progress: None).computer)

    threads = [threading.Thread(target=bring, args=(order,)) for order in orders]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    if len(brought) != len(orders):
        raise SystemExit(f"only {len(brought)} of {len(orders)} servers brought their facts")
    return took
