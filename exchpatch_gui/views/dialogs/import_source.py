# SPDX-License-Identifier: MIT
"""Where a list comes from: a file that is chosen or dropped, or lines that are pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.viewmodels.import_preview import Source
from exchpatch_gui.views import icons
from exchpatch_gui.views.dialogs.frame import TextField, plain
from exchpatch_gui.views.dialogs.notes import Note, Said
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

_RADIUS = 8.0
_PASTE_LINES = 5


class DropArea(QFrame):
    """A dashed frame that says what can be dropped, and takes on colour while it is held over."""

    def __init__(self, theme: Theme, words: Wording, choose: QPushButton) -> None:
        super().__init__()
        self._theme = theme
        self._is_hot = False
        self._icon, title = QLabel(), QLabel(words.text("dialog.import.drop"))
        hint = QLabel(words.text("dialog.import.drop.hint"))
        title.setFont(theme.font(1.15, bold=True))
        set_kind(hint, "muted")
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * UNIT, 3 * UNIT, 4 * UNIT, 3 * UNIT)
        layout.setSpacing(UNIT)
        layout.addStretch()
        for label in (self._icon, title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addSpacing(UNIT)
        layout.addWidget(choose, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        theme.changed.connect(self._dress)
        self._dress()

    def heat(self, *, hot: bool) -> None:
        """Show whether something that can be dropped is held over the dialog."""
        if hot is not self._is_hot:
            self._is_hot = hot
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.accent if self._is_hot else colours.control
        pen = QPen(QColor(edge), 2.0 if self._is_hot else 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(colours.selection if self._is_hot else colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.end()

    def _dress(self) -> None:
        icon = self._theme.icon("import", "accent", icons.LARGE)
        self._icon.setPixmap(icon.pixmap(icons.logical(icons.LARGE), self.devicePixelRatioF()))
        self.update()


class PasteField(TextField):
    """A field for lines.

    Signals:
        pasted: Text was pasted or dropped into it.
    """

    pasted = Signal()

    def insertFromMimeData(self, source: QMimeData) -> None:
        super().insertFromMimeData(source)
        if self.toPlainText().strip():
            self.pasted.emit()


class SourcePage(QWidget):
    """The first page of an import.

    Attributes:
        read_button: Reads what stands in the field; for the row of buttons.

    Signals:
        file_wanted: The user wants to choose a file.
        text_given: The lines that were typed or pasted.
    """

    file_wanted = Signal()
    text_given = Signal(str)

    def __init__(self, theme: Theme, words: Wording) -> None:
        super().__init__()
        say = words.text
        self.choose_button = QPushButton(say("dialog.import.choose"))
        self.choose_button.setAutoDefault(False)
        self.choose_button.setAccessibleName(plain(self.choose_button.text()))
        set_kind(self.choose_button, "primary")
        self.choose_button.clicked.connect(self.file_wanted)
        self.drop_area = DropArea(theme, words, self.choose_button)
        self.paste = PasteField(lines=_PASTE_LINES)
        self.paste.setPlaceholderText(say("dialog.import.paste.example"))
        self.paste.pasted.connect(self._give)
        self.paste.textChanged.connect(self._show_button)
        label = QLabel(say("dialog.import.paste"))
        label.setBuddy(self.paste)
        label.setFont(theme.small_font())
        set_kind(label, "muted")
        self.paste.setAccessibleName(plain(label.text()))
        self.read_button = QPushButton(say("dialog.import.read"))
        self.read_button.setAutoDefault(False)
        self.read_button.setAccessibleName(plain(self.read_button.text()))
        self.read_button.clicked.connect(self._give)
        self.note = Note(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(UNIT)
        layout.addWidget(self.drop_area, 1)
        layout.addWidget(self.note)
        layout.addSpacing(UNIT)
        layout.addWidget(label)
        layout.addWidget(self.paste)
        self.say(Said())
        self._show_button()

    def say(self, said: Said) -> None:
        """Say something below the frame, or nothing."""
        self.note.say(said)
        self.note.setVisible(bool(said.text))

    def refuse(self, message: str, hint: str) -> None:
        """Say why a list can't be read."""
        self.say(Said(message, hint, TrafficLight.RED))

    def _give(self) -> None:
        if self.paste.toPlainText().strip():
            self.text_given.emit(self.paste.toPlainText())

    def _show_button(self) -> None:
        self.read_button.setEnabled(bool(self.paste.toPlainText().strip()))


def dropped(data: QMimeData) -> Source | None:
    """Give the list that is being dragged or pasted: a file of this computer, or text."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    if files:
        return Path(files[0])
    if data.hasText() and not data.hasUrls():
        return data.text()
    return None
