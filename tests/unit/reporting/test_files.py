# SPDX-License-Identifier: MIT
"""Output files: whole, or as they were."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from exchpatch_gui import files
from exchpatch_gui.errors import OutputError
from exchpatch_gui.files import check_writable, write_whole
from tests.helpers.result_texts import wording


def _sentence(error: OutputError) -> str:
    parts = (f"error.{error.key}.{part}" for part in ("message", "hint"))
    return " ".join(wording().text(part, error.params) for part in parts)


def _break_disk(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "fsync", refuse)


@pytest.mark.parametrize("data", [b"\x00\xff", "Büro\r\n"])
def test_file_holds_exactly_what_was_given(tmp_path: Path, data: bytes | str) -> None:
    path = tmp_path / "report.pdf"

    write_whole(path, data)

    assert path.read_bytes() == (data if isinstance(data, bytes) else data.encode())
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]


def test_file_that_was_there_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    path.chmod(0o640)

    write_whole(path, b"new")

    assert path.read_bytes() == b"new"
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()

    write_whole(tmp_path / "report.pdf", b"x")

    assert (tmp_path / "report.pdf").stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize("write", [lambda path: write_whole(path, b"x"), check_writable])
def test_missing_folder_is_named(tmp_path: Path, write) -> None:
    with pytest.raises(OutputError) as caught:
        write(tmp_path / "nowhere" / "report.pdf")

    assert caught.value.exit_code == 73
    assert f"The folder {tmp_path / 'nowhere'} does not exist" in _sentence(caught.value)


@pytest.mark.parametrize("write", [lambda path: write_whole(path, b"x"), check_writable])
def test_folder_is_not_a_file(tmp_path: Path, write) -> None:
    with pytest.raises(OutputError) as caught:
        write(tmp_path)

    assert "is a folder, not a file" in _sentence(caught.value)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "There is no room left"),
        (errno.EACCES, "There is no permission"),
        (errno.EROFS, "There is no permission"),
        (errno.EIO, "can't be written: "),
    ],
)
def test_fault_while_writing_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    _break_disk(monkeypatch, number)

    with pytest.raises(OutputError) as caught:
        write_whole(path, b"new")

    assert words in _sentence(caught.value)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]


def test_place_that_can_be_written_stays_as_it_was(tmp_path: Path) -> None:
    check_writable(tmp_path / "report.pdf")

    assert list(tmp_path.iterdir()) == []


def test_folder_that_refuses_is_found_out_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files.tempfile, "TemporaryFile", refuse)

    with pytest.raises(OutputError, match=r"output\.denied"):
        check_writable(tmp_path / "report.pdf")
