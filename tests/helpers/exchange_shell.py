# SPDX-License-Identifier: MIT
"""Exchange's own PowerShell on loopback: single cmdlets, objects of .NET as Exchange sends them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from psrpcore.types import (
    ErrorCategory,
    PSEnumBase,
    PSList,
    PSNoteProperty,
    PSObject,
    PSType,
)

from exchpatch_gui.demo.remoting.shells import Computer, Run, ScriptError

Answer = Sequence[Any] | Callable[[Run], None]
_BLOB = b"\x00\x01\x00\x00\x00\xff\xff\xff\xff"


def thing(kind: str, **members: Any) -> PSObject:
    """Make an object of Exchange's, with the blob that comes with each of them."""
    made = PSObject()
    made.PSObject.type_names = [f"Microsoft.Exchange.{kind}", "System.Object"]
    made.PSObject.to_string = f"Microsoft.Exchange.{kind}"
    made.PSObject.adapted_properties = [
        PSNoteProperty(name, value) for name, value in members.items()
    ]
    made.PSObject.extended_properties = [PSNoteProperty("SerializationData", _BLOB)]
    return made


def many(*values: Any) -> PSList:
    """Make a multi-valued property."""
    made = PSList(values)
    made.PSObject.type_names = [
        "Microsoft.Exchange.Data.MultiValuedProperty`1[[System.String, mscorlib]]",
        "Microsoft.Exchange.Data.MultiValuedPropertyBase",
        "System.Object",
    ]
    return made


def choice(name: str, number: int = 1, kind: str = "Data.Choice") -> Any:
    """Make a value of an enumeration: a number that says its name."""
    made = PSType([f"Microsoft.Exchange.{kind}"])(PSEnumBase("Choice", {name: number}))(number)
    made.PSObject.to_string = name
    return made


def said(text: str, kind: str) -> PSObject:
    """Make an object of which nothing counts but what it says of itself."""
    made = PSObject()
    made.PSObject.type_names = [f"Microsoft.Exchange.{kind}", "System.Object"]
    made.PSObject.to_string = text
    return made


def exchange(
    answers: Mapping[str, Answer], asked: list[tuple[str, dict[str, object]]] | None = None
) -> Computer:
    """Play Exchange's endpoint; cmdlets it does not know are not recognized.

    Args:
        answers: By cmdlet, its objects or what it does.
        asked: Takes each cmdlet with its parameters.
    """

    def play(run: Run) -> None:
        if run.is_script:
            raise ScriptError("The syntax is not supported by this runspace.")
        if asked is not None:
            asked.append((run.script, dict(run.parameters)))
        answer = answers.get(run.script)
        if answer is None:
            unknown(run)
        elif callable(answer):
            answer(run)
        else:
            for one in answer:
                run.write(one)

    return play


def unknown(run: Run) -> None:
    """Say that no role of the account has this cmdlet, in the language of the server."""
    raise ScriptError(
        f'Die Benennung "{run.script}" wurde nicht als Name eines Cmdlet erkannt.',
        "CommandNotFoundException",
        ErrorCategory.ObjectNotFound,
    )


def denied(run: Run) -> None:
    """Say that the account may not do that, and go on."""
    run.complain("Zugriff verweigert.", "Denied,Get-It", ErrorCategory.PermissionDenied)


def diagnosis(inside: str) -> PSObject:
    """Make what Get-ExchangeDiagnosticInfo gives: one text of XML."""
    text = (
        "<Diagnostics><ProcessInfo><serverName>EX01</serverName></ProcessInfo>"
        f"<Components>{inside}</Components></Diagnostics>"
    )
    return thing("Management.SystemConfigurationTasks.DiagnosticInfo", Result=text)
