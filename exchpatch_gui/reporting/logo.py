# SPDX-License-Identifier: MIT
"""Reads the logo of a report and makes sure that it can be shown."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.reporting.options import Logo

LIMIT_KB = 1024
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
_TRIAL = b"#image(bytes(json(bytes(sys.inputs.logo))))"


def read_logo(path: Path) -> Logo:
    """Read a PNG or JPEG picture.

    Raises:
        MissingError: ``logo.missing``: it isn't there or may not be read.
        InputError: ``logo.size``, or ``logo.format``: another format, or damaged.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT_KB * 1024 + 1)
    except OSError as error:
        raise MissingError("logo.missing", file=str(path)) from error
    if len(content) > LIMIT_KB * 1024:
        raise InputError("logo.size", file=str(path), limit=LIMIT_KB)
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            logo = Logo(content, kind)
            _try(logo, path)
            return logo
    raise InputError("logo.format", file=str(path))


def as_input(logo: Logo) -> str:
    """Give a logo to the typesetter, which reads texts only: its bytes as a list of numbers."""
    return json.dumps(list(logo.content), separators=(",", ":"))


def _try(logo: Logo, path: Path) -> None:
    """Let the typesetter decode the picture before a whole report rests on it."""
    try:
        typst.compile(_TRIAL, ignore_system_fonts=True, sys_inputs={"logo": as_input(logo)})
    except typst.TypstError as error:
        raise InputError("logo.format", file=str(path)) from error
