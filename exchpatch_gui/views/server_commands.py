# SPDX-License-Identifier: MIT
"""What the window asks before it changes the selected servers or its own filters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.services.inventory import ServerChange
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.row_texts import RowTexts
from exchpatch_gui.viewmodels.ticket import ticket_text
from exchpatch_gui.views.text_question import TextQuestion, ask_text

if TYPE_CHECKING:
    from exchpatch_gui.views.main_window import MainWindow


class ServerCommands(QObject):
    """Works on what is selected in the window."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._words = desk.workspace.words

    def move(self) -> None:
        """Ask for the customer of the selected servers."""
        servers = self._selected()
        if not servers:
            return
        groups = {server.group for server in servers}

        def answered(group: str) -> None:
            self._desk.change(_ids(servers), lambda _server: ServerChange(group=group))

        ask_text(
            TextQuestion(self._window, self._words, "move", len(servers)),
            groups.pop() if len(groups) == 1 else "",
            self._desk.workspace.inventory.groups(),
            answered,
        )

    def tag(self) -> None:
        """Ask for the tags that the selected servers have in common."""
        servers = self._selected()
        if not servers:
            return
        shared = set(servers[0].tags).intersection(*(server.tags for server in servers))

        def answered(text: str) -> None:
            wanted = {part.strip() for part in text.split(",")} - {""}
            self._desk.change(
                _ids(servers),
                lambda server: ServerChange(tags=tuple((set(server.tags) - shared) | wanted)),
            )

        ask_text(
            TextQuestion(self._window, self._words, "tag", len(servers)),
            ", ".join(sorted(shared)),
            self._desk.workspace.inventory.tags(),
            answered,
        )

    def switch(self) -> None:
        """Include the selected servers in checks of all, or leave all of them out."""
        servers = self._selected()
        include = not all(server.enabled for server in servers)
        self._desk.change(_ids(servers), lambda _server: ServerChange(enabled=include))

    def copy(self) -> None:
        """Copy the selected servers as text."""
        workspace = self._desk.workspace
        rows = [self._desk.fleet.rows[one] for one in self._window.selected_ids]
        if not rows:
            return
        texts = RowTexts(workspace.words, workspace.day)
        QGuiApplication.clipboard().setText(ticket_text(rows, texts, workspace.clock()))
        say = self._words.text("window.toast.copied", {"count": len(rows)})
        self._window.toast.say(say)

    def copy_text(self, text: str) -> None:
        """Copy a text and say so."""
        QGuiApplication.clipboard().setText(text)
        self._window.toast.say(self._words.text("window.toast.text-copied"))

    def keep_filter(self) -> None:
        """Ask for a name and keep what is shown as a filter."""
        chosen = self._window.filter

        def answered(name: str) -> None:
            if name:
                settings = self._desk.workspace.settings
                saved = (*settings.window.saved, chosen.saved(name))
                self._window.change_settings(
                    replace(settings, window=replace(settings.window, saved=saved))
                )

        ask_text(TextQuestion(self._window, self._words, "filter"), chosen.search, (), answered)

    def _selected(self) -> tuple[Server, ...]:
        return self._desk.fleet.servers(self._window.selected_ids)


def _ids(servers: Iterable[Server]) -> tuple[int, ...]:
    return tuple(server.id for server in servers)
