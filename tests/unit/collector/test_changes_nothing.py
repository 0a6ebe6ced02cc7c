# SPDX-License-Identifier: MIT
"""What the script calls is on a list, and nothing on the list changes anything."""

from __future__ import annotations

import re

import pytest

from tests.unit.collector import allowed
from tests.unit.collector.syntax import (
    Function,
    assignments,
    commands,
    found,
    functions,
    source,
    text,
    tree,
)

CALLS = list(commands(tree()))
CREDENTIAL = "System.Management.Automation.PSCredential"
ASKS_EXCHANGE = ("Invoke-ExchangeCommand", "Get-ExchangeObject")


def arguments(name: str) -> list[str]:
    return [
        " ".join(text(node).replace("`", "").split()) for called, node in CALLS if called == name
    ]


def test_only_listed_commands_are_called_by_their_full_names():
    """Aliases aren't on the list either."""
    called = {name for name, _ in CALLS}

    assert called - functions().keys() == allowed.COLLECTING | allowed.PLAIN


def test_commands_are_called_by_name():
    """The one exception runs the functions of the sections."""
    indirect = [text(one) for one in found(tree(), "command_name_expr")]

    assert indirect == ["$Read"]
    assert [text(one) for one in found(tree(), "command_invokation_operator")] == ["&"]


@pytest.mark.parametrize("name", sorted(allowed.COLLECTING))
def test_an_error_of_a_collecting_command_ends_its_section(name: str):
    """Commands that are functions of modules don't see the preference of this script."""
    assert all("-ErrorAction Stop" in call for call in arguments(name))


def test_wmi_is_asked_one_question_that_changes_nothing():
    (call,) = arguments("Invoke-CimMethod")

    assert "-ClassName CCM_ClientUtilities -MethodName DetermineIfRebootPending" in call


def test_the_internet_is_asked_for_one_address():
    assert arguments("Invoke-WebRequest") == ["Invoke-WebRequest @request"]
    assert re.findall(rb"https://[^\s']+", source().split(b"#>", 1)[1]) == [
        b"https://officeclient.microsoft.com/GetExchangeMitigations"
    ]
    assert b"Method          = 'Get'" in source()


def test_exchange_is_asked_with_listed_cmdlets():
    asked = {
        name
        for called in ASKS_EXCHANGE
        for call in arguments(called)
        for name in re.findall(rf"^{called} (\S+)", call)
    }

    assert asked == {f"'{name}'" for name in allowed.EXCHANGE} | {"$Name"}
    assert {name.split("-")[0] for name in allowed.EXCHANGE} == {"Get", "Test"}


def test_only_listed_types_are_made():
    made = {re.split(r"[ (]", call)[1] for call in arguments("New-Object")}

    assert made == allowed.CREATED


def test_only_listed_members_of_types_are_used():
    used = set(re.findall(r"\[([\w.]+)\]::(\w+)", source().decode("ascii")))

    assert {f"{kind}::{member}" for kind, member in used} == allowed.STATIC


def test_only_listed_methods_are_called():
    called = {
        text(node.children[index - 1])
        for node in found(tree(), "invokation_expression")
        for index, child in enumerate(node.children)
        if child.type == "argument_list" and node.children[1].type != "::"
    }

    assert called == allowed.METHODS


def test_com_objects_are_read_and_not_called():
    assert re.findall(r"InvokeMember\(\s*'(\w+)', '(\w+)'", source().decode("ascii")) == [
        ("objectSid", "GetProperty")
    ]
    assert re.findall(r"\.Invoke\(([^)]*)\)", source().decode("ascii")) == ["'Members'"]


def test_only_settings_of_its_own_objects_are_set():
    pattern = re.compile(
        r"^(\$\w+(\['\w+'\]|\[\$entry\.Key\])?|\$script:\w+|\[string\[\]\] \$\w+)$"
    )
    assigned = {target for target, _ in assignments(tree()) if not pattern.match(target)}

    assert assigned == allowed.SET


def test_the_process_gets_its_protocols_back():
    function = functions()["Read-MitigationEndpoint"]
    cleanup = [text(one) for one in found(function.node, "finally_clause")]

    assert len(cleanup) == 1
    assert "[System.Net.ServicePointManager]::SecurityProtocol = $before" in cleanup[0]


@pytest.mark.parametrize("kind", ["redirection", "trap_statement", "class_statement"])
def test_files_are_not_written_and_no_code_is_made(kind: str):
    assert list(found(tree(), kind)) == []


def test_the_registry_is_opened_for_reading():
    """OpenSubKey with one argument gives a key that can't be written."""
    opened = re.findall(r"OpenSubKey\(([^)]*)\)", source().decode("ascii"))

    assert all("," not in one for one in opened)


@pytest.mark.parametrize("function", functions().values(), ids=lambda one: one.name)
def test_no_error_is_swallowed_without_an_answer(function: Function):
    for clause in found(function.node, "catch_clause"):
        (block,) = (one for one in clause.children if one.type == "statement_block")
        assert text(block).strip("{} \n")


def test_the_password_goes_to_windows_only():
    """As SecureString into the credential, in the clear only into the sign-in at the directory."""
    script = source().decode("ascii")
    lines = [
        line.strip() for line in script.splitlines() if re.search(r"\$(plain|Password)\b", line)
    ]

    assert lines == [
        "[System.Security.SecureString] $Password,",
        "$plain = $script:SignIn.GetNetworkCredential().Password",
        "$Path, $script:SignIn.UserName, $plain)",
        f"$script:SignIn = New-Object {CREDENTIAL}($UserName, $Password)",
    ]
