# SPDX-License-Identifier: MIT
"""The fields of a server as people type them, checked and put into their stored form."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exchpatch_gui.domain.servers import Target, TargetError
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import InputError
from exchpatch_gui.storage.servers import target_key

NAME_LIMIT = 200
GROUP_LIMIT = 100
TAG_LIMIT = 50
NOTES_LIMIT = 10_000
TAG_SEPARATORS = re.compile(r"[,;|\n]")


def read_target(text: str) -> Target:
    """Read a target as typed.

    Raises:
        InputError: ``server.target.<reason>`` with the reasons of ``TargetError``.
    """
    try:
        target = Target.parse(text)
    except TargetError as error:
        raise _target_error(text, error.reason) from error
    try:
        target_key(target)
    except ValueError as error:
        raise _target_error(text, "host") from error
    return target


def read_name(text: str, target: Target) -> str:
    """Read a name; the host stands in for an empty one.

    Raises:
        InputError: ``server.name_long``.
    """
    return _line(text, NAME_LIMIT, "server.name_long") or target.host


def read_group(text: str) -> str:
    """Read a group's name.

    Raises:
        InputError: ``server.group_long``.
    """
    return _line(text, GROUP_LIMIT, "server.group_long")


def read_tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Read tags: sorted, without repeats; a comma, semicolon or bar separates two.

    Raises:
        InputError: ``server.tag_long``.
    """
    parts = (part for text in texts for part in TAG_SEPARATORS.split(text))
    lines = (_line(part, TAG_LIMIT, "server.tag_long") for part in parts)
    return tuple(sorted({line for line in lines if line}))


def read_notes(text: str) -> str:
    """Read notes: several lines of visible characters.

    Raises:
        InputError: ``server.notes_long``.
    """
    if len(text) > NOTES_LIMIT:
        raise InputError("server.notes_long", limit=NOTES_LIMIT)
    return "\n".join(clean(line, NOTES_LIMIT) for line in text.splitlines()).strip("\n")


def _line(text: str, limit: int, key: str) -> str:
    # Longer text is refused, not cut: it is the user's own, and half a name helps nobody.
    line = clean(text, 4 * limit)
    if len(line) > limit:
        raise InputError(key, limit=limit)
    return line


def _target_error(text: str, reason: str) -> InputError:
    return InputError(f"server.target.{reason}", text=clean(text, 80))
