# SPDX-License-Identifier: MIT
"""Tells of faults of our own, one window for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from exchpatch_gui.viewmodels.faults import Fault
from exchpatch_gui.views.theme import Theme

if TYPE_CHECKING:
    from exchpatch_gui.views.dialogs.fault_dialog import FaultDialog
    from exchpatch_gui.views.main_window import MainWindow


class FaultTeller(QObject):
    """Opens a dialog for a fault; what happens while it is open is added to it.

    Args:
        window: Gives the window of the moment.

    Attributes:
        dialog: The one that is open, or None.

    Signals:
        quit_wanted: The user would rather end the program.
    """

    quit_wanted = Signal()

    def __init__(
        self, window: Callable[[], MainWindow], theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._theme = theme
        self.dialog: FaultDialog | None = None

    @Slot(object)
    def tell(self, fault: Fault) -> None:
        """Say that this has happened."""
        if self.dialog is not None:
            self.dialog.add(fault)
            return
        from exchpatch_gui.views.dialogs.fault_dialog import (  # noqa: PLC0415 (it should not be)
            FaultDialog,
        )

        window = self._window()
        self.dialog = FaultDialog(window, self._theme, window.words, fault)
        self.dialog.quit_wanted.connect(self.quit_wanted)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None
