# SPDX-License-Identifier: MIT
"""What a check gets, how it registers, and how all checks are found."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from exchpatch_gui.catalogue.assess import Standing
from exchpatch_gui.domain.evidence import Failure, Kind, Observation
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.lights import Profile
from exchpatch_gui.domain.runs import CatalogueInfo
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import Advice, CveResult, Exposure, Finding, Support
from exchpatch_gui.errors import Bug

if TYPE_CHECKING:
    from exchpatch_gui.collected.document import Collected

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CheckContext:
    """All that a check may look at; nothing in it does I/O.

    Attributes:
        standing: How the installed build stands among the releases.
        day: The judging day; ages and dates are compared with it, never with a clock.
        collected: What was collected on the server itself, if anything was.
        outdated: What was collected before something was installed: too old to judge by.
        profile: How large the organisation is.
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
    standing: Standing = Standing()
    collected: Collected | None = None
    outdated: Collected | None = None
    profile: Profile = Profile.SMALL

    def section(self, kind: type[T]) -> T:
        """Give the data of the section with this type, such as ``Services``.

        Raises:
            NotCollectedError: It has none; whoever runs the check makes a grey finding of that.
        """
        return self.document.need(kind)

    def optional(self, kind: type[T]) -> T | None:
        """Give the data of a section without which the check can judge as well."""
        return self.document.find(kind).data

    @property
    def document(self) -> Collected:
        """What was collected, for checks that run only where something was."""
        if self.collected is None:
            raise Bug("a check asks for a section where nothing was collected")
        return self.collected

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
    """Import every module of this folder once and give all checks, sorted by id."""
    # pkgutil would find them as well, but loads ``inspect`` to do so: 5 ms of every look-up.
    for file in Path(__file__).parent.glob("[!_]*.py"):
        importlib.import_module(f"exchpatch_gui.checks.{file.stem}")
    if not _registered:
        raise Bug("the modules of the checks are no files")
    return tuple(sorted(_registered.items()))
