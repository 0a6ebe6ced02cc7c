# SPDX-License-Identifier: MIT
"""The list of configuration files is read strictly, whole or not at all."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from exchpatch_gui import wording
from exchpatch_gui.collected import config_files
from exchpatch_gui.collected.config_files import ConfigFile, ConfigPlace
from exchpatch_gui.errors import InputError, MissingError

DIGEST = 64 * "0"
PAGE = Path(__file__).parents[3] / "docs" / "config-files.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(PAGE.read_text(encoding="utf-8")))


def document(**changes):
    file = {
        "path": "Bin\\a.config",
        "size": 7,
        "modified_at": "2026-01-02T03:04:05Z",
        "sha256": DIGEST,
        "error": None,
    }
    made = {
        "schema": "exchpatch.config-files/1",
        "collector_version": "1.0.0",
        "collected_at": "2026-06-20T08:00:00Z",
        "computer": "EX01",
        "install_path": "C:\\Exchange\\",
        "places": [{"path": "Bin", "exists": True, "error": None}],
        "files": [file | changes.pop("file", {})],
    }
    return made | changes


def decode(content):
    return config_files.decode(json.dumps(content).encode(), "files.json")


def refused(content):
    with pytest.raises(InputError) as caught:
        decode(content)
    assert all(wording.load().explain(caught.value))
    return caught.value


def test_every_field_is_read():
    found = decode(document())

    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert found.files == (ConfigFile("Bin\\a.config", 7, at, DIGEST, None),)
    assert found.places == (ConfigPlace("Bin", exists=True, error=None),)
    assert (found.computer, found.install_path) == ("EX01", "C:\\Exchange\\")


def test_the_schema_describes_what_is_read_and_written():
    content = document(file={"modified_at": None, "sha256": None, "error": "In use."})
    written = json.loads(config_files.encode(decode(content)))

    VALIDATOR.check_schema(VALIDATOR.schema)
    assert VALIDATOR.is_valid(document())
    assert VALIDATOR.is_valid(written)
    assert written == content


def test_what_powershell_redirects_is_read():
    data = json.dumps(document()).encode("utf-16")

    assert config_files.decode(data, "files.json").computer == "EX01"


def test_a_file_that_could_not_be_read_says_why():
    (found,) = decode(document(file={"sha256": None, "error": "In use."})).files

    assert (found.sha256, found.error) == (None, "In use.")


@pytest.mark.parametrize("content", [[], "text", {}, document(schema="exchpatch.collected/1")])
def test_another_document_is_refused(content):
    assert refused(content).key == "config-files.schema"


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000])
def test_what_is_no_json_is_refused(data):
    with pytest.raises(InputError) as caught:
        config_files.decode(data, "files.json")

    assert caught.value.key == "config-files.schema"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"computer": "  "}, "$.computer"),
        ({"more": 1}, "$.more"),
        ({"file": {"size": "7"}}, "$.files[0].size"),
        ({"file": {"sha256": DIGEST[1:]}}, "$.files[0].sha256"),
        ({"file": {"sha256": DIGEST.upper()[:-1] + "G"}}, "$.files[0].sha256"),
        ({"places": [{"path": "Bin"}]}, "$.places[0].error"),
    ],
)
def test_a_fault_is_named_with_its_place(changes, path):
    error = refused(document(**changes))

    assert not VALIDATOR.is_valid(document(**changes))
    assert (error.key, error.params["path"]) == ("config-files.invalid", path)


def test_a_document_beyond_reason_is_refused():
    with pytest.raises(InputError) as caught:
        config_files.decode(b" " * (config_files.MAX_BYTES + 1), "files.json")

    assert caught.value.key == "config-files.too-large"


def test_what_is_packed_is_the_same_again():
    found = decode(document(file={"modified_at": None}))

    assert config_files.unpack(config_files.pack(found)) == found


@pytest.mark.parametrize("packed", [b"", b"no such form", zlib.compress(b"{}")])
def test_what_is_damaged_in_store_is_refused(packed):
    with pytest.raises(InputError):
        config_files.unpack(packed)


def test_a_bomb_is_not_unpacked():
    packed = zlib.compress(b" " * (config_files.MAX_BYTES * 3))

    with pytest.raises(InputError) as caught:
        config_files.unpack(packed)

    assert caught.value.key == "config-files.too-large"


def test_a_file_is_loaded_by_its_name(tmp_path):
    file = tmp_path / "files.json"
    file.write_text(json.dumps(document()), encoding="utf-8")

    assert config_files.load(file).computer == "EX01"


def test_a_file_that_is_not_there_is_missing(tmp_path):
    with pytest.raises(MissingError) as caught:
        config_files.load(tmp_path / "none.json")

    assert caught.value.key == "config-files.missing"


def test_a_folder_can_not_be_read(tmp_path):
    with pytest.raises(InputError) as caught:
        config_files.load(tmp_path)

    assert caught.value.key == "config-files.unreadable"
