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
    count_sights,
    not_checked,
    proofs,
    remarks,
    sights,
)
from exchpatch_gui.viewmodels.panel_facts import has_facts
from exchpatch_gui.views.panel.fold import Fold, FoldLine
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.pieces import Sign, button, column, heading, links
from exchpatch_gui.views.panel.text import Line, Text
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
            layout.addWidget(_sight_view(look, sight))
        for remark in remarks(result, look.composer):
            layout.addWidget(_RemarkView(look, remark))
        count = count_sights(result)
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
            key = "gaps.none.inside" if has_facts(result) else "gaps.none"
            layout.addWidget(Text(look, Line(look.composer.text(key))))
        for gap in found[:_GAPS_AT_ONCE]:
            layout.addWidget(_GapView(look, gap))
        if rest := found[_GAPS_AT_ONCE:]:
            title = look.composer.text("gaps.more", {"count": len(rest)})
            line = FoldLine(look, title, title)
            fold = Fold(GAPS, line, lambda: _pile(_GapView(look, one) for one in rest))
            keep(fold)
            layout.addWidget(fold)


def _sight_view(look: Look, sight: Sight) -> Text:
    """Show what was seen, and in small letters how."""
    small = look.theme.small_font()
    return Text(
        look,
        Line(sight.what, small, "muted"),
        Line(sight.value, look.theme.strong_font(), gap=1),
        Line(sight.how, small, "muted", 1),
    )


class _RemarkView(QWidget):
    """A sentence with a sign: yellow where it speaks against the evidence."""

    def __init__(self, look: Look, remark: Remark) -> None:
        super().__init__()
        light = TrafficLight.YELLOW if remark.doubts else TrafficLight.INFO
        _beside(self, Sign(look, light)).addWidget(Text(look, Line(remark.text)), 1)


class _GapView(QWidget):
    """What was not checked, why, and what helps."""

    def __init__(self, look: Look, gap: Gap) -> None:
        super().__init__()
        small = look.theme.small_font()
        told = (Line(one, small, "muted") for one in (gap.why, gap.hint))
        lines = column(0)
        lines.addWidget(Text(look, Line(gap.what), *told))
        if gap.by_sign_in:
            say = look.composer.text
            choose = button(say("sign_in"), look.requests.sign_in, "link", hint=say("sign_in.hint"))
            choose.setObjectName("gap-sign-in")
            lines.addLayout(links([choose]))
        layout = _beside(self, Sign(look, TrafficLight.GREY))
        layout.addLayout(lines, 1)


def _all_sights(look: Look, result: ServerResult) -> QWidget:
    return _pile(_sight_view(look, one) for one in sights(result, look.composer))


def _pile(views: Iterable[QWidget]) -> QWidget:
    body = QWidget()
    layout = column(UNIT, body)
    layout.setContentsMargins(0, UNIT // 2, 0, UNIT)
    for view in views:
        layout.addWidget(view)
    return body


def _beside(parent: QWidget, sign: QWidget) -> QHBoxLayout:
    """Put a sign at the leading edge, and give the row for what stands beside it."""
    layout = QHBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(UNIT)
    layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    return layout
