# SPDX-License-Identifier: MIT
"""Values of the domain as JSON and back, strictly: what comes back equals what went in.

msgspec reads and writes JSON elsewhere; it can't here, because a parameter of a sentence may be
text, a date or a time, and it refuses a union of types that JSON all writes as text. Parameters
are therefore tagged: ``{"date": "2026-11-24"}``. Fields at their default are left out.

A result has some 300 values of a dozen types. So a writer and a reader are made once for each
type, and what JSON can hold as it is passes without a call.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from exchpatch_gui.storage.params import CodecError, as_json, read_params, write_params

T = TypeVar("T")
_Convert = Callable[[Any], Any]


def encode(value: object) -> str:
    """Write a dataclass of the domain as JSON.

    Raises:
        TypeError: It has a field that has no form in JSON here.
    """
    kind: Any = type(value)
    write, _ = _converters(kind)
    return as_json(write(value) if write else value)


def decode(kind: type[T], text: str) -> T:
    """Read a value of this dataclass.

    Raises:
        CodecError: The text isn't JSON, a field is unknown, missing or of the wrong type.
    """
    _, read = _converters(cast("Any", kind))
    try:
        return cast("T", read(json.loads(text)))
    except (ValueError, OverflowError, RecursionError) as error:
        raise CodecError(f"not a stored {kind.__name__}: {error}") from error


@cache
def _converters(kind: Any) -> tuple[_Convert | None, _Convert]:
    """Give what writes a value of a type, None if JSON can hold it as it is, and what reads it."""
    if kind in {str, bool, int}:
        return None, _exactly(kind)
    if kind is float:
        return None, _read_float
    if kind in {date, datetime}:
        return kind.isoformat, _reads_iso(kind)
    return _of_class(kind) if isinstance(kind, type) else _of_generic(kind)


def _of_class(kind: type) -> tuple[_Convert | None, _Convert]:
    if hasattr(kind, "__dataclass_fields__"):
        return _writes_dataclass(kind), _reads_dataclass(kind)
    if issubclass(kind, StrEnum):
        return None, kind
    if issubclass(kind, tuple):
        return _writes_named_tuple(kind), _reads_named_tuple(kind)
    raise TypeError(f"no form in JSON for {kind!r}")


def _of_generic(kind: Any) -> tuple[_Convert | None, _Convert]:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType} and len(arguments) == 2 and arguments[1] is type(None):
        write, read = _converters(arguments[0])
        return write and _unless_none(write), _unless_none(read)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        write, read = _converters(arguments[0])
        return write and _writes_each(write), _reads_each(read)
    if origin is Mapping:
        return write_params, read_params
    raise TypeError(f"no form in JSON for {kind!r}")


_MISSING = object()


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return _MISSING


def _writes_dataclass(kind: type) -> _Convert:
    hints = get_type_hints(kind)
    fields = [
        (field.name, _default(field), _converters(hints[field.name])[0])
        for field in dataclasses.fields(cast("Any", kind))
    ]
    values = attrgetter(*(name for name, _, _ in fields))

    def write(value: Any) -> Any:
        written = {}
        for (name, default, convert), current in zip(fields, values(value), strict=True):
            if current != default:
                written[name] = convert(current) if convert else current
        return written

    return write


def _reads_dataclass(kind: type) -> _Convert:
    hints = get_type_hints(kind)
    fields = dataclasses.fields(cast("Any", kind))
    readers = {field.name: _converters(hints[field.name])[1] for field in fields}
    required = {field.name for field in fields if _default(field) is _MISSING}

    def read(data: Any) -> Any:
        if not isinstance(data, dict):
            raise CodecError(f"{kind.__name__} is not an object")
        if unknown := data.keys() - readers.keys():
            raise CodecError(f"{kind.__name__} has no {min(unknown)}")
        if missing := required - data.keys():
            raise CodecError(f"{kind.__name__} lacks {min(missing)}")
        return kind(**{name: readers[name](value) for name, value in data.items()})

    return read


def _writes_named_tuple(kind: type) -> _Convert | None:
    if all(_converters(hint)[0] is None for hint in get_type_hints(kind).values()):
        return None
    raise TypeError(f"no form in JSON for {kind!r}")


def _reads_named_tuple(kind: type) -> _Convert:
    readers = [_converters(hint)[1] for hint in get_type_hints(kind).values()]

    def read(data: Any) -> Any:
        if not isinstance(data, list) or len(data) != len(readers):
            raise CodecError(f"{kind.__name__} is not a list of {len(readers)}")
        return kind(*[reader(item) for reader, item in zip(readers, data, strict=True)])

    return read


def _unless_none(convert: _Convert) -> _Convert:
    return lambda value: None if value is None else convert(value)


def _writes_each(convert: _Convert) -> _Convert:
    return lambda values: [convert(value) for value in values]


def _reads_each(read: _Convert) -> _Convert:
    def read_all(data: Any) -> Any:
        if not isinstance(data, list):
            raise CodecError(f"not a list: {data!r:.60}")
        return tuple([read(item) for item in data])

    return read_all


def _exactly(kind: type) -> _Convert:
    def read(data: Any) -> Any:
        if type(data) is not kind:
            raise CodecError(f"not {kind.__name__}: {data!r:.60}")
        return data

    return read


def _read_float(data: Any) -> float:
    if type(data) not in {float, int}:
        raise CodecError(f"not a number: {data!r:.60}")
    return float(data)


def _reads_iso(kind: type[date]) -> _Convert:
    def read(data: Any) -> Any:
        if not isinstance(data, str):
            raise CodecError(f"not a {kind.__name__}: {data!r:.60}")
        return kind.fromisoformat(data)

    return read
