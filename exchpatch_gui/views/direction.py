# SPDX-License-Identifier: MIT
"""Places and alignments for either direction of reading.

``QStyle`` has the same functions; its class alone takes longer to load than all that is here.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt

_RTL = Qt.LayoutDirection.RightToLeft
# Absolute: a painter would mirror left and right once more.
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _MIDDLE, Qt.AlignmentFlag.AlignRight | _MIDDLE


def placed(direction: Qt.LayoutDirection, around: QRect, place: QRect) -> QRect:
    """Give where a place is: as given, or mirrored within what is around it."""
    if direction != _RTL:
        return place
    left = around.left() + around.right() - place.right()
    return QRect(left, place.top(), place.width(), place.height())


def leading(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """Align with the edge where reading begins, in the middle of the height."""
    return _RIGHT if direction == _RTL else _LEFT


def trailing(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """Align with the edge where reading ends, in the middle of the height."""
    return _LEFT if direction == _RTL else _RIGHT
