# SPDX-License-Identifier: MIT
"""The certificates that somebody has decided to trust; here is where that is taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from exchpatch_gui.domain.remotes import Pin
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.views.dialogs.frame import plain
from exchpatch_gui.views.dialogs.list_table import ListTable
from exchpatch_gui.views.dialogs.trust_dialog import grouped
from exchpatch_gui.views.theme import UNIT, Theme, set_kind

_FINGERPRINT = 2
_ROWS = 4


class PinsPart(QWidget):
    """A table of pins and a button; hidden while there is none.

    Attributes:
        table: One row for each pin.
        remove_button: Takes the trust in the current one back.

    Signals:
        failed: ``UserError``.
    """

    failed = Signal(object)

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self._workspace = workspace
        say = workspace.words.text
        self._pins: tuple[Pin, ...] = ()
        heading = QLabel(say("signing.pins"))
        heading.setFont(theme.heading_font())
        set_kind(heading, "heading")
        columns = [say(f"signing.pins.{one}") for one in ("place", "since", "fingerprint")]
        self.table = ListTable(heading.text(), columns, _FINGERPRINT)
        self.remove_button = QPushButton(say("signing.pins.remove"))
        self.remove_button.setAutoDefault(False)
        self.remove_button.setAccessibleName(plain(self.remove_button.text()))
        self.remove_button.setToolTip(say("signing.pins.remove.hint"))
        self.remove_button.clicked.connect(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, UNIT, 0, 0)
        column.setSpacing(UNIT)
        column.addWidget(heading)
        column.addWidget(self.table)
        column.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        words = self._workspace.words
        self._pins = self._workspace.remotes.pins()
        self.table.setRowCount(0)
        for pin in self._pins:
            place, since = str(Target(pin.host, pin.port)), words.value(local(pin.since).date())
            row = self.table.add_row((place, since))
            cell = self.table.write(row, _FINGERPRINT, pin.sha256.upper())
            cell.setToolTip("\n".join(grouped(pin.sha256)))
        self.table.resizeRowsToContents()
        shown = sum(self.table.rowHeight(row) for row in range(min(len(self._pins), _ROWS)))
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + shown + 2 * self.table.frameWidth() + UNIT // 2)
        self.setVisible(bool(self._pins))

    def _remove(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self._pins):
            return
        pin = self._pins[row]
        try:
            self._workspace.remotes.unpin(pin.host, pin.port)
        except UserError as error:
            self.failed.emit(error)
        self.refresh()
