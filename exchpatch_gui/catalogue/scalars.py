# SPDX-License-Identifier: MIT
"""Readers of single values: texts, numbers, days, builds, levels."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from exchpatch_gui.catalogue.model import Level
from exchpatch_gui.catalogue.reader import Fault, matching, one_of
from exchpatch_gui.domain.builds import BuildNumber

MAX_TEXT = 1000
_CACHED = 4096
_LARGEST_PART = 99999


def text(value: object) -> str:
    """Read a text of visible characters, not empty and not endless."""
    if not isinstance(value, str):
        raise Fault("not-text")
    if not value.strip():
        raise Fault("empty")
    if len(value) > MAX_TEXT:
        raise Fault("too-long")
    if not value.isprintable():
        raise Fault("control-character")
    return value


def truth(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise Fault("not-truth")
    return value


def in_order(**days: date | None) -> None:
    """Refuse a day that lies before the one that has to come first; None is left out."""
    before = date.min
    for step, one in days.items():
        if one is not None and one < before:
            raise Fault("goes-back", step)
        before = one or before


def whole(value: object) -> int:
    """Read a whole number above zero."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise Fault("not-whole")
    if value < 1:
        raise Fault("out-of-range")
    return value


def score(value: object) -> float:
    """Read a CVSS base score."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Fault("not-number")
    if not 0 <= value <= 10:
        raise Fault("out-of-range")
    return float(value)


def day(value: object) -> date:
    """Read ``2026-10-15``."""
    if not isinstance(value, str):
        raise Fault("not-day")
    return _day(value)


@lru_cache(_CACHED)
def _day(value: str) -> date:
    # date.fromisoformat reads other forms of ISO 8601 too; the catalogue has one.
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise Fault("not-day") from None
    if found.isoformat() != value:
        raise Fault("not-day")
    return found


def build(value: object) -> BuildNumber:
    """Read ``15.2.1748.43``: four parts without leading zeros."""
    if not isinstance(value, str):
        raise Fault("not-build")
    return _build(value)


@lru_cache(_CACHED)
def _build(value: str) -> BuildNumber:
    # int and BuildNumber read other spellings too; the catalogue has one.
    try:
        found = BuildNumber(*map(int, value.split(".")))
    except (ValueError, TypeError):
        raise Fault("not-build") from None
    if str(found) != value or min(found) < 0 or max(found) > _LARGEST_PART:
        raise Fault("not-build")
    return found


def level(value: object) -> Level:
    """Read ``2019 CU15``."""
    if not isinstance(value, str):
        raise Fault("not-level")
    return _level(value)


def kb(value: object) -> str:
    """Read the number of an article: six to eight digits."""
    if not isinstance(value, str) or not (value.isascii() and value.isdigit()):
        raise Fault("not-kb")
    if not 6 <= len(value) <= 8:
        raise Fault("not-kb")
    return value


@lru_cache(_CACHED)
def _level(value: str) -> Level:
    try:
        return Level.parse(value)
    except ValueError:
        raise Fault("not-level") from None


url = matching(r"https://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?", "not-url")
key = matching(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", "not-key")
file_version = matching(r"[0-9]{1,5}(?:\.[0-9]{1,5}){3}", "not-file-version")
confidence = one_of("high", "medium", "low")
