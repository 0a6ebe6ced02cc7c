# SPDX-License-Identifier: MIT
"""What stands in the panel where no single server is selected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from exchpatch_gui.views.theme import UNIT, Theme, set_kind


def hint_page(theme: Theme, title: str, hint: str) -> QWidget:
    """Make a page that says two things in its middle."""
    page = QWidget()
    page.setObjectName("hint")
    layout = QVBoxLayout(page)
    layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
    layout.setSpacing(UNIT // 2)
    layout.addStretch(2)
    for text, font, kind in (
        (title, theme.font(1.1, bold=True), "plain"),
        (hint, theme.font(), "muted"),
    ):
        label = QLabel(text)
        label.setFont(font)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_kind(label, kind)
        layout.addWidget(label)
    layout.addStretch(3)
    return page
