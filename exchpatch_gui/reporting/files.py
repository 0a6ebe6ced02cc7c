# SPDX-License-Identifier: MIT
"""Writes output files whole or not at all, and reads the logo of a report."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from exchpatch_gui.errors import InputError, MissingError, OutputError
from exchpatch_gui.reporting.options import Logo

LOGO_LIMIT_KB = 1024
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_PERMISSION = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# What a new file gets where no umask takes anything away; mkstemp allows the owner only.
_PLAIN_FILE = 0o666


def write_whole(path: Path, data: bytes | str) -> None:
    """Write a file so that it is either complete or as it was before, even after a power cut.

    Text is written as UTF-8 with its line ends as they are.

    Raises:
        OutputError: ``output.directory-missing``, ``output.is-directory``, ``output.denied``,
            ``output.full`` or ``output.failed``.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    if path.is_dir():
        raise OutputError("output.is-directory", file=str(path))
    if not path.parent.is_dir():
        raise OutputError("output.directory-missing", file=path.name, folder=str(path.parent))
    try:
        _replace(path, content)
    except OSError as error:
        raise _explained(path, error) from error


def read_logo(path: Path) -> Logo:
    """Read a PNG or JPEG picture.

    Raises:
        MissingError: ``logo.missing``: it isn't there or may not be read.
        InputError: ``logo.format`` or ``logo.size``.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LOGO_LIMIT_KB * 1024 + 1)
    except OSError as error:
        raise MissingError("logo.missing", file=str(path)) from error
    if len(content) > LOGO_LIMIT_KB * 1024:
        raise InputError("logo.size", file=str(path), limit=LOGO_LIMIT_KB)
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return Logo(content, kind)
    raise InputError("logo.format", file=str(path))


def _refuse_folders(path: Path) -> None:
    if path.is_dir():
        raise OutputError("output.is-directory", file=str(path))
    if not path.parent.is_dir():
        raise OutputError("output.directory-missing", file=path.name, folder=str(path.parent))


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file and rename: within one folder that is a single step."""
    handle, name = tempfile.mkstemp(prefix=_prefix(path), dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_usual_mode(path))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _prefix(path: Path) -> str:
    return f".{path.name[:40]}."


def _usual_mode(path: Path) -> int:
    """Give the permissions of the file that is replaced, or those of any new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return _PLAIN_FILE & ~umask


def _explained(path: Path, error: OSError) -> OutputError:
    if error.errno in _NO_ROOM:
        return OutputError("output.full", file=str(path))
    if error.errno in _NO_PERMISSION or isinstance(error, PermissionError):
        return OutputError("output.denied", file=str(path))
    return OutputError("output.failed", file=str(path), reason=error.strerror or str(error))
