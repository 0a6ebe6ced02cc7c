# SPDX-License-Identifier: MIT
"""What reports are made with: who hands them over, logo, template, paper, folder."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from exchpatch_gui.config.limits import Choice, Length, limit_of
from exchpatch_gui.config.settings import ReportSettings, Settings
from exchpatch_gui.services.report_choices import check_folder, logo_content
from exchpatch_gui.views.dialogs.settings.checked_field import CheckedField
from exchpatch_gui.views.dialogs.settings.page import Page
from exchpatch_gui.views.theme import UNIT, Theme
from exchpatch_gui.wording import Wording

_PAPER = "#ffffff"
_ON_PAPER = "#59626f"
_LINES_HIGH = 4
_LETTERS_WIDE = 30


class ReportsPage(Page):
    """The choices of reports; logo and folder are looked at while one types."""

    name = "reports"
    sign = "report"

    def __init__(self, theme: Theme, words: Wording, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self.prepared_by = QLineEdit(self)
        self.prepared_by.setPlaceholderText(self.say("reports.prepared.example"))
        longest = limit_of(ReportSettings, "prepared_by")
        if isinstance(longest, Length):
            self.prepared_by.setMaxLength(longest.longest)
        self.prepared_by.textChanged.connect(self.changed)
        self.logo = CheckedField(self, "reports.logo", logo_content)
        self.logo.button.clicked.connect(self._choose_logo)
        self.preview = LogoPreview(theme, self.say("reports.logo.none"), self)
        self.preview.setAccessibleName(self.say("reports.logo.preview"))
        self.logo.looked.connect(self.preview.show_picture)
        self.template = self._choices("template")
        self.paper = self._choices("paper")
        self.folder = CheckedField(self, "reports.folder", check_folder)
        self.folder.button.clicked.connect(self._choose_folder)
        self._lay_out()

    @property
    def is_settling(self) -> bool:
        return self.logo.is_looking or self.folder.is_looking

    def show_settings(self, settings: Settings) -> None:
        report = settings.report
        self.prepared_by.setText(report.prepared_by)
        self.template.setCurrentIndex(self.template.findData(report.template))
        self.paper.setCurrentIndex(self.paper.findData(report.paper))
        self.logo.show_path(report.logo)
        self.folder.show_path(report.folder)

    def take_settings(self, settings: Settings) -> Settings:
        report = replace(
            settings.report,
            prepared_by=self.prepared_by.text().strip(),
            logo=self.logo.text,
            template=self.template.currentData(),
            paper=self.paper.currentData(),
            folder=self.folder.text,
        )
        return replace(settings, report=report)

    def fault(self) -> QWidget | None:
        wrong = (one for one in (self.logo, self.folder) if one.is_wrong)
        return next(wrong, None)

    def _lay_out(self) -> None:
        self.add_labelled("reports.prepared", self.prepared_by, "reports.prepared.hint")
        self.add_labelled("reports.logo", self.logo)
        self.add(self.preview)
        row = QHBoxLayout()
        row.setSpacing(3 * UNIT)
        row.addLayout(self.labelled("reports.template", self.template))
        row.addLayout(self.labelled("reports.paper", self.paper))
        row.addStretch(1)
        self._column.addSpacing(UNIT // 2)
        self._column.addLayout(row)
        self._column.addSpacing(UNIT // 2)
        self.add_labelled("reports.folder", self.folder)
        self.end()

    def _choices(self, field: str) -> QComboBox:
        box = QComboBox(self)
        limit = limit_of(ReportSettings, field)
        for value in limit.values if isinstance(limit, Choice) else ():
            box.addItem(self.say(f"reports.{field}.{value}"), value)
        box.currentIndexChanged.connect(self.changed)
        self.narrow(box)
        return box

    def _choose_logo(self) -> None:
        dialog = QFileDialog(self, self.say("reports.logo"), "", self.say("reports.logo.kinds"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.logo.choose_with(dialog)

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.say("reports.folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self.folder.choose_with(dialog)


class LogoPreview(QWidget):
    """A logo on white paper, whatever the colours of the window are."""

    def __init__(self, theme: Theme, nothing: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._nothing = nothing
        self.picture = QImage()

    def show_picture(self, content: bytes | None) -> None:
        """Show a PNG or JPEG file's content, or that there is none."""
        self.picture = QImage.fromData(content) if content else QImage()
        self.setAccessibleDescription("" if content else self._nothing)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(
            metrics.averageCharWidth() * _LETTERS_WIDE, metrics.height() * _LINES_HIGH + 2 * UNIT
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paper = QRectF(0, 0, self.sizeHint().width(), self.sizeHint().height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            paper.moveRight(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colour("border")), 1))
        painter.setBrush(QColor(_PAPER))
        painter.drawRoundedRect(paper.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self.picture.isNull():
            painter.setPen(QColor(_ON_PAPER))
            painter.drawText(paper, Qt.AlignmentFlag.AlignCenter, self._nothing)
        else:
            self._draw(painter, paper.adjusted(UNIT, UNIT, -UNIT, -UNIT))
        painter.end()

    def _draw(self, painter: QPainter, room: QRectF) -> None:
        size = self.picture.size().toSizeF()
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(room.topLeft(), size)
        area.moveCenter(room.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, self.picture)
