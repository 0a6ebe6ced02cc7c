# SPDX-License-Identifier: MIT
"""What the menu of the report button adds: which servers, and for whom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLabel, QMenu, QWidgetAction

from exchpatch_gui.config.settings import Settings
from exchpatch_gui.domain.values import replace
from exchpatch_gui.views.theme import set_kind
from exchpatch_gui.wording import Wording

SCOPES = ("shown", "all", "selected")
TEMPLATES = ("owner", "technical", "audit")


class ReportMenu:
    """Two groups of choices at the end of a menu.

    Attributes:
        scope: One of ``SCOPES``; it holds for this window.
    """

    def __init__(
        self,
        menu: QMenu,
        words: Wording,
        settings: Callable[[], Settings],
        change: Callable[[Settings], None],
    ) -> None:
        self.scope = SCOPES[0]
        self._settings = settings
        self._change = change
        _head(menu, words.text("window.report.scope"))
        self._scopes = self._add(menu, words, SCOPES, self._take_scope)
        _head(menu, words.text("window.report.template"))
        self._templates = self._add(menu, words, TEMPLATES, self._take_template)
        self._scopes[self.scope].setChecked(True)
        menu.aboutToShow.connect(self._show_template)

    def allow_selected(self, *, allowed: bool) -> None:
        """Offer the selection, or not while there is none."""
        self._scopes["selected"].setEnabled(allowed)
        if not allowed and self.scope == "selected":
            self.scope = SCOPES[0]
            self._scopes[self.scope].setChecked(True)

    def _add(
        self, menu: QMenu, words: Wording, keys: tuple[str, ...], take: Callable[[str], None]
    ) -> dict[str, QAction]:
        group = QActionGroup(menu)
        made = {}
        for key in keys:
            made[key] = action = group.addAction(words.text(f"window.report.{key}"))
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, key=key: take(key))
            menu.addAction(action)
        return made

    def _take_scope(self, key: str) -> None:
        self.scope = key

    def _take_template(self, key: str) -> None:
        now = self._settings()
        self._change(replace(now, report=replace(now.report, template=key)))

    def _show_template(self) -> None:
        chosen = self._settings().report.template
        if chosen in self._templates:
            self._templates[chosen].setChecked(True)


def _head(menu: QMenu, text: str) -> None:
    """Begin a group; Qt leaves out the titles of sections where a style sheet is set."""
    menu.addSeparator()
    label = QLabel(text, menu)
    set_kind(label, "menu-heading")
    heading = QWidgetAction(menu)
    heading.setText(text)
    heading.setDefaultWidget(label)
    heading.setEnabled(False)
    menu.addAction(heading)
