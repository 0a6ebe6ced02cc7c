# SPDX-License-Identifier: MIT
"""A field for tags with commas between them, which completes the one that is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from exchpatch_gui.services.server_fields import TAG_SEPARATORS
from exchpatch_gui.views.dialogs.frame import complete

_KEYS_OF_THE_OFFERS = frozenset(
    {Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
)


class TagField(QLineEdit):
    """Offers the tags there are, except those that stand in it already."""

    def __init__(self, tags: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags = tags
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        complete(self._completer)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._insert)
        self.textEdited.connect(self._offer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS_OF_THE_OFFERS and self._popup.isVisible():
            event.ignore()
            return
        super().keyPressEvent(event)

    @property
    def _popup(self) -> QAbstractItemView:
        return cast("QAbstractItemView", self._completer.popup())

    def _offer(self) -> None:
        begin, end = self._span()
        typed = self.text()[begin:end].strip()
        others = self.text()[:begin] + self.text()[end:]
        used = {part.strip().casefold() for part in TAG_SEPARATORS.split(others)}
        self._offered.setStringList([tag for tag in self._tags if tag.casefold() not in used])
        self._completer.setCompletionPrefix(typed)
        count = self._completer.completionCount()
        only = self._completer.currentCompletion() if count == 1 else ""
        if typed and count and only.casefold() != typed.casefold():
            self._completer.complete()
        else:
            self._popup.hide()

    def _insert(self, tag: str) -> None:
        begin, end = self._span()
        before, after = self.text()[:begin], self.text()[end:]
        blank = " " if before else ""
        self.setText(f"{before}{blank}{tag}{after}")
        self.setCursorPosition(len(before) + len(blank) + len(tag))

    def _span(self) -> tuple[int, int]:
        """Give where the tag at the cursor begins and ends."""
        text, cursor = self.text(), self.cursorPosition()
        ends = [one.start() for one in TAG_SEPARATORS.finditer(text)]
        begin = max((end + 1 for end in ends if end < cursor), default=0)
        return begin, min((end for end in ends if end >= cursor), default=len(text))
