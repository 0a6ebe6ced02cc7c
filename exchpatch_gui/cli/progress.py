# SPDX-License-Identifier: MIT
"""The progress line of a terminal: how far, what needs action, how long so far."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from exchpatch_gui.domain.events import RunEvent, RunFinished, RunStarted, ServerFinished
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.wording import Wording

_ERASE = "\r\x1b[K"


class ProgressLine:
    """Redraws one line on a terminal as results arrive; elsewhere it stays silent."""

    def __init__(
        self, stream: TextIO, wording: Wording, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._wording = wording
        self._clock = clock
        self._shown = stream.isatty()
        self._began = clock()
        self._done = self._all = self._red = 0

    def __call__(self, event: RunEvent) -> None:
        """Take one event of the run."""
        match event:
            case RunStarted(servers=servers):
                self._all = len(servers)
            case ServerFinished(result=result):
                self._done += 1
                self._red += result.light is TrafficLight.RED
            case RunFinished():
                return self._write("")
            case _:
                pass
        params = {
            "done": self._done,
            "all": self._all,
            "red": self._red,
            "seconds": int(self._clock() - self._began),
        }
        return self._write(self._wording.text("cli.progress", params))

    def _write(self, text: str) -> None:
        if self._shown:
            self._stream.write(_ERASE + text)
            self._stream.flush()
