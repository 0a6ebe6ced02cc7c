# SPDX-License-Identifier: MIT
"""The only module that knows where ``resources/`` is: in the package or beside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def root() -> Path:
    """Give the folder of shipped data files."""
    packaged = _PACKAGE / "resources"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "resources"


def path(name: str) -> Path:
    """Give the path of one resource by its name with slashes, such as ``catalogue/schema.json``.

    Raises:
        ValueError: The name is absolute or climbs out of the folder.
        FileNotFoundError: There is no such resource.
    """
    if name.startswith("/") or "\\" in name or ".." in name.split("/"):
        raise ValueError(f"not a resource name: {name!r}")
    found = root() / name
    if not found.exists():
        raise FileNotFoundError(f"resource {name} is missing")
    return found
