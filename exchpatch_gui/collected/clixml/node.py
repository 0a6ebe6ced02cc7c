# SPDX-License-Identifier: MIT
"""A place in what PowerShell has written: asked for its parts the way it would, never trusted."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal

from exchpatch_gui.collected.clixml.values import PsObject, Value

# Registry values and sizes are at most 64 bits wide, with a sign or without.
_SMALLEST, _LARGEST = -(2**63), 2**64 - 1
_WHOLE = re.compile(r"[+-]?\d{1,20}", re.ASCII)
_WMI_TIME = re.compile(r"(\d{14})\.(\d{6})([+-]\d{3})", re.ASCII)
_JSON_TIME = re.compile(r"/Date\((-?\d{1,15})\)/", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# .NET's DateTime begins in year 1: what has that year was never set.
_FIRST_YEAR = 1900
_TRUTH = {"true": True, "false": False}


class AbsentError(Exception):
    """What was written lacks something.

    Attributes:
        path: Where it should be.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Node:
    """A value with the way to it.

    Names of members are compared as PowerShell does, whatever their case. A list of one element
    is often written as the element itself, so both read alike.

    Attributes:
        path: Such as ``OSInformation.PowerPlan``.
    """

    __slots__ = ("path", "value")

    def __init__(self, value: Value, path: str = "") -> None:
        self.value = value
        self.path = path

    def __bool__(self) -> bool:
        return self.value is not None

    def __getitem__(self, name: str) -> Node:
        """Give a member.

        Raises:
            AbsentError: There is none; a member that is null is there.
        """
        found = self._find(name)
        if found is None:
            raise AbsentError(self._below(name))
        return found

    def get(self, name: str) -> Node:
        """Give a member, null where there is none."""
        return self._find(name) or Node(None, self._below(name))

    def at(self, path: str) -> Node:
        """Give a member of a member …, as ``BuildInformation.ExchangeSetup``.

        Raises:
            AbsentError: One of them is not there, or what it should be in is null.
        """
        node = self
        for name in path.split("."):
            node = node[name]
        return node

    def filled(self, path: str) -> Node:
        """Give a member of a member …, which has to be more than null.

        Raises:
            AbsentError: It isn't there, or is null.
        """
        node = self.at(path)
        if not node:
            raise AbsentError(node.path)
        return node

    def _find(self, name: str) -> Node | None:
        value = self.value
        if not isinstance(value, PsObject):
            return None
        if name in value.members:
            return Node(value.members[name], self._below(name))
        wanted = name.lower()
        for key, member in value.members.items():
            if key.lower() == wanted:
                return Node(member, self._below(name))
        for entry, content in value.entries or ():
            if isinstance(entry, str) and entry.lower() == wanted:
                return Node(content, self._below(name))
        return None

    def _below(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def pairs(self) -> Iterator[tuple[str, Node]]:
        """Give the pairs of a dictionary; one that went through JSON has them as members."""
        value = self.value
        if not isinstance(value, PsObject):
            return
        pairs = value.members.items() if value.entries is None else value.entries
        for key, content in pairs:
            text = Node(key).text()
            if text is not None:
                yield text, Node(content, self._below(text))

    def items(self) -> list[Node]:
        """Give the elements of a list; null is an empty one, anything else is its only element."""
        value = self.value
        listed = value.items if isinstance(value, PsObject) else None
        found = (value,) if listed is None else listed
        return [Node(one, f"{self.path}[{at}]") for at, one in enumerate(found) if one is not None]

    def text(self) -> str | None:
        """Give the text of a value, of an object its ``ToString``; nothing is null."""
        value = self.value
        if isinstance(value, PsObject):
            if value.items is not None and len(value.items) == 1:
                return Node(value.items[0]).text()
            value = value.text or self._plain()
        if isinstance(value, str):
            return value.strip() or None
        if isinstance(value, bool | int | float | Decimal):
            return str(value)
        if isinstance(value, timedelta):
            return _duration_text(value)
        return None

    def needed_text(self) -> str:
        """Give a text that has to be there.

        Raises:
            AbsentError: It isn't.
        """
        text = self.text()
        if text is None:
            raise AbsentError(self.path)
        return text

    def texts(self) -> tuple[str, ...]:
        """Give the texts of a list; elements without any are left out."""
        return tuple(text for one in self.items() if (text := one.text()) is not None)

    def whole(self) -> int | None:
        """Give a whole number, also of a text that is one."""
        value = self._plain()
        if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
            value = int(value)
        if isinstance(value, float | Decimal) and math.isfinite(value) and value == int(value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            return None
        return value if _SMALLEST <= value <= _LARGEST else None

    def needed_whole(self) -> int:
        """Give a whole number that has to be there.

        Raises:
            AbsentError: It isn't.
        """
        number = self.whole()
        if number is None:
            raise AbsentError(self.path)
        return number

    def number(self) -> float | None:
        """Give a number."""
        value = self._plain()
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return None
        number = float(value)
        return number if math.isfinite(number) else None

    def truth(self) -> bool | None:
        """Give true or false, also of a text that says so."""
        value = self._plain()
        if isinstance(value, str):
            return _TRUTH.get(value.strip().lower())
        return value if isinstance(value, bool) else None

    def needed_truth(self) -> bool:
        """Give true or false, which has to be there.

        Raises:
            AbsentError: It isn't.
        """
        value = self.truth()
        if value is None:
            raise AbsentError(self.path)
        return value

    def data(self) -> bytes | None:
        """Give bytes; a list of numbers is what JSON makes of them."""
        value = self._plain()
        if isinstance(value, bytes):
            return value
        numbers = [one.whole() for one in self.items()]
        if numbers and all(one is not None and 0 <= one <= 255 for one in numbers):
            return bytes(one for one in numbers if one is not None)
        return None

    def day(self) -> date | None:
        """Give a day as it is written; whatever the zone, no other is meant."""
        value = self._time()
        return value.date() if value else None

    def moment(self, zone: tzinfo) -> datetime | None:
        """Give a time in UTC; one that doesn't name its zone is of the given one."""
        value = self._time()
        if value is None:
            return None
        try:
            return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)
        except OverflowError:
            return None

    def _time(self) -> datetime | None:
        value = self._plain()
        if isinstance(value, str):
            value = _read_moment(value)
        if not isinstance(value, datetime) or value.year < _FIRST_YEAR:
            return None
        return value

    def _plain(self) -> Value:
        """Give the value itself where notes are attached to it."""
        value = self.value
        if isinstance(value, PsObject):
            if value.items is not None and len(value.items) == 1:
                value = value.items[0]
            if isinstance(value, PsObject):
                value = value.value
        return None if isinstance(value, PsObject) else value


def _read_moment(text: str) -> datetime | None:
    """Read a time as WMI writes it, as old JSON does, or in the form of ISO 8601."""
    text = text.strip()
    if match := _JSON_TIME.fullmatch(text):
        try:
            return _EPOCH + timedelta(milliseconds=int(match[1]))
        except OverflowError:
            return None
    try:
        if match := _WMI_TIME.fullmatch(text):
            whole = datetime.strptime(match[1], "%Y%m%d%H%M%S")  # noqa: DTZ007 (its zone follows)
            zone = timezone(timedelta(minutes=int(match[3])))
            return whole.replace(microsecond=int(match[2]), tzinfo=zone)
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _duration_text(length: timedelta) -> str:
    """Write a length as .NET does: ``d.hh:mm:ss``, without the days if there is none."""
    sign = "-" if length < timedelta() else ""
    minutes, second = divmod(int(abs(length).total_seconds()), 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    return f"{sign}{f'{days}.' if days else ''}{hour:02}:{minute:02}:{second:02}"
