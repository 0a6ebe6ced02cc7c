# SPDX-License-Identifier: MIT
"""Each section is written by one function, with every field of the document and its JSON type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date, datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from exchpatch_gui.collected.document import SCHEMA, section_kinds
from exchpatch_gui.collected.section import Base64, Block, block_of
from tests.unit.collector.syntax import (
    READER,
    Function,
    Row,
    assignments,
    commands,
    functions,
    outside_functions,
    reachable,
    rows,
    source,
    text,
    tree,
)

KINDS = section_kinds()
ENVELOPE = {"schema", "collector_version", "collected_at", "computer", "sections"}
SECTION = {"status", "error", "elapsed_ms", "data"}
LISTS = ("$localSections", "$exchangeSections", "$directorySections", "$internetSections")

THERE_IS_ONE = (
    *("Win32_ComputerSystem", "Win32_DeviceGuard", "Win32_OperatingSystem"),
    "Win32_PerfFormattedData_PerfOS_Processor",
)

CONDITION = r"\([^()]+(\([^()]*\))?[^()]* -(gt|eq|ne|like) [^()]+\)"
# How an expression has to begin to give a value of the type and nothing else.
FORMS: dict[Any, str] = {
    str: r"\[string\] ",
    str | None: r"(ConvertTo-(Text|Sid|GuidText)|Select-Xml(Text|Field)|Get-FileVersion"
    r"|Find-DirectorySid) ",
    int: r"\[long\] ",
    int | None: r"(ConvertTo-Whole|Read-RegistryNumber|Find-PnpCapabilities) ",
    float | None: r"ConvertTo-Whole ",
    bool: rf"((Test-True|Test-RegistryKey) |\$true$|\$false$|{CONDITION}$)",
    bool | None: rf"((ConvertTo-Truth|Test-RegistryKey) |{CONDITION}$)",
    datetime | None: r"ConvertTo-Utc ",
    date | None: r"(ConvertTo-Day|ConvertFrom-HotfixDate) ",
    Base64: r"ConvertTo-Base64 ",
    Base64 | None: r"ConvertTo-Base64 ",
}


def function_of(section: str) -> str:
    return READER + "".join(part.capitalize() for part in section.split("_"))


def types_of(hint: Any) -> Iterator[type]:
    """Give the classes of all objects below a type."""
    if is_dataclass(hint):
        assert isinstance(hint, type)
        yield hint
        for one in get_type_hints(hint).values():
            yield from types_of(one)
    for one in get_args(hint):
        yield from types_of(one)


def rows_of(section: str) -> list[tuple[Function, Row]]:
    return [
        (function, row)
        for function in reachable(function_of(section))
        for row in rows(function.node)
    ]


def is_nullable(hint: Any) -> bool:
    return get_origin(hint) in {Union, UnionType} and type(None) in get_args(hint)


def is_list(hint: Any) -> bool:
    return any(get_origin(one) is tuple for one in (hint, *get_args(hint)))


def is_of_form(expression: str, hint: Any, function: Function) -> bool:
    """Tell whether an expression gives a value of the type whatever the server says."""
    flat = " ".join(expression.replace("`", " ").split())
    if is_list(hint) or any(is_dataclass(one) for one in (hint, *get_args(hint))):
        form = r"@\(" if is_list(hint) else r"\[ordered\]@\{"
        if not is_nullable(hint):
            return bool(re.match(form, flat))
        values = [value for name, value in assignments(function.node) if name == flat]
        made = [value for value in values if value != "$null"]
        return bool(made) and all(re.match(form, value) for value in made)
    return bool(re.match(FORMS[hint], flat))


def test_there_is_one_function_for_each_section():
    readers = {name for name in functions() if name.startswith(READER)}
    helpers = {
        "Read-RegistryValue",
        "Read-RegistryNumber",
        "Read-PerformanceCounter",
        "Read-MsipcSddl",
        "Read-ConfigFacts",
    }

    assert readers - helpers == {function_of(name) for name in KINDS}


def test_each_section_is_collected_once_by_its_function():
    made = dict(assignments(tree()))
    listed = [pair for name in LISTS for pair in re.findall(r"(\w+) += \{ (\S+) \}", made[name])]

    assert sorted(listed) == sorted((name, function_of(name)) for name in KINDS)


@pytest.mark.parametrize(
    ("variables", "block"),
    [
        (("$localSections", "$internetSections"), Block.LOCAL),
        (("$exchangeSections",), Block.EXCHANGE),
        (("$directorySections",), Block.AD),
    ],
)
def test_a_section_is_collected_with_its_block(variables: tuple[str, ...], block: Block):
    made = dict(assignments(tree()))
    listed = {one for name in variables for one in re.findall(r"(\w+) += \{ Read-", made[name])}

    assert listed == {name for name, kind in KINDS.items() if block_of(kind) is block}


def test_the_lists_of_sections_all_run():
    ran = re.findall(
        r"foreach \(\$entry in (\$\w+Sections)\.GetEnumerator\(\)\)", source().decode()
    )

    assert tuple(ran) == LISTS


@pytest.mark.parametrize("section", KINDS)
def test_every_object_of_a_section_is_written_with_exactly_its_fields(section: str):
    wanted = {frozenset(get_type_hints(kind)) for kind in types_of(KINDS[section])}
    written = {frozenset(row.values) for _, row in rows_of(section)}

    assert written == wanted


@pytest.mark.parametrize("section", KINDS)
def test_every_field_has_its_type(section: str):
    kinds = {frozenset(get_type_hints(kind)): kind for kind in types_of(KINDS[section])}
    wrong = [
        f"line {row.line}: {key} = {value}"
        for function, row in rows_of(section)
        for key, value in row.values.items()
        if not is_of_form(value, get_type_hints(kinds[frozenset(row.values)])[key], function)
    ]

    assert wrong == []


def test_nothing_else_is_written():
    """Every ordered hashtable with fields belongs to a section or is the envelope."""
    known = {
        frozenset(get_type_hints(kind)) for one in KINDS.values() for kind in types_of(one)
    } | {frozenset(ENVELOPE), frozenset(SECTION)}
    lists = {
        frozenset(row.values)
        for node in outside_functions()
        for row in rows(node)
        if row.values.keys() <= KINDS.keys()
    }

    assert {frozenset(row.values) for row in rows(tree())} == known | lists


def test_a_plain_hashtable_is_never_a_row():
    """Those are for arguments and for what functions tell each other."""
    pattern = re.compile(r"(?<!\[ordered\])@\{\s*([A-Za-z_]+)")
    first_keys = set(pattern.findall(source().decode("ascii")))

    assert all(key[0].isupper() for key in first_keys)


def test_a_list_in_a_variable_is_made_as_a_list():
    """A loop alone gives no list if it gives one thing or none."""
    loose = [
        f"{name} = {value[:40]}"
        for name, value in assignments(tree())
        if value.startswith("foreach")
    ]

    assert loose == []


def test_a_function_that_may_give_null_says_so():
    """A bare return gives nothing at all, which becomes {} in JSON."""
    bare = {
        function.name
        for function in functions().values()
        if re.search(r"return\s*(\}|\n)", text(function.node))
    }

    assert bare == {"Get-RegistrySubKey", "Select-XmlNode"}


@pytest.mark.parametrize(
    "name",
    [
        "ConvertTo-TextList",
        "ConvertTo-WholeList",
        "ConvertTo-AddressRow",
        "ConvertTo-MonitoringRow",
        "Get-RegistrySubKey",
        "Select-XmlNode",
        "Select-RewriteRule",
        "Get-IisApplication",
        "Get-ChainStatus",
        "Get-DenyAce",
        "Get-WellKnownGroup",
        "Search-Directory",
        "Invoke-ExchangeCommand",
        "Get-CimInstance",
        "Get-NetAdapter",
        "Get-Website",
    ],
)
def test_what_gives_a_list_is_wrapped(name: str):
    """A list of one thing becomes that thing on its way, one of none becomes null."""
    calls = [node for called, node in commands(tree()) if called == name]
    many = [node for node in calls if not any(one in text(node) for one in THERE_IS_ONE)]

    assert many
    for node in many:
        before = source()[: node.start_byte]
        assert before.endswith(b"@("), text(node)


def test_the_document_is_the_last_and_only_output():
    script = source().decode("ascii")

    assert f"schema            = '{SCHEMA}'" in script
    assert "ConvertTo-Json -InputObject $document -Compress -Depth 12" in script
    assert script.rstrip().endswith(
        "[regex]::Replace($json, '[^\\x20-\\x7e]', $escape)\n\n#endregion"
    )
