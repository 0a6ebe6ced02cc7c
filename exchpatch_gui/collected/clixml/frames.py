# SPDX-License-Identifier: MIT
"""What is open while a CliXml file is read, and what may stand in it.

Source: MS-PSRP, section 2.2.5.2.
"""

from __future__ import annotations

from collections.abc import Mapping

from exchpatch_gui.collected.clixml.scalars import unescape
from exchpatch_gui.collected.clixml.values import NO_MEMBERS, PsObject, Value

_LISTS = frozenset({"LST", "STK", "QUE", "IE"})
_MEMBERS = frozenset({"Props", "MS"})
Attributes = Mapping[str, str]
# An object of .NET has some hundred at most. Names are compared whatever their case, one by one.
_MOST_MEMBERS = 10_000


class Refused(Exception):  # noqa: N818 (it is what was found, and never leaves the reader)
    """Something has no place where it stands; the text is the reason."""


class Memory:
    """What later parts of a file refer to.

    Attributes:
        types: Lists of types by their number.
        objects: Objects by their number; None while one is not complete.
    """

    __slots__ = ("objects", "types")

    def __init__(self) -> None:
        self.types: dict[str, tuple[str, ...]] = {}
        self.objects: dict[str, PsObject | None] = {}


class Frame:
    """An element that is open. It refuses everything unless its kind allows it."""

    __slots__ = ()

    def child(self, _tag: str, _attributes: Attributes) -> Frame:
        """Open an element within this one."""
        raise Refused("structure")

    def take(self, _name: str | None, _value: Value) -> None:
        """Take a value that stands in this element."""
        raise Refused("structure")

    def note(self, _tag: str, _text: str, _attributes: Attributes) -> None:
        """Take a text that says something about this element."""
        raise Refused("structure")

    def close(self, parent: Frame) -> None:
        """Hand over to the surrounding element what has been gathered."""


class Holder(Frame):
    """Something values stand in one after the other: the file itself, or a list."""

    __slots__ = ("_memory", "values")

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.values: list[Value] = []

    def child(self, tag: str, attributes: Attributes) -> Frame:
        """Open an object."""
        return _object(tag, attributes, self._memory)

    def take(self, _name: str | None, value: Value) -> None:
        """Add a value."""
        self.values.append(value)


class _Members(Frame):
    __slots__ = ("_memory", "_values")

    def __init__(self, values: dict[str, Value], memory: Memory) -> None:
        self._values = values
        self._memory = memory

    def child(self, tag: str, attributes: Attributes) -> Frame:
        return _object(tag, attributes, self._memory)

    def take(self, name: str | None, value: Value) -> None:
        if name is None:
            raise Refused("structure")
        if len(self._values) >= _MOST_MEMBERS:
            raise Refused("elements")
        self._values[unescape(name)] = value


class _Entries(Frame):
    __slots__ = ("_memory", "pairs")

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.pairs: list[tuple[Value, Value]] = []

    def child(self, tag: str, _attributes: Attributes) -> Frame:
        if tag != "En":
            raise Refused("structure")
        return _Entry(self.pairs, self._memory)


class _Entry(Frame):
    __slots__ = ("_memory", "_pair", "_pairs")

    def __init__(self, pairs: list[tuple[Value, Value]], memory: Memory) -> None:
        self._pairs = pairs
        self._memory = memory
        self._pair: dict[str, Value] = {}

    def child(self, tag: str, attributes: Attributes) -> Frame:
        return _object(tag, attributes, self._memory)

    def take(self, name: str | None, value: Value) -> None:
        if name not in {"Key", "Value"}:
            raise Refused("structure")
        assert name is not None
        self._pair[name] = value

    def close(self, _parent: Frame) -> None:
        if "Key" not in self._pair:
            raise Refused("structure")
        if len(self._pairs) >= _MOST_MEMBERS:
            raise Refused("elements")
        self._pairs.append((self._pair["Key"], self._pair.get("Value")))


class _Types(Frame):
    __slots__ = ("_memory", "_names", "_number", "_owner")

    def __init__(self, owner: _Object, number: str | None, memory: Memory) -> None:
        self._owner = owner
        self._number = number
        self._memory = memory
        self._names: list[str] = []

    def note(self, tag: str, text: str, _attributes: Attributes) -> None:
        if tag != "T":
            raise Refused("structure")
        self._names.append(unescape(text))

    def close(self, _parent: Frame) -> None:
        names = tuple(self._names)
        self._owner.types = names
        if self._number is not None:
            self._memory.types[self._number] = names


class _Object(Frame):
    __slots__ = (
        *("_entries", "_items", "_members", "_memory", "_name", "_number", "_text", "_value"),
        "types",
    )

    def __init__(self, attributes: Attributes, memory: Memory) -> None:
        self._memory = memory
        self._name = attributes.get("N")
        self._number = attributes.get("RefId")
        self.types: tuple[str, ...] = ()
        self._text = ""
        self._value: Value = None
        self._members: dict[str, Value] | None = None
        self._items: Holder | None = None
        self._entries: _Entries | None = None
        if self._number is not None:
            if self._number in memory.objects:
                raise Refused("reference")
            memory.objects[self._number] = None

    def child(self, tag: str, attributes: Attributes) -> Frame:
        if tag in _MEMBERS:
            if self._members is None:
                self._members = {}
            return _Members(self._members, self._memory)
        if tag in _LISTS and self._items is None:
            self._items = Holder(self._memory)
            return self._items
        if tag == "DCT" and self._entries is None:
            self._entries = _Entries(self._memory)
            return self._entries
        if tag == "TN":
            return _Types(self, attributes.get("RefId"), self._memory)
        raise Refused("structure")

    def take(self, _name: str | None, value: Value) -> None:
        self._value = value

    def note(self, tag: str, text: str, attributes: Attributes) -> None:
        if tag == "ToString":
            self._text = unescape(text)
        elif tag == "TNRef":
            types = self._memory.types.get(attributes.get("RefId", ""))
            if types is None:
                raise Refused("reference")
            self.types = types
        else:
            raise Refused("structure")

    def close(self, parent: Frame) -> None:
        whole = PsObject(
            self.types,
            self._text,
            self._value,
            NO_MEMBERS if self._members is None else self._members,
            None if self._items is None else tuple(self._items.values),
            None if self._entries is None else tuple(self._entries.pairs),
        )
        if self._number is not None:
            self._memory.objects[self._number] = whole
        parent.take(self._name, whole)


def _object(tag: str, attributes: Attributes, memory: Memory) -> Frame:
    if tag != "Obj":
        raise Refused("structure")
    return _Object(attributes, memory)
