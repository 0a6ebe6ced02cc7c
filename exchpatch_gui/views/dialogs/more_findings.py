# SPDX-License-Identifier: MIT
"""Lets somebody answer for further findings of a server with the same words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.viewmodels.panel_content import PanelComposer
from exchpatch_gui.views.theme import UNIT, Theme
from exchpatch_gui.wording import Wording

_MOST_ROWS = 5
_GAP = 2
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class MoreFindings(QWidget):
    """A box for all of them, and below it a list with a box for each."""

    def __init__(self, theme: Theme, words: Wording, findings: Sequence[Finding]) -> None:
        super().__init__()
        self._theme = theme
        self._findings = tuple(findings)
        text = words.text("acknowledge.more", {"count": len(findings)})
        self.all = QCheckBox(text)
        self.rows = QListWidget()
        self.rows.setAccessibleName(text.replace("&", ""))
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.rows.setSpacing(_GAP)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        composer = PanelComposer(words)
        for finding in self._findings:
            card = composer.card(finding)
            row = QListWidgetItem(card.title, self.rows)
            row.setToolTip(card.title)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, card.spoken)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(_UNCHECKED)
        self._colour()
        self._lay_out()
        self.all.clicked.connect(self._choose_all)
        self.rows.itemChanged.connect(self._show_all)
        theme.changed.connect(self._colour)

    @property
    def chosen(self) -> tuple[Finding, ...]:
        """The findings that are ticked."""
        return tuple(
            finding
            for place, finding in enumerate(self._findings)
            if self.rows.item(place).checkState() is _CHECKED
        )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(UNIT // 2)
        layout.addWidget(self.all)
        layout.addWidget(self.rows)
        height = (self.rows.sizeHintForRow(0) + 2 * _GAP) * min(len(self._findings), _MOST_ROWS)
        self.rows.setFixedHeight(height + 2 * self.rows.frameWidth() + 2 * _GAP)

    def _choose_all(self) -> None:
        state = _CHECKED if self.all.checkState() is not _UNCHECKED else _UNCHECKED
        for place in range(self.rows.count()):
            self.rows.item(place).setCheckState(state)

    def _show_all(self) -> None:
        """Let the box above say how much is ticked."""
        ticked = len(self.chosen)
        some = Qt.CheckState.PartiallyChecked if ticked else _UNCHECKED
        self.all.setCheckState(_CHECKED if ticked == len(self._findings) else some)

    def _colour(self) -> None:
        signs: dict[TrafficLight, QIcon] = {}
        self.rows.blockSignals(True)
        for place, finding in enumerate(self._findings):
            sign = signs.setdefault(finding.light, self._theme.sign(finding.light))
            self.rows.item(place).setIcon(sign)
        self.rows.blockSignals(False)
