# SPDX-License-Identifier: MIT
from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import product

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from exchpatch_gui import resources
from exchpatch_gui.config import settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.views import icons
from exchpatch_gui.views.palette import DARK, LIGHT, Colours, contrast
from exchpatch_gui.views.theme import SIGN, Theme, set_kind

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("window", "surface", "raised", "selection")
LIGHTS = tuple(one.value for one in TrafficLight)
WORDS_AT_LEAST, SHAPES_AT_LEAST = 4.5, 3.0


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, settings.Theme.LIGHT)
    yield made
    shiboken6.delete(made)
    qapp.setStyleSheet("")


@THEMES
@pytest.mark.parametrize(("words", "ground"), [*product(("text", "muted", "link"), GROUNDS)])
def test_words_stand_out_from_every_ground(colours: Colours, words: str, ground: str):
    ratio = contrast(getattr(colours, words), getattr(colours, ground))

    assert ratio >= WORDS_AT_LEAST, f"{words} on {ground}: {ratio:.2f}"


@THEMES
@pytest.mark.parametrize(("light", "ground"), [*product(LIGHTS, (*GROUNDS, "tint"))])
def test_the_words_of_a_light_stand_out(colours: Colours, light: str, ground: str):
    own = getattr(colours, light)
    behind = own.tint if ground == "tint" else getattr(colours, ground)

    assert contrast(own.text, behind) >= WORDS_AT_LEAST


@THEMES
@pytest.mark.parametrize("light", LIGHTS)
def test_the_shape_of_a_light_stands_out_and_its_sign_within(colours: Colours, light: str):
    own = getattr(colours, light)

    for ground in (colours.window, colours.surface, colours.selection, own.tint):
        assert contrast(own.sign, ground) >= SHAPES_AT_LEAST
    assert contrast(own.sign, "#ffffff") >= SHAPES_AT_LEAST


@THEMES
def test_the_primary_button_and_the_focus_stand_out(colours: Colours):
    assert contrast(colours.on_accent, colours.accent) >= WORDS_AT_LEAST
    assert contrast(colours.on_accent, colours.accent_strong) >= WORDS_AT_LEAST
    for ground in GROUNDS:
        assert contrast(colours.focus, getattr(colours, ground)) >= SHAPES_AT_LEAST
    assert contrast(colours.control, colours.surface) >= SHAPES_AT_LEAST


def test_a_choice_changes_everything_at_once(qtbot: QtBot, qapp: QApplication, theme: Theme):
    action, button = QAction(), QPushButton()
    theme.dress(action, "add", "text")
    theme.dress(button, "edit", "text")
    before = [pixels(one.icon()) for one in (action, button)]

    with qtbot.waitSignal(theme.changed):
        theme.choose(settings.Theme.DARK)

    assert theme.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    assert DARK.accent in qapp.styleSheet()
    assert [pixels(one.icon()) for one in (action, button)] != before
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose(settings.Theme.DARK)


def test_the_system_is_followed_only_if_it_is_the_choice(
    qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch
):
    dark = Qt.ColorScheme.Dark
    monkeypatch.setattr(theme, "_system_is_dark", lambda: True)

    qapp.styleHints().colorSchemeChanged.emit(dark)
    assert not theme.is_dark
    theme.choose(settings.Theme.SYSTEM)
    assert theme.is_dark

    monkeypatch.setattr(theme, "_system_is_dark", lambda: False)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert not theme.is_dark


def test_what_was_dressed_may_be_gone_when_the_colours_change(theme: Theme):
    kept, gone = QAction(), QAction()
    theme.dress(kept, "add")
    theme.dress(gone, "add")
    shiboken6.delete(gone)

    theme.choose(settings.Theme.DARK)

    assert not kept.icon().isNull()


def test_a_disabled_icon_is_faint_and_not_gone(theme: Theme):
    icon = theme.icon("add", "on_accent")

    faint = icon.pixmap(16, 16, QIcon.Mode.Disabled).toImage()

    opaque = [faint.pixelColor(x, y).alpha() for x in range(16) for y in range(16)]
    assert 0 < max(opaque) < 200


def test_another_kind_is_dressed_at_once(qtbot: QtBot, theme: Theme):
    button = QPushButton("Save")
    qtbot.addWidget(button)
    button.show()

    set_kind(button, "primary")

    picture = button.grab().toImage()
    assert picture.pixelColor(6, picture.height() // 2).name() == theme.colours.accent


def test_each_light_has_a_shape_of_its_own():
    drawings = {resources.path(f"icons/{one}.svg").read_text("utf-8") for one in SIGN.values()}

    assert len(drawings) == len(TrafficLight)


@pytest.mark.parametrize(
    "file", sorted(resources.path("icons").glob("*.svg")), ids=lambda file: file.stem
)
def test_every_icon_is_drawn_and_of_one_family(qapp: QApplication, file):  # noqa: ARG001 (draws)
    drawing = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 (our own file)

    pictures = [icons.pixmap(file.stem, "#123456", size).toImage() for size in (16, 24, 48)]

    assert drawing.get("viewBox") in {"0 0 24 24", "0 0 256 256"}
    for picture in pictures:
        edge = range(picture.width())
        assert max(picture.pixelColor(x, y).alpha() for x in edge for y in edge) > 100


def pixels(icon: QIcon) -> bytes:
    return icon.pixmap(16, 16).toImage().constBits().tobytes()
