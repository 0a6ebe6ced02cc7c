# SPDX-License-Identifier: MIT
"""What ``installer/dev.py`` does, in the standard library alone: nothing is installed yet.

These modules must load on every Python 3, so that an old one is told what it lacks.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class SetupError(Exception):
    """This machine lacks something; the message is one sentence that says what to do."""
