# SPDX-License-Identifier: MIT
from __future__ import annotations

import os
from pathlib import Path

import pytest

from exchpatch_gui import wording
from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.services import csv_text
from exchpatch_gui.services.csv_text import BYTES_LIMIT, ROWS_LIMIT, read_table
from tests.unit.storage.samples import sentences

TEXT = "host,name\nm\u00fcnchen.example,Gr\u00fc\u00dfe\n"


def _cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_table(data).rows]


def _refused(source: bytes | Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_table(source)
    return caught.value


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("windows-1252"), "windows-1252"),
    ],
)
def test_the_encodings_of_spreadsheets_are_read(data: bytes, encoding: str):
    table = read_table(data)

    assert table.encoding == encoding
    assert table.header.cells == ("host", "name")
    assert [row.cells for row in table.rows] == [("m\u00fcnchen.example", "Gr\u00fc\u00dfe")]


def test_a_guessed_encoding_is_said_aloud_and_a_known_one_is_not():
    (warning,) = read_table(TEXT.encode("windows-1252")).warnings

    assert "Windows-1252" in wording.load("en").say(warning)
    assert read_table(TEXT.encode()).warnings == ()


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"host\n\x00\x01\x02", "import.encoding"),
        (TEXT.encode("utf-16-le"), "import.encoding"),
        (b"\xff\xfea", "import.encoding"),
        (b"\xff\xfe\x00\x00h\x00\x00\x00", "import.encoding"),
        (b"host\n\x81\x8d\xff", "import.encoding"),
        (b"\x89PNG\r\n\x1a\n", "import.encoding"),
        (b"PK\x03\x04 a workbook", "import.workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import.workbook"),
        (b"", "import.empty"),
        (b"\xef\xbb\xbf \r\n\n", "import.empty"),
        (b"sep=;\n", "import.empty"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes, key: str):
    error = _refused(data)

    assert (error.key, error.exit_code) == (key, 65)
    assert len(sentences(error)) > 60


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("host,name\na,b", ","),
        ("host;name\na;b", ";"),
        ("host\tname\na\tb", "\t"),
        ('"host, full";name\na;b', ";"),
        ("sep=;\nhost;name\na;b", ";"),
        ("SEP=|\r\nhost|name\r\na|b", "|"),
        ("\n \nhost;name\na;b", ";"),
    ],
)
def test_the_delimiter_is_taken_from_the_header(text: str, delimiter: str):
    table = read_table(text.encode())

    assert table.delimiter == delimiter
    assert [row.cells for row in table.rows] == [("a", "b")]


def test_a_single_column_needs_no_delimiter():
    assert _cells(b"host\na.example\nb.example\n") == [("a.example",), ("b.example",)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_through_cells_of_several_lines_and_blank_rows(newline: str):
    lines = ["", "host,notes", 'a,"one', 'two"', "", ",", "b,three", '"c",""']

    table = read_table(newline.join(lines).encode())

    assert table.header.line == 2
    assert [(row.line, row.cells) for row in table.rows] == [
        (3, ("a", "one\ntwo")),
        (7, ("b", "three")),
        (8, ("c", "")),
    ]


@pytest.mark.parametrize(
    "text",
    ['host,name\na,b\nc,"open\nd,e\n', 'host,name\na,b\n"c"d,e\n', f"host\na\n{'x' * 200_000}\n"],
)
def test_broken_quoting_is_told_with_the_line_where_it_begins(text: str):
    error = _refused(text.encode())

    assert error.key == "import.malformed"
    assert error.params["line"] == 3
    assert "Line 3" in sentences(error)


def test_a_broken_header_is_told_with_its_line():
    assert _refused(b'"host,name\na,b\n').params["line"] == 1


def test_files_that_are_too_large_are_refused_unread(tmp_path: Path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(BYTES_LIMIT * 100)

    error = _refused(path)

    assert error.key == "import.too_large"
    assert "10 MB" in sentences(error)


def test_as_many_rows_as_allowed_are_read_and_not_one_more():
    allowed = b"host\n" + b"a\n" * ROWS_LIMIT

    assert len(read_table(allowed).rows) == ROWS_LIMIT
    assert _refused(allowed + b"a\n").key == "import.too_many_rows"


def test_a_file_is_read_from_its_path(tmp_path: Path):
    path = tmp_path / "list.csv"
    path.write_bytes(TEXT.encode())

    assert read_table(path) == read_table(TEXT.encode())


def test_a_file_that_is_missing_is_told(tmp_path: Path):
    with pytest.raises(MissingError) as caught:
        read_table(tmp_path / "list.csv")

    assert (caught.value.key, caught.value.exit_code) == ("import.no_file", 66)
    assert "list.csv" in sentences(caught.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path):
    error = _refused(tmp_path)

    assert error.key == "import.unreadable"
    assert os.strerror(21) in sentences(error) or os.name == "nt"
    assert csv_text.BYTES_LIMIT == 10 * 1024**2
