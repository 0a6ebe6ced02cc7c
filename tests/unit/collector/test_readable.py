# SPDX-License-Identifier: MIT
"""The script parses, and a careful administrator can read it anywhere."""

from __future__ import annotations

import re

import pytest

from tests.unit.collector.syntax import (
    AUTOMATIC,
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

LINES = source().split(b"\n")
HELP = source().split(b"<#", 1)[1].split(b"#>", 1)[0].decode("ascii")


def test_it_parses_without_a_fault():
    faults = [
        (node.start_point.row + 1, text(node)[:80])
        for node in walk(tree())
        if node.type == "ERROR" or node.is_missing
    ]

    assert faults == []


def test_a_broken_script_would_be_noticed():
    broken = source().replace(b"\n}\n", b"\n", 1)

    assert parsed(broken).has_error


def test_it_is_plain_ascii_in_short_lines():
    """Windows PowerShell reads a file without a mark in the code page of the server."""
    assert source().isascii()
    assert b"\r" not in source()
    assert b"\t" not in source()
    assert [n for n, line in enumerate(LINES, 1) if len(line) > 100 or line != line.rstrip()] == []
    assert source().endswith(b"\n")


@pytest.mark.parametrize("name", ["SYNOPSIS", "DESCRIPTION", "EXAMPLE"])
def test_help_explains_it(name: str):
    assert f"\n.{name}\n" in HELP


def test_help_explains_each_parameter():
    block = next(found(tree(), "param_block"))
    named = [text(one).lstrip("$") for one in found(block, "variable")]
    parameters = [one for one in named if one not in {"null", "true"}]

    assert sorted(parameters) == sorted(re.findall(r"^\.PARAMETER (\w+)$", HELP, re.MULTILINE))


def test_names_are_words_that_powershell_people_know():
    verbs = {
        *("Connect", "ConvertFrom", "ConvertTo", "Find", "Get", "Invoke", "Join", "New", "Open"),
        *("Read", "Search", "Select", "Test"),
    }

    assert {name.split("-")[0] for name in functions()} <= verbs
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+-[A-Z][A-Za-z0-9]+", name) for name in functions())


def test_every_function_is_used():
    called = {name for name, _ in commands(tree())}

    assert functions().keys() - called == set()


@pytest.mark.parametrize("function", functions().values(), ids=lambda one: one.name)
def test_a_function_reads_only_variables_that_have_a_value(function: Function):
    """Without StrictMode a misspelt variable is null and nobody is told."""
    known = _given(function) | _script_level() | AUTOMATIC

    assert set(variables(function.node)) - known == set()


def test_a_function_uses_all_its_variables():
    for function in functions().values():
        mentioned = list(variables(function.node))
        once = {name for name in _given(function) if mentioned.count(name) == 1}
        assert once == set(), function.name


def _given(function: Function) -> set[str]:
    """Parameters, loop variables and what is assigned."""
    names = {name for name, _ in assignments(function.node) if re.fullmatch(r"\$\w+", name)}
    for kind in ("script_parameter", "foreach_statement"):
        for node in found(function.node, kind):
            names |= {text(child) for child in node.children if child.type == "variable"}
    return names


def _script_level() -> set[str]:
    names = {
        re.sub(r"^\[[\w.\[\]]+\] ", "", name)
        for pipeline in outside_functions()
        if pipeline.type == "pipeline"
        for name, _ in assignments(pipeline)
    }
    parameters = {text(one) for one in found(next(found(tree(), "param_block")), "variable")}
    return names | parameters
