# SPDX-License-Identifier: MIT
"""The scripts parse, and a careful administrator can read them anywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.collector.syntax import (
    AUTOMATIC,
    SCRIPTS,
    Function,
    assignments,
    commands,
    found,
    functions,
    outside_functions,
    parsed,
    source,
    text,
    tree,
    variables,
    walk,
)

FUNCTIONS = [(path, one) for path in SCRIPTS for one in functions(path).values()]


def _help(path: Path) -> str:
    return source(path).split(b"<#", 1)[1].split(b"#>", 1)[0].decode("ascii")


def _names(value: object) -> str:
    return value.stem if isinstance(value, Path) else getattr(value, "name", "")


each_script = pytest.mark.parametrize("path", SCRIPTS, ids=_names)
each_function = pytest.mark.parametrize(("path", "function"), FUNCTIONS, ids=_names)


@each_script
def test_it_parses_without_a_fault(path: Path):
    faults = [
        (node.start_point.row + 1, text(node)[:80])
        for node in walk(tree(path))
        if node.type == "ERROR" or node.is_missing
    ]

    assert faults == []


@each_script
def test_a_broken_script_would_be_noticed(path: Path):
    broken = source(path).replace(b"\n}\n", b"\n", 1)

    assert parsed(broken).has_error


@each_script
def test_it_is_plain_ascii_in_short_lines(path: Path):
    """Windows PowerShell reads a file without a mark in the code page of the server."""
    script = source(path)
    lines = list(enumerate(script.split(b"\n"), 1))

    assert script.isascii()
    assert b"\r" not in script
    assert b"\t" not in script
    assert [n for n, line in lines if len(line) > 100 or line != line.rstrip()] == []
    assert script.endswith(b"\n")


@pytest.mark.parametrize("name", ["SYNOPSIS", "DESCRIPTION", "EXAMPLE"])
@each_script
def test_help_explains_it(path: Path, name: str):
    assert f"\n.{name}\n" in _help(path)


@each_script
def test_help_explains_each_parameter(path: Path):
    block = next(found(tree(path), "param_block"))
    named = [text(one).lstrip("$") for one in found(block, "variable")]
    parameters = [one for one in named if one not in {"null", "true"}]

    explained = re.findall(r"^\.PARAMETER (\w+)$", _help(path), re.MULTILINE)
    assert sorted(parameters) == sorted(explained)


@each_script
def test_names_are_words_that_powershell_people_know(path: Path):
    verbs = {
        *("Connect", "ConvertFrom", "ConvertTo", "Find", "Get", "Invoke", "Join", "New", "Open"),
        *("Read", "Search", "Select", "Test"),
    }
    names = functions(path).keys()

    assert {name.split("-")[0] for name in names} <= verbs
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+-[A-Z][A-Za-z0-9]+", name) for name in names)


@each_script
def test_every_function_is_used(path: Path):
    called = {name for name, _ in commands(tree(path))}

    assert functions(path).keys() - called == set()


@each_function
def test_a_function_reads_only_variables_that_have_a_value(path: Path, function: Function):
    """Without StrictMode a misspelt variable is null and nobody is told."""
    known = _given(function) | _script_level(path) | AUTOMATIC

    assert set(variables(function.node)) - known == set()


@each_function
def test_a_function_uses_all_its_variables(path: Path, function: Function):
    mentioned = list(variables(function.node))

    assert {name for name in _given(function) if mentioned.count(name) == 1} == set(), path.name


def _given(function: Function) -> set[str]:
    """Parameters, loop variables and what is assigned."""
    names = {name for name, _ in assignments(function.node) if re.fullmatch(r"\$\w+", name)}
    for kind in ("script_parameter", "foreach_statement"):
        for node in found(function.node, kind):
            names |= {text(child) for child in node.children if child.type == "variable"}
    return names


def _script_level(path: Path) -> set[str]:
    names = {
        re.sub(r"^\[[\w.\[\]]+\] ", "", name)
        for pipeline in outside_functions(path)
        if pipeline.type == "pipeline"
        for name, _ in assignments(pipeline)
    }
    parameters = {text(one) for one in found(next(found(tree(path), "param_block")), "variable")}
    return names | parameters
