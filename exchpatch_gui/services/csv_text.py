# SPDX-License-Identifier: MIT
"""A CSV file of unknown origin as a table of text: encoding, delimiter and line numbers found."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.errors import InputError, MissingError

BYTES_LIMIT = 10 * 1024 * 1024
ROWS_LIMIT = 100_000
_DELIMITERS = (",", ";", "\t")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
_QUOTED = re.compile(r'"[^"]*"')
# Excel's own first line, which names the delimiter.
_SEPARATOR_LINE = re.compile(r"sep=(.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        line: Where it begins in the file, from 1.
    """

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a CSV file holds; rows without any text are left out.

    Attributes:
        header: The first row.
        warnings: What had to be guessed.
    """

    header: Row
    rows: tuple[Row, ...]
    encoding: str
    delimiter: str
    warnings: tuple[Message, ...] = ()


def read_table(source: bytes | Path) -> Table:
    """Read a CSV file or its content.

    UTF-8, UTF-16 with a byte order mark, and Windows-1252 with a warning; comma, semicolon or
    tab, whichever the header has most of.

    Raises:
        MissingError: ``import.no_file``.
        InputError: ``import.unreadable``, ``.too_large``, ``.workbook``, ``.encoding``,
            ``.empty``, ``.malformed`` or ``.too_many_rows``.
    """
    data = source if isinstance(source, bytes) else _read_file(source)
    if len(data) > BYTES_LIMIT:
        raise InputError("import.too_large", megabytes=BYTES_LIMIT // 1024**2)
    text, encoding = _decoded(data)
    lines = list(StringIO(text.replace("\r\n", "\n").replace("\r", "\n")))
    first, delimiter = _find_header(lines)
    rows = _rows(lines, first, delimiter)
    header = next(rows)
    body: list[Row] = []
    for row in rows:
        if len(body) == ROWS_LIMIT:
            raise InputError("import.too_many_rows", limit=ROWS_LIMIT)
        body.append(row)
    guessed = (Message("import.warning.windows1252"),) if encoding == "windows-1252" else ()
    return Table(header, tuple(body), encoding, delimiter, guessed)


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(BYTES_LIMIT + 1)
    except FileNotFoundError as error:
        raise MissingError("import.no_file", path=str(path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError("import.unreadable", path=str(path), reason=reason) from error


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith(_WORKBOOKS):
        raise InputError("import.workbook")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding), encoding
    try:
        return _decode(data, "utf-8"), "utf-8"
    except InputError:
        return _decode(data, "windows-1252"), "windows-1252"


def _decode(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError("import.encoding") from error
    if _BINARY.search(text):
        raise InputError("import.encoding")
    return text


def _find_header(lines: list[str]) -> tuple[int, str]:
    named = ""
    for index, line in enumerate(lines):
        if separator := _SEPARATOR_LINE.fullmatch(line.strip()):
            named = separator[1]
        elif line.strip():
            bare = _QUOTED.sub("", line)
            return index, named or max(_DELIMITERS, key=bare.count)
    raise InputError("import.empty")


def _rows(lines: list[str], first: int, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines[first:], delimiter=delimiter, strict=True)
    while True:
        line = first + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InputError("import.malformed", line=line) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield Row(line, tuple(cells))
