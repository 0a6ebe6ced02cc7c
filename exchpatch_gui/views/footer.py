# SPDX-License-Identifier: MIT
"""The line below: how far a run is, when the next one is due, what was judged by."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from exchpatch_gui.viewmodels.ages import duration
from exchpatch_gui.views.theme import UNIT, set_kind
from exchpatch_gui.wording import Wording

_LETTERS_OF_BAR = 26
_EDGE = 1
"""The line above it."""


class Footer(QFrame):
    """Shows progress while something runs, and a summary otherwise.

    Attributes:
        state: What happens, or what was last done.
        bar: How far it is.
        cancel: Ends it.
        reading: What is read of a server that is signed in to.
        due: What comes next.
    """

    def __init__(self, cancel: QAction, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        set_kind(self, "footer")
        self.state, self.left, self.due = QLabel(self), QLabel(self), QLabel(self)
        self.reading = QLabel(self)
        for label in (self.state, self.left, self.due, self.reading):
            set_kind(label, "muted")
        # A long name gives way; it never makes the window wider.
        ignored = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.reading.setSizePolicy(ignored)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(self.fontMetrics().averageCharWidth() * _LETTERS_OF_BAR)
        self.bar.setAccessibleName(words.text("window.progress"))
        self.cancel = QPushButton(words.text("window.cancel"), self)
        self.cancel.setToolTip(cancel.toolTip())
        self.cancel.setAccessibleDescription(cancel.toolTip())
        set_kind(self.cancel, "link")
        self.cancel.clicked.connect(cancel.trigger)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, UNIT - 2, 2 * UNIT, UNIT - 2)
        layout.setSpacing(UNIT + 4)
        for widget in (self.state, self.bar, self.left, self.cancel):
            layout.addWidget(widget)
        layout.addWidget(self.reading, 1)
        layout.addWidget(self.due)
        self._show_running(running=False)
        # As high as while something runs: else everything above would move with each run.
        self.setMinimumHeight(self.cancel.sizeHint().height() + 2 * (UNIT - 2) + _EDGE)

    def show_progress(self, done: int, total: int, seconds_left: float) -> None:
        """Say how far a run is."""
        self._show_running(running=True)
        params = {"done": done, "all": total}
        self.state.setText(self._words.text("window.footer.checking", params))
        # A bar paints each new value at once, and with it whatever else waits to be painted.
        self.bar.setUpdatesEnabled(False)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setUpdatesEnabled(True)
        text = ""
        if seconds_left >= 0:
            left = duration(self._words, seconds_left)
            text = self._words.text("window.footer.left", {"time": left})
        self.left.setText(text)

    def show_reading(self, text: str) -> None:
        """Say what is read of a server that is signed in to."""
        self.reading.setText(text)
        self.reading.setToolTip(text)

    def show_cancelling(self) -> None:
        """Say that the run is about to end."""
        self.left.setText(self._words.text("window.footer.cancelling"))
        self.cancel.setEnabled(False)

    def show_state(self, text: str) -> None:
        """Say what was last done."""
        self._show_running(running=False)
        self.state.setText(text)

    def show_due(self, text: str) -> None:
        """Say what comes next."""
        self.due.setText(text)

    def _show_running(self, *, running: bool) -> None:
        self.cancel.setEnabled(True)
        if not running:
            self.show_reading("")
        for widget in (self.bar, self.left, self.cancel):
            widget.setVisible(running)
