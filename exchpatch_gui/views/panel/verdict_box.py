# SPDX-License-Identifier: MIT
"""The verdict: a tinted box with the state as shape, word and sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exchpatch_gui.viewmodels.panel_content import VerdictText
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.pieces import Icon, Sign, button, column, row
from exchpatch_gui.views.panel.text import Line, Text
from exchpatch_gui.views.theme import UNIT

_SIGN = 32
_RADIUS = 8


class VerdictBox(QWidget):
    """Says how a server is, and how old that is.

    Args:
        look: As for all parts.
        verdict: What it says.
        is_first: Whether the server was never checked before.
    """

    def __init__(self, look: Look, verdict: VerdictText, *, is_first: bool) -> None:
        super().__init__()
        self._look = look
        self._verdict = verdict
        self.setObjectName("verdict")
        theme = look.theme
        small = theme.small_font()
        more = (Line(one, small, "muted", UNIT // 2) for one in verdict.more)
        title = Line(verdict.word, theme.font(1.1, bold=True), f"{verdict.light}.text")
        words = column(UNIT // 2)
        words.addWidget(Text(look, title, Line(verdict.sentence, gap=UNIT // 2), *more))
        self._note = Text(look)
        self._note.setObjectName("age")
        self._age = QWidget()
        self._age.hide()
        aging = QHBoxLayout(self._age)
        aging.setContentsMargins(0, UNIT // 2, 0, 0)
        aging.setSpacing(UNIT - 2)
        aging.addWidget(Icon(look, "clock", "text"), 0, Qt.AlignmentFlag.AlignTop)
        aging.addWidget(self._note, 1)
        words.addWidget(self._age)
        self._check = button(
            look.composer.text("check"),
            look.requests.check,
            "primary" if is_first else "secondary",
            hint=look.composer.text("check.hint"),
        )
        self._check.setObjectName("verdict-check")
        if not verdict.may_check:
            self._check.hide()
        words.addLayout(row([self._check], UNIT // 2))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * UNIT - 2, UNIT + 4, 2 * UNIT - 2, UNIT + 4)
        layout.setSpacing(UNIT + 4)
        layout.addWidget(Sign(look, verdict.light, _SIGN), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.setAccessibleName(verdict.word)
        self.setAccessibleDescription(" ".join((verdict.sentence, *verdict.more)))

    def show_age(self, note: str, *, may_check: bool) -> None:
        """Say how old the result is, or that a new one is on its way; nothing if it is of now."""
        self._note.say(Line(note, self._look.theme.strong_font()))
        self._age.setVisible(bool(note))
        self._check.setVisible(may_check)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.tint(self._verdict.light)))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
