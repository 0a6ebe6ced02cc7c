# SPDX-License-Identifier: MIT
"""Writes output files whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from exchpatch_gui.errors import OutputError

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
    _refuse_folders(path)
    try:
        _replace(path, content)
    except OSError as error:
        raise _explained(path, error) from error


def check_writable(path: Path) -> None:
    """Find out before the work whether a file can be written there; nothing stays behind.

    Raises:
        OutputError: As ``write_whole``.
    """
    _refuse_folders(path)
    try:
        with tempfile.TemporaryFile(prefix=_prefix(path), dir=path.parent) as file:
            file.write(b"\n")
            file.flush()
    except OSError as error:
        raise _explained(path, error) from error


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
