# SPDX-License-Identifier: MIT
"""The script of one server: who it is, what it answers, how it is reached, what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from exchpatch_gui.demo.answers import Site
from exchpatch_gui.demo.certificates import CertificatePlan


class Reach(Enum):
    """How far a client comes."""

    ANSWERS = auto()
    TRICKLES = auto()
    """Sends its answer a byte a second."""
    REFUSES = auto()
    """Nothing listens on its port."""


@dataclass(frozen=True, slots=True)
class ScriptedServer:
    """One server of the fleet.

    Attributes:
        host: The name its customer knows it by; DNS does not.
        tags: Sorted.
        site: What answers.
        modern_tls: Whether its Windows speaks TLS 1.3.
    """

    host: str
    customer: str
    site: Site
    tags: tuple[str, ...] = ()
    certificate: CertificatePlan = field(default_factory=CertificatePlan)
    reach: Reach = Reach.ANSWERS
    modern_tls: bool = True
