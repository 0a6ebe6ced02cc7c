# SPDX-License-Identifier: MIT
"""The types say the same as the published schema of the document."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date, datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.collected.decoder import decode, load
from exchpatch_gui.collected.document import section_kinds
from exchpatch_gui.collected.section import Base64, Block, block_of
from exchpatch_gui.errors import InputError
from tests.helpers.collected import document, encoded

_TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$"
_PATTERNS = {
    datetime: {"pattern": _TIME},
    date: {"pattern": r"^\d{4}-\d\d-\d\d$"},
    Base64: {"contentEncoding": "base64", "pattern": "^[A-Za-z0-9+/]+={0,2}$"},
}
_NAMES = {str: "string", int: "integer", float: "number", bool: "boolean"}


@pytest.fixture(scope="module")
def schema(shared) -> Any:
    return json.loads((shared / "contracts/collected.schema.json").read_text(encoding="utf-8"))


def described(hint: Any) -> Any:
    """Write a type the way the schema does."""
    if get_origin(hint) in {Union, UnionType}:
        inner = described(get_args(hint)[0])
        return {**inner, "type": [inner["type"], "null"]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": described(get_args(hint)[0])}
    if dataclasses.is_dataclass(hint):
        fields = get_type_hints(hint)
        return {
            "type": "object",
            "additionalProperties": False,
            "required": list(fields),
            "properties": {name: described(one) for name, one in fields.items()},
        }
    if hint in _PATTERNS:
        return {"type": "string", **_PATTERNS[hint]}
    return {"type": _NAMES[hint]}


def test_there_are_the_sections_of_the_schema_in_its_order(schema):
    assert list(section_kinds()) == schema["properties"]["sections"]["required"]


@pytest.mark.parametrize("name", section_kinds())
def test_a_section_has_the_fields_of_the_schema(schema, name):
    wanted = dict(schema["$defs"][f"data_{name}"])
    described_by = wanted.pop("description")

    assert described(section_kinds()[name]) == wanted
    assert described_by.startswith(f"{block_of(section_kinds()[name])}:")


def test_there_are_three_blocks():
    blocks = [block_of(kind) for kind in section_kinds().values()]

    assert {block: blocks.count(block) for block in Block} == {
        Block.LOCAL: 33,
        Block.EXCHANGE: 25,
        Block.AD: 5,
    }


def test_documents_of_the_tests_are_valid(schema):
    jsonschema.validate(document(services={"items": [{"name": "W3SVC"}]}), schema)


@pytest.mark.parametrize("name", ["e16-main-basic", "e19-main-hyperv"])
def test_real_documents_are_read(shared, name):
    found = load(shared / "parity" / "fixtures" / f"{name}.json")

    assert found.sections.exchange_setup.data is not None
    assert found.sections.exchange_setup.data.exsetup_file_version


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    pairs = value.items() if isinstance(value, dict) else ()
    for step, one in pairs or (enumerate(value) if isinstance(value, list) else ()):
        yield from places(one, (*path, step))


RICH = document(
    network={"adapters": [{"ipv4_addresses": [{}]}]},
    tls={"protocols": [{}], "dotnet": [{}]},
    iis_sites={"items": [{"bindings": [{}], "hsts": {}}]},
    send_connectors={"items": [{}]},
    mailbox_databases={"items": [{}]},
)
# A number such as 1.0 is whole for the schema and not for us; what it can't say (a real day, the
# size of a number) is tested on its own.
VALUES = [None, "", "text", "2026-01-01", "2026-01-01T00:00:00Z", 0, -1, 0.5, True, [], {}, [1]]


@given(st.data())
def test_what_the_schema_refuses_is_refused_and_nothing_else(schema, data):
    content = json.loads(json.dumps(RICH))
    path = data.draw(st.sampled_from(list(places(content["sections"]))))
    place = content["sections"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = data.draw(st.sampled_from(VALUES))
    is_valid = jsonschema.Draft202012Validator(schema).is_valid(content)

    try:
        decode(encoded(content), "ex01.json")
    except InputError:
        assert not is_valid
    else:
        assert is_valid
