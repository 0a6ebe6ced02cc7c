# SPDX-License-Identifier: MIT
"""Lines of text as delegates paint them: measured fonts, cut where they don't fit."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from exchpatch_gui.views.theme import ink


class Face(NamedTuple):
    """A font and its measures."""

    font: QFont
    metrics: QFontMetrics

    @classmethod
    def of(cls, font: QFont) -> Face:
        """Measure a font."""
        return cls(font, QFontMetrics(font))


class Pen(NamedTuple):
    """Writes lines at one side of their places."""

    painter: QPainter
    side: Qt.AlignmentFlag

    def write(self, text: str, face: Face, colour: str, area: tuple[int, int, int, int]) -> None:
        """Write one line into an area: left, top, width and height."""
        if not text:
            return
        self.painter.setFont(face.font)
        self.painter.setPen(ink(colour))
        left, top, width, height = area
        shown = face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        self.painter.drawText(left, top, width, height, self.side, shown)
