# SPDX-License-Identifier: MIT
"""Qt's own texts follow the language of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit

from exchpatch_gui.views.qt_texts import QtTexts
from exchpatch_gui.wording import LANGUAGES


@pytest.fixture
def texts(qapp: QApplication) -> Iterator[QtTexts]:
    spoken = QtTexts(qapp)
    yield spoken
    spoken.speak("en")


def menu_of_a_field() -> str:
    field = QLineEdit("text")
    menu = field.createStandardContextMenu()
    return " ".join(action.text().replace("&", "") for action in menu.actions())


def saving() -> str:
    return QKeySequence("Ctrl+S").toString(QKeySequence.SequenceFormat.NativeText)


@pytest.mark.parametrize(
    ("language", "copy", "keys"),
    [("en", "Copy", "Ctrl+S"), ("de", "Kopieren", "Strg+S"), ("fr", "Copier", "Ctrl+S")],
)
def test_menus_and_keys_are_called_as_the_language_calls_them(
    texts: QtTexts, language: str, copy: str, keys: str
):
    texts.speak(language)

    assert copy in menu_of_a_field()
    assert saving() == keys
    assert QLocale().name().startswith(language)


def test_a_change_of_language_leaves_nothing_of_the_one_before(texts: QtTexts):
    before = menu_of_a_field()

    for language in (*reversed(LANGUAGES), LANGUAGES[0]):
        texts.speak(language)

    assert menu_of_a_field() == before
    assert saving() == "Ctrl+S"
