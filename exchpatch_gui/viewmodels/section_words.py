# SPDX-License-Identifier: MIT
"""What the sections of a collected document are called in sentences."""

from __future__ import annotations

from exchpatch_gui.domain.text import clean
from exchpatch_gui.wording import Wording


def section_words(words: Wording, section: str) -> str:
    """Name a section; one that a server makes up has its own name, made harmless."""
    key = f"sections.{section}"
    return words.text(key) if words.has(key) else clean(section, 40)
