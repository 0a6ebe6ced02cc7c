# SPDX-License-Identifier: MIT
"""From a log file to its diagnosis: which kind it is shows in its lines, not in its name."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from exchpatch_gui.collected.setup_log.installer_reader import InstallerReader
from exchpatch_gui.collected.setup_log.lines import MAX_CHARACTERS, TooLargeError, read_lines
from exchpatch_gui.collected.setup_log.script_reader import ScriptReader
from exchpatch_gui.collected.setup_log.setup_reader import SetupReader
from exchpatch_gui.collected.setup_log.stamps import Zone, read_clocked, read_stamped
from exchpatch_gui.domain.setup_logs import SetupDiagnosis, SetupLog
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import InputError, MissingError

_SHOWN_NAME = 120
_LOOKED_AT = 500
_LOOKED_AT_BYTES = 256 * 1024
_INSTALLER = re.compile(r"=== (?:Verbose )?[Ll]ogging started: |MSI \([cs]\) \(")

Lines = Iterator[tuple[int, str]]


def load(path: Path, zone: Zone) -> SetupDiagnosis:
    """Read a log and say what the last installation in it came to.

    Args:
        path: The file.
        zone: Makes times of the server's clock, which have no zone, ones in UTC.

    Raises:
        MissingError: The file isn't there.
        InputError: It can't be read, is too large, or is none of the logs that are known.
    """
    name = clean(path.name, _SHOWN_NAME)
    try:
        with path.open("rb") as file:
            return diagnose(file, name, zone)
    except FileNotFoundError:
        raise MissingError("collected.missing", file=clean(str(path))) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError("collected.unreadable", file=clean(str(path)), why=why) from None


def is_log(path: Path) -> bool:
    """Tell by its beginning whether a file is one of the logs; not if it can't be read."""
    try:
        with path.open("rb") as file:
            beginning = io.BytesIO(file.read(_LOOKED_AT_BYTES))
    except OSError:
        return False
    kind, _ = _kind(read_lines(beginning))
    return kind is not None


def diagnose(stream: BinaryIO, name: str, zone: Zone) -> SetupDiagnosis:
    """Read the bytes of a log, as ``load`` does; ``name`` is what errors call it."""
    lines = read_lines(stream)
    try:
        kind, read_again = _kind(lines)
        if kind is SetupLog.SETUP:
            return SetupReader().read(read_again)
        if kind is SetupLog.SERVICES:
            return ScriptReader(zone).read(read_again)
        if kind is SetupLog.INSTALLER:
            return InstallerReader(zone).read(read_again)
    except TooLargeError:
        limit = MAX_CHARACTERS // 1024**2
        raise InputError("setup-log.too-large", file=name, limit=limit) from None
    raise InputError("setup-log.unknown", file=name)


def _kind(lines: Lines) -> tuple[SetupLog | None, Lines]:
    """Tell the kind of a log by its first lines, and give all its lines once more."""
    seen: list[tuple[int, str]] = []
    for number, line in lines:
        seen.append((number, line))
        kind = _kind_of(line)
        if kind or number >= _LOOKED_AT:
            return kind, chain(seen, lines)
    return None, iter(seen)


def _kind_of(line: str) -> SetupLog | None:
    if read_stamped(line):
        return SetupLog.SETUP
    if read_clocked(line):
        return SetupLog.SERVICES
    return SetupLog.INSTALLER if _INSTALLER.match(line) else None
