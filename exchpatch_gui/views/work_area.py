# SPDX-License-Identifier: MIT
"""Between toolbar and footer: side bar, badges over the table, and the panel of one server."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui.config.settings import SavedFilter, WindowSettings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.values import replace
from exchpatch_gui.viewmodels.desk import Desk
from exchpatch_gui.viewmodels.filters import ALL, Filter, filter_of
from exchpatch_gui.viewmodels.row_texts import RowTexts
from exchpatch_gui.viewmodels.server_table import ServerTableModel
from exchpatch_gui.views import icons
from exchpatch_gui.views.badges import LIGHTS, Badges
from exchpatch_gui.views.table import ServerTable
from exchpatch_gui.views.theme import UNIT, Theme, set_kind

if TYPE_CHECKING:
    from exchpatch_gui.viewmodels.side_bar import SideBarModel
    from exchpatch_gui.views.sidebar import SideBar

_SIDE_LETTERS, _LEAST_SIDE_LETTERS, _MOST_SIDE_LETTERS = 26, 14, 40
_LONGEST_NAMES = 8
_PANEL_LETTERS, _LEAST_PANEL_LETTERS = 44, 32
_MIDDLE_LETTERS = 110
_LETTERS_FOR_SIDE = 118
"""A narrower window leaves the side bar out: badges and search filter, too."""
_TICK_MILLISECONDS = 30_000


class WorkArea(QSplitter):
    """Keeps the three ways to filter in step with each other and with the table.

    Attributes:
        model: What the table shows.

    Signals:
        selected: ``tuple[int, ...]``, ids of the selected servers.
        entry_menu_requested: Key of an entry of the side bar, and where in global coordinates.
        filtered: ``Filter`` that holds now.
    """

    selected = Signal(object)
    entry_menu_requested = Signal(str, object)
    filtered = Signal(object)

    def __init__(
        self, desk: Desk, theme: Theme, panel: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        workspace = desk.workspace
        words = workspace.words
        self._desk = desk
        self.model = ServerTableModel(
            desk.fleet, RowTexts(words, workspace.day), workspace.clock, self
        )
        self._words, self._theme = words, theme
        self._key = ALL
        self._is_set_by_hand = False
        self._saved: Sequence[SavedFilter] = ()
        # Whoever is made without a parent gets its style twice, the second time with its children.
        self._middle = QWidget(self)
        self._side = QFrame(self)
        set_kind(self._side, "side")
        self.badges = Badges(theme, words, self._middle)
        self.table = ServerTable(self.model, theme, self._middle)
        self.table.setAccessibleName(words.text("window.table.name"))
        self._pages = QStackedLayout()
        self._lay_out(panel)
        self.badges.chosen.connect(self._take_light)
        self.table.selected.connect(self.selected)
        self.model.modelReset.connect(self._show_page)
        desk.counted.connect(self._count)
        desk.fleet.reloaded.connect(self._widen_side)
        self.splitterMoved.connect(self._note_hand)
        self.model.arrange()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MILLISECONDS)
        self._tick.timeout.connect(self._grow_older)
        self._tick.start()

    @cached_property
    def entries(self) -> SideBarModel:
        """What the side bar shows."""
        from exchpatch_gui.viewmodels.side_bar import SideBarModel  # noqa: PLC0415 (second frame)

        made = SideBarModel(self._desk.fleet, self._words, self._desk.workspace.clock, self)
        made.set_saved(self._saved)
        return made

    @cached_property
    def sidebar(self) -> SideBar:
        """The side bar: the first frame has its place, the second its entries."""
        from exchpatch_gui.views.sidebar import SideBar  # noqa: PLC0415 (second frame)

        made = SideBar(self.entries, self._theme, self._side)
        made.setAccessibleName(self._words.text("window.side.name"))
        made.choose(self._key)
        made.chosen.connect(self._take_entry)
        made.menu_requested.connect(self.entry_menu_requested)
        layout = QVBoxLayout(self._side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(made)
        self.setTabOrder(made, self.badges.badges[LIGHTS[0]])
        return made

    @cached_property
    def _nothing(self) -> QWidget:
        """What stands where no server passes the filter."""
        made = QWidget(self._middle)
        said = QLabel(self._words.text("window.table.empty"), made)
        set_kind(said, "muted")
        show_all = QPushButton(self._words.text("window.table.show-all"), made)
        set_kind(show_all, "link")
        show_all.clicked.connect(lambda: self.set_filter(Filter()))
        column = QVBoxLayout(made)
        column.addStretch(1)
        column.addWidget(said, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(show_all, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._pages.addWidget(made)
        return made

    def finish(self) -> None:
        """Make what the first frame does without."""
        self.sidebar.show()
        # Asked for the first time for just any widget, PySide loads all kinds there are, which
        # takes long. It would be asked when the first results arrive.
        self.table.viewport()

    @property
    def filter(self) -> Filter:
        """What is shown."""
        return self.model.filter

    def set_filter(self, chosen: Filter) -> None:
        """Show what passes a filter, and show in the side bar and the badges which it is."""
        self.badges.choose(chosen.light)
        self.model.set_filter(chosen)
        if chosen.scope not in {self._key, filter_of(self._key, self._saved).scope}:
            self._key = chosen.scope
            if self._has_side:
                self.sidebar.choose(chosen.scope)
        self._count()
        self.filtered.emit(chosen)

    def search(self, text: str) -> None:
        """Show what holds all these words."""
        self.set_filter(self.filter._replace(search=text))

    def set_saved(self, saved: Sequence[SavedFilter]) -> None:
        """Take the user's own filters over."""
        self._saved = saved
        if self._has_side:
            self.entries.set_saved(saved)

    def restore(self, stored: WindowSettings) -> None:
        """Take over what was stored when the window was last closed."""
        self._saved, self._key = stored.saved, stored.filter
        self.table.restore_widths(stored.columns)
        self._is_set_by_hand = bool(stored.splitter)
        if stored.splitter:
            self.restoreState(QByteArray.fromBase64(stored.splitter.encode("ascii")))
        else:
            middle, panel = self._letters(_MIDDLE_LETTERS), self._letters(_PANEL_LETTERS)
            self.setSizes([self._side_width(), middle, panel])
        lights = {one.value: one for one in TrafficLight}
        chosen = filter_of(stored.filter, stored.saved)
        self.set_filter(chosen._replace(light=lights.get(stored.light, chosen.light)))

    def stored(self, window: WindowSettings) -> WindowSettings:
        """Give what is to be stored when the window closes."""
        light = self.filter.light
        state = bytes(self.saveState().toBase64().data()).decode("ascii")
        return replace(
            window,
            splitter=state if self._is_set_by_hand else "",
            columns=self.table.widths(),
            filter=self._key,
            light=light.value if light else "",
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= self._letters(_LETTERS_FOR_SIDE))

    def _lay_out(self, panel: QWidget) -> None:
        self._pages.addWidget(self.table)
        layout = QVBoxLayout(self._middle)
        layout.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        layout.setSpacing(2 * UNIT)
        layout.addWidget(self.badges)
        layout.addLayout(self._pages, 1)
        for widget in (self._side, self._middle, panel):
            self.addWidget(widget)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(1, 3)
        self.setStretchFactor(2, 1)
        self._side.setMinimumWidth(self._letters(_LEAST_SIDE_LETTERS))
        panel.setMinimumWidth(self._letters(_LEAST_PANEL_LETTERS))

    def _side_width(self) -> int:
        """Give the room that the names in the side bar need, before there is a side bar."""
        say, rows = self._words.text, self._desk.fleet.rows.values()
        plain = [say("window.side.changed"), say("window.side.exploited")]
        groups = sorted({row.server.group for row in rows}, key=len)[-_LONGEST_NAMES:]
        strong = QFontMetrics(self._theme.strong_font())
        count = strong.horizontalAdvance(str(len(rows)))
        sign = icons.SMALL + UNIT
        wanted = max(
            *(strong.horizontalAdvance(text) for text in plain),
            *(sign + strong.horizontalAdvance(text) for text in (say("window.side.all"), *groups)),
        )
        room = wanted + count + 5 * UNIT + 2
        return min(max(room, self._letters(_SIDE_LETTERS)), self._letters(_MOST_SIDE_LETTERS))

    def _widen_side(self) -> None:
        """Make room for new names, unless somebody has chosen the widths."""
        side, middle, panel = self.sizes()
        wanted = self._side_width()
        if side < wanted and not self._is_set_by_hand:
            self.setSizes([wanted, middle - (wanted - side), panel])

    def _note_hand(self) -> None:
        self._is_set_by_hand = True

    def _letters(self, count: int) -> int:
        return self.fontMetrics().averageCharWidth() * count

    def _take_entry(self, key: str) -> None:
        self._key = key
        chosen = filter_of(key, self._saved)
        if key == ALL or not chosen.search:
            chosen = chosen._replace(search=self.filter.search)
        if chosen.light is None:
            chosen = chosen._replace(light=self.filter.light)
        self.set_filter(chosen)

    def _take_light(self, light: TrafficLight | None) -> None:
        self.set_filter(self.filter._replace(light=light))

    def _count(self) -> None:
        self.badges.show_counts(self._desk.counts(self.filter))
        if self._has_side:
            self.entries.refresh()

    @property
    def _has_side(self) -> bool:
        return "sidebar" in self.__dict__

    def _show_page(self) -> None:
        self._pages.setCurrentWidget(self.table if self.model.rowCount() else self._nothing)

    def _grow_older(self) -> None:
        """Say anew how long ago everything was, and judge anew after midnight."""
        workspace = self._desk.workspace
        texts = self.model.texts
        if self._desk.is_warm and workspace.day != texts.day:
            self.model.set_texts(RowTexts(texts.words, workspace.day))
            self._desk.judge_anew()
        else:
            self.model.refresh()
