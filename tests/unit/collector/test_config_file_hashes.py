# SPDX-License-Identifier: MIT
"""The script that lists configuration files: what it calls and what it writes is on a list."""

from __future__ import annotations

import re
from datetime import datetime
from typing import get_type_hints

import pytest

from exchpatch_gui.collected.config_files import SCHEMA, ConfigFile, ConfigFiles, ConfigPlace
from tests.unit.collector import allowed
from tests.unit.collector.syntax import (
    HASHES,
    assignments,
    commands,
    found,
    functions,
    rows,
    source,
    text,
    tree,
)

SCRIPT = source(HASHES).decode("ascii")
CALLS = list(commands(tree(HASHES)))
# What it may call beyond nothing; each changes nothing, neither on the server nor elsewhere.
COLLECTING = {"Get-ChildItem", "Get-FileHash"}
PLAIN = {"ConvertTo-Json", "New-Object"}
METHODS = allowed.METHODS | {"ToLowerInvariant"}
STATIC = allowed.STATIC
# How an expression has to begin to give a value of the type and nothing else.
FORMS = {
    str: r"\[string\] |\$(CollectorVersion|ServerName|installPath)$|'",
    str | None: r"ConvertTo-Text ",
    int: r"\[long\] ",
    bool: r"\(\$exists -eq \$true\)$",
    datetime: r"\$collectedAt$",
    datetime | None: r"ConvertTo-Utc ",
    tuple[ConfigPlace, ...]: r"\$places$",
    tuple[ConfigFile, ...]: r"\$files$",
}


def test_only_listed_commands_are_called_by_their_full_names():
    called = {name for name, _ in CALLS}

    assert called - functions(HASHES).keys() == COLLECTING | PLAIN


@pytest.mark.parametrize("name", sorted(COLLECTING))
def test_an_error_of_a_collecting_command_is_met(name: str):
    calls = [text(node) for called, node in CALLS if called == name]

    assert calls
    assert all("-ErrorAction Stop" in call and "-LiteralPath" in call for call in calls)


def test_commands_are_called_by_name():
    assert list(found(tree(HASHES), "command_name_expr")) == []


def test_only_listed_types_and_members_are_used():
    made = {re.split(r"[ (]", text(node))[1] for called, node in CALLS if called == "New-Object"}
    used = set(re.findall(r"\[([\w.]+)\]::(\w+)", SCRIPT))

    assert made == {"System.Collections.Specialized.OrderedDictionary"}
    assert {f"{kind}::{member}" for kind, member in used} <= STATIC


def test_only_listed_methods_are_called():
    called = {
        text(node.children[index - 1])
        for node in found(tree(HASHES), "invokation_expression")
        for index, child in enumerate(node.children)
        if child.type == "argument_list" and node.children[1].type != "::"
    }

    assert called
    assert called <= METHODS


def test_the_registry_is_opened_for_reading():
    assert re.findall(r"OpenSubKey\(([^)]*)\)", SCRIPT) == ["$SetupKey"]


def test_nothing_but_variables_is_set():
    assigned = {target for target, _ in assignments(tree(HASHES))}

    assert all(re.fullmatch(r"\$\w+", target) for target in assigned)


@pytest.mark.parametrize("kind", ["redirection", "trap_statement", "class_statement"])
def test_files_are_not_written_and_no_code_is_made(kind: str):
    assert list(found(tree(HASHES), kind)) == []


def test_the_network_is_not_asked():
    assert "://" not in SCRIPT


def test_every_object_is_written_with_exactly_its_fields():
    written = {frozenset(row.values) for row in rows(tree(HASHES))}

    assert written == {
        frozenset(get_type_hints(ConfigPlace)),
        frozenset(get_type_hints(ConfigFile)),
        frozenset({"schema", *get_type_hints(ConfigFiles)}),
    }


def test_every_field_has_its_type():
    kinds = (ConfigPlace, ConfigFile, ConfigFiles)
    hints = {frozenset(get_type_hints(kind)): get_type_hints(kind) for kind in kinds}
    wrong = [
        f"line {row.line}: {key} = {value}"
        for row in rows(tree(HASHES))
        for key, value in row.values.items()
        if key != "schema"
        and not re.match(FORMS[hints[frozenset(row.values.keys() - {"schema"})][key]], value)
    ]

    assert wrong == []


def test_a_list_is_a_list_whatever_it_holds():
    made = dict(assignments(tree(HASHES)))

    assert all(made[name].startswith("@(") for name in ("$places", "$files", "$knownPlaces"))
    for name in ("Get-PlaceFile", "Get-ChildItem"):
        (call,) = (node for called, node in CALLS if called == name)
        assert source(HASHES)[: call.start_byte].endswith(b"@(")


def test_the_document_is_the_last_and_only_output():
    assert f"schema            = '{SCHEMA}'" in SCRIPT
    assert "ConvertTo-Json -InputObject $document -Compress -Depth 6" in SCRIPT
    assert SCRIPT.rstrip().endswith(
        "[regex]::Replace($json, '[^\\x20-\\x7e]', $escape)\n\n#endregion"
    )
