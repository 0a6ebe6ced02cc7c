# SPDX-License-Identifier: MIT
"""The settings: pages at the leading side, OK, Cancel and Apply as the platform has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui.config.settings import Settings
from exchpatch_gui.views import icons
from exchpatch_gui.views.dialogs.settings.checks_page import ChecksPage, Preview
from exchpatch_gui.views.dialogs.settings.general_page import GeneralPage
from exchpatch_gui.views.dialogs.settings.network_page import NetworkPage
from exchpatch_gui.views.dialogs.settings.page import Page
from exchpatch_gui.views.dialogs.settings.reports_page import ReportsPage
from exchpatch_gui.views.dialogs.settings.tray_page import TrayPage
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

_LETTERS_WIDE = 92
_LINES_HIGH = 42
_SHARE_OF_SCREEN = 0.9


class SettingsDialog(QDialog):
    """Shows settings; what is chosen counts from *Apply* or *OK* on, colours at once.

    Args:
        preview: Says when the next check were, for a schedule.

    Attributes:
        pages: In their order, by id.

    Signals:
        applied: ``Callable[[Settings], Settings]``: puts what is chosen into settings.
        autostart_chosen: ``bool``.
        look_previewed: ``Theme`` of the settings, to be seen and not yet kept.
    """

    applied = Signal(object)
    autostart_chosen = Signal(bool)
    look_previewed = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, words: Wording, preview: Preview) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.text("around.settings.title"))
        self._theme = theme
        self._words = words
        self._kept = Settings()
        self._had_autostart = False
        self._then: Callable[[], None] | None = None
        # Each part is made inside its place: whatever moves takes its style anew.
        self.list, self._stack = QListWidget(self), QStackedWidget(self)
        self.general = GeneralPage(theme, words, self._room())
        self.tray = TrayPage(theme, words, self._room())
        made = (
            self.general,
            ChecksPage(theme, words, self._room(), preview),
            self.tray,
            ReportsPage(theme, words, self._room()),
            NetworkPage(theme, words, self._room()),
        )
        self.pages: dict[str, Page] = {page.name: page for page in made}
        self.buttons = self._make_buttons()
        self._fill()
        self._lay_out()
        for page in made:
            page.changed.connect(self._offer)
            page.settled.connect(self._go_on)
        self.general.look_chosen.connect(self.look_previewed)

    @property
    def page(self) -> str:
        """The id of the page that is shown."""
        return list(self.pages)[self.list.currentRow()]

    def show_page(self, name: str) -> None:
        """Turn to a page."""
        self.list.setCurrentRow(list(self.pages).index(name))

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        self._kept = settings
        for page in self.pages.values():
            # A page that is half filled is no choice: what it says on the way is not heard.
            with QSignalBlocker(page):
                page.show_settings(settings)
        self._offer()

    def show_autostart(self, *, enabled: bool | None) -> None:
        """Show whether the program starts with the sign-in; None if that can't be chosen."""
        self._had_autostart = bool(enabled)
        self.tray.show_autostart(enabled=enabled)
        self._offer()

    def take_settings(self, settings: Settings) -> Settings:
        """Give settings with what is chosen here, the rest as it was."""
        for page in self.pages.values():
            settings = page.take_settings(settings)
        return settings

    def accept(self) -> None:
        self._when_right(self._close_and_apply)

    def reject(self) -> None:
        self._then = None
        self.look_previewed.emit(self._kept.theme)
        super().reject()

    def _make_buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        say = self._words.text
        self.ok = QPushButton(say("around.ok"), box)
        self.cancel = QPushButton(say("around.cancel"), box)
        self.apply = QPushButton(say("around.apply"), box)
        set_kind(self.ok, "primary")
        for button, part in (
            (self.ok, role.AcceptRole),
            (self.cancel, role.RejectRole),
            (self.apply, role.ApplyRole),
        ):
            box.addButton(button, part)
        self.ok.setDefault(True)
        for button in (self.cancel, self.apply):
            button.setAutoDefault(False)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.apply.clicked.connect(lambda: self._when_right(self._apply))
        return box

    def _room(self) -> QScrollArea:
        """Give a place for a page."""
        scroll = QScrollArea(self._stack)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def _fill(self) -> None:
        metrics = self.list.fontMetrics()
        texts = [self._words.text(f"around.settings.{page.name}") for page in self.pages.values()]
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        size = QSize(widest + icons.SMALL + 4 * UNIT, metrics.height() + 2 * UNIT)
        for page, text in zip(self.pages.values(), texts, strict=True):
            item = QListWidgetItem(text)
            item.setSizeHint(size)
            self.list.addItem(item)
            scroll = cast("QScrollArea", page.parentWidget())
            set_kind(page, "page")
            scroll.setWidget(page)
            self._stack.addWidget(scroll)
        self.list.setAccessibleName(self._words.text("around.settings.pages"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(UNIT // 4)
        self.list.setFixedWidth(size.width() + 3 * UNIT)
        self._dress()
        self._theme.changed.connect(self._dress)
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.list.setCurrentRow(0)

    def _dress(self) -> None:
        """Give the names of the pages their icons in the colours of the moment."""
        for row, page in enumerate(self.pages.values()):
            self.list.item(row).setIcon(self._theme.icon(page.sign, "muted"))

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        leading = QVBoxLayout()
        leading.setContentsMargins(2 * UNIT, 2 * UNIT, 0, 2 * UNIT)
        leading.addWidget(self.list)
        middle.addLayout(leading)
        middle.addWidget(self._stack, 1)
        line = QFrame(self)
        line.setFixedHeight(1)
        set_kind(line, "line")
        lower = QHBoxLayout()
        lower.setContentsMargins(2 * UNIT, UNIT + 4, 2 * UNIT, 2 * UNIT)
        lower.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(line)
        column.addLayout(lower)
        metrics, room = self.fontMetrics(), self.screen().availableSize() * _SHARE_OF_SCREEN
        wanted = QSize(metrics.averageCharWidth() * _LETTERS_WIDE, metrics.height() * _LINES_HIGH)
        self.resize(wanted.boundedTo(room))

    def _offer(self) -> None:
        """Offer *Apply* while something is chosen that does not count yet."""
        different = self.take_settings(self._kept) != self._kept
        self.apply.setEnabled(different or self._wants_autostart() is not self._had_autostart)

    def _wants_autostart(self) -> bool:
        return self.tray.autostart.isChecked()

    def _when_right(self, then: Callable[[], object]) -> None:
        """Do something once every page is right; else show what is wrong."""
        if any(page.is_settling for page in self.pages.values()):
            self._then = lambda: self._when_right(then)
            return
        for name, page in self.pages.items():
            wrong = page.fault()
            if wrong is not None:
                self.show_page(name)
                wrong.setFocus()
                return
        then()

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _close_and_apply(self) -> None:
        # Another language brings another window, in which a dialog that is open opens again.
        super().accept()
        self._apply()

    def _apply(self) -> None:
        wanted, had = self._wants_autostart(), self._had_autostart
        self._kept = self.take_settings(self._kept)
        self._had_autostart = wanted
        self._offer()
        if wanted is not had:
            self.autostart_chosen.emit(wanted)
        self.applied.emit(self.take_settings)
