# SPDX-License-Identifier: MIT
"""How Python serves a window: quick to its first frame, then quick to its hand."""

from __future__ import annotations

import builtins
import gc
import importlib
import os
import sys

from exchpatch_gui.viewmodels.kept_code import kept_code

SWITCH_SECONDS = 0.0003
"""So long the window waits behind each thread of a check that computes; usual are 5 ms."""

OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""Each collection of garbage holds all threads up, the largest for 20 ms; usual are 700."""


def hurry() -> None:
    """Leave out what the way to the first frame can do without; call it before the window loads.

    WORKAROUND(https://doc.qt.io/qtforpython-6/developer/feature-motivation.html): PySide's hook in
    Python's import looks for ``from __feature__ import`` in the source of every module that is
    imported after Qt, and keeps the text. This program has no such line, and the search is a
    tenth of its start.
    """
    gc.disable()  # all that is made until then stays
    if sys.platform == "linux":
        # A name in Qt's libraries is looked up when it is first used; most never are.
        sys.setdlopenflags(os.RTLD_LAZY)
    with kept_code():
        importlib.import_module("PySide6.QtCore")  # which sets the hook
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original


def settle() -> None:
    """Go on as usual after the first frame, but let the window have its turn sooner."""
    gc.freeze()  # what is here stays: it is never looked through again in search of garbage
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    gc.enable()
    sys.setswitchinterval(SWITCH_SECONDS)
