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


def few_colours(file: Path) -> QImage:
    """Read a picture and give it in the 256 colours that it has most of."""
    picture = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(picture.constBits()).cast("I")
    table = [colour for colour, _count in Counter(pixels).most_common(_MOST)]
    flags = Qt.ImageConversionFlag.AvoidDither
    return picture.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
