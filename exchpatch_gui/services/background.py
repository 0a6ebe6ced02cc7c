# SPDX-License-Identifier: MIT
"""A run in a thread of its own, for programs whose main thread shows a window."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from exchpatch_gui.domain.runs import RunEvent
from exchpatch_gui.engine.request import RunRequest
from exchpatch_gui.engine.runner import CheckEngine

logger = logging.getLogger(__name__)


class BackgroundRun:
    """One run on its way; every event is handed over in the run's thread.

    The last event is ``RunFinished``, also after a cancel, unless the engine itself failed:
    then ``on_failure`` gets the error.
    """

    def __init__(
        self,
        engine: CheckEngine,
        request: RunRequest,
        on_event: Callable[[RunEvent], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        self._engine = engine
        self._request = request
        self._on_event = on_event
        self._on_failure = on_failure
        self._cancel = threading.Event()
        self._thread = threading.Thread(target=self._run, name="exchpatch-run", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the run to end; it does within about a second and keeps what is done."""
        self._cancel.set()

    def join(self, timeout: float) -> bool:
        """Wait for the end; tell whether it came."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._engine.run(self._request, self._on_event, self._cancel)
        except Exception as error:  # the window lives on and says what happened
            logger.exception("the run has failed")
            self._on_failure(error)
