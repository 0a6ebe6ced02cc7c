# SPDX-License-Identifier: MIT
"""The main window: puts its parts together and passes between them what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from exchpatch_gui.config.settings import Settings
from exchpatch_gui.domain.values import replace
from exchpatch_gui.errors import UserError
from exchpatch_gui.net.courtesy import going_first
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.filters import Filter
from exchpatch_gui.views.actions import Actions
from exchpatch_gui.views.commands import Commands
from exchpatch_gui.views.footer import Footer
from exchpatch_gui.views.menus import Menus
from exchpatch_gui.views.panel_link import PanelLink
from exchpatch_gui.views.run_status import RunStatus
from exchpatch_gui.views.theme import Theme
from exchpatch_gui.views.toolbar import Toolbar
from exchpatch_gui.views.work_area import WorkArea

if TYPE_CHECKING:
    from exchpatch_gui.views.ask import Question
    from exchpatch_gui.views.report_menu import ReportMenu
    from exchpatch_gui.views.toast import Toast
    from exchpatch_gui.views.welcome import Welcome

_SIZE = (1360, 860)
_LEAST = (760, 480)
_NEED_ONE = ("edit",)
_NEED_SOME = ("move", "tag", "enable", "delete", "copy")


class MainWindow(QMainWindow):
    """One window in one language on top of a desk.

    Attributes:
        may_close: Asked before it closes; a tray may say no and hide it instead.

    Signals:
        demo_wanted: The newcomer wants to look around first.
        demo_left: They have seen enough.
        settings_changed: ``Settings`` that hold now.
    """

    demo_wanted = Signal()
    demo_left = Signal()
    settings_changed = Signal(object)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.may_close: Callable[[], bool] = lambda: True
        self._desk = desk
        self._theme = theme
        self._finished = False
        self.words = words = desk.workspace.words
        demo = ".demo" if desk.workspace.is_demo else ""
        self.setWindowTitle(words.text(f"window.title{demo}"))
        self.setMinimumSize(*_LEAST)
        self._middle = QWidget(self)
        self._pages = QStackedWidget(self._middle)
        self.commands = Commands(self, desk, theme)
        self.orders = Actions(self, theme, words)
        self.toolbar = Toolbar(self.orders, theme, words, self._middle)
        self.menus = Menus(self, self.orders, desk, theme)
        self.panel = PanelLink(desk, theme, self._pages)
        self.area = WorkArea(desk, theme, self.panel.place, self._pages)
        self.footer = Footer(self.orders["cancel"], words, self._middle)
        self._lay_out()
        self._status = RunStatus(desk, self.footer, words, self)
        self._connect()
        self._restore()
        self._show_page()
        (self.area.table if desk.fleet.rows else self.welcome).setFocus()

    @cached_property
    def report_menu(self) -> ReportMenu:
        """What the menu of reports lets choose."""
        from exchpatch_gui.views.report_menu import ReportMenu  # noqa: PLC0415 (second frame)

        workspace = self._desk.workspace
        return ReportMenu(
            self.toolbar.report_menu, self.words, lambda: workspace.settings, self.change_settings
        )

    @cached_property
    def toast(self) -> Toast:
        """Says what was done and offers a way back."""
        from exchpatch_gui.views.toast import Toast  # noqa: PLC0415 (rarely needed)

        made = Toast(self._middle)
        made.name_close(self.words.text("window.toast.close"))
        return made

    @cached_property
    def welcome(self) -> Welcome:
        """What stands where there are no servers."""
        from exchpatch_gui.views.welcome import Welcome  # noqa: PLC0415 (rarely needed)

        made = Welcome(self._theme, self.words)
        made.chosen.connect(self._welcome)
        self._pages.addWidget(made)
        return made

    @property
    def filter(self) -> Filter:
        """What the table shows."""
        return self.area.filter

    @property
    def selected_ids(self) -> tuple[int, ...]:
        """The selected servers in their order."""
        return self.area.table.selected_ids()

    @property
    def shown_ids(self) -> tuple[int, ...]:
        """The servers of the table in their order."""
        return self.area.model.ids()

    @property
    def report_scope(self) -> str:
        """Which servers a report covers: ``shown``, ``all`` or ``selected``."""
        return self.report_menu.scope

    def show_server(self, server_id: int) -> None:
        """Select a server, whatever is shown now."""
        self.show_servers([server_id])

    def show_servers(self, ids: Sequence[int]) -> None:
        """Select servers, whatever is shown now."""
        if any(self.area.model.place(one) is None for one in ids):
            self.area.set_filter(Filter())
        self.area.table.select(ids)

    def focus_search(self) -> None:
        """Give the search field the keys."""
        self.toolbar.search.setFocus()
        self.toolbar.search.selectAll()

    def leave_search(self) -> bool:
        """Empty the search field if it has the keys and holds something; tell whether it did."""
        field = self.toolbar.search
        if not field.hasFocus() or not field.text():
            return False
        field.clear()
        return True

    def finish(self) -> None:
        """Make what the first frame does without."""
        self._finished = True
        self._status.finish()
        self.orders.finish()
        self.toolbar.finish()
        self.report_menu.allow_selected(allowed=bool(self.selected_ids))
        self.area.finish()
        self.commands.accept_files()
        self.panel.begin()

    def allow_leaving(self, *, allowed: bool) -> None:
        """Offer to leave the demonstration, where there is something to go back to."""
        self.orders["leave-demo"].setVisible(allowed)

    def tell_error(self, error: Exception) -> Question:
        """Say what went wrong and what to do."""
        from exchpatch_gui.views import ask  # noqa: PLC0415 (rarely needed)

        return ask.tell_error(self, self._theme, self.words, error)

    def change_settings(self, settings: Settings) -> None:
        """Take over and store what the user has chosen."""
        try:
            self._desk.workspace.change_settings(settings)
        except UserError as error:
            self.tell_error(error)
        self.area.set_saved(settings.window.saved)
        self.settings_changed.emit(settings)

    def keep_layout(self) -> None:
        """Store where everything is."""
        settings = self._desk.workspace.settings
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        window = self.area.stored(replace(settings.window, geometry=geometry))
        self.change_settings(replace(settings, window=window))

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest:
            return super().event(event)
        with going_first():  # all that is to be painted anew is painted in this event
            return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep_layout()
        if not self.may_close():
            event.ignore()
            return
        super().closeEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._pages.addWidget(self.area)
        column.addWidget(self.toolbar)
        column.addWidget(self._pages, 1)
        column.addWidget(self.footer)
        self.setCentralWidget(self._middle)

    def _connect(self) -> None:
        desk = self._desk
        self.orders.connect({**self.commands.slots(), "leave-demo": self.demo_left.emit})
        self.toolbar.search.textChanged.connect(self.area.search)
        self.toolbar.search.left.connect(self.area.table.setFocus)
        self.area.selected.connect(self._take_selection)
        self.area.filtered.connect(self._take_filter)
        self.area.table.menu_requested.connect(self.menus.open_for_rows)
        self.area.table.opened.connect(lambda _id: self._trigger("edit"))
        self.area.entry_menu_requested.connect(self.menus.open_for_entry)
        desk.fleet.reloaded.connect(self._show_page)
        desk.fleet.changed.connect(self._take_changes)
        desk.warmed.connect(self._be_warm)
        desk.failed.connect(self.tell_error)
        self.panel.failed.connect(self.tell_error)
        self.panel.edit_requested.connect(lambda: self._trigger("edit"))
        self.commands.follow(self.panel)
        desk.undo_offered.connect(self._offer_undo)
        for turn in (desk.runs.run_started, desk.runs.run_finished, desk.runs.run_failed):
            turn.connect(self._enable)

    def _restore(self) -> None:
        window = self._desk.workspace.settings.window
        self.resize(*_SIZE)
        if window.geometry:
            self.restoreGeometry(QByteArray.fromBase64(window.geometry.encode("ascii")))
        self.area.restore(window)
        if self._desk.is_warm:
            self._be_warm()

    def _show_page(self) -> None:
        servers = bool(self._desk.fleet.rows)
        self._pages.setCurrentWidget(self.area if servers else self.welcome)
        self.toolbar.show_working(working=servers)
        self.footer.setVisible(servers)
        self._enable()
        self.panel.show_soon(self.selected_ids)

    def _enable(self) -> None:
        selected = len(self.selected_ids)
        servers = bool(self._desk.fleet.rows)
        running = self._desk.runs.is_running
        self.orders.enable(
            dict.fromkeys(_NEED_ONE, selected == 1)
            | dict.fromkeys(_NEED_SOME, selected > 0)
            | {
                "check-all": servers and not running,
                "check": selected > 0 and not running,
                "undo": self._desk.can_undo,
                "export": servers,
                "keep-filter": servers and self.filter != Filter(),
                **{f"save-{form}": servers for form in ("pdf", "html", "csv", "json", "as")},
            }
        )
        if self._finished:
            self.report_menu.allow_selected(allowed=selected > 0)

    def _take_selection(self) -> None:
        self._enable()
        self.panel.show_soon(self.selected_ids)

    def _take_filter(self, chosen: Filter) -> None:
        if self.toolbar.search.text().split() != chosen.search.split():
            self.toolbar.search.setText(chosen.search)
        self._enable()

    def _take_changes(self, ids: tuple[int, ...]) -> None:
        if not self.panel.shown.isdisjoint(ids):
            self.panel.show_soon(self.selected_ids)

    def _be_warm(self) -> None:
        self.toolbar.show_catalogue(self._desk.workspace.catalogue_info)
        self._status.show_day()
        self.panel.show_soon(self.selected_ids)

    def _welcome(self, choice: str) -> None:
        if choice == "demo":
            self.demo_wanted.emit()
        else:
            self._trigger(choice)

    def _trigger(self, action_id: str) -> None:
        self.orders[action_id].trigger()

    def _offer_undo(self, text_id: str, count: int) -> None:
        self._enable()
        text, undo = self.words.text(text_id, {"count": count}), self.orders["undo"].trigger
        self.toast.say(text, self.words.text("window.toast.undo"), undo)
