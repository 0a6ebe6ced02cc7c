# SPDX-License-Identifier: MIT
"""The four badges above the table: how many servers are in each state, and a click shows them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.views import icons
from exchpatch_gui.views.direction import leading, placed
from exchpatch_gui.views.theme import SIGN, UNIT, Theme, ink
from exchpatch_gui.wording import Wording

LIGHTS = (TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREY, TrafficLight.GREEN)
_SIGN, _SMALL_SIGN = 26, 18
_RADIUS = 8


class Badge(QAbstractButton):
    """Counts the servers of one state; checked, only they are shown."""

    def __init__(self, light: TrafficLight, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.light = light
        self.count = 0
        self._word = ""
        self._neighbours: tuple[str, ...] = ()
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
        self._neighbours = tuple(words.text(f"word.light.{one}") for one in LIGHTS)
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
        width = word.horizontalAdvance(self._word) + 3 * UNIT
        return QSize(width, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        number, word = self._metrics()
        sign, upper, lower = self._places(number, word)
        side, colours = leading(self.layoutDirection()), self._theme.colours
        icons.paint_icon(painter, SIGN[self.light], colours.of(self.light).sign, QRectF(sign))
        painter.setFont(self._theme.number_font())
        painter.setPen(ink(colours.of(self.light).text if self.count else colours.muted))
        painter.drawText(upper, side, str(self.count))
        painter.setFont(self._theme.font())
        painter.setPen(ink(colours.muted))
        shown = word.elidedText(self._word, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, side, shown)

    def _places(self, number: QFontMetrics, word: QFontMetrics) -> tuple[QRect, QRect, QRect]:
        """Give where sign, count and word are.

        Where one of the neighbours has no room for its word beside the sign, all stand below
        smaller signs.
        """
        inner = self.rect().adjusted(2 * UNIT - 2, UNIT, -UNIT, -UNIT)
        top = inner.center().y() - (number.height() + word.height()) // 2
        upper = QRect(inner.left(), top, inner.width(), number.height())
        lower = QRect(inner.left(), upper.bottom() + 1, inner.width(), word.height())
        beside = _SIGN + UNIT + 4
        edge, middle = _SIGN, inner.center().y() + 1
        widest = max(map(word.horizontalAdvance, self._neighbours))
        if widest <= inner.width() - beside:
            lower.setLeft(inner.left() + beside)
        else:
            beside, edge, middle = _SMALL_SIGN + UNIT // 2, _SMALL_SIGN, upper.center().y() + 1
        upper.setLeft(inner.left() + beside)
        sign = QRect(inner.left(), middle - edge // 2, edge, edge)
        direction = self.layoutDirection()
        return (
            placed(direction, inner, sign),
            placed(direction, inner, upper),
            placed(direction, inner, lower),
        )

    def _paint_card(self, painter: QPainter) -> None:
        colours = self._theme.colours
        ground = colours.raised if self.underMouse() else colours.surface
        marked = self.isChecked() or self.hasFocus()
        pen = QPen(ink(colours.focus if marked else colours.border), 2 if marked else 1)
        edge = pen.widthF() / 2
        card = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.setPen(pen)
        painter.setBrush(ink(colours.selection if self.isChecked() else ground))
        painter.drawRoundedRect(card, _RADIUS, _RADIUS)
        if self.isChecked() and self.hasFocus():
            painter.setPen(QPen(ink(colours.focus), 1))
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
