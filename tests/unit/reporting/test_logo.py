# SPDX-License-Identifier: MIT
"""The logo of a report: a picture, or a sentence that says why it is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.reporting.logo import LIMIT_KB, read_logo
from exchpatch_gui.reporting.options import Logo
from tests.helpers.result_texts import wording
from tests.unit.reporting.reports import png


def test_logo_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "logo.dat"
    path.write_bytes(png())

    assert read_logo(path) == Logo(png(), "png")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg onload=alert(1)>", "neither a PNG nor a JPEG"),
        (png()[:40], "or it is damaged"),
        (b"\xff\xd8\xff\xe0 no picture", "or it is damaged"),
        (b"\xff\xd8\xff" + bytes(LIMIT_KB * 1024), "larger than 1024 KB"),
    ],
)
def test_other_files_are_no_logo(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(content)

    with pytest.raises(InputError) as caught:
        read_logo(path)

    assert words in _message(caught.value)


def test_missing_logo_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingError) as caught:
        read_logo(tmp_path / "logo.png")

    assert "logo.png can't be read" in _message(caught.value)


def _message(error: InputError | MissingError) -> str:
    return wording().text(f"error.{error.key}.message", error.params)
