# SPDX-License-Identifier: MIT
"""Makes pictures of a window small: a window has few colours, and its shades of text hardly more.

This module runs inside the environment.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

_MOST = 256
_COARSE = 0xF0F0F0
"""Colours that are the same in these bits are nearly the same to the eye."""


def few_colours(file: Path) -> QImage:
    """Read a picture and give it in 256 colours: of those nearly the same, the most used one."""
    picture = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    used = Counter(memoryview(picture.constBits()).cast("I"))
    alike: Counter[int] = Counter()
    for colour, count in used.items():
        alike[colour & _COARSE] += count
    kept = {coarse for coarse, _count in alike.most_common(_MOST)}
    table: dict[int, int] = {}
    for colour, _count in used.most_common():
        coarse = colour & _COARSE
        if coarse in kept:
            table.setdefault(coarse, colour)
    flags = Qt.ImageConversionFlag.AvoidDither
    return picture.convertToFormat(QImage.Format.Format_Indexed8, list(table.values()), flags)
