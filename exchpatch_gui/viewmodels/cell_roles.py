# SPDX-License-Identifier: MIT
"""What a model tells of a cell beside its text, for whoever draws it."""

from __future__ import annotations

from PySide6.QtCore import Qt

TONE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The colour of the words by its role, such as ``muted`` or ``red.text``; None for the usual."""
TINT_ROLE = Qt.ItemDataRole.UserRole + 2
"""The colour behind the row by its role, such as ``red.tint``; None for none."""
ICON_ROLE = Qt.ItemDataRole.UserRole + 3
"""Name and colour role of a drawing before the words, an empty name for its room; or None."""
