# SPDX-License-Identifier: MIT
from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from exchpatch_gui import resources, wording
from exchpatch_gui.catalogue.loader import MAX_BYTES, SHIPPED, load, load_shipped
from exchpatch_gui.errors import InputError, MissingError, UserError
from tests.unit.catalogue.documents import document, loaded, write


def refused(file: Path) -> UserError:
    """Load a file that can't be a catalogue, and see that the refusal can be worded."""
    with pytest.raises(UserError) as caught:
        load(file, "file")
    error = caught.value
    message, hint = wording.load().explain(error)
    assert "{" not in message
    assert hint
    return error


def file_of(folder: Path, content: bytes) -> Path:
    file = folder / "catalogue.json"
    file.write_bytes(content)
    return file


def test_the_shipped_catalogue_loads_and_says_it_was_shipped():
    catalogue = load_shipped()

    assert catalogue.source == "shipped"
    assert len(catalogue.updates) == 363
    assert len(catalogue.cves) == 168


def test_an_exported_catalogue_is_the_same_catalogue(tmp_path: Path):
    copy = tmp_path / "copy.json"
    copy.write_bytes(resources.path(SHIPPED).read_bytes())

    assert load(copy, "shipped") == load_shipped()


def test_a_missing_file_is_named(tmp_path: Path):
    error = refused(tmp_path / "none.json")

    assert isinstance(error, MissingError)
    assert error.key == "catalogue.missing"
    assert error.params["file"] == str(tmp_path / "none.json")


def test_a_missing_shipped_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(resources, "root", lambda: tmp_path)

    with pytest.raises(MissingError) as caught:
        load_shipped()

    assert caught.value.key == "catalogue.missing"


def test_a_folder_is_unreadable_as_a_catalogue(tmp_path: Path):
    error = refused(tmp_path)

    assert isinstance(error, InputError)
    assert error.key == "catalogue.unreadable"
    assert error.params["why"]


def test_an_endless_file_is_not_read_to_its_end(tmp_path: Path):
    file = tmp_path / "big.json"
    file.touch()
    os.truncate(file, MAX_BYTES + 1)

    error = refused(file)

    assert error.key == "catalogue.too-large"
    assert error.params["limit"] == 16


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 a zip archive",
        b"\xff\xfe{\x00}\x00",
        json.dumps(document()).encode()[:-1],
        b'{"schema": "exchpatch.catalogue/1", "schema": "exchpatch.catalogue/1"}',
        b'{"schema": NaN}',
        b'{"schema": -Infinity}',
        b'{"schema": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
    ],
    ids=[
        "empty",
        "binary",
        "utf-16",
        "cut off",
        "repeated key",
        "nan",
        "infinity",
        "endless number",
        "nested too deep",
    ],
)
def test_what_is_not_well_formed_json_is_refused(tmp_path: Path, content: bytes):
    assert refused(file_of(tmp_path, content)).key == "catalogue.not-json"


@pytest.mark.parametrize("content", ["[]", '"text"', "{}", '{"schema": "exchpatch.catalogue/2"}'])
def test_json_that_is_no_catalogue_is_refused(tmp_path: Path, content: str):
    error = refused(file_of(tmp_path, content.encode()))

    assert error.key == "catalogue.schema"
    assert error.params["expected"] == "exchpatch.catalogue/1"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path):
    content = json.dumps(document()).encode("utf-8-sig")

    assert load(file_of(tmp_path, content), "file") == loaded(tmp_path)


def test_a_fault_inside_is_worded_with_its_place(tmp_path: Path):
    content = document()
    content["builds"][6]["build"] = "15.2.1748"

    error = refused(write(tmp_path, content))

    assert error.key == "catalogue.invalid"
    assert error.params["path"] == "$.builds[6].build"
    message, _ = wording.load().explain(error)
    assert message == (
        "The catalogue catalogue.json is refused. At $.builds[6].build:"
        " this is not a build such as 15.2.1748.43."
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no control characters in names")
def test_a_hostile_file_name_is_cleaned(tmp_path: Path):
    file = tmp_path / "bad\x1b[31m.json"
    file.write_text("{}", encoding="utf-8")

    assert refused(file).params["file"] == "bad [31m.json"
