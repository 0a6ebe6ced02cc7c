# SPDX-License-Identifier: MIT
"""The menus of the right mouse button: on rows of the table, on entries of the side bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from exchpatch_gui.domain.values import replace
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.filters import GROUP, OWN, TAG
from exchpatch_gui.views.actions import Actions
from exchpatch_gui.views.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from exchpatch_gui.views.main_window import MainWindow

_ROW_MENU = ("check", "edit", "", "move", "tag", "enable", "", "copy", "", "delete")


class Menus(QObject):
    """Opens menus where they are asked for; each is gone when it is closed."""

    def __init__(self, window: MainWindow, orders: Actions, desk: Desk, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._orders = orders
        self._desk = desk

    def open_for_rows(self, point: QPoint) -> None:
        """Offer what can be done with the selected servers."""
        menu = self._made()
        for one in _ROW_MENU:
            if one:
                menu.addAction(self._orders[one])
            else:
                menu.addSeparator()
        menu.popup(point)

    def open_for_entry(self, key: str, point: QPoint) -> None:
        """Offer who signs in to a customer or tag, or to forget a filter of the user's own."""
        say = self._window.words.text
        if key.startswith(OWN):
            menu = self._made()
            forget = menu.addAction(say("window.side.forget"))
            forget.triggered.connect(lambda: self._forget(int(key[len(OWN) :])))
        elif key.startswith(TAG) or (key.startswith(GROUP) and key != GROUP):
            menu = self._made()
            kind = "tag" if key.startswith(TAG) else "customer"
            assign = menu.addAction(say(f"window.side.sign-in.{kind}"))
            self._theme.dress(assign, "key", "text")
            assign.triggered.connect(lambda: self._window.commands.assign_sign_in(key))
        else:
            return
        menu.popup(point)

    def _made(self) -> QMenu:
        from PySide6.QtWidgets import QMenu  # noqa: PLC0415 (rarely needed)

        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _forget(self, place: int) -> None:
        settings = self._desk.workspace.settings
        saved = settings.window.saved
        window = replace(settings.window, saved=(*saved[:place], *saved[place + 1 :]))
        self._window.change_settings(replace(settings, window=window))
