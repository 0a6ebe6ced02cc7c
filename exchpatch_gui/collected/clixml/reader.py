# SPDX-License-Identifier: MIT
"""Reads a CliXml file piece by piece, and refuses what PowerShell would never have written.

expat calls for every tag; no tree of the XML is made. Document types and entities are refused, and
size, depth, number of elements and of references have limits: these files come by mail.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from exchpatch_gui.collected.clixml.frames import Frame, Holder, Memory, Refused
from exchpatch_gui.collected.clixml.scalars import SCALARS
from exchpatch_gui.collected.clixml.values import Value

_PIECE = 256 * 1024
_ROOT = "Objs"
_REFERENCE, _NOTHING = "Ref", "Nil"
_TEXTS = frozenset({*SCALARS, _REFERENCE, _NOTHING, "T", "TNRef", "ToString"})
# BinaryFormatter, which runs what it reads: never decoded, not even kept.
_NEVER_READ = "SerializationData"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold.

    Attributes:
        size: Bytes.
        depth: Elements within each other.
        text: Characters of one value.
        references: Values that stand for one that was written before.
    """

    size: int = 64 * 1024**2
    elements: int = 1_500_000
    depth: int = 300
    text: int = 8 * 1024**2
    references: int = 500_000


DEFAULT_LIMITS = Limits()


class CliXmlError(Exception):
    """The file is no CliXml, or more than anybody should read.

    Attributes:
        reason: ``import.reason.<reason>`` words it.
        line: From 1.
        column: From 1.
    """

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(f"{reason} in line {line}, column {column}")
        self.reason = reason
        self.line = line
        self.column = column


def read(source: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> tuple[Value, ...]:
    """Give the objects of a file in UTF-8 or UTF-16, in their order.

    An object that refers to one it is part of has nothing in that place.

    Raises:
        CliXmlError: The file is refused.
        OSError: It can't be read.
    """
    return _Reader(limits).read(source)


class _Reader:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._elements = self._references = self._length = 0
        self._memory = Memory()
        self._root = Holder(self._memory)
        self._open: list[Frame] = []
        # The element with a text that is open, if any, and the pieces of the text so far.
        self._tag = ""
        self._attributes: dict[str, str] = {}
        self._pieces: list[str] = []
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = _PIECE
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse

    def read(self, source: BinaryIO) -> tuple[Value, ...]:
        parser = self._parser
        try:
            self._feed(source)
        except Refused as refused:
            line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
            raise CliXmlError(str(refused), line, column) from None
        except expat.ExpatError as error:
            raise CliXmlError("xml", error.lineno, error.offset + 1) from None
        return tuple(self._root.values)

    def _feed(self, source: BinaryIO) -> None:
        size = 0
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > self._limits.size:
                raise Refused("size")
            self._parser.Parse(piece, False)
        self._parser.Parse(b"", True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > self._limits.elements:
            raise Refused("elements")
        if self._tag:
            raise Refused("structure")
        if not self._open:
            if tag != _ROOT:
                raise Refused("root")
            self._open.append(self._root)
        elif tag in _TEXTS:
            self._tag = tag
            self._attributes = attributes
        else:
            if len(self._open) > self._limits.depth:
                raise Refused("depth")
            self._open.append(self._open[-1].child(tag, attributes))

    def _end(self, _tag: str) -> None:
        if not self._tag:
            frame = self._open.pop()
            if self._open:
                frame.close(self._open[-1])
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        tag, self._tag = self._tag, ""
        self._take(tag, text)

    def _take(self, tag: str, text: str) -> None:
        """Give the innermost element what stands in it as text."""
        frame, name = self._open[-1], self._attributes.get("N")
        if (scalar := SCALARS.get(tag)) is not None:
            if name != _NEVER_READ:
                try:
                    value = scalar(text)
                except ValueError:
                    raise Refused("value") from None
                frame.take(name, value)
        elif tag == _REFERENCE:
            frame.take(name, self._referred())
        elif tag == _NOTHING:
            frame.take(name, None)
        else:
            frame.note(tag, text, self._attributes)

    def _referred(self) -> Value:
        self._references += 1
        if self._references > self._limits.references:
            raise Refused("references")
        try:
            return self._memory.objects[self._attributes["RefId"]]
        except KeyError:
            raise Refused("reference") from None

    def _text(self, text: str) -> None:
        if self._tag:
            self._length += len(text)
            if self._length > self._limits.text:
                raise Refused("text")
            self._pieces.append(text)
        elif not text.isspace():
            raise Refused("structure")

    def _refuse(self, *_arguments: object) -> NoReturn:
        raise Refused("doctype")
