# SPDX-License-Identifier: MIT
"""From the bytes of a collected document to its value: strictly, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

from exchpatch_gui.collected.document import SCHEMA, Collected
from exchpatch_gui.collected.readers import Fault, reader
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import InputError, MissingError

MAX_BYTES = 32 * 1024**2
# A document of 32 MiB that means something has a tenth of it; one of empty lists would fill the
# memory.
MAX_VALUES = 2_000_000
_SHOWN_NAME = 120


def load(path: Path) -> Collected:
    """Read a collected document from a file.

    Raises:
        MissingError: The file isn't there.
        InputError: It can't be read, is too large, or is no valid document.
    """
    return decode(_bytes(path), path.name)


def decode(data: bytes, name: str) -> Collected:
    """Read a collected document in UTF-8, UTF-16 or UTF-32, as Windows' redirection writes it.

    Args:
        data: At most ``MAX_BYTES``.
        name: What errors call it.

    Raises:
        InputError: ``collected.too-large``, ``.not-json``, ``.schema`` or ``.invalid`` with the
            path of the fault.
    """
    name = clean(name, _SHOWN_NAME)
    if len(data) > MAX_BYTES or sum(map(data.count, (b",", b"[", b"{"))) > MAX_VALUES:
        raise _too_large(name)
    document = _parsed(data, name)
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise InputError("collected.schema", file=name, expected=SCHEMA)
    try:
        return _collected(document)
    except Fault as fault:
        because = f"collected.reason.{fault.reason}"
        raise InputError("collected.invalid", because, file=name, path=fault.path) from None


def _collected(document: dict[str, object]) -> Collected:
    found: Collected = reader(Collected)(
        {key: value for key, value in document.items() if key != "schema"}
    )
    if not found.computer.strip():
        raise Fault("empty", "computer")
    return found


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise MissingError("collected.missing", file=clean(str(path))) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError("collected.unreadable", file=clean(str(path)), why=why) from None
    return data


def _parsed(data: bytes, name: str) -> object:
    try:
        return json.loads(data, object_pairs_hook=_object, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise InputError("collected.not-json", file=name) from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _too_large(name: str) -> InputError:
    return InputError("collected.too-large", file=name, limit=MAX_BYTES // 1024**2)
