# SPDX-License-Identifier: MIT
"""The locked Qt binding is one that the interpreter survives, see ARCHITECTURE.md."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Sender(QObject):
    sent = Signal(object)

application = QCoreApplication([])
sender = Sender()
received = []
sender.sent.connect(received.append)
references = sys.getrefcount(True)
for number in range(10_000):
    sender.sent.emit(number)
print(len(received), references - sys.getrefcount(True) < 100)
"""


def test_ten_thousand_signals_leave_the_interpreter_whole():
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, "10000 True\n"), done.stderr
