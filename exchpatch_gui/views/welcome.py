# SPDX-License-Identifier: MIT
"""The empty window: three ways to begin, and one to look around first."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui.views import icons
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

_CHOICES = (("add", "add"), ("find", "find"), ("import", "import"))
_LETTERS, _LEAST_LETTERS = 42, 26


class _Choice(QPushButton):
    """A large button with an icon, a title and a sentence."""

    def __init__(self, title: str, text: str, icon: QLabel, theme: Theme) -> None:
        super().__init__()
        set_kind(self, "choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._title, self._text = QLabel(title), QLabel(text)
        self._title.setFont(theme.font(1.15, bold=True))
        set_kind(self._text, "muted")
        self._inside = layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, 3 * UNIT, 2 * UNIT, 3 * UNIT)
        layout.setSpacing(UNIT)
        layout.addWidget(icon)
        for label in (icon, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for label in (self._title, self._text):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        return self._inside.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """Give the same width for all, whatever they say."""
        return self._size(_LETTERS)

    def minimumSizeHint(self) -> QSize:
        return self._size(_LEAST_LETTERS)

    def _size(self, letters: int) -> QSize:
        width = self.fontMetrics().averageCharWidth() * letters
        return QSize(width, self.heightForWidth(width))


class Welcome(QScrollArea):
    """What a newcomer sees.

    Signals:
        chosen: ``add``, ``find``, ``import`` or ``demo``.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: dict[str, QLabel] = {}
        self.choices: dict[str, QPushButton] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = QWidget()
        set_kind(page, "page")
        title, promise = QLabel(words.text("window.welcome.title")), QLabel()
        title.setFont(theme.font(1.9, bold=True))
        promise.setText(words.text("window.welcome.promise"))
        promise.setFont(theme.font(1.1))
        set_kind(promise, "muted")
        for label in (title, promise):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        column = QVBoxLayout(page)
        column.setContentsMargins(4 * UNIT, 4 * UNIT, 4 * UNIT, 4 * UNIT)
        column.setSpacing(UNIT)
        column.addStretch(2)
        column.addWidget(title)
        column.addWidget(promise)
        column.addSpacing(3 * UNIT)
        column.addLayout(self._row_of_choices(words))
        column.addSpacing(2 * UNIT)
        demo = QPushButton(words.text("window.welcome.demo"))
        set_kind(demo, "link")
        demo.clicked.connect(lambda: self.chosen.emit("demo"))
        self.choices["demo"] = demo
        column.addWidget(demo, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setWidget(page)
        self.setFocusProxy(self.choices["add"])
        theme.changed.connect(self._paint_icons)
        self._paint_icons()

    def _row_of_choices(self, words: Wording) -> QGridLayout:
        row = QGridLayout()
        row.setHorizontalSpacing(2 * UNIT)
        row.setColumnStretch(0, 1)
        row.setColumnStretch(len(_CHOICES) + 1, 1)
        for place, (key, icon) in enumerate(_CHOICES, 1):
            self._icons[icon] = QLabel()
            title = words.text(f"window.welcome.{key}")
            text = words.text(f"window.welcome.{key}.text")
            button = _Choice(title, text, self._icons[icon], self._theme)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self.choices[key] = button
            row.addWidget(button, 0, place)
        return row

    def _paint_icons(self) -> None:
        for name, label in self._icons.items():
            icon = self._theme.icon(name, "accent", icons.LARGE)
            label.setPixmap(icon.pixmap(icons.logical(icons.LARGE), self.devicePixelRatioF()))
