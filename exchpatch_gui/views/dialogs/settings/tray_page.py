# SPDX-License-Identifier: MIT
"""Messages, closing to the notification area, starting with the sign-in."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from exchpatch_gui.config.settings import Settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.views.dialogs.notes import Note, Said
from exchpatch_gui.views.dialogs.settings.page import Page
from exchpatch_gui.views.theme import Theme
from exchpatch_gui.wording import Wording


class TrayPage(Page):
    """What happens beside the window."""

    name = "tray"
    sign = "bell"

    def __init__(self, theme: Theme, words: Wording, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self.no_tray = Note(theme, self)
        self.no_tray.say(Said(self.say("tray.none"), light=TrafficLight.INFO))
        self.no_tray.hide()
        self.add(self.no_tray)
        self.heading("tray.messages")
        self.notify = self.check_box("tray.notify")
        self.heading("tray.closing")
        self.close_to_tray = self.check_box("tray.close")
        self.heading("tray.starting")
        self.autostart = self.check_box("tray.autostart")
        self.end()

    def show_tray(self, *, there: bool) -> None:
        """Say if there is no notification area."""
        self.no_tray.setVisible(not there)

    def show_autostart(self, *, enabled: bool | None) -> None:
        """Show whether the program starts with the sign-in; None if that can't be chosen here."""
        self.autostart.setChecked(bool(enabled))
        self.autostart.setEnabled(enabled is not None)
        if enabled is None:
            self.autostart.setToolTip(self.say("tray.autostart.none"))
            self.autostart.setAccessibleDescription(self.autostart.toolTip())

    def show_settings(self, settings: Settings) -> None:
        self.notify.setChecked(settings.tray.notify)
        self.close_to_tray.setChecked(settings.tray.close_to_tray)

    def take_settings(self, settings: Settings) -> Settings:
        tray = replace(
            settings.tray,
            notify=self.notify.isChecked(),
            close_to_tray=self.close_to_tray.isChecked(),
        )
        return replace(settings, tray=tray)
