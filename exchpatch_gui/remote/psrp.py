# SPDX-License-Identifier: MIT
"""Remote PowerShell: pypsrp makes and reads the messages, ``Transport`` carries them."""

from __future__ import annotations

import contextlib
import logging
import math
import struct
import threading
import time
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator

from pypsrp.complex_objects import (
    ErrorRecord,
    GenericComplexObject,
    ObjectMeta,
    PSInvocationState,
)
from pypsrp.exceptions import WinRMError, WinRMTransportError, WSManFaultError
from pypsrp.powershell import PowerShell, RunspacePoolWarning
from pypsrp.wsman import SelectorSet, WSMan

from exchpatch_gui.collected.decoder import MAX_BYTES
from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.sign_ins import Secret
from exchpatch_gui.domain.text import clean
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import Deadline
from exchpatch_gui.remote.careful import CarefulPool
from exchpatch_gui.remote.diagnose_session import session_fault, unreadable
from exchpatch_gui.remote.endpoints import WINDOWS
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.objects import read_object
from exchpatch_gui.remote.shell import (
    Argument,
    Command,
    CommandLateError,
    Complaint,
    Output,
    Script,
)
from exchpatch_gui.remote.transport import AnswerError, Transport

# How long the server keeps a question for news open before it says that there are none.
_POLL_SECONDS = 10
_OPERATION_SECONDS = 30
# A session that is left behind all the same ends by itself after this.
_IDLE_SECONDS = 180
# How long saying good-bye may take: the deadline of the whole has to hold within two seconds.
_FAREWELL_SECONDS = 1.5
# A request for a session is not broken off at once: nobody would know whether there is one.
_GRACE_SECONDS = 0.7
_MOST_ERRORS = 20
# ErrorCategory.PermissionDenied, and the exception that says the same.
_PERMISSION_DENIED = 18
_UNAUTHORIZED = "System.UnauthorizedAccessException"
_CREATE = b"/transfer/Create<"
# What pypsrp raises for messages that are no such messages.
_NONSENSE = (
    WinRMError,
    ET.ParseError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    RecursionError,
    struct.error,
)

# What pypsrp says of foreign messages would be printed, with what stands in them.
logging.getLogger("pypsrp").addHandler(logging.NullHandler())
warnings.simplefilter("ignore", RunspacePoolWarning)


class PsrpShell:
    """A session in Windows PowerShell; see ``RemoteShell``."""

    def __init__(self, transport: Transport, cancel: threading.Event) -> None:
        self._transport = transport
        self._where = transport.where
        self._endpoint = transport.endpoint
        self._carrier = _Carrier(transport, cancel)
        self._connection = WSMan("unused", operation_timeout=_OPERATION_SECONDS)
        self._connection.transport = self._carrier  # type: ignore[assignment]  # see there
        self._pool = CarefulPool(
            self._connection,
            configuration_name=self._endpoint.configuration,
            idle_timeout=_IDLE_SECONDS if self._endpoint is WINDOWS else None,
        )
        self._running: PowerShell | None = None

    def open(self) -> None:
        """Begin the session.

        Raises:
            RemoteFault: There is none; ``close`` has to be called all the same.
        """
        with self._understood():
            self._pool.open()

    def run(self, work: Script | Command, told: Callable[[str, str], None]) -> Output:
        """Run a script or a command to its end; see ``RemoteShell``."""
        shell = PowerShell(self._pool)
        with self._understood():
            self._begin(shell, work)
        limit = Deadline(work.limit if isinstance(work, Command) else math.inf)
        while shell.state == PSInvocationState.RUNNING:
            if not limit.remaining():
                self._stop(shell)
                raise CommandLateError
            with self._understood():
                seconds = min(_POLL_SECONDS, max(1.0, limit.remaining()))
                shell.poll_invoke(timeout=seconds)  # type: ignore[arg-type]  # written as it is
                self._demand_room(shell)
                records = [(one.activity, one.description) for one in shell.streams.progress]
            shell.streams.progress.clear()
            for activity, status in records:
                told(clean(str(activity or ""), 80), clean(str(status or ""), 80))
        self._running = None
        with self._understood():
            errors = tuple(map(_complaint, shell.streams.error[-_MOST_ERRORS:]))
            values = tuple(shell.output)
            if isinstance(work, Command):
                values = tuple(map(read_object, values))
        if isinstance(work, Command):
            self._dismiss(shell)
        has_failed = shell.state != PSInvocationState.COMPLETED
        return Output(values, errors, has_failed=has_failed)

    def _begin(self, shell: PowerShell, work: Script | Command) -> None:
        if isinstance(work, Command):
            shell.add_cmdlet(work.name)
        else:
            shell.add_script(work.text)
        for name, value in work.parameters.items():
            shell.add_parameter(name, self._serialized(value))
        self._running = shell
        shell.begin_invoke()

    def _stop(self, shell: PowerShell) -> None:
        with self._understood():
            shell.stop()
        self._running = None
        self._dismiss(shell)

    @staticmethod
    def _dismiss(shell: PowerShell) -> None:
        """Let the server forget a command; it keeps so many in a session and no more."""
        # What it gave is here. Whether the connection still holds, the next message will show.
        with contextlib.suppress(RemoteFault, *_NONSENSE):
            shell.close()

    def close(self) -> None:
        """End the session on the server; see ``RemoteShell``."""
        transport = self._transport
        if self._carrier.is_session_asked_for:
            left = Deadline(_FAREWELL_SECONDS)
            transport.patience = Patience(self._where, left, threading.Event())
            # Whoever can't be reached any more ends the session when it has been idle.
            if self._running is not None:
                with contextlib.suppress(RemoteFault, *_NONSENSE):
                    self._running.stop()
            with contextlib.suppress(RemoteFault, *_NONSENSE):
                self._delete()
        self._carrier.is_session_asked_for = False
        transport.close()

    def _delete(self) -> None:
        """Delete the session by the name we gave it, or the one the server gave it."""
        selectors = SelectorSet()
        selectors.add_option("ShellId", self._pool.shell.id or self._pool.id)
        self._connection.delete(self._pool.shell.resource_uri, selector_set=selectors)

    def _serialized(self, value: Argument) -> object:
        if isinstance(value, Secret):
            self._pool.exchange_keys()
            return self._pool.serialize(value.reveal(), ObjectMeta("SS"))
        return list(value) if isinstance(value, tuple) else value

    def _demand_room(self, shell: PowerShell) -> None:
        if sum(len(one) for one in shell.output if isinstance(one, str)) > MAX_BYTES:
            limit = MAX_BYTES // 1024**2
            raise RemoteFault(FailureKind.TOO_LARGE, "winrm-facts", where=self._where, limit=limit)

    @contextlib.contextmanager
    def _understood(self) -> Iterator[None]:
        """Turn what pypsrp raises into causes."""
        try:
            yield
        except WSManFaultError as error:
            raise session_fault(error, self._where, self._endpoint) from error
        except _NONSENSE as error:
            raise unreadable(error, self._where) from error


def _complaint(error: ErrorRecord) -> Complaint:
    kinds = error.exception.types if isinstance(error.exception, GenericComplexObject) else ()
    is_denied = error.category == _PERMISSION_DENIED or _UNAUTHORIZED in kinds
    return Complaint(clean(str(error)), clean(str(error.fq_error or ""), 200), is_denied=is_denied)


class _Carrier:
    """What pypsrp knows of HTTP: it gives messages here and takes their answers.

    Attributes:
        endpoint: Whom messages are for.
        is_session_asked_for: Whether there may be a session on the server.
    """

    def __init__(self, transport: Transport, cancel: threading.Event) -> None:
        self.endpoint = transport.address
        self.is_session_asked_for = False
        self._transport = transport
        self._cancel = cancel

    def send(
        self, message: bytes, *, retries_on_read_timeout: int = 0, timeout: float | None = None
    ) -> bytes:
        """Carry a message; nothing is tried twice, whatever pypsrp asks for."""
        del retries_on_read_timeout
        seconds = _OPERATION_SECONDS if timeout is None else timeout
        try:
            if _CREATE in message:
                return self._ask_for_session(message, seconds)
            return self._transport.ask(message, seconds)
        except AnswerError as error:
            raise WinRMTransportError("http", error.status, error.text) from error

    def close(self) -> None:
        """Drop the connection."""
        self._transport.close()

    def _ask_for_session(self, message: bytes, seconds: float) -> bytes:
        transport = self._transport
        if not transport.is_signed_in:
            transport.sign_in()
        patience = transport.patience
        left = Deadline(patience.remaining() + _GRACE_SECONDS)
        transport.patience = Patience(transport.where, left, _Late(self._cancel, _GRACE_SECONDS))
        self.is_session_asked_for = True
        try:
            return transport.ask(message, seconds)
        finally:
            transport.patience = patience


class _Late(threading.Event):
    """An event that is taken notice of so many seconds after it was set."""

    def __init__(self, event: threading.Event, seconds: float) -> None:
        super().__init__()
        self._event = event
        self._seconds = seconds
        self._noticed: float | None = None

    def is_set(self) -> bool:
        """Tell whether it was set that long ago."""
        if not self._event.is_set():
            return False
        now = time.monotonic()
        if self._noticed is None:
            self._noticed = now
        return now - self._noticed >= self._seconds
