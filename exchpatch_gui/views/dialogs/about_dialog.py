# SPDX-License-Identifier: MIT
"""What the program is, which version, under which licence, and what it is built on."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from exchpatch_gui import __version__
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.runs import CatalogueInfo
from exchpatch_gui.services.libraries import LIBRARIES, version_of
from exchpatch_gui.viewmodels.tasks import Tasks
from exchpatch_gui.views import icons
from exchpatch_gui.views.dialogs.list_table import ListTable
from exchpatch_gui.views.dialogs.plain_dialog import PlainDialog
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

_LETTERS_WIDE = 102
_LINES_HIGH = 44
_ICON = 64
_COLUMNS = ("library", "library.version", "library.does", "library.licence")
_VERSION = 1


class AboutDialog(PlainDialog):
    """Name, version, licence, catalogue, and a table of libraries.

    Args:
        catalogue: None while it is not loaded.
    """

    def __init__(
        self, parent: QWidget, theme: Theme, words: Wording, catalogue: CatalogueInfo | None
    ) -> None:
        super().__init__(parent, theme, words, "about")
        self._tasks = Tasks(self)
        self.facts = self._facts(catalogue)
        self.body.addLayout(self._head())
        heading = QLabel(self.say("libraries"))
        heading.setFont(theme.heading_font())
        set_kind(heading, "heading")
        self.body.addSpacing(UNIT)
        self.body.addWidget(heading)
        self.table = self._libraries()
        heading.setBuddy(self.table)
        self.body.addWidget(self.table, 1)
        self.sentence(self.say("trademark"), "muted").setFont(theme.small_font())
        self.add_close()
        self.take_size(_LETTERS_WIDE, _LINES_HIGH)
        self._tasks.run(
            lambda: [version_of(one) for one in LIBRARIES], self._show_versions, self._no_versions
        )

    def _facts(self, info: CatalogueInfo | None) -> list[str]:
        catalogue = self.say("catalogue.none")
        if info is not None:
            params: Params = {"date": info.date, "count": info.age_days}
            catalogue = self.say("catalogue", params)
        runtime: Params = {"qt": qVersion(), "python": platform.python_version()}
        return [self.say("licence"), catalogue, self.say("runtime", runtime)]

    def _head(self) -> QHBoxLayout:
        sign = QLabel()
        picture = self.theme.icon("app", "accent", _ICON)
        sign.setPixmap(picture.pixmap(icons.logical(_ICON), self.devicePixelRatioF()))
        name = QLabel(self.words.text("around.program"))
        name.setFont(self.theme.title_font())
        version = QLabel(self.say("version", {"version": __version__}))
        promise = QLabel(self.say("promise"))
        promise.setWordWrap(True)
        lines = [name, version, promise, *(QLabel(fact) for fact in self.facts)]
        column = QVBoxLayout()
        column.setSpacing(UNIT // 2)
        for label in lines:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        for label in lines[3:]:
            set_kind(label, "muted")
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        return row

    def _libraries(self) -> ListTable:
        headers = [self.say(column) for column in _COLUMNS]
        table = ListTable(self.say("libraries"), headers, _COLUMNS.index("library.does"))
        for one in LIBRARIES:
            does = self.words.text(f"around.library.{one.does}")
            table.add_row([one.name, "", does, one.licence])
        return table

    def _show_versions(self, versions: list[str]) -> None:
        for row, version in enumerate(versions):
            self.table.write(row, _VERSION, version or "–")

    def _no_versions(self, _error: Exception) -> None:
        """The packages' own records are damaged; the list stands without versions."""
        self._show_versions([""] * len(LIBRARIES))
