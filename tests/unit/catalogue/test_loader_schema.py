# SPDX-License-Identifier: MIT
from __future__ import annotations

import json
import string
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from exchpatch_gui import resources
from exchpatch_gui.catalogue.loader import SHIPPED
from exchpatch_gui.errors import InputError
from tests.unit.catalogue.documents import Document, Path_, document, drop, loaded, put

# What may come to stand in any place: of every type, right somewhere, wrong elsewhere.
CHANGES: list[Any] = [
    None,
    True,
    0,
    -1,
    7,
    2.5,
    "",
    " ",
    "x",
    "own",
    "unheard-of",
    "2019 CU15",
    "2019 CU99",
    "15.2.1748.43",
    "15.2.1748.043",
    "15.2.1748",
    "2026-02-10",
    "2026-02-31",
    "2099-01-01",
    "Feb26SU",
    "https://contoso.example/",
    "http://contoso.example/",
    "bad\x00text",
    "SU",
    [],
    {},
    ["own", "own"],
    {"surprise": 1},
]


@cache
def validator() -> Draft202012Validator:
    schema = json.loads(resources.path("catalogue/schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def cve_validator() -> Draft202012Validator:
    whole = validator().schema
    return validator().evolve(
        schema={**whole["properties"]["cves"], "$defs": whole["$defs"]},
    )


def fits_as_list_of_cves(value: object) -> bool:
    return cve_validator().is_valid(value)


def paths(value: Any, before: Path_ = ()) -> list[Path_]:
    """Give the path of every value inside another one."""
    steps: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    found: list[Path_] = []
    for step, inner in steps:
        found += [(*before, step), *paths(inner, (*before, step))]
    return found


PATHS = [path for path in paths(document()) if path != ("schema",)]
# Nothing else refers to a vulnerability, so a fault made in one is met in it.
CVE_PATHS = [path for path in PATHS if path[0] == "cves"]


def fault_of(folder: Path, content: Document) -> str | None:
    """Give the path at which the loader refuses a document, or None."""
    try:
        loaded(folder, content)
    except InputError as error:
        return str(error.params["path"])
    return None


def written(path: Path_) -> str:
    steps = (
        f"[{one}]" if isinstance(one, int) else f".{one}" if plain(one) else f"['{one}']"
        for one in path
    )
    return "$" + "".join(steps)


def plain(step: str) -> bool:
    return set(step) <= set(string.ascii_letters + string.digits + "_") and not step[0].isdigit()


def test_the_shipped_catalogue_fits_its_schema():
    content = json.loads(resources.path(SHIPPED).read_text(encoding="utf-8"))

    assert [error.json_path for error in validator().iter_errors(content)] == []


def test_the_shipped_catalogue_is_one_entry_a_line():
    lines = resources.path(SHIPPED).read_text(encoding="utf-8").splitlines()

    entries = [line.strip().rstrip(",") for line in lines if line.startswith("  {")]

    assert len(entries) > 363 + 168
    assert all(isinstance(json.loads(entry), dict) for entry in entries)


def test_the_small_document_uses_every_key_of_the_schema():
    defined = validator().schema["$defs"]
    uses = {
        "product-row": document()["products"],
        "period": document()["esu"],
        "update": document()["builds"],
        "action": document()["actions"],
        "reissue": document()["reissues"],
        "campaign": document()["campaigns"],
        "cve": document()["cves"],
        "lifecycle": [document()["lifecycle"]],
    }

    for name, rows in uses.items():
        assert {key for row in rows for key in row} == set(defined[name]["properties"])
    for name, facts in defined["lifecycle"]["properties"].items():
        properties = facts.get("items", {}).get("properties")
        if properties:
            rows = document()["lifecycle"][name]
            assert {key for row in rows for key in row} == set(properties), name


def test_the_schema_lets_be_left_out_what_the_loader_lets(tmp_path: Path):
    for path in PATHS:
        if isinstance(path[-1], int):
            continue
        content = document()
        drop(content, path)

        if fault_of(tmp_path, content) is None:
            assert validator().is_valid(content), path


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PATHS), new=st.sampled_from(CHANGES))
def test_what_the_loader_accepts_fits_the_schema(tmp_path: Path, path: Path_, new: Any):
    content = document()
    put(content, path, new)

    fault = fault_of(tmp_path, content)

    assert fault is not None or validator().is_valid(content)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(CVE_PATHS), new=st.sampled_from(CHANGES))
def test_what_the_schema_refuses_the_loader_refuses_in_the_same_entry(
    tmp_path: Path, path: Path_, new: Any
):
    content = document()
    put(content, path, new)
    assume(not fits_as_list_of_cves(content["cves"]))

    fault = fault_of(tmp_path, content)

    assert fault is not None
    assert fault.startswith(written(path[:2]))


@pytest.mark.parametrize("key", ["builds", "cves", "products", "lifecycle"])
def test_a_part_that_is_left_out_is_missed_by_both(tmp_path: Path, key: str):
    content = document()
    drop(content, (key,))

    assert fault_of(tmp_path, content) == f"$.{key}"
    assert not validator().is_valid(content)
