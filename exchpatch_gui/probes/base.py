# SPDX-License-Identifier: MIT
"""What a probe gets, how it registers, and how all probes are found."""

from __future__ import annotations

import importlib
import pkgutil
import threading
from collections.abc import Callable
from datetime import datetime
from functools import cache

from exchpatch_gui.domain.evidence import Confidence, Kind, Observation, ProbeOutcome
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.net.http import HttpSession

VALUE_LIMIT = 300


class ObservationLog:
    """Numbers and cleans what the probes of one server see; ``clock`` gives the time, UTC."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._count = 0

    def note(
        self,
        kind: Kind,
        value: str,
        *,
        source: str,
        method: str,
        confidence: Confidence = Confidence.HIGH,
        node: str = "",
    ) -> Observation:
        """Make an observation of foreign text: cut, without control characters."""
        self._count += 1
        return Observation(
            id=f"obs-{self._count}",
            kind=kind,
            value=clean(value, VALUE_LIMIT),
            source=clean(source, VALUE_LIMIT),
            method=method,
            at=self._clock(),
            confidence=confidence,
            node=clean(node, 100),
        )


@dataclass(frozen=True, slots=True)
class ProbeContext:
    """All that a probe may use.

    Attributes:
        session: HTTPS to the server, shared by its probes one after another.
        log: Where observations get their number.
        earlier: Outcomes of the probes of this server that ran before.
        cancel: Set when the user has had enough.
    """

    server: Server
    options: ProbeOptions
    session: HttpSession
    log: ObservationLog
    cancel: threading.Event
    earlier: tuple[ProbeOutcome, ...] = ()


ProbeFunction = Callable[[ProbeContext], ProbeOutcome]


@dataclass(frozen=True, slots=True)
class Probe:
    """A registered probe.

    Attributes:
        order: Lower runs earlier.
        optional: Runs only when asked for by ``--probe``.
        default_port: Where it asks unless told otherwise; None for the server's own web port.
    """

    id: str
    order: int
    optional: bool
    default_port: int | None
    run: ProbeFunction


_registered: dict[str, Probe] = {}


def probe(
    probe_id: str, *, order: int, optional: bool = True, default_port: int | None = None
) -> Callable[[ProbeFunction], ProbeFunction]:
    """Register a function as the probe with this id.

    Raises:
        ValueError: The id is taken (when the module is imported).
    """

    def register(function: ProbeFunction) -> ProbeFunction:
        if probe_id in _registered and _registered[probe_id].run is not function:
            raise ValueError(f"two probes are called {probe_id}")
        _registered[probe_id] = Probe(probe_id, order, optional, default_port, function)
        return function

    return register


@cache
def discover() -> tuple[Probe, ...]:
    """Import every module of this package once and give all probes in the order they run."""
    package = importlib.import_module("exchpatch_gui.probes")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return tuple(sorted(_registered.values(), key=lambda one: (one.order, one.id)))
