# SPDX-License-Identifier: MIT
"""Around an update: a snapshot before it, the look after it, and what its logs have told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.viewmodels.panel_upkeep import (
    CauseText,
    LogText,
    log_texts,
    snapshots_line,
)
from exchpatch_gui.viewmodels.upkeep import Upkeep
from exchpatch_gui.views.panel.fold import INDENT, Fold, FoldLine
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.pieces import button, column, heading, link_button, links, row
from exchpatch_gui.views.panel.text import Line, Text
from exchpatch_gui.views.theme import UNIT


class UpkeepPart(QWidget):
    """The section around an update.

    Args:
        look: As for all parts.
        upkeep: What is stored.
        now: UTC.
        keep: Gets every fold when it is made.
    """

    def __init__(
        self, look: Look, upkeep: Upkeep, now: datetime, keep: Callable[[Fold], None]
    ) -> None:
        super().__init__()
        self.setObjectName("upkeep")
        say, requests = look.composer.text, look.requests
        layout = column(UNIT, self)
        layout.addWidget(heading(look, "upkeep"))
        layout.addWidget(Text(look, Line(snapshots_line(upkeep, look.composer))))
        before = button(
            say("upkeep.take.before"),
            lambda: requests.take_snapshot(Role.BEFORE),
            hint=say("upkeep.take.before.hint"),
        )
        after = button(
            say("upkeep.take.after"),
            lambda: requests.take_snapshot(Role.AFTER),
            hint=say("upkeep.take.after.hint"),
        )
        compare = button(
            say("upkeep.compare"), requests.compare, "link", hint=say("upkeep.compare.hint")
        )
        for one, name in ((before, "before"), (after, "after"), (compare, "compare")):
            one.setObjectName(f"upkeep-{name}")
        after.setVisible(Role.BEFORE in upkeep.taken)
        compare.setVisible(Role.AFTER in upkeep.taken)
        layout.addLayout(row([before, after, compare]))
        for log in log_texts(upkeep, look.composer, now):
            fold = _log_fold(look, log)
            keep(fold)
            layout.addWidget(fold)


def _log_fold(look: Look, log: LogText) -> Fold:
    line = FoldLine(look, log.line, log.spoken)
    line.set_light(log.light)
    return Fold(log.key, line, lambda: _log_view(look, log))


def _log_view(look: Look, log: LogText) -> QWidget:
    """Show what is known of an installation, and why it ended as it did."""
    view, small = QWidget(), look.theme.small_font()
    layout = column(UNIT, view)
    layout.setContentsMargins(INDENT, 0, 0, UNIT)
    for cause in log.causes:
        layout.addWidget(_cause_text(look, cause))
        if cause.link is not None:
            layout.addLayout(links([link_button(look, cause.link, cause.title)]))
    if log.facts:
        layout.addWidget(Text(look, *(Line(one, small, "muted") for one in log.facts)))
    return view


def _cause_text(look: Look, cause: CauseText) -> Text:
    theme = look.theme
    lines = [Line(cause.title, theme.strong_font()), Line(cause.detail)]
    if cause.remedy:
        title = look.composer.text("finding.remedy")
        lines += [Line(title, theme.font(0.92, bold=True), "muted", UNIT), Line(cause.remedy)]
    lines += [Line(one, theme.small_font(), "muted", UNIT // 2) for one in cause.evidence]
    return Text(look, *lines)
