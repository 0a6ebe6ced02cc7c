# SPDX-License-Identifier: MIT
"""Strict reading of JSON values that knows where a fault lies.

A reader takes a JSON value and gives ours, or raises ``Fault``; readers of lists and objects put
their own step before the fault's path. Standard library only: this runs at every start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from exchpatch_gui.domain.text import clean

T = TypeVar("T")
K = TypeVar("K")
E = TypeVar("E", bound=StrEnum)
Reader = Callable[[object], T]
Row = Mapping[str, object]

MAX_ENTRIES = 1000


class Fault(Exception):  # noqa: N818 (it is what a reader found, and never leaves the loader)
    """A value is not what it has to be.

    Attributes:
        reason: ``catalogue.reason.<reason>`` words it.
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
        """Where the fault lies, as in ``$.builds[12].build``."""
        return "$" + "".join(_written(step) for step in self._steps)


def _written(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if step.isascii() and step.isidentifier() else f"[{clean(step, 60)!r}]"


class Shape:
    """The keys of an object."""

    def __init__(self, required: str, optional: str = "") -> None:
        self._required = frozenset(required.split())
        self._allowed = self._required | frozenset(optional.split())

    def check(self, value: object) -> Row:
        """Give the object, if it has all the keys it must have and no other."""
        if not isinstance(value, dict):
            raise Fault("not-object")
        keys = value.keys()
        if not keys <= self._allowed:
            raise Fault("unknown-key", min(keys - self._allowed))
        if not keys >= self._required:
            raise Fault("missing", min(self._required - keys))
        return value


def field(row: Row, key: str, read: Reader[T]) -> T:
    """Read what stands under a key that is there."""
    try:
        return read(row[key])
    except Fault as fault:
        fault.within(key)
        raise


def optional(row: Row, key: str, read: Reader[T], otherwise: K) -> T | K:
    """Read what stands under a key, or give the other value where the key is left out."""
    return field(row, key, read) if key in row else otherwise


def array(read: Reader[T], *, empty: bool = False) -> Reader[tuple[T, ...]]:
    """Make a reader of lists without repeats, of at most ``MAX_ENTRIES``."""

    def read_array(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise Fault("not-list")
        if not value and not empty:
            raise Fault("empty")
        if len(value) > MAX_ENTRIES:
            raise Fault("too-many")
        found: list[T] = []
        for index, one in enumerate(value):
            try:
                item = read(one)
            except Fault as fault:
                fault.within(index)
                raise
            if item in found:
                raise Fault("duplicate", index)
            found.append(item)
        return tuple(found)

    return read_array


def each(read: Reader[T], *, empty: bool = False) -> Reader[tuple[T, ...]]:
    """Make a reader of lists of any length, where ``read`` itself keeps repeats out."""

    def read_each(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise Fault("not-list")
        if not value and not empty:
            raise Fault("empty")
        found: list[T] = []
        for index, one in enumerate(value):
            try:
                found.append(read(one))
            except Fault as fault:
                fault.within(index)
                raise
        return tuple(found)

    return read_each


def records(
    read: Reader[T], name: Callable[[T], K], key: str = "id", *, empty: bool = False
) -> Reader[dict[K, T]]:
    """Make a reader of lists of objects that gives them by the name each has under ``key``."""

    def read_records(value: object) -> dict[K, T]:
        found: dict[K, T] = {}

        def read_record(one: object) -> T:
            record = read(one)
            if name(record) in found:
                raise Fault("duplicate", key)
            found[name(record)] = record
            return record

        each(read_record, empty=empty)(value)
        return found

    return read_records


def table(read_key: Reader[K], read: Reader[T], *, empty: bool = False) -> Reader[dict[K, T]]:
    """Make a reader of objects whose keys are values themselves."""

    def read_table(value: object) -> dict[K, T]:
        if not isinstance(value, dict):
            raise Fault("not-object")
        if not value and not empty:
            raise Fault("empty")
        found: dict[K, T] = {}
        for key, one in value.items():
            try:
                found[read_key(key)] = read(one)
            except Fault as fault:
                fault.within(key)
                raise
        return found

    return read_table


def choice(options: type[E]) -> Reader[E]:
    """Make a reader of one of an enumeration's values."""
    members = {str(member): member for member in options}

    def read_choice(value: object) -> E:
        if not isinstance(value, str) or value not in members:
            raise Fault("not-choice")
        return members[value]

    return read_choice


def matching(pattern: str, reason: str) -> Reader[str]:
    """Make a reader of texts of one form."""
    compiled = re.compile(pattern, re.ASCII)

    def read_matching(value: object) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise Fault(reason)
        return value

    return read_matching


def one_of(*words: str) -> Reader[str]:
    """Make a reader of one of some words."""
    allowed = frozenset(words)

    def read_one_of(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise Fault("not-choice")
        return value

    return read_one_of
