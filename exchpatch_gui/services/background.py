# SPDX-License-Identifier: MIT
"""A run in a thread of its own, for programs whose main thread shows a window."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from exchpatch_gui.domain.events import RunEvent

if TYPE_CHECKING:
    from exchpatch_gui.engine.request import RunRequest
    from exchpatch_gui.engine.runner import CheckEngine

logger = logging.getLogger(__name__)

Prepare = Callable[[], "tuple[CheckEngine, RunRequest]"]


class BackgroundRun:
    """One run on its way; every event is handed over in the run's thread.

    The last event is ``RunFinished``, also after a cancel, unless the run could not begin or the
    engine itself failed: then ``on_failure`` gets the error.

    Args:
        prepare: Makes engine and request, in the run's thread too: the first time it loads
            much of the program.
    """

    def __init__(
        self,
        prepare: Prepare,
        on_event: Callable[[RunEvent], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        self._prepare = prepare
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
            engine, request = self._prepare()
            engine.run(request, self._on_event, self._cancel)
        except Exception as error:  # the window lives on and says what happened
            logger.exception("the run has failed")
            self._on_failure(error)
