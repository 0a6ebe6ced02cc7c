# SPDX-License-Identifier: MIT
"""The icon in the notification area: the worst state by shape and colour, and a menu."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.viewmodels.tray_state import Notice, Problem, TrayState
from exchpatch_gui.views import icons
from exchpatch_gui.views.palette import LIGHT
from exchpatch_gui.views.theme import SIGN, Theme
from exchpatch_gui.wording import Wording

_SIZES = (16, 20, 22, 24, 32, 40, 48, 64)
_SHOWN_MILLISECONDS = 15_000
# A desktop that has just started may bring its notification area up to a minute later.
_LOOK_MILLISECONDS = 5_000
_LOOKS = 24
_CLICKS = frozenset(
    {
        QSystemTrayIcon.ActivationReason.Trigger,
        QSystemTrayIcon.ActivationReason.DoubleClick,
        QSystemTrayIcon.ActivationReason.MiddleClick,
    }
)


class Tray(QObject):
    """Everything works without it: where there is no notification area, it does nothing.

    Signals:
        appeared: There is a notification area now, and the icon waits for what to show.
        opened: The window is wanted; the id of the server to be shown, or 0.
        check_wanted: All servers are to be checked.
        pause_wanted: ``bool``: checks in the background are to rest, or to go on.
        quit_wanted: The program is to end.
    """

    appeared = Signal()
    opened = Signal(int)
    check_wanted = Signal()
    pause_wanted = Signal(bool)
    quit_wanted = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon: QSystemTrayIcon | None = None
        self._menu: TrayMenu | None = None
        self._words: Wording | None = None
        self._state: TrayState | None = None
        self._noticed = 0
        self._looks = _LOOKS
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MILLISECONDS)
        self._look.timeout.connect(self._appear)

    @property
    def is_there(self) -> bool:
        """Whether the icon can be seen now: else hiding the window would lose it."""
        return self._icon is not None and QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def menu(self) -> TrayMenu | None:
        """What opens at the icon, None where there is none."""
        return self._menu

    def start(self) -> None:
        """Appear, at once or when the desktop has its notification area."""
        self._appear()
        if self._icon is None:
            self._look.start()

    def stop(self) -> None:
        """Disappear."""
        self._look.stop()
        if self._icon is not None:
            self._icon.hide()

    def show_state(self, state: TrayState, words: Wording) -> None:
        """Show another state, or another language."""
        if (state, words) != (self._state, self._words):
            self._state, self._words = state, words
            self._refresh()

    def show_pause(self, *, possible: bool, paused: bool) -> None:
        """Show whether checks in the background can rest, and whether they do."""
        if self._menu is not None:
            self._menu.show_pause(possible=possible, paused=paused)

    def allow_check(self, *, allowed: bool) -> None:
        """Offer to check all servers, or not."""
        if self._menu is not None:
            self._menu.check.setEnabled(allowed)

    def tell(self, notice: Notice) -> bool:
        """Pop a message up; tell whether that was possible."""
        if self._icon is None or not self.is_there or not QSystemTrayIcon.supportsMessages():
            return False
        self._noticed = notice.server_id
        sign = tray_icon(notice.light)
        self._icon.showMessage(notice.title, notice.text, sign, _SHOWN_MILLISECONDS)
        return True

    @Slot()
    def _appear(self) -> None:
        self._looks -= 1
        if not QSystemTrayIcon.isSystemTrayAvailable():
            if not self._looks:
                self._look.stop()
            return
        self._look.stop()
        self._menu = menu = TrayMenu(self._theme)
        self._icon = icon = QSystemTrayIcon(self)
        icon.setContextMenu(menu)
        icon.activated.connect(self._click)
        icon.messageClicked.connect(lambda: self.opened.emit(self._noticed))
        menu.open.triggered.connect(lambda: self.opened.emit(0))
        menu.check.triggered.connect(self.check_wanted)
        menu.pause.triggered.connect(self.pause_wanted)
        menu.quit.triggered.connect(self.quit_wanted)
        menu.chosen.connect(self.opened)
        self._refresh()
        self.appeared.emit()

    def _refresh(self) -> None:
        if self._icon is None or self._menu is None or self._state is None or self._words is None:
            return
        self._icon.setIcon(tray_icon(self._state.light))
        self._icon.setToolTip(self._state.tip)
        self._menu.show_state(self._state, self._words)
        self._icon.show()

    def _click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # On macOS a click opens the menu.
        if reason in _CLICKS and sys.platform != "darwin":
            self.opened.emit(0)


class TrayMenu(QMenu):
    """What opens at the icon.

    Attributes:
        open: Shows the window.
        check: Checks all servers.
        pause: Lets checks in the background rest.
        quit: Ends the program.

    Signals:
        chosen: The id of a server from the list of problems; 0 for those that are not listed.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state: TrayState | None = None
        self._words: Wording | None = None
        self._problems: list[QAction] = []
        self.open, self.check = QAction(self), QAction(self)
        self.pause, self.quit = QAction(self), QAction(self)
        self.pause.setCheckable(True)
        theme.dress(self.check, "check-all", "accent")
        self.addActions([self.open, self.check])
        self._before = self.addSeparator()
        self._after = self.addSeparator()
        self.addActions([self.pause, self.quit])
        self.setDefaultAction(self.open)
        self.aboutToHide.connect(self._rebuild_later)

    def show_state(self, state: TrayState, words: Wording) -> None:
        """Say what there is to do; not while somebody reads the menu."""
        self._state, self._words = state, words
        if not self.isVisible():
            self._rebuild()

    def show_pause(self, *, possible: bool, paused: bool) -> None:
        """Offer to pause, and tick it while it is so."""
        self.pause.setVisible(possible)
        self.pause.setChecked(paused)

    def _rebuild_later(self) -> None:
        """Wait until the action that was chosen has been told."""
        QTimer.singleShot(0, self, self._rebuild)

    @Slot()
    def _rebuild(self) -> None:
        state, words = self._state, self._words
        if state is None or words is None:
            return
        for action, key in (
            (self.open, "open"),
            (self.check, "check"),
            (self.pause, "pause"),
            (self.quit, "quit"),
        ):
            action.setText(words.text(f"around.tray.{key}"))
        for old in self._problems:
            self.removeAction(old)
            old.deleteLater()
        self._problems = [self._problem(one) for one in state.problems]
        if state.more:
            self._problems.append(
                self._other(words.text("around.tray.more", {"count": state.more}))
            )
        if not self._problems:
            fine = self._other(state.calm)
            fine.setEnabled(False)
            self._problems.append(fine)
        self.insertActions(self._after, self._problems)

    def _problem(self, problem: Problem) -> QAction:
        action = QAction(problem.text.replace("&", "&&"), self)
        action.setIcon(self._theme.sign(problem.light))
        action.triggered.connect(lambda: self.chosen.emit(problem.server_id))
        return action

    def _other(self, text: str) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda: self.chosen.emit(0))
        return action


def tray_icon(light: TrafficLight) -> QIcon:
    """Give the sign of a light in every size a notification area asks for.

    Its colours are those of the light theme: they stand out from light and dark task bars alike,
    whose colour is not that of the windows.
    """
    icon = QIcon()
    ratios = {screen.devicePixelRatio() for screen in QApplication.screens()} or {1.0}
    for size in sorted({round(size * ratio) for size in _SIZES for ratio in ratios}):
        icon.addPixmap(icons.pixmap(SIGN[light], LIGHT.of(light).sign, size))
    return icon
