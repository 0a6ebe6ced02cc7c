# SPDX-License-Identifier: MIT
"""Draws a server's last twelve months; pointer and arrow keys tell what was when.

The strip below a segment is the higher the worse its light, so that colour never stands alone
where a segment is too short for a sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QToolTip, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.viewmodels.timeline_content import Mark, Segment, Timeline
from exchpatch_gui.views import icons
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.pieces import column, heading
from exchpatch_gui.views.panel.text import Line, Text
from exchpatch_gui.views.panel.timeline_labels import Label, placed
from exchpatch_gui.views.theme import SIGN, UNIT

_BAR = 24
_SIGN = 14
_LEAST = 3
_TICK = 4
_ROWS_BELOW = 2
_NEAR = 4
_STRIP = {
    TrafficLight.RED: 9,
    TrafficLight.YELLOW: 6,
    TrafficLight.GREEN: 3,
    TrafficLight.GREY: 2,
    TrafficLight.INFO: 2,
}


class TimelineBar(QWidget):
    """The drawing.

    Signals:
        told: What the arrow keys have come to, or nothing when the focus leaves.
    """

    told = Signal(str)

    def __init__(self, look: Look, timeline: Timeline) -> None:
        super().__init__()
        self._look = look
        self._timeline = timeline
        self._current = -1
        stops: list[Segment | Mark] = [*timeline.segments, *timeline.marks]
        self._stops = sorted(stops, key=_begin)
        self.setObjectName("timeline")
        self.setFont(look.theme.font(0.85))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setAccessibleName(look.composer.text("section.timeline"))
        self._describe(timeline.summary)
        self.setToolTip(timeline.summary)

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).height()
        below = _ROWS_BELOW if any(not mark.is_ours for mark in self._timeline.marks) else 0
        height = line + _TICK + _BAR + _TICK + below * line + line + UNIT // 2
        return QSize(40 * self.fontMetrics().averageCharWidth(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * self.fontMetrics().averageCharWidth(), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        self._paint_ground(painter)
        for segment in self._timeline.segments:
            self._paint_segment(painter, segment)
        ours = [mark for mark in self._timeline.marks if mark.is_ours]
        theirs = [mark for mark in self._timeline.marks if not mark.is_ours]
        self._paint_labels(painter, self.labels(list(reversed(ours)), 1), above=True)
        self._paint_labels(painter, self.labels(theirs, _ROWS_BELOW), above=False)
        self._paint_axis(painter)
        if self.hasFocus():
            self._paint_focus(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            step = -step
        if event.key() == Qt.Key.Key_Home:
            self._go(0)
        elif event.key() == Qt.Key.Key_End:
            self._go(len(self._stops) - 1)
        elif step:
            start = len(self._stops) if self._current < 0 and step < 0 else self._current
            self._go(start + step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._go(len(self._stops) - 1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._current = -1
        self._describe(self._timeline.summary)
        self.told.emit("")
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.text_at(event.pos()), self)
            return True
        return super().event(event)

    def text_at(self, point: QPoint) -> str:
        """Say what was at a place of the drawing."""
        x = self._mirrored(point.x())
        near = [mark for mark in self._timeline.marks if abs(self._x(mark.at) - x) <= _NEAR]
        found = [mark.text for mark in near]
        for segment in self._timeline.segments:
            begin, end = self._span(segment)
            if begin <= x <= end:
                found.append(segment.text)
                break
        return "\n".join(found) or self._timeline.summary

    def labels(self, marks: Sequence[Mark], rows: int) -> Iterator[Label]:
        """Give labels their places, the first ones first."""
        metrics = QFontMetrics(self.font())
        wanted = [(one, self._x(one.at), metrics.horizontalAdvance(one.label)) for one in marks]
        return placed(wanted, rows, self.width())

    def _go(self, place: int) -> None:
        self._current = min(max(place, 0), len(self._stops) - 1)
        text = self._stops[self._current].text
        self._describe(text)
        self.told.emit(text)
        self.update()

    def _describe(self, text: str) -> None:
        hint = self._look.composer.text("timeline.hint")
        self.setAccessibleDescription(f"{text} {hint}")

    def _x(self, moment: datetime) -> int:
        timeline = self._timeline
        share = (moment - timeline.start) / (timeline.end - timeline.start)
        return round(min(max(share, 0.0), 1.0) * (self.width() - 1))

    def _span(self, segment: Segment) -> tuple[int, int]:
        begin, end = self._x(segment.start), self._x(segment.end)
        if end - begin >= _LEAST:
            return begin, end
        begin = min(begin, self.width() - 1 - _LEAST)
        return begin, begin + _LEAST

    def _mirrored(self, x: int) -> int:
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return self.width() - 1 - x if is_mirrored else x

    def _visual(self, area: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), area)

    def _line(self) -> int:
        return QFontMetrics(self.font()).height()

    @property
    def _top(self) -> int:
        return self._line() + _TICK

    def _paint_ground(self, painter: QPainter) -> None:
        colours = self._look.theme.colours
        painter.fillRect(QRect(0, self._top + _BAR - 1, self.width(), 1), QColor(colours.control))

    def _paint_segment(self, painter: QPainter, segment: Segment) -> None:
        begin, end = self._span(segment)
        area = QRect(begin, self._top, max(_LEAST, end - begin), _BAR)
        painter.fillRect(self._visual(area), QColor(self._look.tint(segment.light)))
        strip = _STRIP[segment.light]
        foot = QRect(area.left(), area.bottom() + 1 - strip, area.width(), strip)
        colour = self._look.sign_colour(segment.light)
        painter.fillRect(self._visual(foot), QColor(colour))
        if area.width() >= _SIGN + 4:
            sign = QRect(area.left() + 2, area.top() + 1, _SIGN, _SIGN)
            icons.paint_icon(painter, SIGN[segment.light], colour, QRectF(self._visual(sign)))

    def _paint_labels(self, painter: QPainter, labels: Iterable[Label], *, above: bool) -> None:
        line, metrics = self._line(), QFontMetrics(self.font())
        colours = self._look.theme.colours
        for label in labels:
            colour = QColor(colours.text if above else colours.muted)
            begin = self._top - _TICK if above else self._top + _BAR - _TICK
            end = self._top + _BAR + (0 if above else _TICK + max(0, label.row) * line)
            tick = QRect(label.x, begin, 1, end - begin)
            painter.fillRect(self._visual(tick), colour)
            if label.row < 0:
                continue
            top = 0 if above else self._top + _BAR + _TICK + label.row * line
            width = metrics.horizontalAdvance(label.mark.label)
            area = self._visual(QRect(label.left, top, width + 1, line))
            painter.setPen(colour)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, label.mark.label)

    def _paint_axis(self, painter: QPainter) -> None:
        """Name both ends."""
        colours = self._look.theme.colours
        line = self._line()
        area = QRect(0, self.height() - line, self.width(), line)
        say = self._look.composer
        begin = say.sentences.value(local(self._timeline.start).date())
        side = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        far = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignRight)
        painter.setPen(QColor(colours.muted))
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, begin)
        painter.drawText(area, far | Qt.AlignmentFlag.AlignVCenter, say.text("timeline.today"))

    def _paint_focus(self, painter: QPainter) -> None:
        stop = self._stops[self._current] if self._current >= 0 else self._timeline.segments[-1]
        if isinstance(stop, Segment):
            begin, end = self._span(stop)
        else:
            begin = end = self._x(stop.at)
        ring = self._visual(QRect(begin - 2, self._top - 2, end - begin + 4, _BAR + 4))
        painter.setPen(QPen(QColor(self._look.theme.colours.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(ring)


class TimelineView(QWidget):
    """The section: the drawing, and in words what it says or what the keys have come to."""

    def __init__(self, look: Look, timeline: Timeline) -> None:
        super().__init__()
        self._timeline = timeline
        self._font = look.theme.small_font()
        self.bar = TimelineBar(look, timeline)
        self._gap = look.composer.text("timeline.gap") if timeline.has_gaps else ""
        self._words = Text(look)
        self._tell("")
        self._words.setObjectName("timeline-words")
        layout = column(UNIT // 2, self)
        layout.addWidget(heading(look, "timeline"))
        layout.addWidget(self.bar)
        layout.addWidget(self._words)
        self.bar.told.connect(self._tell)

    def _tell(self, text: str) -> None:
        told = (text or self._timeline.summary, self._gap)
        self._words.say(*(Line(one, self._font, "muted") for one in told))


def _begin(stop: Segment | Mark) -> datetime:
    return stop.start if isinstance(stop, Segment) else stop.at
