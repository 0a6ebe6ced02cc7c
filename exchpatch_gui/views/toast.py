# SPDX-License-Identifier: MIT
"""A message that floats over the window for a while: what was done, and a way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from exchpatch_gui.views.theme import UNIT, set_kind

SHOWN_MILLISECONDS = 10_000


class Toast(QFrame):
    """One message at a time, at the lower edge of its parent; it stays while pointed at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_kind(self, "toast")
        self.text = QLabel()
        self.button = QPushButton()
        self.close_button = QPushButton("×")
        set_kind(self.button, "toast")
        set_kind(self.close_button, "toast")
        self._parent = parent
        self._act: Callable[[], object] | None = None
        self.button.clicked.connect(self._do)
        self.close_button.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, UNIT, UNIT, UNIT)
        layout.setSpacing(UNIT)
        layout.addWidget(self.text)
        layout.addWidget(self.button)
        layout.addWidget(self.close_button)
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(SHOWN_MILLISECONDS)
        self._away.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, button: str = "", act: Callable[[], object] | None = None) -> None:
        """Show a message, with a button if there is something to do about it."""
        self._act = act
        self.text.setText(text)
        self.button.setText(button)
        self.button.setVisible(act is not None)
        self.setAccessibleName(text)
        self.show()
        self.raise_()
        self._place()
        self._away.start()
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # noqa: PLC0415 (takes a while)

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def name_close(self, text: str) -> None:
        """Say what the cross does."""
        self.close_button.setToolTip(text)
        self.close_button.setAccessibleName(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._away.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._away.start()

    def hideEvent(self, _event: object) -> None:
        self._away.stop()

    def _do(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def _place(self) -> None:
        self.adjustSize()
        around = self._parent.size()
        room = around.width() - 4 * UNIT
        if self.width() > room:
            self.resize(room, self.height())
        left = (around.width() - self.width()) // 2
        self.move(left, around.height() - self.height() - 3 * UNIT)
