# SPDX-License-Identifier: MIT
"""Opens settings and help for a window, and takes over what was chosen there."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog

from exchpatch_gui.config.settings import ScheduleSettings, Settings
from exchpatch_gui.errors import OutputError, UserError
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.scheduler import next_sentence
from exchpatch_gui.views.theme import Theme

if TYPE_CHECKING:
    from exchpatch_gui.domain.runs import CatalogueInfo
    from exchpatch_gui.services.autostart import Autostart
    from exchpatch_gui.services.diagnostics import Facts
    from exchpatch_gui.views.around import Surroundings
    from exchpatch_gui.views.dialogs.settings.settings_dialog import SettingsDialog
    from exchpatch_gui.views.main_window import MainWindow


class AroundDialogs(QObject):
    """One window's settings, shortcuts, diagnostics and *About*; each dialog is open once.

    Attributes:
        opened: The dialog that was opened last, None once it is closed.
    """

    def __init__(self, around: Surroundings, window: MainWindow, desk: Desk, theme: Theme) -> None:
        super().__init__(window)
        self._around = around
        self._window = window
        self._desk = desk
        self._theme = theme
        self._words = window.words
        self._autostart: Autostart | None = None
        self.opened: QDialog | None = None

    def slots(self) -> Mapping[str, Callable[[], None]]:
        """Give what the window's actions do."""
        return {
            "settings": self.show_settings,
            "shortcuts": self.show_shortcuts,
            "data-folder": self.show_data_folder,
            "diagnostics": self.show_diagnostics,
            "about": self.show_about,
        }

    def show_settings(self) -> None:
        """Let the user choose."""
        self.open_settings("")

    def open_settings(self, page: str) -> None:
        """Let the user choose, beginning with a page."""
        from exchpatch_gui.views.dialogs.settings.settings_dialog import (  # noqa: PLC0415 (later)
            SettingsDialog,
        )

        dialog = SettingsDialog(self._window, self._theme, self._words, self._preview)
        self._autostart = self._find_autostart()
        dialog.show_settings(self._desk.workspace.settings)
        self._show_autostart(dialog)
        dialog.tray.show_tray(there=self._around.tray.is_there)
        if page:
            dialog.show_page(page)
        dialog.look_previewed.connect(self._theme.choose)
        dialog.autostart_chosen.connect(lambda wanted: self._start_with_sign_in(dialog, wanted))
        dialog.applied.connect(lambda take: self._apply(dialog, take))
        self._open(dialog)

    def show_shortcuts(self) -> None:
        """List every shortcut of the window."""
        from exchpatch_gui.views.dialogs.shortcuts_dialog import (  # noqa: PLC0415 (later)
            ShortcutsDialog,
        )

        actions = self._window.actions()
        self._open(ShortcutsDialog(self._window, self._theme, self._words, actions))

    def show_data_folder(self) -> None:
        """Show where everything is stored."""
        folder = self._desk.workspace.paths.data_dir
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._window.tell_error(OutputError("folder.open", folder=str(folder)))

    def show_diagnostics(self) -> None:
        """Copy what whoever helps needs to know."""
        from exchpatch_gui.views.dialogs.diagnostics_dialog import (  # noqa: PLC0415 (later)
            DiagnosticsDialog,
        )

        self._open(DiagnosticsDialog(self._window, self._theme, self._words, self._facts()))

    def show_about(self) -> None:
        """Say what the program is."""
        from exchpatch_gui.views.dialogs.about_dialog import AboutDialog  # noqa: PLC0415 (later)

        self._open(AboutDialog(self._window, self._theme, self._words, self._catalogue()))

    def _open(self, dialog: QDialog) -> None:
        self.opened = dialog
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self.opened = None

    def _preview(self, schedule: ScheduleSettings) -> str:
        workspace = self._desk.workspace
        at = self._around.scheduler.preview(schedule)
        return next_sentence(self._words, at, workspace.clock())

    def _apply(self, dialog: SettingsDialog, take: Callable[[Settings], Settings]) -> None:
        page, stays = dialog.page, dialog.isVisible()
        self._window.change_settings(take(self._desk.workspace.settings))
        successor = self._around.dialogs
        if stays and successor is not self:
            # Another language has brought another window, and this one goes with its dialogs.
            dialog.hide()
            successor.open_settings(page)

    def _find_autostart(self) -> Autostart | None:
        if self._desk.workspace.is_demo:
            return None
        from exchpatch_gui.config.paths import AppPaths  # noqa: PLC0415 (rarely needed)
        from exchpatch_gui.services.autostart import (  # noqa: PLC0415 (rarely needed)
            for_system,
            start_command,
            this_program,
        )

        place = self._desk.workspace.paths.data_dir
        usual = AppPaths.choose(None, {}).data_dir
        program = this_program(sys.executable, sys.argv[0])
        command = start_command(program, None if place == usual else place)
        return for_system(command, os.environ)

    def _show_autostart(self, dialog: SettingsDialog) -> None:
        found = self._autostart
        dialog.show_autostart(enabled=None if found is None else found.is_enabled())

    def _start_with_sign_in(self, dialog: SettingsDialog, wanted: bool) -> None:  # noqa: FBT001 (Qt's signal)
        if self._autostart is None:
            return
        try:
            if wanted:
                self._autostart.enable()
            else:
                self._autostart.disable()
        except UserError as error:
            self._window.tell_error(error)
            self._show_autostart(dialog)

    def _catalogue(self) -> CatalogueInfo | None:
        return self._desk.workspace.catalogue_info if self._desk.is_warm else None

    def _facts(self) -> Facts:
        from exchpatch_gui.services.diagnostics import Facts  # noqa: PLC0415 (rarely needed)

        servers = [row.server for row in self._desk.fleet.rows.values()]
        customers = {server.group for server in servers if server.group}
        hosts = {server.target.host for server in servers}
        names = [*dict.fromkeys(server.name for server in servers), *hosts, *customers]
        workspace = self._desk.workspace
        return Facts(
            paths=workspace.paths,
            settings=workspace.settings,
            lights=Counter(row.light for row in self._desk.fleet.rows.values()),
            customers=len(customers),
            catalogue=self._catalogue(),
            names=names,
            window=_window_facts(),
        )


def _window_facts() -> dict[str, str]:
    """Say what draws the window, and where."""
    screens = ", ".join(
        f"{one.size().width()}x{one.size().height()} at {one.devicePixelRatio():g}"
        for one in QGuiApplication.screens()
    )
    return {
        "Qt": f"{qVersion()}, {QGuiApplication.platformName()}",
        "screens": screens,
    }
