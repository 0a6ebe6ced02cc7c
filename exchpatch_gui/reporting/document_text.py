# SPDX-License-Identifier: MIT
"""The one way the result document is written, so that its checksum means something.

Each finding, vulnerability, step and observation is one line. Everything beyond ASCII is escaped:
the text is safe on any terminal and in any code page.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from exchpatch_gui.domain.runs import CheckRun
from exchpatch_gui.reporting.document import SHARED_PARTS, Document, run_document, servers
from exchpatch_gui.reporting.shared import Shared
from exchpatch_gui.wording import Wording

_SPREAD_DEPTH = 4
_PART_DEPTH = 3
_BETWEEN = '}, {"'
_one_line = json.JSONEncoder(allow_nan=False).encode


def pieces(run: CheckRun, wording: Wording, *, verbose: bool = False) -> Iterator[str]:
    """Write a run's document server by server: of a thousand it has 20 MB."""
    head = _lines(run_document(run), 0).removesuffix("\n}")
    yield f'{head},\n  "servers": ['
    separator, shared = "", Shared(_part)
    for server in servers(run, wording, verbose=verbose):
        yield f"{separator}\n    {_server(server, shared)}"
        separator = ","
    yield "\n  ]\n}\n" if separator else "]\n}\n"


def encode(run: CheckRun, wording: Wording, *, verbose: bool = False) -> bytes:
    """Write a run's document in one go."""
    return "".join(pieces(run, wording, verbose=verbose)).encode("ascii")


def checksum(run: CheckRun, wording: Wording) -> str:
    """Give the SHA-256 of a run's document: that of the file ``--json`` writes."""
    digest = hashlib.sha256()
    for piece in pieces(run, wording):
        digest.update(piece.encode("ascii"))
    return digest.hexdigest()


def _server(server: Document, shared: Shared[object, str]) -> str:
    fields = (
        f"      {_one_line(name)}: {shared(part) if name in SHARED_PARTS else _part(part)}"
        for name, part in server.items()
    )
    return "{\n" + ",\n".join(fields) + "\n    }"


def _part(part: object) -> str:
    return _lines(part, _PART_DEPTH)


def _lines(value: object, depth: int) -> str:
    """Spread containers over lines down to the fields of a server's parts.

    The standard library writes either everything in one line or, ten times slower, each scalar
    on a line of its own.
    """
    if depth >= _SPREAD_DEPTH or not isinstance(value, dict | list) or not value:
        return _one_line(value)
    start, end = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    if isinstance(value, list):
        if depth + 1 == _SPREAD_DEPTH and all(isinstance(item, dict) for item in value):
            # In a text each quotation mark is escaped: this stands between two items only.
            next_one = f'}},{start}{{"'
            return f"[{start}{_one_line(value)[1:-1].replace(_BETWEEN, next_one)}{end}]"
        items = [_lines(item, depth + 1) for item in value]
        return f"[{start}{f',{start}'.join(items)}{end}]"
    fields = [f"{_one_line(name)}: {_lines(item, depth + 1)}" for name, item in value.items()]
    return f"{{{start}{f',{start}'.join(fields)}{end}}}"
