# SPDX-License-Identifier: MIT
"""From a collected document to the bytes of its file: what the decoder reads gives the same."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from exchpatch_gui.collected.document import SCHEMA, Collected
from exchpatch_gui.collected.section import Section


def encode(collected: Collected) -> bytes:
    """Write a document as JSON in ASCII, without spaces."""
    document = {"schema": SCHEMA, **_written(collected)}
    return json.dumps(document, separators=(",", ":")).encode("ascii")


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Section):
        return {
            "status": value.status.value,
            "error": value.reason if value.data is None else None,
            "elapsed_ms": value.elapsed_ms,
            "data": _written(value.data),
        }
    names = getattr(type(value), "__match_args__", None)
    return value if names is None else {name: _written(getattr(value, name)) for name in names}
