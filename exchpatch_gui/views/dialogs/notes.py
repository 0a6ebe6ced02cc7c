# SPDX-License-Identifier: MIT
"""A sentence below a field or above a table: how good it is, what it says, what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.views import icons
from exchpatch_gui.views.dialogs.signs import LightSign
from exchpatch_gui.views.theme import UNIT, Theme, set_kind

LINK_EDGE = 5
"""What the style puts between a link's text and the edge of its button."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a note says.

    Attributes:
        hint: The next step.
        light: Whose sign stands before it, or None.
        link: The text of a button that does something about it, or empty.
        act: What the button does.
    """

    text: str = ""
    hint: str = ""
    light: TrafficLight | None = None
    link: str = ""
    act: Callable[[], None] | None = None


class Note(QWidget):
    """A few wrapped lines with a sign before them and a button below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act: Callable[[], None] | None = None
        self.said = Said()
        self._sign = LightSign(theme)
        self.text, self.hint = _wrapped(theme), _wrapped(theme)
        set_kind(self.hint, "muted")
        self.link = QPushButton()
        self.link.setAutoDefault(False)
        self.link.setFont(theme.small_font())
        self.link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        set_kind(self.link, "link")
        self.link.clicked.connect(self._do)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for widget in (self.text, self.hint):
            lines.addWidget(widget)
        said = QHBoxLayout()
        said.setSpacing(UNIT)
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(lines, 1)
        offered = QHBoxLayout()
        offered.addSpacing(icons.SMALL + UNIT - LINK_EDGE)
        offered.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(said)
        layout.addLayout(offered)
        layout.addStretch()
        self.say(Said())

    def say(self, said: Said) -> None:
        """Say something else, or nothing."""
        self.said = said
        self._act = said.act
        self._sign.show_light(said.light)
        self._sign.setVisible(said.light is not None)
        kinds = {TrafficLight.RED: "wrong", None: "muted"}
        set_kind(self.text, kinds.get(said.light, "said"))
        for label, text in ((self.text, said.text), (self.hint, said.hint)):
            label.setText(text)
            label.setVisible(bool(text))
        self.link.setText(said.link.replace("&", "&&"))
        self.link.setAccessibleName(said.link)
        self.link.setAccessibleDescription(said.text)
        self.link.setVisible(bool(said.link))

    def _do(self) -> None:
        if self._act is not None:
            self._act()


def _wrapped(theme: Theme) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setFont(theme.small_font())
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
