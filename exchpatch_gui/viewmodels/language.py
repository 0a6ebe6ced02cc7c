# SPDX-License-Identifier: MIT
"""Which of our languages the user's system speaks."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from exchpatch_gui.wording import LANGUAGES


def system_language() -> str:
    """Give the first language the user prefers that we have, else English."""
    preferred = (name.replace("_", "-").split("-")[0] for name in QLocale.system().uiLanguages())
    return next((name for name in preferred if name in LANGUAGES), "en")
