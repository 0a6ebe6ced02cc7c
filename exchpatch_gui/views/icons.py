# SPDX-License-Identifier: MIT
"""Icons of one family: SVG drawings in the colour and the pixel density that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from exchpatch_gui import resources

SMALL = 16
MEDIUM = 24
LARGE = 48
_FAINT = 0.38


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode("utf-8")))


def paint_icon(painter: QPainter, name: str, colour: str, area: QRectF) -> None:
    """Draw an icon into an area, sharp at every scale."""
    _renderer(name, colour).render(painter, area)


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Give an icon of ``size`` logical pixels for a screen of this density."""
    edge = round(size * ratio)
    picture = QPixmap(edge, edge)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, name, colour, QRectF(0, 0, edge, edge))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _faint(picture: QPixmap, colour: str) -> QPixmap:
    """Thin a picture in one colour: quicker than to draw the icon anew in that."""
    thin = QColor(colour)
    thin.setAlphaF(_FAINT)
    faint = QPixmap(picture.size())
    faint.setDevicePixelRatio(picture.devicePixelRatio())
    faint.fill(thin)
    painter = QPainter(faint)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return faint


def icon(
    name: str, colour: str, size: int = SMALL, ratios: Iterable[float] = (1.0,), faint: str = ""
) -> QIcon:
    """Give an icon for screens of these densities.

    It holds finished pictures: an icon engine written in Python crashes when Qt copies it
    (PySide6 6.11).

    Args:
        name: Of the drawing.
        colour: ``#rrggbb``.
        size: In logical pixels.
        ratios: Densities of the screens that it may be shown on.
        faint: The colour it has when its button is disabled, before it is thinned.
    """
    made = QIcon()
    for ratio in ratios:
        picture = pixmap(name, colour, size, ratio)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            made.addPixmap(picture, mode)
        made.addPixmap(_faint(picture, faint or colour), QIcon.Mode.Disabled)
    return made


def blend(first: str, second: str, share: float) -> str:
    """Mix two colours: all of the first at 0, all of the second at 1."""
    one, two = QColor(first), QColor(second)
    return QColor.fromRgbF(
        one.redF() + (two.redF() - one.redF()) * share,
        one.greenF() + (two.greenF() - one.greenF()) * share,
        one.blueF() + (two.blueF() - one.blueF()) * share,
    ).name()


def logical(size: int) -> QSize:
    """Give the square of this edge, for ``setIconSize``."""
    return QSize(size, size)
