# SPDX-License-Identifier: MIT
"""What holds for tests of the window: no screen, and nothing of Qt is left behind."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Iterator
from pathlib import Path

import fontpkg_inter
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget


@pytest.fixture(autouse=True)
def _qt_guard() -> Iterator[None]:
    """Fail a test after which a window is still shown, or a timer of the program still runs."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    application = QApplication.instance()
    if application is None:
        return
    shown = [_named(one) for one in QApplication.topLevelWidgets() if one.isVisible()]
    running = [_named(one.parent()) for one in application.findChildren(QTimer) if one.isActive()]
    if shown or running:
        pytest.fail(f"left behind: windows {shown}, timers of {running}", pytrace=False)


@pytest.fixture
def font(qapp: QApplication) -> Iterator[None]:
    """Let the words be as wide on every computer."""
    before = qapp.font()
    for file in (Path(fontpkg_inter.ROOT) / "files").glob("*.ttf"):
        QFontDatabase.addApplicationFont(str(file))
    known = QFont("Inter")
    known.setPixelSize(13)
    qapp.setFont(known)
    yield
    qapp.setFont(before)


def _named(one: object) -> str:
    name = one.objectName() if isinstance(one, QWidget) else ""
    return f"{type(one).__name__} {name}".rstrip()
