# SPDX-License-Identifier: MIT
"""The collector scripts as syntax trees, with the few questions the tests ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

from exchpatch_gui import resources

PATH = resources.path("collector/Get-ExchangeState.ps1")
HASHES = resources.path("collector/Get-ConfigFileHashes.ps1")
SCRIPTS = (PATH, HASHES)
READER = "Read-"
# What PowerShell itself defines.
AUTOMATIC = frozenset(
    {"$_", "$null", "$true", "$false", "$Matches", "$PSSenderInfo", "$ExecutionContext"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One ``[ordered]@{…}``: the keys of an object of the document with their expressions."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True)
class Function:
    """One function of the script."""

    name: str
    node: Node

    @property
    def calls(self) -> frozenset[str]:
        """The names of the commands it calls."""
        return frozenset(name for name, _ in commands(self.node))


def source(path: Path = PATH) -> bytes:
    return path.read_bytes()


def parsed(script: bytes) -> Node:
    return Parser(Language(tree_sitter_powershell.language())).parse(script).root_node


@cache
def tree(path: Path = PATH) -> Node:
    return parsed(source(path))


def text(node: Node) -> str:
    return (node.text or b"").decode("ascii")


def walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from walk(child)


def found(node: Node, kind: str) -> Iterator[Node]:
    return (one for one in walk(node) if one.type == kind)


@cache
def functions(path: Path = PATH) -> dict[str, Function]:
    nodes = list(found(tree(path), "function_statement"))
    made = [Function(text(next(found(node, "function_name"))), node) for node in nodes]
    assert len({one.name for one in made}) == len(made)
    return {one.name: one for one in made}


def outside_functions(path: Path = PATH) -> Iterator[Node]:
    """Everything at the level of the script."""
    pending = [tree(path)]
    while pending:
        node = pending.pop()
        if node.type != "function_statement":
            yield node
            pending.extend(node.children)


def commands(node: Node) -> Iterator[tuple[str, Node]]:
    """The commands that are called by name."""
    for command in found(node, "command"):
        for child in command.children:
            if child.type == "command_name":
                yield text(child), command


def reachable(name: str) -> list[Function]:
    """A function with all it calls, directly or not."""
    known = functions()
    met: dict[str, Function] = {}
    pending = [name]
    while pending:
        current = known[pending.pop()]
        if current.name not in met:
            met[current.name] = current
            pending.extend(sorted(current.calls & known.keys()))
    return list(met.values())


def rows(node: Node) -> Iterator[Row]:
    """The ordered hashtables that have keys; nested ones too."""
    for literal in found(node, "hash_literal_expression"):
        cast = literal
        while cast.type != "expression_with_unary_operator" and cast.parent is not None:
            cast = cast.parent
        if text(cast).startswith("[ordered]@{") and text(cast).endswith(text(literal)):
            made = entries(literal)
            if made:
                yield Row(literal.start_point.row + 1, made)


def entries(literal: Node) -> dict[str, str]:
    """The entries of a hashtable."""
    made: dict[str, str] = {}
    for body in literal.children:
        for entry in body.children if body.type == "hash_literal_body" else ():
            key, value = text(entry).removesuffix(";").split("=", 1)
            assert key.strip() not in made
            made[key.strip()] = value.strip()
    return made


def assignments(node: Node) -> Iterator[tuple[str, str]]:
    """What is assigned, with the expression: ``$a`` or ``$a.B``."""
    for assignment in found(node, "assignment_expression"):
        target, _, *value = assignment.children
        yield text(target), "".join(text(one) for one in value)


def variables(node: Node) -> Iterator[str]:
    """The variables that are mentioned, as ``$name`` or ``$script:name``."""
    for variable in found(node, "variable"):
        name = text(variable).replace("${", "$").removesuffix("}")
        yield "$" + name.removeprefix("@").removeprefix("$")
