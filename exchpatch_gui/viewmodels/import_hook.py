# SPDX-License-Identifier: MIT
"""Lets modules be imported without PySide reading their sources."""

from __future__ import annotations

import builtins
import importlib


def remove_import_hook() -> None:
    """Take PySide's hook out of Python's import, before the window is loaded.

    WORKAROUND(https://doc.qt.io/qtforpython-6/developer/feature-motivation.html): the hook looks
    for ``from __feature__ import`` in the source of every module that is imported after Qt, and
    keeps the text. This program has no such line, and the search is a tenth of its start.
    """
    importlib.import_module("PySide6.QtCore")  # which sets the hook
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original
