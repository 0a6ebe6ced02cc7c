# SPDX-License-Identifier: MIT
"""Every sentence a person reads: from an id and its parameters to text in one language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache

from exchpatch_gui import resources
from exchpatch_gui.domain.messages import NO_PARAMS, Message, Params, Scalar

LANGUAGES = ("en",)
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


class Wording:
    """The sentences of one language.

    A key that ends in ``.one`` or ``.other`` is chosen by the parameter ``count``; placeholders
    are ``{name}``. A missing sentence is a fault of ours and raises ``KeyError``; a missing
    parameter likewise.
    """

    def __init__(self, language: str, table: Mapping[str, str]) -> None:
        self.language = language
        self._table = table

    def text(self, key: str, params: Params = NO_PARAMS) -> str:
        """Word one sentence."""
        template = self._table.get(key)
        if template is None:
            plural = "one" if params.get("count") == 1 else "other"
            template = self._table[f"{key}.{plural}"]
        return template.format_map(_Shown(params, self.value))

    def has(self, key: str) -> bool:
        """Tell whether there is such a sentence."""
        return key in self._table or f"{key}.other" in self._table

    def say(self, message: Message) -> str:
        """Word a message."""
        return self.text(message.key, message.params)

    def value(self, value: Scalar) -> str:
        """Write one value the way the language writes it."""
        if type(value) is str:
            return value
        if isinstance(value, datetime):
            return f"{self.value(value.date())}, {value:%H:%M}"
        if isinstance(value, date):
            return f"{value.day} {_MONTHS[self.language][value.month - 1]} {value.year}"
        if value is None:
            return "–"
        return str(value)

    def keys(self) -> frozenset[str]:
        """Give all ids, for tests of completeness."""
        return frozenset(self._table)


class _Shown:
    """Writes those values that a sentence asks for: it often gets many more."""

    def __init__(self, params: Params, write: Callable[[Scalar], str]) -> None:
        self._params = params
        self._write = write

    def __getitem__(self, name: str) -> str:
        return self._write(self._params[name])


@cache
def load(language: str = "en") -> Wording:
    """Read the tables of a language: every ``locale/<language>/*.json``, one per area.

    Raises:
        ValueError: Two tables define the same id.
    """
    table: dict[str, str] = {}
    for file in sorted(resources.path(f"locale/{language}").glob("*.json")):
        entries: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
        if repeated := table.keys() & entries.keys():
            raise ValueError(f"{file.name} defines again: {sorted(repeated)[:3]}")
        table |= entries
    return Wording(language, table)
