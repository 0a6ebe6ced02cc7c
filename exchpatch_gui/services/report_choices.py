# SPDX-License-Identifier: MIT
"""Looks whether what was chosen for reports can be used, before one is made."""

from __future__ import annotations

from pathlib import Path

from exchpatch_gui.errors import MissingError


def check_folder(folder: str) -> None:
    """Make sure that a folder is there; an empty text stands for the documents folder.

    Raises:
        MissingError: ``folder.missing``.
    """
    if folder and not Path(folder).expanduser().is_dir():
        raise MissingError("folder.missing", folder=folder)


def logo_content(file: str) -> bytes:
    """Read a logo that a report can show; an empty text stands for none.

    Raises:
        MissingError: ``logo.missing``.
        InputError: ``logo.size`` or ``logo.format``.
    """
    if not file:
        return b""
    from exchpatch_gui.reporting.logo import read_logo  # noqa: PLC0415 (brings the typesetter)

    return read_logo(Path(file).expanduser()).content
