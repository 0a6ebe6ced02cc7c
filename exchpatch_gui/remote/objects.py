# SPDX-License-Identifier: MIT
"""Objects that a cmdlet gave, as values that never change.

pypsrp reads them too, but lists of types it doesn't know come back from it as text. It keeps the
CliXml of each object; that is read again, by the reader that is made for foreign files.
"""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from pypsrp.complex_objects import ComplexObject

from exchpatch_gui.collected.clixml.reader import CliXmlError, read
from exchpatch_gui.collected.clixml.values import Value


def read_object(given: object) -> Value:
    """Give what pypsrp has read as a value of CliXml.

    Raises:
        ValueError: It is none.
    """
    if given is None or isinstance(given, str | bool | int | float | bytes):
        return given
    if isinstance(given, UUID):
        return str(given)
    written = given._xml if isinstance(given, ComplexObject) else None  # noqa: SLF001 (kept there)
    if written is None:
        raise ValueError(f"{type(given).__name__} is no object")
    try:
        (value,) = read(BytesIO(f"<Objs>{written}</Objs>".encode("utf-8", "replace")))
    except CliXmlError as error:
        raise ValueError(str(error)) from error
    return value
