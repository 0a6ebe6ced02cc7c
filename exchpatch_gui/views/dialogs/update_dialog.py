# SPDX-License-Identifier: MIT
"""What isn't as it was before an update, the commands that put it back, what is left to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.update_texts import Block, Point, UpdateText
from exchpatch_gui.views import icons
from exchpatch_gui.views.dialogs.disclosure import Disclosure
from exchpatch_gui.views.dialogs.frame import ServersDialog
from exchpatch_gui.views.dialogs.signs import LightSign
from exchpatch_gui.views.theme import UNIT, Theme, set_kind

_LETTERS, _LINES = 104, 46
_LINES_OF_SCRIPT = 12
_SHARE_OF_SCREEN = 0.9


class UpdateDialog(ServersDialog):
    """Shows the comparison of two snapshots.

    Args:
        workspace: Says the language.
        theme: The look.
        name: Of the server.
        told: What is shown.
        open_url: Shows a web page.
        parent: The window it belongs to.

    Attributes:
        script: The commands; empty if nothing is to be put back.
        copy_button: Copies the commands as one block.
        copy_all_button: Copies everything that is said.
    """

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        name: str,
        told: UpdateText,
        open_url: Callable[[str], None],
        parent: QWidget | None,
    ) -> None:
        super().__init__(workspace, theme, parent)
        self._told = told
        self._open_url = open_url
        self.setWindowTitle(self.say("signing.update.title", {"name": name}))
        self.body.addLayout(self._head())
        self.script = self._script()
        self.copy_button = self.button("signing.update.copy")
        self.copy_button.clicked.connect(self._copy_script)
        self.body.addWidget(self._page(), 1)
        self.copy_all_button = self.button("signing.update.copy-all")
        self.copy_all_button.clicked.connect(self._copy_all)
        self.close_button = self.button("around.close", "primary")
        self.close_button.clicked.connect(self.accept)
        self.add_buttons(self.close_button, self.copy_all_button)
        metrics, room = self.fontMetrics(), self.screen().availableSize() * _SHARE_OF_SCREEN
        wanted = QSize(metrics.averageCharWidth() * _LETTERS, metrics.height() * _LINES)
        self.resize(wanted.boundedTo(room))
        self.close_button.setFocus()

    def _head(self) -> QHBoxLayout:
        sentence = self._label(self._told.headline)
        sentence.setFont(self.theme.font(1.1, bold=True))
        lines = QVBoxLayout()
        lines.setSpacing(UNIT // 2)
        lines.addWidget(sentence)
        for text in (self._told.services, self._told.when):
            if text:
                lines.addWidget(self._label(text, "muted"))
        row = QHBoxLayout()
        row.setSpacing(UNIT + 4)
        sign = LightSign(self.theme, self._told.light, icons.MEDIUM)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        return row

    def _page(self) -> QScrollArea:
        page = QWidget()
        set_kind(page, "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 2 * UNIT, 0)
        column.setSpacing(UNIT)
        loud = [one for one in self._told.blocks if not one.is_quiet]
        if self._told.script:
            column.addWidget(self._heading(self.say("signing.update.commands")))
            column.addWidget(self._label(self.say("signing.update.commands.hint"), "muted"))
            column.addWidget(self.script)
            column.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeading)
        for block in loud:
            column.addSpacing(UNIT)
            column.addWidget(self._heading(block.heading))
            self._add_points(column, block)
        for block in self._told.blocks:
            if block.is_quiet:
                column.addSpacing(UNIT)
                title = f"{block.heading} ({len(block.points)})"
                quiet = Disclosure(self.theme, title)
                self._add_points(quiet.body, block)
                column.addWidget(quiet)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.windowTitle())
        area.setWidget(page)
        return area

    def _add_points(self, column: QVBoxLayout, block: Block) -> None:
        for point in block.points:
            column.addLayout(self._point(point))

    def _point(self, point: Point) -> QHBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._label(point.text))
        for text in point.more:
            lines.addWidget(self._label(text, "muted"))
        if point.url:
            lines.addWidget(self._guide(point), 0, Qt.AlignmentFlag.AlignLeading)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        sign = LightSign(self.theme, point.light)
        sign.setAccessibleName(self.say(f"word.light.{point.light}"))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        return row

    def _guide(self, point: Point) -> QPushButton:
        guide = self.button("panel.open.guide", "link")
        guide.setAccessibleDescription(point.text)
        guide.setToolTip(point.url)
        guide.clicked.connect(lambda: self._open_url(point.url))
        return guide

    def _script(self) -> QPlainTextEdit:
        view = QPlainTextEdit()
        view.setPlainText(self._told.script)
        view.setReadOnly(True)
        view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        view.setTabChangesFocus(True)
        view.setAccessibleName(self.say("signing.update.commands"))
        lines = min(_LINES_OF_SCRIPT, self._told.script.count("\n") + 1)
        view.setFixedHeight(view.fontMetrics().lineSpacing() * lines + 4 * UNIT)
        return view

    def _heading(self, text: str) -> QLabel:
        label = self._label(text, "heading")
        label.setFont(self.theme.heading_font())
        return label

    def _label(self, text: str, kind: str = "plain") -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_kind(label, kind)
        return label

    def _copy_script(self) -> None:
        self._copy(self._told.script, self.copy_button)

    def _copy_all(self) -> None:
        self._copy(self._told.whole, self.copy_all_button)

    def _copy(self, text: str, button: QPushButton) -> None:
        QGuiApplication.clipboard().setText(text)
        button.setText(self.say("window.toast.text-copied"))
