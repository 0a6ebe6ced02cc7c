# SPDX-License-Identifier: MIT
"""Shows how far a snapshot is that is being taken, and lets it be cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from exchpatch_gui.domain.messages import Params
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.section_words import section_words
from exchpatch_gui.views.dialogs.frame import ServersDialog
from exchpatch_gui.views.theme import Theme, set_kind

if TYPE_CHECKING:
    from exchpatch_gui.remote.collect import Progress

_LETTERS = 60


class SnapshotDialog(ServersDialog):
    """Says which section is read; rejecting it cancels."""

    def __init__(
        self, workspace: Workspace, theme: Theme, name: str, parent: QWidget | None
    ) -> None:
        super().__init__(workspace, theme, parent)
        self.setWindowTitle(self.say("signing.snapshot.title", {"name": name}))
        text = QLabel(self.say("signing.snapshot.text"))
        self.state = QLabel(self.say("signing.snapshot.begin"))
        for label in (text, self.state):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(self.letters(_LETTERS))
        set_kind(text, "muted")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.windowTitle())
        for widget in (text, self.bar, self.state):
            self.body.addWidget(widget)
        self.cancel_button = self.button("dialog.cancel", "primary")
        self.cancel_button.clicked.connect(self.reject)
        self.add_buttons(self.cancel_button)

    def show_progress(self, progress: Progress) -> None:
        """Say which section is read."""
        self.bar.setRange(0, progress.count)
        self.bar.setValue(progress.done)
        params: Params = {
            "section": section_words(self.words, progress.section),
            "done": progress.done,
            "count": progress.count,
        }
        self.state.setText(self.say("window.row.reading", params))
