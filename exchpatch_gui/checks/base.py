# SPDX-License-Identifier: MIT
"""What a check gets, how it registers, and how all checks are found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from exchpatch_gui.catalogue.assess import Standing
from exchpatch_gui.domain.evidence import Failure, Kind, Observation
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.runs import CatalogueInfo
from exchpatch_gui.domain.verdicts import Advice, CveResult, Exposure, Finding, Support


@dataclass(frozen=True, slots=True)
class CheckContext:
    """All that a check may look at; nothing in it does I/O.

    Attributes:
        standing: How the installed build stands among the releases.
        day: The judging day; ages and dates are compared with it, never with a clock.
    """

    identity: Identity
    support: Support
    cves: tuple[CveResult, ...]
    advice: Advice
    exposure: Exposure | None
    observations: tuple[Observation, ...]
    failures: tuple[Failure, ...]
    catalogue: CatalogueInfo
    day: date
    standing: Standing = field(default_factory=Standing)

    def seen(self, kind: Kind) -> tuple[Observation, ...]:
        """Give the observations of one kind, in the order they were made."""
        return tuple(one for one in self.observations if one.kind is kind)


CheckFunction = Callable[[CheckContext], Iterable[Finding]]
_registered: dict[str, CheckFunction] = {}


def check(check_id: str) -> Callable[[CheckFunction], CheckFunction]:
    """Register a function as the check with this id.

    Raises:
        ValueError: The id is taken (when the module is imported).
    """

    def register(function: CheckFunction) -> CheckFunction:
        if _registered.get(check_id, function) is not function:
            raise ValueError(f"two checks are called {check_id}")
        _registered[check_id] = function
        return function

    return register


@cache
def discover() -> tuple[tuple[str, CheckFunction], ...]:
    """Import every module of this package once and give all checks, sorted by id."""
    package = importlib.import_module("exchpatch_gui.checks")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return tuple(sorted(_registered.items()))
