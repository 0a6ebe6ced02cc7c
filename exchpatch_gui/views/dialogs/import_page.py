# SPDX-License-Identifier: MIT
"""The second page of an import: columns, counters, and what will happen to each line."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.services.csv_columns import Field
from exchpatch_gui.viewmodels.import_preview import Kind
from exchpatch_gui.viewmodels.import_table import ImportColumn, ImportModel
from exchpatch_gui.viewmodels.importer import Importer
from exchpatch_gui.views.dialogs.frame import plain
from exchpatch_gui.views.dialogs.import_columns import ColumnChoice
from exchpatch_gui.views.dialogs.notes import Note, Said
from exchpatch_gui.views.dialogs.rows_view import RowsView
from exchpatch_gui.views.theme import UNIT, Theme
from exchpatch_gui.wording import Wording

_LETTERS = {
    ImportColumn.SERVER: 25,
    ImportColumn.NAME: 18,
    ImportColumn.CUSTOMER: 18,
    ImportColumn.TAGS: 12,
}
_ROWS = 7
_PATIENCE_MILLISECONDS = 200
_FILTERS: tuple[Kind | None, ...] = (None, *Kind)


class PreviewPage(QWidget):
    """Shows what an importer is about to do, and lets one change it.

    Attributes:
        other_button: Leads back to choose another list.
    """

    def __init__(self, importer: Importer, theme: Theme, words: Wording) -> None:
        super().__init__()
        self._importer = importer
        self._theme = theme
        self._words = words
        self._name = ""
        self.model = ImportModel(words, self)
        self.source = QLabel()
        self.source.setFont(theme.strong_font())
        self.source.setTextFormat(Qt.TextFormat.PlainText)
        self.other_button = QPushButton(words.text("dialog.import.other"))
        self.other_button.setAutoDefault(False)
        self.other_button.setAccessibleName(plain(self.other_button.text()))
        self.warning, self.note = Note(theme), Note(theme)
        self.columns = ColumnChoice(theme, words)
        self.columns.chosen.connect(self._choose)
        self.filters = self._make_filters()
        self.busy = self._make_busy()
        self._busy_soon = QTimer(self)
        self._busy_soon.setSingleShot(True)
        self._busy_soon.setInterval(_PATIENCE_MILLISECONDS)
        self._busy_soon.timeout.connect(self.busy.show)
        self.table = self._make_table(theme)
        self.update_box = self._make_box("update")
        self.update_box.setToolTip(words.text("dialog.import.update.hint"))
        self.update_box.setAccessibleDescription(self.update_box.toolTip())
        self.update_box.toggled.connect(lambda on: importer.update_existing(wanted=on))
        self.skip_box = self._make_box("skip")
        self._lay_out()
        importer.opened.connect(self._open)
        importer.planned.connect(self._show)
        theme.changed.connect(self._show)

    def name_source(self, name: str) -> None:
        """Say where the list comes from."""
        self._name = name

    def show_busy(self, *, busy: bool) -> None:
        """Show that something is going on, unless it is over in a moment."""
        if busy and not self._busy_soon.isActive() and self.busy.isHidden():
            self._busy_soon.start()
        elif not busy:
            self._busy_soon.stop()
            self.busy.hide()

    def _lay_out(self) -> None:
        head, boxes, preview = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        preview.setSpacing(2)
        preview.addWidget(self.busy)
        preview.addWidget(self.table, 1)
        head.addWidget(self.source, 1)
        head.addWidget(self.other_button)
        boxes.setSpacing(3 * UNIT)
        boxes.addWidget(self.update_box)
        boxes.addWidget(self.skip_box)
        boxes.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(UNIT)
        layout.addLayout(head)
        layout.addWidget(self.warning)
        layout.addWidget(self.columns)
        layout.addSpacing(UNIT)
        layout.addWidget(self.filters)
        layout.addLayout(preview, 1)
        layout.addLayout(boxes)
        layout.addWidget(self.note)

    def _make_filters(self) -> QTabBar:
        bar = QTabBar()
        bar.setDrawBase(False)
        bar.setExpanding(False)
        bar.setAccessibleName(self._words.text("dialog.import.preview"))
        for _kind in _FILTERS:
            bar.setTabToolTip(bar.addTab(""), self._words.text("dialog.import.count.tip"))
        bar.currentChanged.connect(lambda place: self.model.show_only(_FILTERS[place]))
        return bar

    def _make_busy(self) -> QProgressBar:
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(self._words.text("dialog.import.reading"))
        policy = bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        bar.setSizePolicy(policy)
        bar.hide()
        return bar

    def _make_table(self, theme: Theme) -> RowsView:
        table = RowsView(self.model, theme)
        table.setAccessibleName(self._words.text("dialog.import.preview"))
        header = table.horizontalHeader()
        letter = table.fontMetrics().averageCharWidth()
        for column, letters in _LETTERS.items():
            table.setColumnWidth(column, letter * letters)
        header.setSectionResizeMode(ImportColumn.ACTION, QHeaderView.ResizeMode.Stretch)
        table.setMinimumHeight(table.row_height * _ROWS)
        return table

    def _make_box(self, name: str) -> QCheckBox:
        box = QCheckBox(self._words.text(f"dialog.import.{name}"))
        box.setAccessibleName(plain(box.text()))
        return box

    def _open(self) -> None:
        opened = self._importer.list
        if opened is None:
            return
        self.columns.offer(opened.columns.header)
        values: Params = {
            "name": self._name,
            "count": len(opened.table.rows),
            "encoding": opened.table.encoding.upper(),
        }
        self.source.setText(self._words.text("dialog.import.source", values))
        warnings = " ".join(self._words.say(one) for one in opened.table.warnings)
        self.warning.say(Said(warnings, "", TrafficLight.YELLOW if warnings else None))
        self.warning.setVisible(bool(warnings))
        blocker = QSignalBlocker(self.filters)
        self.filters.setCurrentIndex(0)
        blocker.unblock()
        self.model.show_only(None)

    def _show(self) -> None:
        importer, say = self._importer, self._words.text
        preview, columns = importer.preview, importer.columns
        self.columns.show_columns(columns)
        self.model.show(preview)
        self._fit_line_numbers()
        for place, kind in enumerate(_FILTERS):
            counts = preview.counts if preview else {}
            count = sum(counts.values()) if kind is None else counts.get(kind, 0)
            text = say(f"dialog.import.count.{kind or 'all'}", {"count": count})
            self.filters.setTabText(place, text)
            is_bad = kind is Kind.FAULTY and count > 0
            sign = self._theme.sign(TrafficLight.RED) if is_bad else QIcon()
            self.filters.setTabIcon(place, sign)
        has_servers = Field.HOST in columns.places
        self.table.placeholder = "" if has_servers else say("dialog.import.no-host")

    def _fit_line_numbers(self) -> None:
        """Measured here: the header's own way would look at every line of a long list."""
        last = self.model.index(self.model.rowCount() - 1, ImportColumn.LINE)
        metrics = QFontMetrics(self._theme.strong_font())
        texts = (self._words.text("dialog.import.head.line"), str(last.data() or ""))
        width = max(map(metrics.horizontalAdvance, texts)) + 3 * UNIT
        self.table.setColumnWidth(ImportColumn.LINE, width)

    def _choose(self, field: Field, place: int) -> None:
        self._importer.choose(field, None if place < 0 else place)
        self.columns.show_columns(self._importer.columns)
