# SPDX-License-Identifier: MIT
"""One server's page: header, verdict, what to do, why, how it is known, what was not checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.storage.records import HistoryEntry
from exchpatch_gui.viewmodels.panel_areas import areas
from exchpatch_gui.viewmodels.panel_content import VerdictText
from exchpatch_gui.viewmodels.panel_evidence import not_checked
from exchpatch_gui.viewmodels.panel_facts import facts_line
from exchpatch_gui.viewmodels.panel_steps import what_to_do
from exchpatch_gui.viewmodels.panel_text import as_text
from exchpatch_gui.viewmodels.timeline_content import timeline
from exchpatch_gui.viewmodels.upkeep import NO_UPKEEP, Upkeep
from exchpatch_gui.views.panel.evidence import Evidence, Gaps
from exchpatch_gui.views.panel.findings import Findings
from exchpatch_gui.views.panel.fold import Fold
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.pieces import column
from exchpatch_gui.views.panel.steps import Steps
from exchpatch_gui.views.panel.text import Line, Text
from exchpatch_gui.views.panel.timeline_view import TimelineView
from exchpatch_gui.views.panel.upkeep import UpkeepPart
from exchpatch_gui.views.panel.verdict_box import VerdictBox
from exchpatch_gui.views.theme import UNIT, set_kind


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page is about.

    Attributes:
        result: None if the server was never checked.
        history: The oldest first.
        upkeep: What is kept around an update.
    """

    server: Server
    result: ServerResult | None
    history: Sequence[HistoryEntry]
    upkeep: Upkeep = NO_UPKEEP


class ServerPage(QWidget):
    """All sections below one another.

    Attributes:
        folds: All folds made so far, by their keys.
    """

    def __init__(self, look: Look, shown: Shown, now: datetime) -> None:
        super().__init__()
        self._look = look
        self._shown = shown
        self._now = now
        self._findings: Findings | None = None
        self.folds: dict[str, Fold] = {}
        self.setObjectName("page")
        set_kind(self, "page")
        self._layout = column(3 * UNIT - 4, self)
        self._layout.setContentsMargins(2 * UNIT + 2, 2 * UNIT, 2 * UNIT + 2, 3 * UNIT)
        self._layout.addLayout(self._header())
        verdict = self._worded_verdict()
        self._may_check = verdict.may_check
        self._verdict = VerdictBox(look, verdict, is_first=shown.result is None)
        self._layout.addWidget(self._verdict)
        if shown.result is not None:
            self._add_sections(shown.result)
        drawn = timeline(shown.history, shown.result, now, look.composer, look.update_at)
        if drawn is not None:
            self._layout.addWidget(TimelineView(look, drawn))
        self._layout.addStretch()

    def show_age(self, note: str, *, is_checking: bool) -> None:
        """Fade what is old, and say how old it is; without a note it is of now."""
        self._look.is_faded = bool(note) and self._shown.result is not None
        self._check.setEnabled(not is_checking)
        self._verdict.show_age(note, may_check=(self._may_check or bool(note)) and not is_checking)
        for part in self.findChildren(QWidget):
            part.update()

    def reveal(self, finding: Finding) -> QWidget | None:
        """Open a finding, and give what shows it."""
        fold = self._findings.reveal(finding) if self._findings else None
        return fold.line if fold else None

    def keep(self, fold: Fold) -> None:
        """Know a fold by its key."""
        self.folds[fold.key] = fold

    def _worded_verdict(self) -> VerdictText:
        composer, result = self._look.composer, self._shown.result
        if result is None:
            return composer.never_checked()
        return composer.verdict(result, self._shown.history)

    def _header(self) -> QVBoxLayout:
        look, shown = self._look, self._shown
        header = look.composer.header(shown.server, shown.result)
        small = look.theme.small_font()
        title = Text(look, Line(header.name, look.theme.title_font()))
        title.setObjectName("title")
        lines = [Line(one, small, "muted") for one in header.lines]
        self._check = self._tool("check-one", "check", look.requests.check)
        edit = self._tool("edit", "edit", look.requests.edit)
        copy = self._tool("copy", "copy", self._copy)
        if shown.result is None:
            copy.hide()
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(Text(look, *lines), 1)
        below.addSpacing(UNIT)
        for one in (self._check, edit, copy):
            below.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        layout = column(2)
        layout.addWidget(title)
        layout.addLayout(below)
        if shown.result is not None:
            checked = look.composer.checked(shown.result)
            told = (checked, facts_line(shown.result, look.composer))
            layout.addWidget(Text(look, *(Line(one, small, "muted") for one in told if one)))
        return layout

    def _tool(self, icon: str, key: str, act: Callable[[], None]) -> QToolButton:
        made = QToolButton()
        set_kind(made, "quiet")
        text, hint = self._look.composer.text(key), self._look.composer.text(f"{key}.hint")
        made.setObjectName(f"panel-{key}")
        made.setAccessibleName(text)
        made.setAccessibleDescription(hint)
        made.setToolTip(hint)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look.theme.dress(made, icon)
        made.clicked.connect(act)
        return made

    def _add_sections(self, result: ServerResult) -> None:
        look = self._look
        steps = Steps(look, what_to_do(result, look.composer))
        for fold in (steps.later, steps.settings):
            if fold is not None:
                self.keep(fold)
        self._layout.addWidget(steps)
        is_exchange = result.identity.verdict is IdentityVerdict.EXCHANGE
        upkeep = self._shown.upkeep
        if is_exchange or upkeep.taken or upkeep.logs:
            self._layout.addWidget(UpkeepPart(look, upkeep, self._now, self.keep))
        if areas(result):
            self._findings = Findings(look, result, self.keep)
            self._layout.addWidget(self._findings)
        if result.observations:
            self._layout.addWidget(Evidence(look, result, self.keep))
        if is_exchange or not_checked(result, look.composer):
            self._layout.addWidget(Gaps(look, result, self.keep))

    def _copy(self) -> None:
        shown, look = self._shown, self._look
        if shown.result is not None:
            told = as_text(shown.server, shown.result, shown.history, look.composer, look.update_at)
            look.requests.copy_text(told)
