# SPDX-License-Identifier: MIT
"""Strict readers of JSON values, made from the type hints of dataclasses.

A reader takes a JSON value and gives ours, or raises ``Fault`` with the path to the fault. Every
key is required, none may be added, and nothing is converted: ``1`` is not true, ``"1"`` is not 1.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from exchpatch_gui.collected.section import Base64, Section, Status
from exchpatch_gui.domain.text import clean

Reader = Callable[[object], Any]

_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,7}))?Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}", re.ASCII)
# Registry values and sizes are at most 64 bits wide, with a sign or without.
_SMALLEST, _LARGEST = -(2**63), 2**64 - 1


class Fault(Exception):  # noqa: N818 (it is what a reader found, and never leaves the decoder)
    """A value is not what it has to be.

    Attributes:
        reason: ``collected.reason.<reason>`` words it.
    """

    def __init__(self, reason: str, *steps: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self._steps = list(steps)

    def within(self, step: str | int) -> None:
        """Put the step from the surrounding value before the path."""
        self._steps.insert(0, step)

    @property
    def path(self) -> str:
        """Where the fault lies, as in ``$.sections.services.data.items[3].state``."""
        return "$" + "".join(_written(step) for step in self._steps)


def _written(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if step.isascii() and step.isidentifier() else f"[{clean(step, 60)!r}]"


@cache
def reader(kind: Any) -> Reader:
    """Make the reader of a type.

    Raises:
        TypeError: There is none for it.
    """
    if kind in _PLAIN:
        return _PLAIN[kind]
    if dataclasses.is_dataclass(kind):
        return _reads_object(cast("type[object]", kind))
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType} and len(arguments) == 2 and arguments[1] is type(None):
        return _reads_optional(reader(arguments[0]))
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _reads_list(reader(arguments[0]))
    if origin is Section:
        return _reads_section(reader(arguments[0]))
    raise TypeError(f"no reader for {kind!r}")


def _reads_object(kind: type[object]) -> Reader:
    fields = [(name, reader(hint)) for name, hint in get_type_hints(kind).items()]
    names = frozenset(name for name, _ in fields)

    def read(value: object) -> object:
        row = _check_keys(value, names)
        current = ""
        try:
            arguments = []
            for current, read_field in fields:
                arguments.append(read_field(row[current]))
        except Fault as fault:
            fault.within(current)
            raise
        return kind(*arguments)

    return read


def _reads_list(read_one: Reader) -> Reader:
    def read(value: object) -> tuple[Any, ...]:
        if type(value) is not list:
            raise Fault("not-list")
        found: list[Any] = []
        try:
            for one in value:
                found.append(read_one(one))  # noqa: PERF401 (its length is the place of a fault)
        except Fault as fault:
            fault.within(len(found))
            raise
        return tuple(found)

    return read


def _reads_optional(read_one: Reader) -> Reader:
    def read(value: object) -> Any:
        return None if value is None else read_one(value)

    return read


def _reads_section(read_data: Reader) -> Reader:
    names = frozenset({"status", "error", "elapsed_ms", "data"})

    def read(value: object) -> Section[Any]:
        row = _check_keys(value, names)
        status = _within(row, "status", _status)
        elapsed = _within(row, "elapsed_ms", _duration)
        if status is Status.OK:
            _within(row, "error", _nothing)
            return Section(status, _within(row, "data", read_data), "", elapsed)
        _within(row, "data", _nothing)
        return Section(status, None, _within(row, "error", _text), elapsed)

    return read


def _check_keys(value: object, names: frozenset[str]) -> dict[str, object]:
    if type(value) is not dict:
        raise Fault("not-object")
    if value.keys() != names:
        if missing := names - value.keys():
            raise Fault("missing", min(missing))
        raise Fault("unknown-key", min(value.keys() - names))
    return value


def _within(row: dict[str, object], key: str, read: Reader) -> Any:
    try:
        return read(row[key])
    except Fault as fault:
        fault.within(key)
        raise


def _text(value: object) -> str:
    if type(value) is not str:
        raise Fault("not-text")
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise Fault("not-whole")
    if not _SMALLEST <= value <= _LARGEST:
        raise Fault("too-large")
    return value


def _duration(value: object) -> int:
    number = _whole(value)
    if number < 0:
        raise Fault("negative")
    return number


def _number(value: object) -> float:
    if type(value) is int:
        return float(_whole(value))
    if type(value) is not float or not math.isfinite(value):
        raise Fault("not-number")
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise Fault("not-truth")
    return value


def _nothing(value: object) -> None:
    if value is not None:
        raise Fault("not-null")


def _status(value: object) -> Status:
    try:
        return Status(_text(value))
    except ValueError:
        raise Fault("not-status") from None


def _time(value: object) -> datetime:
    match = _TIME.fullmatch(_text(value))
    if match is None:
        raise Fault("not-time")
    try:
        whole = datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
    except ValueError:
        raise Fault("not-time") from None
    return whole.replace(microsecond=int(f"{match[2] or '0':0<7}"[:6]))


def _day(value: object) -> date:
    text = _text(value)
    if not _DAY.fullmatch(text):
        raise Fault("not-day")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Fault("not-day") from None


def _base64(value: object) -> Base64:
    text = _text(value)
    if not _BASE64.fullmatch(text):
        raise Fault("not-base64")
    return Base64(text)


_PLAIN: dict[Any, Reader] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _truth,
    datetime: _time,
    date: _day,
    Base64: _base64,
}
