# SPDX-License-Identifier: MIT
"""The parameters of a sentence as JSON and back; what is no plain value is tagged."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from exchpatch_gui.domain.messages import Params


class CodecError(ValueError):
    """The text does not hold the value it should."""


def encode_params(params: Params) -> str:
    """Write the parameters of a sentence as JSON."""
    return as_json(write_params(params))


def decode_params(text: str) -> Params:
    """Read the parameters of a sentence.

    Raises:
        CodecError: The text does not hold any.
    """
    try:
        return read_params(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise CodecError(f"not stored parameters: {error}") from error


def as_json(value: object) -> str:
    """Write what JSON can hold, as short as it gets."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


_PLAIN = frozenset({str, bool, int, type(None)})
_TAGS: Mapping[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "float": float,
}


def write_params(params: Params) -> Any:
    """Give parameters in a form that JSON can hold."""
    return {
        name: value if type(value) in _PLAIN else _tagged(value) for name, value in params.items()
    }


def _tagged(value: object) -> object:
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": repr(value)}
    return value


def read_params(data: Any) -> Params:
    """Give the parameters that this form stands for.

    Raises:
        CodecError: It stands for none.
    """
    if not isinstance(data, dict):
        raise CodecError(f"parameters are not an object: {data!r:.60}")
    return {name: _untagged(value) for name, value in data.items()}


def _untagged(value: Any) -> Any:
    if type(value) in _PLAIN or isinstance(value, float):
        return value
    if isinstance(value, dict) and len(value) == 1:
        ((tag, text),) = value.items()
        if tag in _TAGS and isinstance(text, str):
            return _TAGS[tag](text)
    raise CodecError(f"not a parameter: {value!r:.60}")
