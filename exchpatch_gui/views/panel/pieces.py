# SPDX-License-Identifier: MIT
"""The small parts that the sections of the panel are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.viewmodels.panel_content import Link
from exchpatch_gui.views import icons
from exchpatch_gui.views.panel.flow import FlowLayout
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.theme import SIGN, UNIT, set_kind

FIXED = QSizePolicy.Policy.Fixed
LINK_EDGE = 5
"""Border and padding of a link, as in the style sheet."""


class Sign(QWidget):
    """The shape of a light; what it stands for is said beside it."""

    def __init__(self, look: Look, light: TrafficLight, size: int = icons.SMALL) -> None:
        super().__init__()
        self._look = look
        self._light = light
        self._size = size
        self.setSizePolicy(FIXED, FIXED)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = self._look.sign_colour(self._light)
        icons.paint_icon(painter, SIGN[self._light], colour, QRectF(self.rect()))


class Icon(QWidget):
    """A drawing in a colour of the theme."""

    def __init__(self, look: Look, name: str, role: str = "muted") -> None:
        super().__init__()
        self._look = look
        self._name = name
        self._role = role
        self.setSizePolicy(FIXED, FIXED)

    def sizeHint(self) -> QSize:
        return QSize(icons.SMALL, icons.SMALL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = self._look.theme.colour(self._role)
        icons.paint_icon(painter, self._name, colour, QRectF(self.rect()))


class Number(QWidget):
    """The number of a step in a disc."""

    def __init__(self, look: Look, number: int) -> None:
        super().__init__()
        self._look = look
        self._number = str(number)
        self.setFont(look.theme.font(0.92, bold=True))
        self.setSizePolicy(FIXED, FIXED)
        self.setAccessibleName(look.composer.text("step.spoken", {"number": number}))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        edge = max(metrics.height(), metrics.horizontalAdvance(self._number)) + UNIT - 2
        return QSize(edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.colour("text")))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(QColor(self._look.theme.colours.surface))
        painter.setFont(self.font())
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._number)


def column(gap: int, parent: QWidget | None = None) -> QVBoxLayout:
    """Make a column without margins."""
    layout = QVBoxLayout(parent) if parent else QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    return layout


def heading(look: Look, section: str) -> QLabel:
    """Make the heading of a section."""
    label = QLabel(look.composer.text(f"section.{section}"))
    label.setFont(look.theme.heading_font())
    label.setWordWrap(True)
    set_kind(label, "heading")
    return label


def button(
    text: str, act: Callable[[], None], kind: str = "secondary", *, spoken: str = "", hint: str = ""
) -> QPushButton:
    """Make a button.

    Args:
        text: On it.
        act: What it does.
        kind: As in ``set_kind``.
        spoken: What a reader says, where the text alone would not tell which of several it is.
        hint: What it does, in its tool tip.
    """
    made = QPushButton(text.replace("&", "&&"))
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.setAccessibleName(spoken or text)
    if hint:
        made.setToolTip(hint)
        made.setAccessibleDescription(hint)
    set_kind(made, kind)
    made.clicked.connect(act)
    return made


def row(buttons: Iterable[QAbstractButton], above: int = 0) -> FlowLayout:
    """Put buttons into lines."""
    return _lines(FlowLayout(UNIT, above), buttons)


def links(buttons: Iterable[QAbstractButton], above: int = 0) -> FlowLayout:
    """Put links into lines that begin where other words begin."""
    return _lines(FlowLayout(UNIT, above, LINK_EDGE), buttons)


def _lines(layout: FlowLayout, buttons: Iterable[QAbstractButton]) -> FlowLayout:
    for one in buttons:
        layout.addWidget(one)
    return layout


def link_button(look: Look, link: Link, title: str) -> QPushButton:
    """Make words that lead to a web page."""
    spoken = look.composer.text("open.spoken", {"action": link.text, "title": title})
    url = link.url
    return button(
        link.text, lambda: look.requests.open_url(url), "link", spoken=spoken, hint=link.url
    )
