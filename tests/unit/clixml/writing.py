# SPDX-License-Identifier: MIT
"""Writes files as PowerShell's Export-Clixml does."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

_CONTROL = re.compile("[\x00-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Net:
    """A .NET object: properties of its own, a text, a value, elements."""

    properties: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    value: Any = None
    items: Iterable[Any] | None = None


@dataclass(frozen=True)
class Table:
    """A hashtable."""

    pairs: Mapping[Any, Any]


def enum(name: str, number: int) -> Net:
    """Write the value of an enumeration."""
    return Net(text=name, value=number)


def clixml(*roots: Any) -> str:
    """Write objects as a file: mappings as PSCustomObject, lists as lists."""
    writer = _Writer()
    body = "".join(writer.write(root, None) for root in roots)
    return (
        '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">'
        f"{body}</Objs>"
    )


class _Writer:
    def __init__(self) -> None:
        self._number = -1

    def write(self, value: Any, name: str | None) -> str:
        attribute = "" if name is None else f" N={quoteattr(_escaped(name))}"
        if value is None:
            return f"<Nil{attribute} />"
        if (scalar := _scalar(value)) is not None:
            tag, text = scalar
            return f"<{tag}{attribute}>{text}</{tag}>"
        self._number += 1
        return f'<Obj{attribute} RefId="{self._number}">{self._content(value)}</Obj>'

    def _content(self, value: Any) -> str:
        match value:
            case Net():
                text = f"<ToString>{escape(_escaped(value.text))}</ToString>" if value.text else ""
                held = "" if value.value is None else self.write(value.value, None)
                items = "" if value.items is None else self._items(value.items, "IE")
                return f"{text}{held}{items}{self._members(value.properties, 'Props')}"
            case Table():
                pairs = "".join(
                    f"<En>{self.write(key, 'Key')}{self.write(one, 'Value')}</En>"
                    for key, one in value.pairs.items()
                )
                return f"<DCT>{pairs}</DCT>"
            case Mapping():
                return self._members(value, "MS")
        return self._items(value, "LST")

    def _items(self, items: Iterable[Any], tag: str) -> str:
        return f"<{tag}>{''.join(self.write(one, None) for one in items)}</{tag}>"

    def _members(self, members: Mapping[str, Any], tag: str) -> str:
        written = "".join(self.write(one, name) for name, one in members.items())
        return f"<{tag}>{written}</{tag}>"


def _scalar(value: Any) -> tuple[str, str] | None:
    match value:
        case bool():
            found = "B", str(value).lower()
        case int():
            found = _whole(value), str(value)
        case float():
            found = "Db", str(value)
        case str():
            found = "S", escape(_escaped(value))
        case bytes():
            found = "BA", b64encode(value).decode()
        case datetime():
            found = "DT", value.isoformat()
        case _:
            return None
    return found


def _whole(value: int) -> str:
    return "I32" if -(2**31) <= value < 2**31 else "I64" if value < 2**63 else "U64"


def _escaped(text: str) -> str:
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
