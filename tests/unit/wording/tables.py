# SPDX-License-Identifier: MIT
"""The tables of sentences as they lie on disk, for the tests of translations."""

from __future__ import annotations

import json
import string
from collections.abc import Iterator, Mapping
from functools import cache

from exchpatch_gui import resources, wording

ENGLISH = wording.LANGUAGES[0]
OTHERS = wording.LANGUAGES[1:]
PLURALS = (".one", ".other")


@cache
def tables(language: str) -> Mapping[str, Mapping[str, str]]:
    """Give the sentences of a language by area."""
    files = sorted(resources.path(f"locale/{language}").glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def sentences(language: str) -> Iterator[tuple[str, str, str]]:
    """Give key, English and translation of every sentence."""
    for area, english in tables(ENGLISH).items():
        other = tables(language)[area]
        yield from ((key, text, other[key]) for key, text in english.items())


def placeholders(text: str) -> set[str]:
    """Give the names that a sentence asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
