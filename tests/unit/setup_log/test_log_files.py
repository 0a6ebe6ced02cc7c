# SPDX-License-Identifier: MIT
"""Logs as files: every encoding, every size, and whatever somebody has put into them."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from exchpatch_gui.collected.setup_log import lines
from exchpatch_gui.collected.setup_log.lines import MAX_LINE, read_lines
from exchpatch_gui.collected.setup_log.loader import is_log, load
from exchpatch_gui.domain.setup_logs import SetupOutcome
from exchpatch_gui.errors import InputError, MissingError
from tests.unit.setup_log.logs import (
    as_utc,
    beginning,
    ending,
    failed_by,
    failed_step,
    installer_log,
    read,
    read_stream,
    script_log,
    setup_log,
)

UMLAUTS = failed_by("Der Dienst „Überwachung“ läuft nicht.")


def texts(data: bytes) -> list[str]:
    return [line for _, line in read_lines(io.BytesIO(data))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_that_windows_writes_is_read(encoding: str):
    diagnosis = read(UMLAUTS.encode(encoding))

    assert diagnosis.errors[0].text == "[ERROR] Der Dienst „Überwachung“ läuft nicht."


def test_the_code_page_of_western_windows_is_read():
    assert texts("läuft „nicht“\r\n".encode("cp1252")) == ["läuft „nicht“"]


def test_bytes_that_are_no_text_do_not_stop_the_reading():
    diagnosis = read(failed_by("Odd \x00\x01 thing").encode() + b"\x81\x8d\xff\xfe\n")

    assert diagnosis.outcome is SetupOutcome.FAILED


def test_line_ends_of_every_kind_are_read_and_lines_counted():
    assert list(read_lines(io.BytesIO(b"one\r\ntwo\nthree\rfour"))) == [
        (1, "one"),
        (2, "two"),
        (3, "three"),
        (4, "four"),
    ]


def test_a_long_line_is_cut_and_the_next_is_whole():
    assert texts(b"x" * (MAX_LINE * 3) + b"\nnext\n") == ["x" * MAX_LINE, "next"]


def test_the_stream_stays_open():
    stream = io.BytesIO(b"one\n")

    list(read_lines(stream))

    assert not stream.closed


@pytest.mark.parametrize(
    "data",
    [failed_by("Odd.").encode() + b"line\n" * 50, b"x" * 300_000],
    ids=["lines", "one line"],
)
def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: bytes):
    monkeypatch.setattr(lines, "MAX_CHARACTERS", 200)
    path = tmp_path / "ExchangeSetup.log"
    path.write_bytes(data)

    with pytest.raises(InputError) as caught:
        load(path, as_utc)

    assert caught.value.key == "setup-log.too-large"


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 4096, b"some text\n" * 2000, bytes(range(256)) * 40, b"{}"]
)
def test_what_is_no_log_is_refused_with_its_name(tmp_path: Path, data: bytes):
    path = tmp_path / "readme.log"
    path.write_bytes(data)

    with pytest.raises(InputError) as caught:
        load(path, as_utc)

    assert (caught.value.key, caught.value.params) == ("setup-log.unknown", {"file": "readme.log"})


def test_a_log_may_have_something_before_its_first_line():
    assert read("Copied from the server:\n\n" + UMLAUTS).outcome is SetupOutcome.FAILED


def test_a_file_that_is_not_there_is_missing(tmp_path: Path):
    with pytest.raises(MissingError):
        load(tmp_path / "none.log", as_utc)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (UMLAUTS.encode("utf-16"), True),
        (script_log(["x"]).encode(), True),
        (installer_log().encode(), True),
        (b"<Objs>", False),
        (b"", False),
        (b"x" * 1_000_000, False),
    ],
)
def test_a_log_is_told_by_its_beginning(tmp_path: Path, data: bytes, expected: bool):  # noqa: FBT001 (a value of the table)
    (tmp_path / "dropped").write_bytes(data)

    assert is_log(tmp_path / "dropped") is expected


def test_what_can_not_be_read_is_no_log(tmp_path: Path):
    assert not is_log(tmp_path)
    assert not is_log(tmp_path / "none")


def test_a_folder_is_no_file(tmp_path: Path):
    with pytest.raises(InputError) as caught:
        load(tmp_path, as_utc)

    assert caught.value.key == "collected.unreadable"


class _Repeated(io.RawIOBase):
    """A log that is as long as it is asked to be, without lying anywhere."""

    def __init__(self, head: bytes, part: bytes, times: int, tail: bytes) -> None:
        super().__init__()
        self._parts = iter([head, *([part] * times), tail])
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size:
            part = next(self._parts, None)
            if part is None:
                break
            self._rest += part
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


def test_a_log_of_many_megabytes_is_read_in_one_go():
    ordinary = setup_log(*[f"[2] Beginning processing Get-Something {n}" for n in range(2000)])
    log = _Repeated(
        setup_log(*beginning()).encode(),
        ordinary.encode(),
        40,
        setup_log(*failed_step("The certificate is expired."), *ending()).encode(),
    )
    started = time.perf_counter()

    diagnosis = read_stream(cast("BinaryIO", log))

    assert [cause.id for cause in diagnosis.causes] == ["certificate_expired"]
    assert diagnosis.causes[0].evidence[0].number > 80_000
    assert time.perf_counter() - started < 30


@pytest.mark.parametrize(
    "nasty",
    [
        "[ERROR] " + "Product: a -- " * 500,
        "[ERROR] this directory: " + "." * 8000,
        "[ERROR] The virtual directory '" + "'" * 8000,
        'Evaluated [Rule:RebootPending] [Value:"' * 200,
        "Failed [Rule:RebootPending] [Message:" + "]" * 8000,
        "shared config DC" * 500,
        "Logged on user: " + "." * 8000,
    ],
)
def test_lines_made_to_take_long_do_not(nasty: str):
    logs = (
        setup_log(*beginning(), *[nasty] * 300, *ending()),
        script_log([nasty] * 60),
        installer_log(*[nasty] * 300),
    )
    started = time.perf_counter()

    for log in logs:
        read(log)

    assert time.perf_counter() - started < 10


def test_what_is_kept_of_a_hostile_log_is_small_and_printable():
    nasty = "\x1b[31m\u202e<script>" + "A" * 5000
    diagnosis = read(setup_log(*beginning(computer=nasty), *failed_step(*[nasty] * 500), *ending()))

    kept = [diagnosis.computer, diagnosis.account, *(one.text for one in diagnosis.errors)]
    assert len(diagnosis.errors) <= 12
    assert all(len(one) <= 300 and one.isprintable() for one in kept)
