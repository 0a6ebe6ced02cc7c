# SPDX-License-Identifier: MIT
"""Qt's own texts, such as menus of text fields and names of keys, in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

_WRITTEN_IN = "en"


class QtTexts:
    """Keeps what Qt says in the language that the sentences have."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._translator: QTranslator | None = None

    def speak(self, language: str) -> None:
        """Change to a language; where Qt has no translation with it, its texts stay English."""
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
            self._translator = None
        QLocale.setDefault(QLocale(language))
        if language == _WRITTEN_IN:
            return
        from PySide6.QtCore import QLibraryInfo  # noqa: PLC0415 (not needed for English)

        translator = QTranslator(self._application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{language}", folder):
            self._application.installTranslator(translator)
            self._translator = translator
