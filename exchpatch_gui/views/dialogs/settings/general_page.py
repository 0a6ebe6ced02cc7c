# SPDX-License-Identifier: MIT
"""Language, colours, and how large the organisation is for which servers are judged."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui import wording
from exchpatch_gui.config.settings import Settings
from exchpatch_gui.config.settings import Theme as Look
from exchpatch_gui.domain.lights import Profile
from exchpatch_gui.views.dialogs.settings.page import Page
from exchpatch_gui.views.theme import UNIT, Theme
from exchpatch_gui.wording import Wording

OWN_NAMES = {"en": "English", "de": "Deutsch", "fr": "Français"}
"""Each language in its own words: whoever looks for it may know no other."""


class GeneralPage(Page):
    """Language, colours and profile; colours can be seen at once.

    Signals:
        look_chosen: ``Theme`` of the settings.
    """

    look_chosen = Signal(object)
    name = "general"
    sign = "settings"

    def __init__(self, theme: Theme, words: Wording, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self.language = QComboBox(self)
        self.language.addItem(self.say("language.system"), "")
        for code in wording.LANGUAGES:
            self.language.addItem(OWN_NAMES[code], code)
        self.language.currentIndexChanged.connect(self.changed)
        self.narrow(self.language)
        self.looks = {look: QRadioButton(self.say(f"look.{look}"), self) for look in Look}
        self.add_labelled("language", self.language, "language.hint")
        self.heading("look")
        self._add_looks()
        self.heading("profile")
        self.profiles = self._add_profiles()
        self.end()

    def show_settings(self, settings: Settings) -> None:
        self.language.setCurrentIndex(max(0, self.language.findData(settings.language)))
        self.looks[settings.theme].setChecked(True)
        self.profiles[settings.profile].setChecked(True)

    def take_settings(self, settings: Settings) -> Settings:
        language: str = self.language.currentData()
        profile = next(one for one, button in self.profiles.items() if button.isChecked())
        return replace(settings, language=language, theme=self._look(), profile=profile)

    def _look(self) -> Look:
        return next(look for look, button in self.looks.items() if button.isChecked())

    def _add_looks(self) -> None:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        for button in self.looks.values():
            button.setAccessibleDescription(self.say("look"))
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        group.buttonClicked.connect(self._choose)
        self._column.addLayout(row)

    def _add_profiles(self) -> dict[Profile, QRadioButton]:
        group = QButtonGroup(self)
        made = {}
        for profile in Profile:
            key = f"profile.{profile}"
            button = made[profile] = QRadioButton(self.say(key), self)
            button.setAccessibleDescription(self.say(f"{key}.hint"))
            group.addButton(button)
            hint = self.hint(f"{key}.hint")
            hint.setContentsMargins(*self.below_text(button))
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
            column.addWidget(hint)
            self._column.addLayout(column)
        group.buttonClicked.connect(self.changed)
        return made

    def _choose(self) -> None:
        self.changed.emit()
        self.look_chosen.emit(self._look())
