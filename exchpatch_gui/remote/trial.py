# SPDX-License-Identifier: MIT
"""The doctor: how far a sign-in comes, step by step, and the one thing to change."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING, Any

from exchpatch_gui.domain.evidence import Failure, FailureKind
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.remotes import Channel
from exchpatch_gui.domain.values import dataclass, replace
from exchpatch_gui.net.tls import TlsFacts
from exchpatch_gui.remote.collect import run_collector
from exchpatch_gui.remote.diagnose_session import exchange_fault, script_fault
from exchpatch_gui.remote.exchange import asked_organization
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.order import Order
from exchpatch_gui.remote.session import open_shell, transport_for
from exchpatch_gui.remote.shell import RemoteShell, Script

if TYPE_CHECKING:
    from exchpatch_gui.collected.section import Section
    from exchpatch_gui.remote.transport import Transport

_FULL = "FullLanguage"
# Asks nothing of a restricted PowerShell that it would refuse to say.
_WHO_AM_I = f"""\
$mode = [string] $ExecutionContext.SessionState.LanguageMode
$mode
if ($mode -eq '{_FULL}') {{
    $me = [System.Security.Principal.WindowsIdentity]::GetCurrent()
    $principal = New-Object System.Security.Principal.WindowsPrincipal($me)
    $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
}}
"""
_EXCHANGE_SECTION = "exchange_server"


class Step(StrEnum):
    """What is found out, in this order."""

    PORT = "port"
    """Something answers there."""
    CHANNEL = "channel"
    """What is said stays between the two."""
    SIGN_IN = "sign-in"
    ADMINISTRATOR = "administrator"
    LANGUAGE = "language"
    """PowerShell isn't restricted."""
    EXCHANGE = "exchange"
    """Exchange's own cmdlets may be used."""


class StepState(Enum):
    """How a step ended."""

    DONE = auto()
    FAILED = auto()
    SKIPPED = auto()
    """It can't be tried with this sign-in, or not on this server."""


@dataclass(frozen=True, slots=True)
class TrialStep:
    """A step that has ended; after one that failed there are no others.

    Attributes:
        message: What was found, ``remote.step.<step>.…`` or the failure's sentence.
        hint: What to change, if there is something.
        failure: Why it failed.
        certificate: What the server showed, with the step ``CHANNEL``: a person may pin it.
    """

    step: Step
    state: StepState
    message: Message
    hint: Message | None = None
    failure: Failure | None = None
    certificate: TlsFacts | None = None


def try_sign_in(order: Order, cancel: threading.Event, told: Callable[[TrialStep], None]) -> bool:
    """Go through all steps and tell each as it ends; tell whether none failed.

    A sign-in that is refused is not tried again. Nothing is left on the server.
    """
    return _Trial(order, cancel, told).run()


class _Trial:
    """One sign-in on trial."""

    def __init__(
        self, order: Order, cancel: threading.Event, told: Callable[[TrialStep], None]
    ) -> None:
        self._order = order
        self._cancel = cancel
        self._told = told
        self._step = Step.PORT
        self._where = str(order.place)
        self._transport: Transport | None = None

    def run(self) -> bool:
        """Go through all steps."""
        try:
            self._connect()
        except RemoteFault as fault:
            self._fail(fault)
            return False
        return True

    def _connect(self) -> None:
        transport = transport_for(self._order, self._cancel)
        self._transport = transport
        transport.touch()
        self._done(Message("remote.step.port.done", {"where": self._where}), Step.CHANNEL)
        transport.open()
        self._done(self._channel(), Step.SIGN_IN)
        transport.sign_in()
        user = self._order.credential.sign_in.user
        signed_in = (
            Message("remote.step.sign-in.done", {"user": user})
            if user
            else Message("remote.step.sign-in.current")
        )
        self._done(signed_in, Step.ADMINISTRATOR)
        with open_shell(transport, self._cancel) as shell:
            self._look_around(shell)
            self._ask_exchange(shell)

    def _channel(self) -> Message:
        if self._order.remote.channel is Channel.MESSAGES:
            return Message("remote.step.channel.messages")
        shown = self._certificate()
        ends = shown.ends.date() if shown and shown.ends else None
        if self._order.pin is not None:
            return Message("remote.step.channel.pinned", {"ends": ends})
        return Message("remote.step.channel.trusted", {"ends": ends})

    def _look_around(self, shell: RemoteShell) -> None:
        output = shell.run(Script(_WHO_AM_I), lambda _activity, _status: None)
        if output.has_failed or not output.values:
            raise script_fault(output.words, self._where)
        mode, *administrator = output.values
        if administrator and administrator[0] is not True:
            raise RemoteFault(FailureKind.FORBIDDEN, "winrm-administrator", where=self._where)
        self._done(Message("remote.step.administrator.done"), Step.LANGUAGE)
        if mode != _FULL:
            raise RemoteFault(FailureKind.FORBIDDEN, "winrm-language", where=self._where)
        self._done(Message("remote.step.language.done"), Step.EXCHANGE)

    def _ask_exchange(self, shell: RemoteShell) -> None:
        """Let the collector ask Exchange; what can't be handed on is tried at the door itself."""
        from exchpatch_gui.collected.section import Status  # noqa: PLC0415 (a hundred classes)

        section: Section[Any]
        if self._order.credential.secret is None:
            assert self._transport is not None
            left = replace(self._order, deadline=self._transport.patience.remaining())
            section = asked_organization(left, self._cancel)
        else:
            facts = run_collector(
                shell, self._order, lambda _section: None, sections=(_EXCHANGE_SECTION,)
            )
            section = facts.sections.exchange_server
        if section.status is Status.OK:
            self._done(Message("remote.step.exchange.done"), Step.EXCHANGE)
        elif section.status is Status.SKIPPED:
            message = Message("remote.step.exchange.skipped", {"detail": section.reason})
            self._told(TrialStep(Step.EXCHANGE, StepState.SKIPPED, message))
        else:
            raise exchange_fault(section.reason, self._where)

    def _done(self, message: Message, following: Step) -> None:
        certificate = self._certificate() if self._step is Step.CHANNEL else None
        self._told(TrialStep(self._step, StepState.DONE, message, certificate=certificate))
        self._step = following

    def _fail(self, fault: RemoteFault) -> None:
        failure = fault.failure
        key = f"failure.{failure.kind}.{failure.reason}"
        self._told(
            TrialStep(
                self._step,
                StepState.FAILED,
                Message(f"{key}.message", failure.params),
                Message(f"{key}.hint", failure.params),
                failure,
                self._certificate(),
            )
        )

    def _certificate(self) -> TlsFacts | None:
        return self._transport.certificate if self._transport is not None else None
