# SPDX-License-Identifier: MIT
"""Why the light is what it is: one line for each area, below it the findings in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.viewmodels.panel_areas import (
    TO_DO,
    Area,
    AreaFindings,
    area_of,
    areas,
    is_standing,
)
from exchpatch_gui.viewmodels.panel_content import Card
from exchpatch_gui.viewmodels.panel_holes import holes, is_listed
from exchpatch_gui.views.panel.fold import INDENT, Fold, FoldLine
from exchpatch_gui.views.panel.hole_list import HoleList
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.pieces import Icon, button, column, heading, link_button, links, row
from exchpatch_gui.views.panel.text import Line, Text
from exchpatch_gui.views.theme import UNIT

_CALM_AT_ONCE = 3
_OPEN_AT_ONCE = 3
"""So many findings that somebody has to act on are shown in full when their area is opened."""


class Findings(QWidget):
    """The section of findings.

    Args:
        look: As for all parts.
        result: What was found.
        keep: Gets every fold when it is made.

    Attributes:
        folds: One for each area, the worst first.
    """

    def __init__(self, look: Look, result: ServerResult, keep: Callable[[Fold], None]) -> None:
        super().__init__()
        self._look = look
        self._result = result
        self._keep = keep
        self.folds: list[Fold] = []
        self.setObjectName("why")
        layout = column(2, self)
        layout.addWidget(heading(look, "why"))
        for group in areas(result):
            fold = self._area(group)
            self.folds.append(fold)
            layout.addWidget(fold)

    def reveal(self, finding: Finding) -> Fold | None:
        """Open the area of a finding and the finding itself, and give what shows it."""
        key = area_key(area_of(finding))
        area = next((one for one in self.folds if one.key == key), None)
        if area is None:
            return None
        area.open()
        calm = area.findChild(Fold, calm_key(area_of(finding)))
        if isinstance(calm, Fold) and finding.light not in TO_DO:
            calm.open()
        inner = area.findChild(Fold, finding_key(finding))
        if not isinstance(inner, Fold):
            return area
        inner.open()
        return inner

    def _area(self, group: AreaFindings) -> Fold:
        words = self._look.composer.area(group, self._result)
        line = FoldLine(self._look, words.line, words.spoken, strong=len(words.name))
        line.set_light(group.light, is_flagged=bool(group.acknowledged))
        fold = Fold(area_key(group.area), line, lambda: self._open_area(group))
        self._keep(fold)
        return fold

    def _open_area(self, group: AreaFindings) -> QWidget:
        body = QWidget()
        layout = column(UNIT // 2, body)
        layout.setContentsMargins(0, 0, 0, UNIT)
        folds = column(2)
        folds.setContentsMargins(INDENT, 0, 0, 0)
        layout.addLayout(folds)
        told = [one for one in group.findings if not is_listed(one, self._result)]
        loud = [one for one in told if one.light in TO_DO]
        calm = [one for one in told if one.light not in TO_DO]
        left = _OPEN_AT_ONCE
        for finding in loud:
            fold = self._add(folds, finding)
            if is_standing(finding) and left:
                left -= 1
                fold.open()
        if len(calm) > _CALM_AT_ONCE and loud:
            folds.addWidget(self._rest(group, calm))
        else:
            for finding in calm:
                self._add(folds, finding)
        if group.area is Area.SECURITY:
            found = holes(self._result, self._look.composer, self._look.update_at)
            if found:
                layout.addWidget(HoleList(self._look, found))
        return body

    def _add(self, folds: QVBoxLayout, finding: Finding) -> Fold:
        fold = finding_fold(self._look, finding)
        folds.addWidget(fold)
        self._keep(fold)
        return fold

    def _rest(self, group: AreaFindings, calm: Sequence[Finding]) -> Fold:
        """Fold away what is in order beside what isn't."""
        text = self._look.composer.text("area.calm.rest", {"count": len(calm)})
        line = FoldLine(self._look, text, text)
        line.set_light(TrafficLight.GREEN)
        fold = Fold(calm_key(group.area), line, lambda: self._open_rest(calm))
        self._keep(fold)
        return fold

    def _open_rest(self, calm: Sequence[Finding]) -> QWidget:
        body = QWidget()
        folds = column(2, body)
        folds.setContentsMargins(INDENT, 0, 0, 0)
        for finding in calm:
            self._add(folds, finding)
        return body


def calm_key(area: Area) -> str:
    """Give the key of the fold of what is in order in an area."""
    return f"calm:{area}"


def area_key(area: Area) -> str:
    """Give the key of an area's fold."""
    return f"area:{area}"


def finding_key(finding: Finding) -> str:
    """Give the key of a finding's fold."""
    return f"finding:{finding.id}:{finding.instance}"


def finding_fold(look: Look, finding: Finding) -> Fold:
    """Make a finding's line with all of it below."""
    card = look.composer.card(finding)
    line = FoldLine(look, card.title, card.spoken)
    line.set_light(finding.light, is_flagged=finding.accepted is not None)
    return Fold(finding_key(finding), line, lambda: _card_view(look, card))


def _card_view(look: Look, card: Card) -> QWidget:
    """Show what was found, what to do, links, id and value, and who answers for it."""
    view, theme = QWidget(), look.theme
    layout = column(UNIT // 2, view)
    layout.setContentsMargins(INDENT, 0, 0, UNIT)
    lines = [Line(card.detail)]
    if card.remedy:
        title = look.composer.text("finding.remedy")
        lines.append(Line(title, theme.font(0.92, bold=True), "muted", UNIT))
        lines.append(Line(card.remedy))
    layout.addWidget(Text(look, *lines))
    if card.links:
        layout.addLayout(links(link_button(look, one, card.title) for one in card.links))
    layout.addWidget(Text(look, Line(card.about, theme.small_font(), "muted")))
    if card.acknowledged:
        flagged = QHBoxLayout()
        flagged.setSpacing(UNIT // 2)
        flagged.addWidget(Icon(look, "flag", "link"))
        flagged.addWidget(Text(look, Line(card.acknowledged)), 1)
        layout.addLayout(flagged)
    if card.acknowledged or card.may_acknowledge:
        layout.addSpacing(UNIT // 2)
        layout.addLayout(row([answer_button(look, card.finding, card.title)]))
    return view


def answer_button(look: Look, finding: Finding, title: str) -> QAbstractButton:
    """Make the button that acknowledges a finding, or takes that back."""
    deed = "withdraw" if finding.accepted else "acknowledge"
    act = look.requests.withdraw if finding.accepted else look.requests.acknowledge
    text = look.composer.text(deed)
    spoken = look.composer.text("acknowledge.spoken", {"action": text, "title": title})
    hint = look.composer.text(f"{deed}.hint")
    return button(text, lambda: act(finding), spoken=spoken, hint=hint)
