# SPDX-License-Identifier: MIT
"""Small drawn signs: of a light, and of how far a step is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.services.trial_steps import StepState
from exchpatch_gui.views import icons
from exchpatch_gui.views.theme import SIGN, Theme

_TURN_MILLISECONDS = 50
_TURN_DEGREES = 18
_ARC_DEGREES = 270
_SIXTEENTHS = 16


class LightSign(QWidget):
    """The sign of a light, sharp at every scale."""

    def __init__(
        self,
        theme: Theme,
        light: TrafficLight | None = None,
        size: int = icons.SMALL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._light = light
        self._edge = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def light(self) -> TrafficLight | None:
        """The light that is shown."""
        return self._light

    def show_light(self, light: TrafficLight | None) -> None:
        """Show another light, or nothing."""
        self._light = light
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._edge, self._edge)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._light is None:
            return
        painter = QPainter(self)
        self.paint_light(painter, self._light)
        painter.end()

    def paint_light(self, painter: QPainter, light: TrafficLight) -> None:
        """Draw the sign of a light."""
        colour = self._theme.colour(f"{light}.sign")
        icons.paint_icon(painter, SIGN[light], colour, QRectF(self.rect()))


class StepSign(LightSign):
    """The sign of a step: a ring, an arc that turns while it is under way, then its light."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._state = StepState.WAITING
        self._angle = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN_MILLISECONDS)
        self._timer.timeout.connect(self._turn)

    def show_state(self, state: StepState, light: TrafficLight | None) -> None:
        """Show how far the step is, and its light if it has one."""
        self._state = state
        self.show_light(light)
        self._animate()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._animate()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.light is not None:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self._state is StepState.RUNNING:
            painter.setPen(self._pen("accent", 2.0))
            painter.drawArc(ring, -self._angle * _SIXTEENTHS, _ARC_DEGREES * _SIXTEENTHS)
        elif self._state is StepState.SKIPPED:
            painter.setPen(self._pen("control", 1.5))
            middle = ring.center().y()
            painter.drawLine(QPointF(ring.left() + 2, middle), QPointF(ring.right() - 2, middle))
        else:
            painter.setPen(self._pen("control", 1.5))
            painter.drawEllipse(ring)
        painter.end()

    def _pen(self, role: str, width: float) -> QPen:
        pen = QPen(QColor(self._theme.colour(role)), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def _animate(self) -> None:
        if self._state is StepState.RUNNING and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _turn(self) -> None:
        self._angle = (self._angle + _TURN_DEGREES) % 360
        self.update()
