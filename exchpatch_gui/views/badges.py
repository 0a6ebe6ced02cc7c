# SPDX-License-Identifier: MIT
"""The four badges above the table: how many servers are in each state, and a click shows them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.views import icons
from exchpatch_gui.views.direction import leading, placed
from exchpatch_gui.views.theme import SIGN, UNIT, Theme
from exchpatch_gui.wording import Wording

LIGHTS = (TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREY, TrafficLight.GREEN)
_SIGN = 26
_RADIUS = 8


class Badge(QAbstractButton):
    """Counts the servers of one state; checked, only they are shown."""

    def __init__(self, light: TrafficLight, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.light = light
        self.count = 0
        self._word = ""
        self._theme = theme
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_words(self, words: Wording) -> None:
        """Speak a language."""
        self._words = words
        self._word = words.text(f"word.light.{self.light}")
        self.setToolTip(words.text("window.badge.tip", {"state": self._word}))
        self.setAccessibleDescription(self.toolTip())
        self.show_count(self.count)

    def show_count(self, count: int) -> None:
        """Show another count."""
        self.count = count
        self.setText(f"{count} {self._word}")
        spoken = self._words.text("window.badge.spoken", {"state": self._word, "count": count})
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        number, word = self._metrics()
        width = max(number.horizontalAdvance("0000"), word.horizontalAdvance(self._word))
        height = number.height() + word.height() + 2 * UNIT
        return QSize(width + _SIGN + 5 * UNIT, height)

    def minimumSizeHint(self) -> QSize:
        _number, word = self._metrics()
        width = word.horizontalAdvance(self._word) + _SIGN + 4 * UNIT + 4
        return QSize(width, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        colours = self._theme.colours
        inner = self.rect().adjusted(2 * UNIT - 2, UNIT, -UNIT, -UNIT)
        sign = QRect(inner.left(), inner.center().y() - _SIGN // 2 + 1, _SIGN, _SIGN)
        place = placed(self.layoutDirection(), inner, sign)
        icons.paint_icon(painter, SIGN[self.light], colours.of(self.light).sign, QRectF(place))
        rest = inner.adjusted(_SIGN + UNIT + 4, 0, 0, 0)
        words = placed(self.layoutDirection(), inner, rest)
        side = leading(self.layoutDirection())
        number, word = self._metrics()
        top = words.center().y() - (number.height() + word.height()) // 2
        painter.setFont(self._theme.number_font())
        painter.setPen(QColor(colours.of(self.light).text if self.count else colours.muted))
        upper = QRect(words.left(), top, words.width(), number.height())
        painter.drawText(upper, side, str(self.count))
        painter.setFont(self._theme.font())
        painter.setPen(QColor(colours.muted))
        lower = QRect(words.left(), top + number.height(), words.width(), word.height())
        shown = word.elidedText(self._word, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, side, shown)

    def _paint_card(self, painter: QPainter) -> None:
        colours = self._theme.colours
        ground = colours.raised if self.underMouse() else colours.surface
        marked = self.isChecked() or self.hasFocus()
        pen = QPen(QColor(colours.accent if marked else colours.border), 2 if marked else 1)
        edge = pen.widthF() / 2
        card = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.setPen(pen)
        painter.setBrush(QColor(colours.selection if self.isChecked() else ground))
        painter.drawRoundedRect(card, _RADIUS, _RADIUS)
        if self.isChecked() and self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(4, 4, -4, -4), _RADIUS - 3, _RADIUS - 3)

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        return QFontMetrics(self._theme.number_font()), QFontMetrics(self._theme.font())


class Badges(QWidget):
    """The badges in a row; at most one is checked.

    Signals:
        chosen: ``TrafficLight`` to show, or None for all.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badges = {light: Badge(light, theme, self) for light in LIGHTS}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(UNIT + 2)
        for badge in self.badges.values():
            badge.set_words(words)
            badge.clicked.connect(self._click)
            layout.addWidget(badge)

    @property
    def light(self) -> TrafficLight | None:
        """The checked badge."""
        checked = (light for light, badge in self.badges.items() if badge.isChecked())
        return next(checked, None)

    def choose(self, light: TrafficLight | None) -> None:
        """Check a badge, or none, without telling."""
        for own, badge in self.badges.items():
            badge.setChecked(own is light)

    def show_counts(self, counts: Mapping[TrafficLight, int]) -> None:
        """Show how many servers are in each state."""
        for light, badge in self.badges.items():
            if badge.count != counts.get(light, 0):
                badge.show_count(counts.get(light, 0))

    def _click(self) -> None:
        badge = self.sender()
        assert isinstance(badge, Badge)
        chosen = badge.light if badge.isChecked() else None
        self.choose(chosen)
        self.chosen.emit(chosen)
