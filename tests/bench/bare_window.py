# SPDX-License-Identifier: MIT
"""The least a window of PySide6 can be: an empty table, and the end after its first frame."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class _FirstFrame(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt’s name)
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, QApplication.quit)
        return False


def _main() -> int:
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QTableView())
    window.resize(1360, 860)
    first_frame = _FirstFrame()
    window.installEventFilter(first_frame)
    window.show()
    return application.exec()


if __name__ == "__main__":
    # As the program ends: nothing is taken apart, so that only the way to the frame counts.
    os._exit(_main())
