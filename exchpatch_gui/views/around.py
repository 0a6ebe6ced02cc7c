# SPDX-License-Identifier: MIT
"""What goes on around the window: checks by schedule, the notification area, what has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from exchpatch_gui.config.settings import Settings
from exchpatch_gui.domain.runs import Trigger
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.changes import News
from exchpatch_gui.viewmodels.change_watch import ChangeWatch
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.scheduler import Scheduler, last_look, plan_sentence
from exchpatch_gui.viewmodels.tray_state import notice, tray_state
from exchpatch_gui.views.around_dialogs import AroundDialogs
from exchpatch_gui.views.theme import Theme
from exchpatch_gui.views.tray import Tray

if TYPE_CHECKING:
    from exchpatch_gui.views.main_window import MainWindow

_REFRESH_MILLISECONDS = 400


class Surroundings(QObject):
    """Lives as long as a desk; windows in any language follow one another.

    Attributes:
        window: The one of the moment.
        scheduler: Says when servers are checked by themselves.
        tray: The icon in the notification area, if there is one.
        dialogs: Settings and help of the window.
    """

    def __init__(
        self, application: QApplication, desk: Desk, theme: Theme, window: MainWindow
    ) -> None:
        super().__init__(desk)
        self._application = application
        self._desk = desk
        self._theme = theme
        self._leaving = False
        self._profile = desk.workspace.settings.profile
        self.scheduler = Scheduler(
            desk.workspace.settings.schedule,
            lambda: last_look(desk.fleet.rows.values()),
            lambda: desk.runs.is_running,
            clock=desk.workspace.clock,
            parent=self,
        )
        self.tray = Tray(theme, self)
        self._watch = ChangeWatch(desk.fleet, desk.runs, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REFRESH_MILLISECONDS)
        self._soon.timeout.connect(self._refresh)
        self._connect()
        self.attach(window)

    def attach(self, window: MainWindow) -> None:
        """Serve a window, in its language, in place of the one before."""
        self.window = window
        window.may_close = self.may_close
        window.settings_changed.connect(self._take_settings)
        self.dialogs = AroundDialogs(self, window, self._desk, self._theme)
        for action_id, slot in self.dialogs.slots().items():
            action = window.orders[action_id]
            action.setVisible(True)
            action.triggered.connect(slot)
        leave = window.orders["quit"]
        leave.triggered.disconnect()
        leave.triggered.connect(self.quit)
        self._refresh()
        self._show_plan()

    def start(self) -> None:
        """Begin to look at the clock, and appear in the notification area."""
        self.tray.start()
        self.scheduler.start()

    def stop(self) -> None:
        """Look no more and disappear; the desk is about to close."""
        self.scheduler.stop()
        self.tray.stop()

    @Slot()
    def show_window(self) -> None:
        """Bring the window up, wherever it is."""
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def show_in_background(self) -> None:
        """Show as little as possible: nothing where the icon is, else a minimised window."""
        if not self.tray.is_there:
            self.window.showMinimized()

    def may_close(self) -> bool:
        """Tell whether the window may close; else it has gone to the notification area."""
        chosen = self._desk.workspace.settings.tray
        if self._leaving or not chosen.close_to_tray or not self.tray.is_there:
            return True
        if chosen.close_explained:
            self.window.hide()
        else:
            self._explain()
        return False

    @Slot()
    def leave(self) -> None:
        """Note that the program ends: from now on the window closes when it is told to."""
        self._leaving = True

    @Slot()
    def quit(self) -> None:
        """End the program, whatever closing the window means."""
        self.leave()
        self.window.close()
        self._application.quit()

    def _connect(self) -> None:
        desk = self._desk
        desk.counted.connect(self._plan_refresh)
        desk.runs.run_started.connect(self._take_run)
        desk.runs.run_finished.connect(self._plan_refresh)
        desk.runs.run_failed.connect(self._plan_refresh)
        self._watch.noticed.connect(self._tell)
        self.scheduler.came_due.connect(self._check)
        self.scheduler.replanned.connect(self._replan)
        self.tray.appeared.connect(self._refresh)
        self.tray.opened.connect(self._open)
        self.tray.check_wanted.connect(desk.check_all)
        self.tray.pause_wanted.connect(lambda paused: self.scheduler.pause(paused=paused))
        self.tray.quit_wanted.connect(self.quit)
        self._application.commitDataRequest.connect(self.leave)

    @Slot(object)
    def _take_run(self, servers: tuple[Server, ...]) -> None:
        wanted = {row.server.id for row in self._desk.fleet.rows.values() if row.server.enabled}
        if wanted <= {server.id for server in servers}:
            self.scheduler.note_run()
        self._plan_refresh()

    @Slot()
    def _check(self) -> None:
        rows = self._desk.fleet.rows.values()
        servers = [row.server for row in rows if row.server.enabled]
        try:
            self._desk.runs.start(servers, Trigger.SCHEDULED)
        except UserError as error:
            self._desk.failed.emit(error)

    @Slot(object)
    def _take_settings(self, settings: Settings) -> None:
        self.scheduler.choose(settings.schedule)
        if settings.profile is not self._profile:
            self._profile = settings.profile
            self._desk.judge_anew(by_other_rules=True)
        self._replan()

    @Slot()
    def _replan(self) -> None:
        self._show_plan()
        self._plan_refresh()

    def _show_plan(self) -> None:
        if not self._desk.workspace.is_demo:
            self.window.footer.show_due(self._plan())

    def _plan(self) -> str:
        workspace = self._desk.workspace
        return plan_sentence(workspace.words, self.scheduler, workspace.clock())

    @Slot()
    def _plan_refresh(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _refresh(self) -> None:
        if not self.tray.is_there:
            return
        words, rows = self._desk.workspace.words, list(self._desk.fleet.rows.values())
        self.tray.show_state(tray_state(rows, words, self._plan()), words)
        self.tray.show_pause(possible=self.scheduler.is_on, paused=self.scheduler.is_paused)
        self.tray.allow_check(allowed=bool(rows) and not self._desk.runs.is_running)

    @Slot(object)
    def _tell(self, news: News) -> None:
        workspace = self._desk.workspace
        if self._is_in_front() or not workspace.settings.tray.notify:
            return
        if not self.tray.tell(notice(news, workspace.words)):
            self._application.alert(self.window)

    def _is_in_front(self) -> bool:
        """Tell whether the user looks at a window of the program."""
        shown = self.window.isVisible() and not self.window.isMinimized()
        return shown and self._application.activeWindow() is not None

    @Slot(int)
    def _open(self, server_id: int) -> None:
        self.show_window()
        if server_id in self._desk.fleet.rows:
            self.window.show_server(server_id)

    def _explain(self) -> None:
        from exchpatch_gui.views.ask import Choice, Inquiry, ask  # noqa: PLC0415 (once ever)

        say = self._desk.workspace.words.text
        inquiry = Inquiry(
            say("around.closing.title"),
            say("around.closing.text"),
            (
                Choice("quit", say("around.closing.quit")),
                Choice("go-on", say("around.closing.go-on"), "primary"),
            ),
            say("around.closing.detail"),
        )
        ask(self.window, self._theme, inquiry, self._answered)

    def _answered(self, answer: str) -> None:
        if not answer:
            return
        settings = self._desk.workspace.settings
        tray = replace(settings.tray, close_explained=True)
        self.window.change_settings(replace(settings, tray=tray))
        if answer == "quit":
            self.quit()
        else:
            self.window.hide()
