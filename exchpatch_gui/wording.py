# SPDX-License-Identifier: MIT
"""Every sentence a person reads: from an id and its parameters to text in one language."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from exchpatch_gui import resources
from exchpatch_gui.domain.messages import NO_PARAMS, Message, Params, Scalar
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.errors import UserError


@dataclass(frozen=True, slots=True)
class _Customs:
    """How a language counts and writes, by Unicode's CLDR.

    Attributes:
        singular: The counts that take ``.one``.
        months: Their short names, with blanks between.
        day: Of a date, with ``{day}``.
        first: The same for the first of a month.
        decimal: The sign before a fraction.
        thousands: The sign between groups of three digits.
    """

    singular: tuple[int, ...]
    months: str
    day: str
    first: str
    decimal: str
    thousands: str


_CUSTOMS = {
    "en": _Customs(
        singular=(1,),
        months="Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        day="{day}",
        first="1",
        decimal=".",
        thousands=",",
    ),
    "de": _Customs(
        singular=(1,),
        months="Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        day="{day}.",
        first="1.",
        decimal=",",
        thousands=".",
    ),
    "fr": _Customs(
        singular=(0, 1),
        months="janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        day="{day}",
        first="1er",
        decimal=",",
        thousands="\u202f",
    ),
}
IN_WINDOW = "in_window"
"""Where one clicks instead of typing; a sentence may have a form of its own for there."""
_ENDING = f".{IN_WINDOW}"
LANGUAGES = tuple(_CUSTOMS)
"""The languages there are sentences in, English first."""

# These tell how many there are; other numbers are ports, limits and codes, to be typed as they
# are. Numbers of four digits need no groups in any of the languages.
_QUANTITIES = frozenset({"all", "count", "done", "total"})
_GROUPED_FROM = 10_000


class Wording:
    """The sentences of one language.

    A key that ends in ``.one`` or ``.other`` is chosen by the parameter ``count``; placeholders
    are ``{name}``. A missing sentence is a fault of ours and raises ``KeyError``; a missing
    parameter likewise.
    """

    def __init__(self, language: str, table: Mapping[str, str]) -> None:
        self.language = language
        self._customs = _CUSTOMS[language]
        self._table = table

    @property
    def date_pattern(self) -> str:
        """How a date is written, in the letters of Unicode's CLDR."""
        return f"{self._customs.day.format(day='d')} MMM yyyy"

    def text(self, key: str, params: Params = NO_PARAMS) -> str:
        """Word one sentence."""
        template = self._table.get(key)
        if template is None:
            plural = "one" if params.get("count") in self._customs.singular else "other"
            template = self._table[f"{key}.{plural}"]
        return template.format_map(_Shown(params, self))

    def has(self, key: str) -> bool:
        """Tell whether there is such a sentence."""
        return key in self._table or f"{key}.other" in self._table

    def say(self, message: Message) -> str:
        """Word a message."""
        return self.text(message.key, message.params)

    def labelled(self, label: str, text: str) -> str:
        """Put a label before a text."""
        return self.text("word.labelled", {"label": label, "text": text})

    def explain(self, error: UserError) -> tuple[str, str]:
        """Say what is wrong, and what helps."""
        key, params = f"error.{error.key}", dict(error.params)
        if error.because:
            params["reason"] = self.text(error.because, params)
        return self.text(f"{key}.message", params), self.text(f"{key}.hint", params)

    def value(self, value: Scalar) -> str:
        """Write one value the way the language writes it."""
        if type(value) is str:
            return value
        if isinstance(value, datetime):
            return f"{self._date(value)}, {value:%H:%M}"
        if isinstance(value, date):
            return self._date(value)
        if isinstance(value, float):
            return str(value).replace(".", self._customs.decimal)
        if value is None:
            return "–"
        return str(value)

    def quantity(self, number: int) -> str:
        """Write how many there are, in groups of three digits if there are five or more."""
        if number < _GROUPED_FROM:
            return str(number)
        return f"{number:,}".replace(",", self._customs.thousands)

    def keys(self) -> frozenset[str]:
        """Give all ids, for tests of completeness."""
        return frozenset(self._table)

    def _date(self, day: date) -> str:
        customs = self._customs
        number = customs.first if day.day == 1 else customs.day.format(day=day.day)
        return f"{number} {customs.months.split()[day.month - 1]} {day.year}"


class _Shown:
    """Writes those values that a sentence asks for: it often gets many more."""

    def __init__(self, params: Params, words: Wording) -> None:
        self._params = params
        self._words = words

    def __getitem__(self, name: str) -> str:
        value = self._params[name]
        if name in _QUANTITIES and isinstance(value, int):
            return self._words.quantity(value)
        return self._words.value(value)


class _Tables(Mapping[str, str]):
    """The tables of one language, each read when something is looked for that may be in it.

    There are dozens of them, and a program that has just started asks for few. A sentence is
    looked for in the table that is named like the beginning of its id, then in all others.

    Args:
        files: One for each table.
        place: In ``IN_WINDOW``, a sentence whose id ends so stands for the one without.
    """

    def __init__(self, files: Iterable[Path], place: str) -> None:
        self._place = place
        self._unread = {file.stem: file for file in files}
        self._table: dict[str, str] = {}
        self._reading = threading.Lock()

    def __getitem__(self, key: str) -> str:
        self._look_for(key)
        return self._table[key]

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self._look_for(key)
        return key in self._table

    def __iter__(self) -> Iterator[str]:
        self._read(*self._unread)
        return iter(self._table)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _look_for(self, key: str) -> None:
        if self._has(key):
            return
        area = key.partition(".")[0]
        for near in (area, f"{area}s"):
            self._read(near)
            if self._has(key):
                return
        self._read(*self._unread)

    def _has(self, key: str) -> bool:
        return key in self._table or f"{key}.other" in self._table

    def _read(self, *names: str) -> None:
        with self._reading:
            for name in names:
                file = self._unread.get(name)
                if file is None:
                    continue
                entries: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
                if repeated := self._table.keys() & entries.keys():
                    raise ValueError(f"{file.name} defines again: {sorted(repeated)[:3]}")
                for key in [one for one in entries if one.endswith(_ENDING)]:
                    text = entries.pop(key)
                    if self._place == IN_WINDOW:
                        entries[key.removesuffix(_ENDING)] = text
                self._table |= entries
                del self._unread[name]


@cache
def load(language: str = "en", place: str = "in_terminal") -> Wording:
    """Give the sentences of a language: every ``locale/<language>/*.json``, one per area.

    Args:
        language: One of ``LANGUAGES``.
        place: Where they are read: ``IN_WINDOW`` takes those that are meant for there.

    Raises:
        FileNotFoundError: There are none.
    """
    found = resources.path(f"locale/{language}").iterdir()  # three times as quick as a pattern
    files = (file for file in sorted(found) if file.suffix == ".json")
    return Wording(language, _Tables(files, place))
