# SPDX-License-Identifier: MIT
"""The bar on top: the one primary button, adding, reports, more, search, the catalogue's age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from exchpatch_gui.domain.messages import Params
from exchpatch_gui.views import icons
from exchpatch_gui.views.actions import Actions
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

if TYPE_CHECKING:
    from exchpatch_gui.domain.runs import CatalogueInfo

_ADDING = ("add", "find", "import", "", "import-files")
_CATALOGUE = ("import-catalogue", "export-catalogue")
_SAVING = ("save-pdf", "save-html", "save-csv", "save-json", "", "save-as")
_MORE = (
    *("leave-demo", "undo", "export", "keep-filter", ""),
    *("import-catalogue", "export-catalogue", ""),
    *("sign-ins", "settings", "shortcuts", "data-folder", "diagnostics", "about", "", "quit"),
)


class SearchField(QLineEdit):
    """Searches while one types; Escape empties it, the arrow down leads into the table.

    Signals:
        left: The table is to get the keys.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
            return
        super().keyPressEvent(event)


class Toolbar(QFrame):
    """The bar's widgets in their order.

    Attributes:
        search: The search field.
        pill: Says the catalogue's date, in amber when it is too old.
    """

    def __init__(
        self, actions: Actions, theme: Theme, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        set_kind(self, "toolbar")
        self.search = self._make_search()
        self.pill = QPushButton(self)
        set_kind(self.pill, "pill")
        self.pill.hide()
        self._actions = actions
        self.more = QPushButton(words.text("window.more"), self)
        self.more.setToolTip(words.text("window.more.tip"))
        theme.dress(self.more, "more", "text")
        self.more.setAccessibleName(self.more.text())
        self._splits = self._split(actions["add"]), self._split(actions["save-pdf"])
        self._primary_button = self._primary(actions["check-all"])
        self._working = (self._primary_button, *self._splits)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, UNIT + 2, 2 * UNIT, UNIT + 2)
        layout.setSpacing(UNIT)
        for button in (*self._working, self.more):
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self.search, 3)
        layout.addWidget(self.pill)
        height = max(one.sizeHint().height() for one in (*self._working, self.more, self.search))
        for widget in (*self._working, self.more, self.search):
            widget.setMinimumHeight(height)
        self._compact = False
        self._wanted = self._width_with_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def report_menu(self) -> QMenu:
        """The menu of the report button; scope and template are added to it."""
        return self._splits[-1].menu()

    def finish(self) -> None:
        """Make the menus, which the first frame doesn't show."""
        self._actions["save-pdf"].setIconVisibleInMenu(False)  # its neighbours there have none
        buttons: tuple[QPushButton | QToolButton, ...] = (self.pill, self.more, *self._splits)
        for button, ids in zip(buttons, (_CATALOGUE, _MORE, _ADDING, _SAVING), strict=True):
            menu = QMenu(self)
            menu.setToolTipsVisible(True)
            for action_id in ids:
                if action_id:
                    menu.addAction(self._actions[action_id])
                else:
                    menu.addSeparator()
            button.setMenu(menu)
        self._primary_button.setToolTip(self._actions["check-all"].toolTip())

    def show_working(self, *, working: bool) -> None:
        """Show what works on servers, or only what an empty window needs."""
        for widget in (*self._working, self.search):
            widget.setVisible(working)

    def show_catalogue(self, info: CatalogueInfo) -> None:
        """Say which catalogue judges and how old it is."""
        say = self._words.text
        params: Params = {"date": info.date, "count": info.age_days}
        if info.stale:
            self.pill.setText(say("window.catalogue.stale", params))
        else:
            self.pill.setText(say("window.catalogue.fresh", params))
        self.pill.setToolTip(say(f"window.catalogue.{'stale' if info.stale else 'fresh'}.tip"))
        self.pill.setAccessibleName(self.pill.text())
        self.pill.setAccessibleDescription(self.pill.toolTip())
        self.pill.setProperty("stale", info.stale)
        set_kind(self.pill, "pill")
        self.pill.show()
        self._fit()

    def _fit(self) -> None:
        """Leave the words out of buttons where room is short; icons and tips stay."""
        pill = self.pill.sizeHint().width() + UNIT if self.pill.text() else 0
        compact = self.width() < self._wanted + pill
        if compact is self._compact:
            return
        self._compact = compact
        style = Qt.ToolButtonStyle
        for button in self._splits:
            shown = style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon
            button.setToolButtonStyle(shown)
        self.more.setText("" if compact else self.more.accessibleName())

    def _width_with_words(self) -> int:
        buttons = (*self._working, self.more)
        margins = 4 * UNIT + len(buttons) * UNIT
        return sum(one.sizeHint().width() for one in buttons) + self.search.minimumWidth() + margins

    def _make_search(self) -> SearchField:
        field = SearchField(self)
        field.setObjectName("search")
        field.setPlaceholderText(self._words.text("window.search"))
        field.setAccessibleName(self._words.text("window.search"))
        field.setToolTip(self._words.text("window.search.tip"))
        field.textChanged.connect(lambda text: field.setClearButtonEnabled(bool(text)))
        self._glass = QAction(field)
        self._theme.dress(self._glass, "search", "muted")
        field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        field.setMaximumWidth(self.fontMetrics().averageCharWidth() * 48)
        field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 16)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return field

    def _primary(self, action: QAction) -> QPushButton:
        button = QPushButton(action.text(), self)
        button.setIconSize(QSize(icons.SMALL, icons.SMALL))
        button.setObjectName("check-all-button")
        set_kind(button, "primary")
        self._theme.dress(button, "check-all", "on_accent")
        button.clicked.connect(action.trigger)
        action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
        button.setEnabled(action.isEnabled())
        return button

    def _split(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(icons.SMALL, icons.SMALL))
        button.setAccessibleName(action.text().replace("&", ""))
        return button
