# SPDX-License-Identifier: MIT
"""What ``Get-ExchangeDiagnosticInfo`` gave: XML, in the text of an object's ``Result``.

Whoever may not ask the process gets a document too: it holds the error, and must not look like one
in which nothing was found.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from exchpatch_gui.collected.clixml.node import AbsentError, Node
from exchpatch_gui.collected.exchange_server import (
    EffectiveOverride,
    OverridesEffective,
    ResourceMeter,
    ResourceThrottling,
)
from exchpatch_gui.collected.healthchecker.config_xml import parse

_DENIED = re.compile(r"RPC Error 5\b|\b0x5\b", re.IGNORECASE)
# .NET writes times so where a culture has no say in it.
_INVARIANT = "%m/%d/%Y %H:%M:%S"


class DeniedError(Exception):
    """The process did not let the account ask; the text is what it said."""


def overrides_effective(found: Node) -> OverridesEffective:
    """Read the overrides the server applies.

    Raises:
        AbsentError: There is nothing about them.
        DeniedError: The account may not ask for them.
    """
    overrides = _part(found, "Components/VariantConfiguration/Overrides")
    return OverridesEffective(
        updated=_moment(_field(overrides, "Updated")),
        items=tuple(
            EffectiveOverride(
                name=_field(one, "Name") or "",
                component=_field(one, "ComponentName") or "",
                section=_field(one, "SectionName") or "",
                status=_field(one, "Status") or "",
                parameters=tuple(
                    text
                    for parameter in one.findall("Parameters/Parameter")
                    if (text := "".join(parameter.itertext()).strip())
                ),
            )
            for one in overrides.findall("SettingOverride")
        ),
    )


def resource_throttling(found: Node) -> ResourceThrottling:
    """Read how much of each resource is used.

    Raises:
        AbsentError: There is nothing about them.
        DeniedError: The account may not ask for them.
    """
    return ResourceThrottling(
        resource_meters(_part(found, "Components/ResourceThrottling/ResourceTracker"), found.path)
    )


def resource_meters(tracker: Element, path: str) -> tuple[ResourceMeter, ...]:
    """Read the meters within an element.

    Raises:
        AbsentError: There are none at this path.
    """
    meters = tuple(
        ResourceMeter(
            resource=_field(one, "Resource") or "",
            current_use=_field(one, "CurrentResourceUse") or "",
            pressure=_field(one, "Pressure"),
        )
        for one in tracker.iter("ResourceMeter")
    )
    if not meters:
        raise AbsentError(f"{path}.ResourceMeter")
    return meters


def _part(found: Node, path: str) -> Element:
    text = (found.get("Result") or found).needed_text()
    root = parse(text).root
    part = None if root is None else root.find(path)
    if part is not None:
        return part
    if _DENIED.search(text):
        raise DeniedError(text)
    raise AbsentError(f"{found.path}.{path.rpartition('/')[2]}")


def _field(element: Element, name: str) -> str | None:
    """Give a field that is written as an attribute or as an element; an empty one is null."""
    part = element.find(name)
    inside = "" if part is None else "".join(part.itertext())
    return (element.get(name) or inside).strip() or None


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    found = Node(text).moment(UTC)
    if found is None:
        with suppress(ValueError):
            return datetime.strptime(text, _INVARIANT).replace(tzinfo=UTC)
    return found
