# SPDX-License-Identifier: MIT
"""Keeps the code that PySide would compile anew at every start, as Python keeps that of modules."""

import builtins
import marshal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from types import CodeType
from typing import Any

from exchpatch_gui.errors import OutputError

_CARRIED = "shibokensupport/"
"""How the names of PySide's modules begin that are in no folder, but in one of its libraries."""

_compile = compile
_Table = dict[str, tuple[bytes, CodeType]]


@contextmanager
def kept_code() -> Iterator[None]:
    """Give PySide, while it is imported, what an earlier start has compiled.

    It is kept beside the compiled modules of this program: who may write there may change the
    program anyway. It counts for the very text it was made of and for this version of Python;
    where it can't be kept, everything is compiled as ever.
    """
    file = Path(cache_from_source(__file__)).with_suffix(".kept")
    table = _read(file)
    made: _Table = {}

    def give(source: Any, filename: Any, mode: str, *rest: Any, **named: Any) -> Any:
        whole = mode == "exec" and isinstance(source, bytes) and not (rest or named)
        if not whole or not str(filename).startswith(_CARRIED):
            return _compile(source, filename, mode, *rest, **named)
        made_of = source_hash(source)
        known = table.get(filename)
        if known is not None and known[0] == made_of:
            return known[1]
        code = _compile(source, filename, mode, dont_inherit=True)
        made[filename] = made_of, code
        return code

    builtins.compile = give
    try:
        yield
    finally:
        builtins.compile = _compile
    if made and not sys.dont_write_bytecode:
        _write(file, table | made)


def _read(file: Path) -> _Table:
    try:
        content = file.read_bytes()
    except OSError:  # none yet, or not for us
        return {}
    size = len(MAGIC_NUMBER)
    if content[:size] != MAGIC_NUMBER:
        return {}
    try:
        # As much to be trusted as the compiled modules beside it.
        table: _Table = marshal.loads(memoryview(content)[size:])  # noqa: S302
    except (EOFError, ValueError, TypeError):  # not all of it
        return {}
    return table


def _write(file: Path, table: _Table) -> None:
    from exchpatch_gui.files import write_whole  # noqa: PLC0415 (once, after an installation)

    with suppress(OutputError):  # the next start compiles again
        write_whole(file, MAGIC_NUMBER + marshal.dumps(table))
