# SPDX-License-Identifier: MIT
"""One session: what a client's fragments start, and what it gets to read.

psrpcore speaks [MS-PSRP]; nothing here knows PowerShell. Whatever plays the computer gets the
text of a script with its parameters and writes what the script would have written.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import psrpcore
from psrpcore import PSRPPayload, StreamType
from psrpcore.types import (
    ErrorCategory,
    ErrorCategoryInfo,
    ErrorRecord,
    NETException,
    PSInvocationState,
    PSSecureString,
)

_FRAGMENT = 60_000
_ANSWER = 300_000
_ENDING = {PSInvocationState.Stopping, PSInvocationState.Stopped}


class ScriptError(Exception):
    """The script ends with this error.

    Attributes:
        identifier: Which error it is; its text, if nothing else is said.
        category: What kind of error.
    """

    def __init__(
        self,
        text: str,
        identifier: str = "",
        category: ErrorCategory = ErrorCategory.NotSpecified,
    ) -> None:
        super().__init__(text)
        self.identifier = identifier or text
        self.category = category


class _StoppedError(Exception):
    """Nobody wants to hear any more."""


@dataclass(frozen=True, slots=True)
class Run:
    """A script or a single command that runs, as who plays the computer sees it.

    Attributes:
        script: Its text; of a command the name.
        parameters: By name; what came as SecureString is readable here.
        is_script: Whether it may be more than one command.
    """

    script: str
    parameters: Mapping[str, object]
    is_script: bool
    _pipeline: psrpcore.ServerPipeline
    _shell: Shell

    def write(self, value: object) -> None:
        """Put something into the output stream."""
        self._say(lambda: self._pipeline.write_output(value))

    def progress(self, activity: str, status: str, percent: int) -> None:
        """Tell how far it is."""
        self._say(
            lambda: self._pipeline.write_progress(activity, 0, status, percent_complete=percent)
        )

    def complain(
        self, text: str, identifier: str = "", category: ErrorCategory = ErrorCategory.NotSpecified
    ) -> None:
        """Put something into the stream of errors, and go on."""
        self._say(
            lambda: self._pipeline.write_error(
                NETException(Message=text),
                ErrorCategoryInfo(Category=category),
                fully_qualified_error_id=identifier or None,
            )
        )

    def wait(self, seconds: float) -> None:
        """Take time, unless it is stopped."""
        self._shell.wait_for_end(self._pipeline, seconds)
        self._say(lambda: None)

    def _say(self, say: Callable[[], None]) -> None:
        self._shell.say(self._pipeline, say)


Computer = Callable[[Run], None]


class Shell:
    """A session with its pipelines."""

    def __init__(self, name: str, computer: Computer) -> None:
        self.id = name
        self._computer = computer
        self._pool = psrpcore.ServerRunspacePool()
        self._changed = threading.Condition()
        self._said: defaultdict[uuid.UUID | None, deque[bytes]] = defaultdict(deque)
        self._done: set[uuid.UUID] = set()
        self._is_closed = False
        self._threads: list[threading.Thread] = []

    def begin(self, command: str, data: bytes) -> None:
        """Take the first fragments of a pipeline."""
        with self._changed:
            # psrpcore wants to know a pipeline before it hears of its creation.
            psrpcore.ServerPipeline(self._pool, uuid.UUID(command))
        self.feed(data, command)

    def feed(self, data: bytes, command: str = "") -> None:
        """Take fragments of the session or of a pipeline."""
        pipeline = uuid.UUID(command) if command else None
        with self._changed:
            self._pool.receive_data(PSRPPayload(data, StreamType.default, pipeline))
            started = []
            while (event := self._pool.next_event()) is not None:
                if isinstance(event, psrpcore.CreatePipelineEvent):
                    started.append(event)
            self._collect()
        for event in started:
            thread = threading.Thread(
                target=self._run, args=(event,), name="demo-script", daemon=True
            )
            self._threads.append(thread)
            thread.start()

    def read(self, command: str, seconds: float) -> tuple[list[bytes], bool] | None:
        """Give what was said since the last time and whether it was all; None if nothing was."""
        pipeline = uuid.UUID(command) if command else None
        ends = time.monotonic() + seconds
        with self._changed:
            while not self._said[pipeline] and pipeline not in self._done:
                left = ends - time.monotonic()
                if left <= 0 or self._is_closed:
                    return None
                self._changed.wait(left)
            waiting, pieces, size = self._said[pipeline], [], 0
            while waiting and size < _ANSWER:
                pieces.append(waiting.popleft())
                size += len(pieces[-1])
            return pieces, pipeline in self._done and not waiting

    def stop(self, command: str) -> bool:
        """Stop a pipeline; tell whether it was running."""
        with self._changed:
            pipeline = self._pool.pipeline_table.get(uuid.UUID(command))
            if pipeline is None or pipeline.state is not PSInvocationState.Running:
                return False
            pipeline.stop()
            self._collect()
            return True

    def close(self) -> None:
        """End everything and wait for it."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def say(self, pipeline: psrpcore.ServerPipeline, say: Callable[[], None]) -> None:
        """Let a pipeline write, if anybody still listens."""
        with self._changed:
            if self._is_closed or pipeline.state in _ENDING:
                raise _StoppedError
            say()
            self._collect()

    def wait_for_end(self, pipeline: psrpcore.ServerPipeline, seconds: float) -> None:
        """Return when the time is up or the pipeline is stopped."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._is_closed or pipeline.state in _ENDING, timeout=seconds
            )

    def _collect(self) -> None:
        while (payload := self._pool.data_to_send(_FRAGMENT)) is not None and payload.data:
            self._said[payload.pipeline_id].append(payload.data)
        self._changed.notify_all()

    def _run(self, event: psrpcore.CreatePipelineEvent) -> None:
        pipeline = self._pool.pipeline_table[event.pipeline_id]
        command = event.pipeline.commands[0]
        parameters = {str(name): _plain(value) for name, value in command.parameters}
        run = Run(command.command_text, parameters, command.is_script, pipeline, self)
        try:
            self.say(pipeline, pipeline.start)
            self._computer(run)
            self.say(pipeline, pipeline.complete)
        except _StoppedError:
            pass
        except ScriptError as error:
            # psrpcore has no public way to end a pipeline with an error.
            failed = PSInvocationState.Failed
            record = _record(error)
            self.say(pipeline, lambda: pipeline._change_state(failed, error=record))  # noqa: SLF001
        finally:
            with self._changed:
                self._done.add(event.pipeline_id)
                self._changed.notify_all()


def _plain(value: Any) -> object:
    return str(value.decrypt()) if isinstance(value, PSSecureString) else value


def _record(error: ScriptError) -> ErrorRecord:
    exception = NETException(Message=str(error))
    names = exception.PSObject.type_names
    exception.PSObject.type_names = ["System.Management.Automation.RuntimeException", *names]
    category = ErrorCategoryInfo(Category=error.category, Reason="RuntimeException")
    return ErrorRecord(exception, category, FullyQualifiedErrorId=error.identifier)
