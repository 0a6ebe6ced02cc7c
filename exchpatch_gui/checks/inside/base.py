# SPDX-License-Identifier: MIT
"""How checks of collected sections register, run, and say that they could not be made."""

from __future__ import annotations

import importlib
import logging
import pkgutil
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from exchpatch_gui.checks.base import CheckContext, CheckFunction
from exchpatch_gui.checks.inside.roles import is_edge
from exchpatch_gui.collected.document import section_name
from exchpatch_gui.collected.section import NotCollectedError
from exchpatch_gui.domain.lights import Profile, TrafficLight, Weight, weighed
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import NOT_COLLECTED, Finding

__all__ = ["CheckContext", "InsideCheck", "check", "discover", "readable"]

FAULT = "fault"
"""The status of a check that has met a fault of the program itself."""
UNREADABLE = "unreadable"
"""The status of a check whose section is there, but not the one value that it judges."""
_TEXT_LIMIT = 1000
logger = logging.getLogger(__name__)
T = TypeVar("T")


class UnreadableError(Exception):
    """A section has data, but not the value that a check judges."""

    def __init__(self, section: str, field: str) -> None:
        super().__init__(section, field)
        self.section = section
        self.field = field


def readable(value: T | None, section: type[object], field: str) -> T:
    """Give a value that the server may have kept to itself.

    Raises:
        UnreadableError: It is null; whoever runs the check makes a grey finding of that.
    """
    if value is None:
        raise UnreadableError(section_name(section), field)
    return value


@dataclass(frozen=True, slots=True)
class InsideCheck:
    """A registered check.

    Attributes:
        needs: The types of the sections without which it can't judge anything.
        on_edge: Whether it also holds for Edge servers, which have neither mailboxes nor IIS.
        weight: How much what it says counts for the server.
    """

    id: str
    needs: tuple[type[object], ...]
    judge: CheckFunction
    on_edge: bool = True
    weight: Weight = Weight.FULL

    def run(self, context: CheckContext) -> Iterator[Finding]:
        """Give its findings, made harmless; a grey one where it could not look.

        What it found before it missed a section stays. A fault of its own ends this check alone.
        """
        if not self.on_edge and is_edge(context):
            return
        try:
            for kind in self.needs:
                context.section(kind)
            for finding in self.judge(context):
                yield _weighed(_harmless(finding), self.weight, context.profile)
        except NotCollectedError as missing:
            yield _not_made(self.id, missing.status, section=missing.section, reason=missing.reason)
        except UnreadableError as missing:
            yield _not_made(self.id, UNREADABLE, section=missing.section, reason=missing.field)
        except Exception as error:  # a hostile document must not take the other checks with it
            logger.exception("check %s", self.id)
            yield _not_made(self.id, FAULT, reason=type(error).__name__)


_registered: dict[str, InsideCheck] = {}


def check(
    check_id: str,
    *,
    needs: Iterable[type[object]],
    on_edge: bool = True,
    weight: Weight = Weight.FULL,
) -> Callable[[CheckFunction], CheckFunction]:
    """Register a function as the check with this id.

    Args:
        check_id: Unique among the checks of this package.
        needs: Types of sections; if one has no data the function isn't called, and the check's
            only finding is grey. A section that is needed in some cases only is left out here
            and fetched by ``context.section`` when the case arises.
        on_edge: False if it means nothing for Edge servers: nothing is said of them then, not
            even that a section is missing.
        weight: Less for advice on performance.

    Raises:
        ValueError: The id is taken (when the module is imported).
        KeyError: A type is not that of a section.
    """
    kinds = tuple(needs)
    for kind in kinds:
        section_name(kind)

    def register(function: CheckFunction) -> CheckFunction:
        if check_id in _registered and _registered[check_id].judge is not function:
            raise ValueError(f"two checks are called {check_id}")
        _registered[check_id] = InsideCheck(check_id, kinds, function, on_edge, weight)
        return function

    return register


_discovering = threading.Lock()


def discover() -> tuple[InsideCheck, ...]:
    """Import every module of this package once and give all its checks, sorted by id."""
    with _discovering:  # one thread finds them for all that judge
        return _discovered()


@cache
def _discovered() -> tuple[InsideCheck, ...]:
    package = importlib.import_module("exchpatch_gui.checks.inside")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return tuple(check for _, check in sorted(_registered.items()))


def _not_made(check_id: str, status: str, *, reason: str, section: str = "") -> Finding:
    return Finding(
        id=check_id,
        light=TrafficLight.GREY,
        variant=NOT_COLLECTED,
        details={
            "status": str(status),
            "section": section,
            "reason": clean(reason, _TEXT_LIMIT),
        },
    )


def _weighed(finding: Finding, weight: Weight, profile: Profile) -> Finding:
    """Give advice on performance the light that counts, and keep what the check itself says."""
    light = weighed(finding.light, weight, profile)
    if light is finding.light:
        return finding
    return replace(finding, light=light, unweighed=finding.light)


def _harmless(finding: Finding) -> Finding:
    """Cut and clean what a finding repeats of the server's texts."""
    return replace(
        finding,
        instance=clean(finding.instance, _TEXT_LIMIT),
        value=clean(finding.value, _TEXT_LIMIT),
        details={
            name: clean(value, _TEXT_LIMIT) if isinstance(value, str) else value
            for name, value in finding.details.items()
        },
    )
