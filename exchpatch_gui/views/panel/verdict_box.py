# SPDX-License-Identifier: MIT
"""The verdict: a tinted box with the state as shape, word and sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exchpatch_gui.viewmodels.panel_content import VerdictText
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.pieces import Icon, Sign, button, column, row
from exchpatch_gui.views.panel.text import Text
from exchpatch_gui.views.theme import UNIT

_SIGN = 32
_RADIUS = 8


class VerdictBox(QWidget):
    """Says how a server is, and how old that is."""

    def __init__(self, look: Look, verdict: VerdictText) -> None:
        super().__init__()
        self._look = look
        self._verdict = verdict
        self.setObjectName("verdict")
        theme = look.theme
        words = column(UNIT // 2)
        title = Text(look, verdict.word, theme.font(1.1, bold=True), f"{verdict.light}.text")
        words.addWidget(title)
        words.addWidget(Text(look, verdict.sentence))
        for sentence in verdict.more:
            words.addWidget(Text(look, sentence, theme.small_font(), "muted"))
        self._note = Text(look, "", theme.strong_font())
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
            "secondary",
            hint=look.composer.text("check.hint"),
        )
        self._check.setObjectName("verdict-check")
        if not verdict.may_check:
            self._check.hide()
        below = column(0)
        below.setContentsMargins(0, UNIT // 2, 0, 0)
        below.addLayout(row([self._check]))
        words.addLayout(below)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * UNIT - 2, UNIT + 4, 2 * UNIT - 2, UNIT + 4)
        layout.setSpacing(UNIT + 4)
        layout.addWidget(Sign(look, verdict.light, _SIGN), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.setAccessibleName(verdict.word)
        self.setAccessibleDescription(" ".join((verdict.sentence, *verdict.more)))

    def show_age(self, note: str, *, may_check: bool) -> None:
        """Say how old the result is, or that a new one is on its way; nothing if it is of now."""
        self._note.say(note)
        self._age.setVisible(bool(note))
        self._check.setVisible(may_check)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.tint(self._verdict.light)))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
