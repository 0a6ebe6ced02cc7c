# SPDX-License-Identifier: MIT
"""The program with a window: starts it, keeps it alive through faults, ends it in order."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from exchpatch_gui import __version__
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.config.settings import Settings
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.workspace import Workspace, load_words
from exchpatch_gui.viewmodels.bridge import EventBridge
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.views.main_window import MainWindow
from exchpatch_gui.views.theme import Theme

logger = logging.getLogger(__name__)

EXIT_AFTER_PAINT = "EXCHPATCH_EXIT_AFTER_PAINT"
_ICON_SIZES = (16, 24, 32, 48, 64, 256)


class Program(QObject):
    """One workspace at a time, with one window on top of it.

    Attributes:
        theme: The look of everything.
        desk: What the window works with.
        window: The main window.
    """

    def __init__(self, application: QApplication, workspace: Workspace) -> None:
        super().__init__(application)
        self._application = application
        self.theme = Theme(application, workspace.settings.theme)
        self._left: Workspace | None = None
        self._telling = False
        self.desk = self._take(workspace)
        self.window = self._make_window()

    def start(self) -> None:
        """Show the window; what it doesn't need for its first frame comes after that."""
        self.window.show()
        FirstFrame(self.window, self._go_on)

    def shut_down(self) -> None:
        """End what runs, keep what is done, close what is open."""
        self.window.hide()
        self.desk.shut_down()
        self.desk.workspace.close()
        if self._left is not None:
            self._left.close()

    def tell_faults(self, errors: Sequence[object]) -> None:
        """Say that a fault of ours has happened, one at a time; the program goes on."""
        for error in errors:
            if isinstance(error, Exception) and not self._telling:
                self._telling = True
                question = self.window.tell_error(error)
                question.finished.connect(self._have_told)

    def _have_told(self) -> None:
        self._telling = False

    def _go_on(self) -> None:
        if os.environ.get(EXIT_AFTER_PAINT) == "1":
            self._application.exit(0)
            return
        self.window.finish()
        self._application.setWindowIcon(program_icon(self.theme))
        from exchpatch_gui import logs  # noqa: PLC0415 (after the first frame)
        from exchpatch_gui.viewmodels.interrupts import (  # noqa: PLC0415 (likewise)
            quit_on_interrupt,
        )

        quit_on_interrupt(self._application)
        logs.configure(self.desk.workspace.paths.log_file, verbose=False)
        self.desk.warm_up()
        if self.desk.workspace.is_demo:
            self.desk.check_all()

    def _take(self, workspace: Workspace) -> Desk:
        desk = Desk(workspace, self)
        desk.fleet.load()
        return desk

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.desk, self.theme)
        window.demo_wanted.connect(self._show_demo)
        window.demo_left.connect(self._leave_demo)
        window.allow_leaving(allowed=self._left is not None)
        window.settings_changed.connect(self._take_settings)
        return window

    def _take_settings(self, settings: Settings) -> None:
        self.theme.choose(settings.theme)
        if load_words(settings.language).language != self.window.words.language:
            self.window.keep_layout()
            self._replace_window()

    def _show_demo(self) -> None:
        """Look around in the demonstration; the user's own list waits."""
        from exchpatch_gui.services.demonstration import (  # noqa: PLC0415 (rarely needed)
            DemoWorkspace,
        )

        try:
            workspace = DemoWorkspace.launch(self.desk.workspace.settings)
        except UserError as error:
            self.window.tell_error(error)
            return
        self._left = self.desk.workspace
        self._change_desk(workspace)
        self.desk.check_all()

    def _leave_demo(self) -> None:
        """Go back to the user's own list."""
        demo, own = self.desk.workspace, self._left
        if own is None:
            return
        self._left = None
        self._change_desk(own)
        demo.close()

    def _change_desk(self, workspace: Workspace) -> None:
        self.desk.shut_down()
        self.desk.deleteLater()
        self.desk = self._take(workspace)
        self._replace_window()
        self.desk.warm_up()

    def _replace_window(self) -> None:
        old = self.window
        self.window = self._make_window()
        self.window.setGeometry(old.geometry())
        self.window.show()
        self.window.finish()
        old.hide()
        old.deleteLater()


class FirstFrame(QObject):
    """Calls once when a window has been painted for the first time."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return super().eventFilter(watched, event)


def run(arguments: Sequence[str]) -> int:
    """Show the window until it is closed, and give the exit code.

    Args:
        arguments: ``--demo`` and ``--data-dir DIR``, or nothing.
    """
    options = list(arguments)
    demo = "--demo" in options
    # Told so, Qt takes its style without the time that Python's view of styles takes to load.
    application = QApplication([sys.argv[0], "-style", "fusion"])
    application.setApplicationName("ExchPatch")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("exchpatch")
    try:
        workspace = _open(AppPaths.choose(_data_dir(options)), demo=demo)
    except UserError as error:
        return _tell_and_end(application, error)
    program = Program(application, workspace)
    with _faults_told(program):
        program.start()
        code = application.exec()
        program.shut_down()
    return code


def program_icon(theme: Theme) -> QIcon:
    """Give the program's icon in the sizes that systems ask for."""
    icon = QIcon()
    for size in _ICON_SIZES:
        icon.addPixmap(theme.icon("app", "accent", size).pixmap(size, size))
    return icon


def _data_dir(options: Sequence[str]) -> str | None:
    for place, option in enumerate(options):
        if option == "--data-dir" and place + 1 < len(options):
            return options[place + 1]
        if option.startswith("--data-dir="):
            return option.partition("=")[2]
    return None


def _open(paths: AppPaths, *, demo: bool) -> Workspace:
    if not demo:
        return Workspace.open(paths)
    from exchpatch_gui.services.demonstration import DemoWorkspace  # noqa: PLC0415 (rarely needed)

    return DemoWorkspace.launch()


def _tell_and_end(application: QApplication, error: UserError) -> int:
    from exchpatch_gui.views import ask  # noqa: PLC0415 (rarely needed)

    logger.warning("can't start: %s", error)
    question = ask.tell_error(QWidget(), Theme(application), load_words(""), error)
    question.finished.connect(application.quit)
    application.exec()
    return error.exit_code


@contextmanager
def _faults_told(program: Program) -> Iterator[None]:
    """Log what nobody caught, and say so in the window; the program goes on."""
    bridge = EventBridge(program.tell_faults, program)

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        logger.error("nobody caught this", exc_info=(kind, error, trace))
        bridge.send(error)

    def caught_in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            caught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    before = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = caught, caught_in_thread
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before
