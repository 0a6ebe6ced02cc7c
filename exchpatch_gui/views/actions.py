# SPDX-License-Identifier: MIT
"""Everything the window can do, in one table: id, shortcut, icon; texts come from the wording."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from exchpatch_gui.views.theme import Theme
from exchpatch_gui.wording import Wording


class Spec(NamedTuple):
    """One action; ``window.action.<id>`` names it, ``….tip`` says more where there is more."""

    id: str
    shortcut: str = ""
    icon: str = ""


SPECS = (
    Spec("check-all", "F5"),
    Spec("check", "Shift+F5", "check-one"),
    Spec("cancel", "Esc", "stop"),
    Spec("add", "Ctrl+N", "add"),
    Spec("find", "Ctrl+D", "find"),
    Spec("import", "Ctrl+I", "import"),
    Spec("import-files", "Ctrl+Shift+I", "folder"),
    Spec("export", "Ctrl+E", "open"),
    Spec("save-pdf", "Ctrl+S", "report"),
    Spec("save-html"),
    Spec("save-csv"),
    Spec("save-json"),
    Spec("save-as", "Ctrl+Shift+S"),
    Spec("edit", "F2", "edit"),
    Spec("move", "Ctrl+M", "customer"),
    Spec("tag", "Ctrl+T", "tag"),
    Spec("enable"),
    Spec("sign-ins", "Ctrl+K", "key"),
    Spec("delete", "Del", "delete"),
    Spec("undo", "Ctrl+Z", "undo"),
    Spec("copy", "Ctrl+C", "copy"),
    Spec("search", "Ctrl+F", "search"),
    Spec("keep-filter", "Ctrl+Shift+F", "star"),
    Spec("import-catalogue", "", "import"),
    Spec("export-catalogue", "", "open"),
    Spec("leave-demo", "", "left"),
    Spec("settings", "Ctrl+,", "settings"),
    Spec("shortcuts", "F1", "keyboard"),
    Spec("data-folder", "", "folder"),
    Spec("diagnostics", "", "copy"),
    Spec("about", "", "info"),
    Spec("quit", "Ctrl+Q"),
)

_BY_ID = {spec.id: spec for spec in SPECS}
_AT_ONCE = frozenset({"add", "save-pdf"})
"""Their icons stand in the toolbar; those of the others are in menus."""


class Actions:
    """The actions of one window; each can be reached by its shortcut from anywhere in it.

    The first frame shows few of them: until ``finish``, each is made when it is asked for.
    """

    def __init__(self, window: QWidget, theme: Theme, words: Wording) -> None:
        self._window, self._theme, self._words = window, theme, words
        self._slots: Mapping[str, Callable[[], object]] | None = None
        self._states: dict[str, bool] = {}
        self._made: dict[str, QAction] = {}

    def __getitem__(self, action_id: str) -> QAction:
        action = self._made.get(action_id)
        if action is None:
            action = self._made[action_id] = self._make(_BY_ID[action_id])
        return action

    def finish(self) -> None:
        """Give them what the first frame doesn't show: keys, tips, the icons of the menus."""
        from PySide6.QtGui import QKeySequence  # noqa: PLC0415 (second frame)

        for spec in SPECS:
            action = self[spec.id]
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
            named = f"window.action.{spec.id}"
            tip = self._words.text(f"{named}.tip" if self._words.has(f"{named}.tip") else named)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{tip} ({keys})" if keys else tip)
            if spec.icon and spec.id not in _AT_ONCE:
                self._theme.dress(action, spec.icon, "text")
            self._window.addAction(action)

    def connect(self, slots: Mapping[str, Callable[[], object]]) -> None:
        """Let actions do something; those that are left out are hidden.

        A shortcut of a hidden action does nothing.
        """
        self._slots = slots
        for action in self._made.values():
            self._connect(action)

    def enable(self, states: Mapping[str, bool]) -> None:
        """Allow or forbid actions."""
        self._states |= states
        for action_id in states.keys() & self._made.keys():
            self._made[action_id].setEnabled(states[action_id])

    def listed(self) -> list[tuple[str, str]]:
        """Give what has a shortcut: its name and the shortcut as this system writes it."""
        from PySide6.QtGui import QKeySequence  # noqa: PLC0415 (rarely needed)

        form = QKeySequence.SequenceFormat.NativeText
        actions = (self[spec.id] for spec in SPECS)
        return [
            (action.text().replace("&", ""), action.shortcut().toString(form))
            for action in actions
            if action.isVisible() and not action.shortcut().isEmpty()
        ]

    def _make(self, spec: Spec) -> QAction:
        action = QAction(self._words.text(f"window.action.{spec.id}"), self._window)
        action.setObjectName(spec.id)
        action.setEnabled(self._states.get(spec.id, True))
        if spec.id in _AT_ONCE:
            self._theme.dress(action, spec.icon, "text")
        self._connect(action)
        return action

    def _connect(self, action: QAction) -> None:
        if self._slots is None:
            return
        slot = self._slots.get(action.objectName())
        if slot is None:
            action.setVisible(False)
        else:
            action.triggered.connect(_without_arguments(slot))


def _without_arguments(slot: Callable[[], object]) -> Callable[[], None]:
    def called() -> None:
        slot()

    return called
