# SPDX-License-Identifier: MIT
"""How it is known, and what was not checked and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.viewmodels.panel_evidence import (
    Gap,
    Remark,
    Sight,
    not_checked,
    proofs,
    remarks,
    sights,
)
from exchpatch_gui.views.panel.fold import Fold, FoldLine
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.pieces import Sign, column, heading
from exchpatch_gui.views.panel.text import Text
from exchpatch_gui.views.theme import UNIT

SIGHTS, GAPS = "sights", "gaps"
_GAPS_AT_ONCE = 3

Keep = Callable[[Fold], None]


class Evidence(QWidget):
    """The section on how it is known."""

    def __init__(self, look: Look, result: ServerResult, keep: Keep) -> None:
        super().__init__()
        self.setObjectName("know")
        layout = column(UNIT, self)
        layout.addWidget(heading(look, "know"))
        for sight in proofs(result, look.composer):
            layout.addWidget(_SightView(look, sight))
        for remark in remarks(result, look.composer):
            layout.addWidget(_RemarkView(look, remark))
        count = len(sights(result, look.composer))
        title = look.composer.text("sights", {"count": count})
        fold = Fold(SIGHTS, FoldLine(look, title, title), lambda: _all_sights(look, result))
        keep(fold)
        layout.addWidget(fold)


class Gaps(QWidget):
    """The section on what was not checked."""

    def __init__(self, look: Look, result: ServerResult, keep: Keep) -> None:
        super().__init__()
        self.setObjectName("gaps")
        layout = column(UNIT, self)
        layout.addWidget(heading(look, "gaps"))
        found = not_checked(result, look.composer)
        if not found:
            layout.addWidget(Text(look, look.composer.text("gaps.none")))
        for gap in found[:_GAPS_AT_ONCE]:
            layout.addWidget(_GapView(look, gap))
        if rest := found[_GAPS_AT_ONCE:]:
            title = look.composer.text("gaps.more", {"count": len(rest)})
            line = FoldLine(look, title, title)
            fold = Fold(GAPS, line, lambda: _pile(_GapView(look, one) for one in rest))
            keep(fold)
            layout.addWidget(fold)


class _SightView(QWidget):
    """What was seen, and in small letters how."""

    def __init__(self, look: Look, sight: Sight) -> None:
        super().__init__()
        layout = column(1, self)
        theme = look.theme
        layout.addWidget(Text(look, sight.what, theme.small_font(), "muted"))
        layout.addWidget(Text(look, sight.value, theme.strong_font()))
        layout.addWidget(Text(look, sight.how, theme.small_font(), "muted"))


class _RemarkView(QWidget):
    """A sentence with a sign: yellow where it speaks against the evidence."""

    def __init__(self, look: Look, remark: Remark) -> None:
        super().__init__()
        light = TrafficLight.YELLOW if remark.doubts else TrafficLight.INFO
        _beside(self, Sign(look, light), Text(look, remark.text))


class _GapView(QWidget):
    """What was not checked, why, and what helps."""

    def __init__(self, look: Look, gap: Gap) -> None:
        super().__init__()
        words = QWidget()
        layout = column(2, words)
        layout.addWidget(Text(look, gap.what))
        for text in (gap.why, gap.hint):
            if text:
                layout.addWidget(Text(look, text, look.theme.small_font(), "muted"))
        _beside(self, Sign(look, TrafficLight.GREY), words)


def _all_sights(look: Look, result: ServerResult) -> QWidget:
    return _pile(_SightView(look, one) for one in sights(result, look.composer))


def _pile(views: Iterable[QWidget]) -> QWidget:
    body = QWidget()
    layout = column(UNIT, body)
    layout.setContentsMargins(0, UNIT // 2, 0, UNIT)
    for view in views:
        layout.addWidget(view)
    return body


def _beside(parent: QWidget, sign: QWidget, words: QWidget) -> None:
    layout = QHBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(UNIT)
    layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(words, 1)
