# SPDX-License-Identifier: MIT
"""Sizes, times and hashes of Exchange's configuration files, as one strictly read document.

``resources/collector/Get-ConfigFileHashes.ps1`` writes it. It says whether a file was changed and
never what stands in it. The contract of the collected document is closed, so this is a second one.
"""

from __future__ import annotations

import json
import re
import zlib
from datetime import datetime
from pathlib import Path

from exchpatch_gui.collected.readers import Fault, reader
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.errors import InputError, MissingError

SCHEMA = "exchpatch.config-files/1"
MAX_BYTES = 8 * 1024**2
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PACKED_NAME = "config-files"


@dataclass(frozen=True, slots=True)
class ConfigPlace:
    """A folder that was looked through.

    Attributes:
        path: Below the folder of the installation.
        exists: Whether there is such a folder.
        error: Why it could not be looked through; foreign text.
    """

    path: str
    exists: bool
    error: str | None


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """One file.

    Attributes:
        path: Below the folder of the installation.
        size: Bytes.
        sha256: In small hexadecimal digits; null if it could not be read.
        error: Why it could not be read; foreign text.
    """

    path: str
    size: int
    modified_at: datetime | None
    sha256: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class ConfigFiles:
    """The configuration files of one server at one time.

    Attributes:
        collected_at: UTC.
        computer: The name the server gave itself; foreign text.
        install_path: Where Exchange is installed.
    """

    collector_version: str
    collected_at: datetime
    computer: str
    install_path: str
    places: tuple[ConfigPlace, ...]
    files: tuple[ConfigFile, ...]


def load(path: Path) -> ConfigFiles:
    """Read the document from a file.

    Raises:
        MissingError: The file isn't there.
        InputError: It can't be read, is too large, or is no valid document.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise MissingError("config-files.missing", file=clean(str(path))) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError("config-files.unreadable", file=clean(str(path)), why=why) from None
    return decode(data, path.name)


def decode(data: bytes, name: str) -> ConfigFiles:
    """Read the document in UTF-8, UTF-16 or UTF-32: whole or not at all.

    Args:
        data: At most ``MAX_BYTES``.
        name: What errors call it.

    Raises:
        InputError: ``config-files.too-large``, ``.schema`` or ``.invalid`` with the place of the
            fault.
    """
    name = clean(name, 120)
    if len(data) > MAX_BYTES:
        raise InputError("config-files.too-large", file=name, limit=MAX_BYTES // 1024**2)
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or document.pop("schema", None) != SCHEMA:
        raise InputError("config-files.schema", file=name, expected=SCHEMA)
    try:
        return _checked(reader(ConfigFiles)(document))
    except Fault as fault:
        because = f"collected.reason.{fault.reason}"
        raise InputError("config-files.invalid", because, file=name, path=fault.path) from None


def encode(files: ConfigFiles) -> bytes:
    """Write the document as JSON in ASCII, without spaces."""
    document = {"schema": SCHEMA, **_fields(files)}
    return json.dumps(document, separators=(",", ":"), default=_written).encode("ascii")


def pack(files: ConfigFiles) -> bytes:
    """Give the document in the form it is stored in."""
    return zlib.compress(encode(files), level=1)


def unpack(packed: bytes) -> ConfigFiles:
    """Read what ``pack`` gave.

    Raises:
        InputError: It is damaged, or was written in a form that can't be read any more.
    """
    try:
        document = zlib.decompressobj().decompress(packed, MAX_BYTES + 1)
    except zlib.error:
        raise InputError("config-files.schema", file=_PACKED_NAME, expected=SCHEMA) from None
    return decode(document, _PACKED_NAME)


def _checked(files: ConfigFiles) -> ConfigFiles:
    if not files.computer.strip():
        raise Fault("empty", "computer")
    for number, file in enumerate(files.files):
        if file.sha256 is not None and not _DIGEST.fullmatch(file.sha256):
            raise Fault("not-digest", "files", number, "sha256")
    return files


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return _fields(value)


def _fields(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in type(value).__match_args__}  # type: ignore[attr-defined]  # (every class here is a dataclass)
