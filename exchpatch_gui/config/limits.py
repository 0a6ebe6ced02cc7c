# SPDX-License-Identifier: MIT
"""What a choice may be: checked when the settings are read, and the bounds of its control."""

import re
from typing import Any, Protocol

from exchpatch_gui.domain.values import dataclass

# Compiled when it is first needed, not at each start.
_CLOCK_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"


class Limit(Protocol):
    """A rule for the values of one field, whose type is already right."""

    def allows(self, value: Any) -> bool:
        """Tell whether the value is one of those."""


@dataclass(frozen=True, slots=True)
class Within:
    """Numbers from ``low`` to ``high``, both included."""

    low: int
    high: int

    def allows(self, value: Any) -> bool:
        """Tell whether the number is within; what is no number isn't."""
        return bool(self.low <= value <= self.high)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    values: tuple[str, ...]

    def allows(self, value: Any) -> bool:
        """Tell whether the word is one of them."""
        return value in self.values


@dataclass(frozen=True, slots=True)
class Length:
    """Texts of at most so many characters."""

    longest: int

    def allows(self, value: Any) -> bool:
        """Tell whether the text is short enough."""
        return len(value) <= self.longest


@dataclass(frozen=True, slots=True)
class ClockTime:
    """``HH:MM`` of a day with 24 hours."""

    or_empty: bool = False

    def allows(self, value: Any) -> bool:
        """Tell whether the text is such a time."""
        if not value:
            return self.or_empty
        return re.fullmatch(_CLOCK_TIME, value) is not None


def within(kind: type[Any], name: str) -> Within:
    """Give the bounds of a numeric field, for the control that shows it."""
    limit = limit_of(kind, name)
    if not isinstance(limit, Within):
        raise TypeError(f"{name} has no bounds")
    return limit


def limit_of(kind: type[Any], name: str) -> Limit | None:
    """Give the limit of a field, None if it has none.

    A class of settings lists those of its fields in its attribute ``limits``.
    """
    limit: Limit | None = getattr(kind, "limits", {}).get(name)
    return limit
