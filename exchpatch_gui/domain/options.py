# SPDX-License-Identifier: MIT
"""How servers are asked: what the user allows and sets."""

from __future__ import annotations

from collections.abc import Mapping

from exchpatch_gui.domain.values import dataclass, field


@dataclass(frozen=True, slots=True)
class ProbeOptions:
    """What the user allows and sets for the probes.

    Attributes:
        extra: Ids of optional probes to add.
        ports: Probe id to port.
        timeout: Seconds for one request.
        deadline: Seconds for one server.
        ca_file: Path of a PEM file whose certificates are trusted beside the system's.
        pause: Seconds between two requests to one server.
    """

    extra: tuple[str, ...] = ()
    ports: Mapping[str, int] = field(default_factory=dict)
    timeout: float = 10.0
    deadline: float = 60.0
    ca_file: str = ""
    pause: float = 1.0
