# SPDX-License-Identifier: MIT
"""The icon of the program's windows."""

from __future__ import annotations

from PySide6.QtGui import QIcon

from exchpatch_gui.views.theme import Theme

_ICON_SIZES = (16, 24, 32, 48, 64, 256)


def program_icon(theme: Theme) -> QIcon:
    """Give the program's icon in the sizes that systems ask for."""
    icon = QIcon()
    for size in _ICON_SIZES:
        icon.addPixmap(theme.icon("app", "accent", size).pixmap(size, size))
    return icon
