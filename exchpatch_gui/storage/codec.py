# SPDX-License-Identifier: MIT
"""Values of the domain as JSON and back, strictly: what comes back equals what went in.

msgspec reads and writes JSON elsewhere; it can't here, because a parameter of a sentence may be
text, a date or a time, and it refuses a union of types that JSON all writes as text. Parameters
are therefore tagged: ``{"date": "2026-11-24"}``. Fields at their default are left out.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from exchpatch_gui.domain.messages import Params

T = TypeVar("T")
_Decode = Callable[[Any], Any]
_PLAIN = (str, bool, int, type(None))


class CodecError(ValueError):
    """The text does not hold the value it should."""


def encode(value: object) -> str:
    """Write a dataclass of the domain as JSON.

    Raises:
        TypeError: It holds something that has no form in JSON here.
    """
    return json.dumps(_plain(value), separators=(",", ":"), allow_nan=False)


def decode(kind: type[T], text: str) -> T:
    """Read a value of this dataclass.

    Raises:
        CodecError: The text isn't JSON, a field is unknown, missing or of the wrong type.
    """
    try:
        return cast("T", _decoder(cast("Any", kind))(json.loads(text)))
    except (ValueError, OverflowError, RecursionError) as error:
        raise CodecError(f"not a stored {kind.__name__}: {error}") from error


def encode_params(params: Params) -> str:
    """Write the parameters of a sentence as JSON."""
    return json.dumps(_plain(params), separators=(",", ":"), allow_nan=False)


def decode_params(text: str) -> Params:
    """Read the parameters of a sentence.

    Raises:
        CodecError: The text does not hold any.
    """
    try:
        return _read_params(json.loads(text))
    except (ValueError, OverflowError, RecursionError) as error:
        raise CodecError(f"not stored parameters: {error}") from error


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value):
        kind: Any = type(value)
        return {
            name: _plain(current)
            for name, default in _defaults(kind)
            if (current := getattr(value, name)) != default or type(current) is not type(default)
        }
    if isinstance(value, Mapping):
        return {name: _tagged(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (*_PLAIN, float)):
        return value
    raise TypeError(f"no form in JSON for {type(value).__name__}")


def _tagged(value: object) -> object:
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": repr(value)}
    return _plain(value)


_MISSING = object()


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, _default(field)) for field in dataclasses.fields(kind))


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return _MISSING


@cache
def _decoder(kind: Any) -> _Decode:
    """Build, once for each type, the function that reads it."""
    if kind in _SCALARS:
        return _SCALARS[kind]
    return _class_decoder(kind) if isinstance(kind, type) else _generic_decoder(kind)


def _class_decoder(kind: type) -> _Decode:
    if dataclasses.is_dataclass(kind):
        return _dataclass_decoder(kind)
    if issubclass(kind, Enum):
        return kind
    if issubclass(kind, tuple):
        return _named_tuple_decoder(kind)
    raise TypeError(f"no way to read {kind!r}")


def _generic_decoder(kind: Any) -> _Decode:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType} and len(arguments) == 2 and arguments[1] is type(None):
        return _optional_decoder(_decoder(arguments[0]))
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _sequence_decoder(_decoder(arguments[0]))
    if origin is Mapping:
        return _read_params
    raise TypeError(f"no way to read {kind!r}")


def _dataclass_decoder(kind: type) -> _Decode:
    hints = get_type_hints(kind)
    readers = {name: _decoder(hints[name]) for name, _ in _defaults(kind)}
    required = {name for name, default in _defaults(kind) if default is _MISSING}

    def read(data: Any) -> Any:
        if not isinstance(data, dict):
            raise CodecError(f"{kind.__name__} is not an object")
        if unknown := data.keys() - readers.keys():
            raise CodecError(f"{kind.__name__} has no {min(unknown)}")
        if missing := required - data.keys():
            raise CodecError(f"{kind.__name__} lacks {min(missing)}")
        return kind(**{name: readers[name](value) for name, value in data.items()})

    return read


def _named_tuple_decoder(kind: type) -> _Decode:
    readers = [_decoder(hint) for hint in get_type_hints(kind).values()]

    def read(data: Any) -> Any:
        if not isinstance(data, list) or len(data) != len(readers):
            raise CodecError(f"{kind.__name__} is not a list of {len(readers)}")
        return kind(*(reader(item) for reader, item in zip(readers, data, strict=True)))

    return read


def _optional_decoder(reader: _Decode) -> _Decode:
    return lambda data: None if data is None else reader(data)


def _sequence_decoder(reader: _Decode) -> _Decode:
    def read(data: Any) -> Any:
        if not isinstance(data, list):
            raise CodecError(f"not a list: {data!r:.60}")
        return tuple([reader(item) for item in data])

    return read


def _exactly(kind: type) -> _Decode:
    def read(data: Any) -> Any:
        if type(data) is not kind:
            raise CodecError(f"not {kind.__name__}: {data!r:.60}")
        return data

    return read


def _read_float(data: Any) -> float:
    if type(data) not in {float, int}:
        raise CodecError(f"not a number: {data!r:.60}")
    return float(data)


def _iso(kind: type[date]) -> _Decode:
    def read(data: Any) -> Any:
        if not isinstance(data, str):
            raise CodecError(f"not a {kind.__name__}: {data!r:.60}")
        return kind.fromisoformat(data)

    return read


_SCALARS: Mapping[Any, _Decode] = {
    str: _exactly(str),
    bool: _exactly(bool),
    int: _exactly(int),
    float: _read_float,
    date: _iso(date),
    datetime: _iso(datetime),
}
_TAGS: Mapping[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "float": float,
}


def _read_params(data: Any) -> Params:
    if not isinstance(data, dict):
        raise CodecError(f"parameters are not an object: {data!r:.60}")
    return {name: _untagged(value) for name, value in data.items()}


def _untagged(value: Any) -> Any:
    if isinstance(value, (*_PLAIN, float)):
        return value
    if isinstance(value, dict) and len(value) == 1:
        ((tag, text),) = value.items()
        if tag in _TAGS and isinstance(text, str):
            return _TAGS[tag](text)
    raise CodecError(f"not a parameter: {value!r:.60}")
