# SPDX-License-Identifier: MIT
"""Ctrl-C and a request to end from outside close the program in order."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QCoreApplication, QSocketNotifier

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def quit_on_interrupt(application: QCoreApplication) -> None:
    """Let signals wake the event loop, in which Python alone would never see them."""
    receiver, sender = socket.socketpair()
    for end in (receiver, sender):
        end.setblocking(False)
    notifier = QSocketNotifier(receiver.fileno(), QSocketNotifier.Type.Read, application)
    notifier.activated.connect(application.quit)
    for number in _SIGNALS:
        signal.signal(number, lambda _number, _frame: None)
    signal.set_wakeup_fd(sender.fileno(), warn_on_full_buffer=False)

    def stop() -> None:
        signal.set_wakeup_fd(-1)
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        notifier.setEnabled(False)
        receiver.close()
        sender.close()

    application.aboutToQuit.connect(stop)
