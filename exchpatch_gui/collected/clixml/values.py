# SPDX-License-Identifier: MIT
"""What a CliXml file holds, as plain values that never change and never contain themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

Scalar: TypeAlias = str | bool | int | float | Decimal | bytes | datetime | timedelta | None
Value: TypeAlias = "Scalar | PsObject"

NO_MEMBERS: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class PsObject:
    """An object as PowerShell has written it.

    Attributes:
        types: Its .NET types, the narrowest first.
        text: What its ``ToString`` gave, or empty; the name of an enumeration's value.
        value: What it is besides: the number of an enumeration, a text with notes on it.
        members: Its properties; of two with one name that which was added later.
        items: Its elements if it is a list, else None.
        entries: Its pairs if it is a dictionary, else None. Keys may be objects.
    """

    types: tuple[str, ...]
    text: str
    value: Value
    members: Mapping[str, Value]
    items: tuple[Value, ...] | None
    entries: tuple[tuple[Value, Value], ...] | None


def listed(values: Iterable[Value]) -> PsObject:
    """Make a list of values."""
    return PsObject((), "", None, NO_MEMBERS, tuple(values), None)
