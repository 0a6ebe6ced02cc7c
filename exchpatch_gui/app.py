# SPDX-License-Identifier: MIT
"""The program with a window: starts it, keeps it alive through faults, ends it in order."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from exchpatch_gui import __version__
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.config.settings import Settings
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.workspace import Workspace, load_words
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.interpreter import settle
from exchpatch_gui.viewmodels.language import system_language
from exchpatch_gui.viewmodels.single_instance import SingleInstance
from exchpatch_gui.views.first_frame import FirstFrame
from exchpatch_gui.views.main_window import MainWindow
from exchpatch_gui.views.qt_texts import QtTexts
from exchpatch_gui.views.theme import Theme

if TYPE_CHECKING:
    from exchpatch_gui.viewmodels.faults import FaultCatcher
    from exchpatch_gui.views.around import Surroundings
    from exchpatch_gui.views.fault_teller import FaultTeller

logger = logging.getLogger(__name__)

EXIT_AFTER_PAINT = "EXCHPATCH_EXIT_AFTER_PAINT"
IN_BACKGROUND = "--in-background"


class Application(QApplication):
    """The one application.

    Signals:
        quit_asked: It is about to end, by whatever way: windows close for good.
    """

    quit_asked = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.quit_asked.emit()
        return super().event(event)


class Program(QObject):
    """One workspace at a time, with one window on top of it.

    Attributes:
        theme: The look of everything.
        desk: What the window works with.
        window: The main window.
        around: What goes on around the window, once its first frame is there.
        faults: Tells of faults of ours, once the first frame is there.
    """

    def __init__(
        self,
        application: QApplication,
        workspace: Workspace,
        instance: SingleInstance | None = None,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._instance = instance
        self._left: Workspace | None = None
        self._replacing = False
        self._catcher: FaultCatcher | None = None
        self._qt_texts = QtTexts(application)
        self.theme = Theme(application, workspace.settings.theme)
        self.around: Surroundings | None = None
        self.faults: FaultTeller | None = None
        self.desk = self._take(workspace)
        self.window = self._make_window()

    def start(self) -> None:
        """Show the window; what it doesn't need for its first frame comes after that."""
        self.window.show()
        FirstFrame(self.window, self._go_on)

    def start_in_background(self) -> None:
        """Begin without a window, or a minimised one where there is no notification area."""
        self._go_on()
        if self.around is not None:
            self.around.show_in_background()

    def leave(self) -> None:
        """Note that the program is about to end: its window closes for good."""
        if self.around is not None:
            self.around.leave()

    def shut_down(self) -> None:
        """End what runs, keep what is done, close what is open."""
        self.window.hide()
        if self.around is not None:
            self.around.stop()
        if self._instance is not None:
            self._instance.release()
        self.desk.shut_down()
        self.desk.workspace.close()
        if self._left is not None:
            self._left.close()
        if self._catcher is not None:
            self._catcher.uninstall()

    def _go_on(self) -> None:
        if os.environ.get(EXIT_AFTER_PAINT) == "1":
            self._application.exit(0)
            return
        settle()
        self.window.finish()
        from exchpatch_gui import logs  # noqa: PLC0415 (after the first frame)
        from exchpatch_gui.viewmodels.interrupts import (  # noqa: PLC0415 (likewise)
            quit_on_interrupt,
        )
        from exchpatch_gui.views.program_icon import program_icon  # noqa: PLC0415 (likewise)

        self._application.setWindowIcon(program_icon(self.theme))
        quit_on_interrupt(self._application)
        logs.configure(self.desk.workspace.paths.log_file, verbose=False)
        self._catch_faults()
        self._surround()
        if self._instance is not None:
            self._instance.listen()
        self.desk.warm_up()
        if self.desk.workspace.is_demo:
            self.desk.check_all()

    def _catch_faults(self) -> None:
        from exchpatch_gui.viewmodels.faults import FaultCatcher  # noqa: PLC0415 (likewise)
        from exchpatch_gui.views.fault_teller import FaultTeller  # noqa: PLC0415 (likewise)

        self._catcher = FaultCatcher(self._private_names, parent=self)
        self.faults = FaultTeller(lambda: self.window, self.theme, self)
        self._catcher.caught.connect(self.faults.tell)
        self._catcher.interrupted.connect(self._application.quit)
        self._catcher.install()

    def _private_names(self) -> Iterable[str]:
        for row in self.desk.fleet.rows.values():
            yield from (row.server.name, row.server.target.host, row.server.group)

    def _surround(self) -> None:
        from exchpatch_gui.views.around import Surroundings  # noqa: PLC0415 (likewise)

        self.around = Surroundings(self._application, self.desk, self.theme, self.window)
        if self.faults is not None:
            self.faults.quit_wanted.connect(self.around.quit)
        if self._instance is not None:
            self._instance.shown_again.connect(self.around.show_window)
        self.around.start()

    def _take(self, workspace: Workspace) -> Desk:
        desk = Desk(workspace, self)
        desk.fleet.load()
        return desk

    def _make_window(self) -> MainWindow:
        self._qt_texts.speak(self.desk.workspace.words.language)
        window = MainWindow(self.desk, self.theme)
        window.demo_wanted.connect(self._show_demo)
        window.demo_left.connect(self._leave_demo)
        window.allow_leaving(allowed=self._left is not None)
        window.settings_changed.connect(self._take_settings)
        return window

    def _take_settings(self, settings: Settings) -> None:
        self.theme.choose(settings.theme)
        same = self.desk.workspace.words.language == self.window.words.language
        if same or self._replacing:
            return
        self._replacing = True
        self.window.keep_layout()
        self._replace_window()
        self._replacing = False

    def _show_demo(self) -> None:
        """Look around in the demonstration; the user's own list waits."""
        from exchpatch_gui.services.demonstration import (  # noqa: PLC0415 (rarely needed)
            DemoWorkspace,
        )

        try:
            own = self.desk.workspace
            workspace = DemoWorkspace.launch(own.settings, system_language=own.system_language)
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
        if self.around is not None:
            self.around.stop()
            self.around = None
        self.desk.shut_down()
        self.desk.deleteLater()
        self.desk = self._take(workspace)
        self._replace_window()
        self._surround()
        self.desk.warm_up()

    def _replace_window(self) -> None:
        old = self.window
        self.window = self._make_window()
        self.window.setGeometry(old.geometry())
        self.window.show()
        self.window.finish()
        if self.around is not None:
            self.around.attach(self.window)
        old.hide()
        old.deleteLater()


def run(arguments: Sequence[str]) -> int:
    """Show the window until it is closed, and give the exit code.

    Args:
        arguments: ``--demo``, ``--data-dir DIR`` and ``--in-background``, or nothing.
    """
    options = list(arguments)
    demo, hidden = "--demo" in options, IN_BACKGROUND in options
    # Told so, Qt takes its style without the time that Python's view of styles takes to load.
    application = Application([sys.argv[0], "-style", "fusion"])
    application.setApplicationName("ExchPatch")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("exchpatch")
    try:
        paths = AppPaths.choose(_data_dir(options))
        instance = None if demo else _first_instance(paths)
        if instance is not None and not instance.is_first:
            # A start with the sign-in is no wish to see the window.
            if hidden or instance.show_first():
                return 0
            logger.warning("another window holds the data directory and does not answer")
        workspace = _open(paths, demo=demo)
    except UserError as error:
        return _tell_and_end(application, error)
    program = Program(application, workspace, instance)
    application.quit_asked.connect(program.leave)
    if hidden:
        program.start_in_background()
    else:
        program.start()
    code = application.exec()
    program.shut_down()
    return code


def _data_dir(options: Sequence[str]) -> str | None:
    for place, option in enumerate(options):
        if option == "--data-dir" and place + 1 < len(options):
            return options[place + 1]
        if option.startswith("--data-dir="):
            return option.partition("=")[2]
    return None


def _first_instance(paths: AppPaths) -> SingleInstance:
    paths.make()
    instance = SingleInstance(paths.data_dir)
    instance.acquire()
    return instance


def _open(paths: AppPaths, *, demo: bool) -> Workspace:
    if not demo:
        return Workspace.open(paths, system_language=system_language())
    from exchpatch_gui.services.demonstration import DemoWorkspace  # noqa: PLC0415 (rarely needed)

    return DemoWorkspace.launch(system_language=system_language())


def _tell_and_end(application: QApplication, error: UserError) -> int:
    from exchpatch_gui.views import ask  # noqa: PLC0415 (rarely needed)

    logger.warning("can't start: %s", error)
    question = ask.tell_error(QWidget(), Theme(application), load_words(system_language()), error)
    question.finished.connect(application.quit)
    application.exec()
    return error.exit_code
