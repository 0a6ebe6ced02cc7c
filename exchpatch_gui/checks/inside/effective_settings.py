# SPDX-License-Identifier: MIT
"""Setting overrides as they take effect on this server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exchpatch_gui.catalogue.assess import judged_builds
from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.collected.exchange_organization import DirectoryOverride, OverridesDirectory
from exchpatch_gui.collected.exchange_server import ExchangeServer, OverridesEffective
from exchpatch_gui.domain.builds import BuildNumber

_ACCEPTED = "accepted"


class Setting(NamedTuple):
    """One value that an override sets.

    Attributes:
        override: The override's name.
    """

    override: str
    component: str
    section: str
    parameter: str
    value: str

    @property
    def place(self) -> str:
        """What is set."""
        return f"{self.component}/{self.section}/{self.parameter}"


def settings(context: CheckContext) -> tuple[Setting, ...]:
    """Give all values that overrides set on this server.

    What the server itself says it applies counts. If it doesn't say, those of the directory
    count that are meant for this server and its build.

    Raises:
        NotCollectedError: Neither is known.
    """
    effective = context.optional(OverridesEffective)
    if effective is not None:
        accepted = (one for one in effective.items if one.status.lower() == _ACCEPTED)
        return tuple(
            found
            for one in accepted
            for found in _split(one.name, one.component, one.section, one.parameters)
        )
    if context.optional(OverridesDirectory) is None:
        context.section(OverridesEffective)  # raises: why the better source isn't known counts
    directory = context.section(OverridesDirectory)
    return tuple(
        found
        for one in directory.items
        if _is_for(one, context)
        for found in _split(one.name, one.component, one.section, one.parameters)
    )


def find(found: Iterable[Setting], component: str, section: str) -> tuple[Setting, ...]:
    """Give the values of one section; names are compared as Exchange does, whatever their case."""
    wanted = component.lower(), section.lower()
    return tuple(one for one in found if (one.component.lower(), one.section.lower()) == wanted)


def values(found: Iterable[Setting], component: str, section: str, parameter: str) -> list[str]:
    """Give what is set for one parameter, in small letters."""
    return [
        one.value.lower()
        for one in find(found, component, section)
        if one.parameter.lower() == parameter.lower()
    ]


def _split(name: str, component: str, section: str, parameters: Iterable[str]) -> Iterator[Setting]:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        yield Setting(name, component, section, key.strip(), value.strip())


def _is_for(override: DirectoryOverride, context: CheckContext) -> bool:
    names = {name.lower().partition(".")[0] for name in override.servers}
    if names and names.isdisjoint(_names(context)):
        return False
    lowest, highest = _build(override.min_version), _build(override.max_version)
    builds = judged_builds(context.identity)
    return not builds or any(
        (lowest is None or build >= lowest) and (highest is None or build <= highest)
        for build in builds
    )


def _names(context: CheckContext) -> set[str]:
    server = context.optional(ExchangeServer)
    names = [context.document.computer, *([server.name] if server is not None else [])]
    return {name.lower().partition(".")[0] for name in names}


def _build(text: str | None) -> BuildNumber | None:
    try:
        return BuildNumber.parse(text or "")
    except ValueError:
        return None
