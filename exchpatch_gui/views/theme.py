# SPDX-License-Identifier: MIT
"""The look of the window: colours, fonts, measures, icons; light or dark, switchable live."""

from __future__ import annotations

import weakref
from functools import lru_cache
from typing import Protocol, cast

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from exchpatch_gui.config import settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.views import icons
from exchpatch_gui.views.palette import DARK, LIGHT, Colours
from exchpatch_gui.views.stylesheet import stylesheet

UNIT = 8
"""Distances are whole or half multiples of it."""
SIGN = {
    TrafficLight.RED: "light-red",
    TrafficLight.YELLOW: "light-yellow",
    TrafficLight.GREY: "light-grey",
    TrafficLight.GREEN: "light-green",
    TrafficLight.INFO: "light-info",
}
"""The drawing of each light; its shape alone tells which."""


class Dressed(Protocol):
    """A button or an action: whatever carries an icon."""

    def setIcon(self, icon: QIcon) -> None:
        """Take an icon."""


class Theme(QObject):
    """The one look of all windows.

    Attributes:
        colours: Those of the moment.

    Signals:
        changed: The colours are others now; whoever paints by hand paints anew.
    """

    changed = Signal()

    def __init__(
        self, application: QApplication, choice: settings.Theme = settings.Theme.SYSTEM
    ) -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        self._dressed: list[tuple[weakref.ref[QObject], str, str, int]] = []
        self._fonts: dict[tuple[float, bool], QFont] = {}
        self.colours: Colours = LIGHT
        application.styleHints().colorSchemeChanged.connect(self._follow)
        application.screenAdded.connect(self._apply)
        self._apply()

    @property
    def choice(self) -> settings.Theme:
        """What the user has chosen."""
        return self._choice

    @property
    def is_dark(self) -> bool:
        """Whether the colours are the dark ones."""
        return self.colours is DARK

    def choose(self, choice: settings.Theme) -> None:
        """Take light or dark, or as the system has it; every window changes at once."""
        if choice is not self._choice:
            self._choice = choice
            self._apply()

    def colour(self, role: str) -> str:
        """Give a colour by its name in ``Colours``, or ``red.text`` and the like."""
        value: object = self.colours
        for part in role.split("."):
            value = getattr(value, part)
        return cast("str", value)

    def icon(self, name: str, role: str = "muted", size: int = icons.SMALL) -> QIcon:
        """Give an icon in the colour of the moment; ``dress`` keeps it right for ever."""
        return icons.icon(name, self.colour(role), size, self._densities(), self.colours.text)

    def sign(self, light: TrafficLight, size: int = icons.SMALL) -> QIcon:
        """Give the sign of a light."""
        return self.icon(SIGN[light], f"{light}.sign", size)

    def dress(
        self,
        target: Dressed,
        name: str,
        role: str = "muted",
        size: int = icons.SMALL,
    ) -> None:
        """Give a button or an action an icon that changes with the colours."""
        carrier = cast("QObject", target)
        self._dressed = [one for one in self._dressed if one[0]() is not carrier and _lives(one[0])]
        self._dressed.append((weakref.ref(carrier), name, role, size))
        target.setIcon(self.icon(name, role, size))

    def font(self, scale: float = 1.0, *, bold: bool = False) -> QFont:
        """Give the system's font, larger or smaller by a factor."""
        known = self._fonts.get((scale, bold))
        if known is None:
            known = self._fonts[scale, bold] = self._made_font(scale, bold=bold)
        return known

    def _made_font(self, scale: float, *, bold: bool) -> QFont:
        font = QFont(self._application.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * scale)
        else:
            font.setPixelSize(round(font.pixelSize() * scale))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def title_font(self) -> QFont:
        """Give the font of a page's or panel's title."""
        return self.font(1.4, bold=True)

    def number_font(self) -> QFont:
        """Give the font of a badge's count."""
        return self.font(1.75, bold=True)

    def strong_font(self) -> QFont:
        """Give the font of what matters in a line."""
        return self.font(bold=True)

    def small_font(self) -> QFont:
        """Give the font of what comes second."""
        return self.font(0.92)

    def heading_font(self) -> QFont:
        """Give the font of the heading above a section, which is written in capitals."""
        font = QFont(self.font(0.85, bold=True))
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        return font

    @Slot()
    def _follow(self) -> None:
        if self._choice is settings.Theme.SYSTEM:
            self._apply()

    @Slot()
    def _apply(self) -> None:
        self._fonts.clear()
        self.colours = DARK if self._wants_dark() else LIGHT
        self._application.setPalette(_palette(self.colours))
        self._application.setStyleSheet(stylesheet(self.colours))
        for reference, name, role, size in self._dressed:
            target = reference()
            if target is not None and shiboken6.isValid(target):
                cast("Dressed", target).setIcon(self.icon(name, role, size))
        self.changed.emit()

    def _wants_dark(self) -> bool:
        if self._choice is settings.Theme.SYSTEM:
            return self._system_is_dark()
        return self._choice is settings.Theme.DARK

    def _system_is_dark(self) -> bool:
        return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark

    def _densities(self) -> tuple[float, ...]:
        screens = self._application.screens()
        return tuple(sorted({screen.devicePixelRatio() for screen in screens})) or (1.0,)


@lru_cache(maxsize=128)
def ink(colour: str) -> QColor:
    """Give a colour to paint with; nobody changes it.

    One that is made for each stroke is thrown away after it, and PySide lets other threads
    have the interpreter whenever a value of Qt is thrown away.
    """
    return QColor(colour)


def set_kind(widget: QWidget, kind: str) -> None:
    """Say what a widget is, for the style sheet.

    Buttons: ``primary`` (one a window), ``secondary`` (as without), ``link``, ``danger``,
    ``quiet``. Labels: ``title``, ``heading``, ``muted``, ``small``. Frames: ``card``, ``panel``.
    """
    widget.setProperty("kind", kind)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def _lives(reference: weakref.ref[QObject]) -> bool:
    target = reference()
    return target is not None and shiboken6.isValid(target)


def _palette(colours: Colours) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for name, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.raised),
        (role.Text, colours.text),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.on_accent),
        (role.Highlight, colours.selection),
        (role.HighlightedText, colours.text),
        (role.Accent, colours.accent),
        (role.Link, colours.link),
        (role.LinkVisited, colours.link),
        (role.ToolTipBase, colours.raised),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Light, colours.raised),
        (role.Midlight, colours.raised),
        (role.Mid, colours.border),
        (role.Dark, colours.control),
        (role.Shadow, colours.control),
    ):
        palette.setColor(name, QColor(colour))
    faint = QColor(icons.blend(colours.text, colours.surface, 0.55))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, name, faint)
    return palette
