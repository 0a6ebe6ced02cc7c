# SPDX-License-Identifier: MIT
"""The program's real window without a screen, for whoever takes pictures of it.

Every computer gives the same pictures: one screen of a known size, and Inter as the only font.
This module runs inside the environment.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import fontpkg_inter
from PySide6.QtCore import QEvent, QEventLoop, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from devtools.few_colours import few_colours
from exchpatch_gui.app import Program
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.config.settings import ProbeSettings, Settings, Theme
from exchpatch_gui.services.demonstration import DemoWorkspace
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.views.dialogs.fault_dialog import FaultDialog

Dialog = TypeVar("Dialog", bound=QDialog)
WIDTH, HEIGHT = 1360, 860
_SCREEN = (1920, 1200)
_FONT, _PIXELS = "Inter", 13
_PATIENCE_SECONDS = 60.0
_REST_SECONDS = 0.25
_FONT_LIST = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks in one series of pictures.

    Attributes:
        mirrored: Whether it is laid out from right to left.
        scale: How many pixels of the screen a pixel of the window has.
    """

    name: str
    language: str = "en"
    theme: Theme = Theme.LIGHT
    mirrored: bool = False
    scale: int = 1


class Stage:
    """One running program, and a folder for pictures of it.

    Attributes:
        program: It has a window from the beginning to the end.
    """

    def __init__(self, application: QApplication, program: Program, folder: Path) -> None:
        self.program = program
        self._application = application
        self._folder = folder

    def wait(self, arrived: Callable[[], bool], what: str) -> None:
        """Let the program go on until something is so.

        Raises:
            TimeoutError: It never was.
        """
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not arrived():
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited in vain: {what}")
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)

    def rest(self, seconds: float = _REST_SECONDS) -> None:
        """Let the program go on for a while, so that nothing is half drawn."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """Wait for a dialog of a kind and give the one on top.

        Raises:
            TimeoutError: None came; a fault that came instead is told.
        """
        try:
            self.wait(lambda: isinstance(self._on_top(), kind), f"a {kind.__name__}")
        except TimeoutError as error:
            if isinstance(other := self._on_top(), FaultDialog):
                error.add_note(other.details.toPlainText())
            raise
        found = self._on_top()
        assert isinstance(found, kind)
        return found

    def close(self, dialog: QDialog) -> None:
        """Close a dialog and wait until it is gone."""
        dialog.reject()
        self.wait(lambda: self._on_top() is not dialog, "a dialog to close")

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """Take a picture of the window, or of something else."""
        self.rest()
        self._shoot(name, widget or self.program.window)

    def shoot_at_once(self, name: str) -> None:
        """Take a picture of the window while something goes on."""
        self._application.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._shoot(name, self.program.window)

    def _shoot(self, name: str, subject: QWidget) -> None:
        taken = subject.grab()
        picture = QPixmap(taken.size())
        picture.setDevicePixelRatio(taken.devicePixelRatio())
        picture.fill(QColor(self.program.theme.colours.surface))
        painter = QPainter(picture)
        painter.drawPixmap(0, 0, taken)
        painter.end()
        self._save(name, picture)

    def shoot_with(self, name: str, popup: QWidget) -> None:
        """Take a picture of the window and of what has popped up in front of it."""
        window = self.program.window
        self.rest()
        picture = window.grab()
        painter = QPainter(picture)
        place = QRect(window.mapFromGlobal(popup.mapToGlobal(QPoint(0, 0))), popup.size())
        painter.drawPixmap(place.topLeft(), popup.grab())
        painter.setPen(QColor(self.program.theme.colours.border))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()
        self._save(name, picture)

    def _on_top(self) -> QDialog | None:
        dialogs = [one for one in self._application.topLevelWidgets() if isinstance(one, QDialog)]
        shown = [one for one in dialogs if one.isVisible()]
        active = [one for one in shown if one.isActiveWindow()]
        return next(iter(active or shown), None)

    def _save(self, name: str, picture: QPixmap) -> None:
        file = self._folder / f"{name}.png"
        if not picture.save(str(file)):
            raise OSError(f"{file} can't be written")


@contextmanager
def set_up(look: Look, folder: Path, *, demo: bool) -> Iterator[Stage]:
    """Start the program, on the demonstration fleet or on an empty list, and end it in order.

    It is to be called once in a process.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="exchpatch-pictures-") as place:
        application = _application(look, Path(place))
        program = Program(application, _workspace(look, Path(place), demo=demo))
        stage = Stage(application, program, folder)
        program.start()
        program.window.resize(WIDTH, HEIGHT)
        stage.wait(lambda: program.desk.is_warm, "the catalogue")
        try:
            yield stage
        finally:
            program.shut_down()


def shrink(source: Path, target: Path) -> None:
    """Write a picture for the documentation: in so few colours that its file is small."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if not few_colours(source).save(str(target), quality=0):
        raise OSError(f"{target} can't be written")


def _application(look: Look, place: Path) -> QApplication:
    """Make an application that knows one screen and one font."""
    fonts = Path(fontpkg_inter.ROOT) / "files"
    listed = _FONT_LIST.format(fonts=fonts, cache=place / "fonts")
    (place / "fonts.conf").write_text(listed, encoding="utf-8")
    width, height = (edge * look.scale for edge in _SCREEN)
    screen = {"name": "picture", "x": 0, "y": 0, "width": width, "height": height}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    (place / "screen.json").write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(place / "fonts.conf")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={place / 'screen.json'}"
    os.environ["QT_SCALE_FACTOR"] = str(look.scale)
    application = QApplication(["exchpatch", "-style", "fusion"])
    for file in sorted(fonts.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    font = QFont(_FONT)
    font.setPixelSize(_PIXELS)
    application.setFont(font)
    application.setCursorFlashTime(0)
    application.setApplicationName("ExchPatch")
    if look.mirrored:
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return application


def _workspace(look: Look, place: Path, *, demo: bool) -> Workspace:
    chosen = Settings(
        language=look.language, theme=look.theme, probing=ProbeSettings(concurrency=8)
    )
    if demo:
        return DemoWorkspace.launch(chosen)
    workspace = Workspace.open(AppPaths(place / "data"))
    workspace.change_settings(chosen)
    return workspace
