# SPDX-License-Identifier: MIT
"""The steps of a trial: from what happens on the way to a server to what a person sees of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from exchpatch_gui.domain.evidence import Failure
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message, Params
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.net.resolve import is_address
from exchpatch_gui.net.route import Progress, Stage
from exchpatch_gui.net.tls import TlsFacts

_OF_THE_CONNECTION = ("cert.", "tls.")
_WORTH_TELLING = (TrafficLight.RED, TrafficLight.YELLOW)


class Step(StrEnum):
    """What is found out, in this order."""

    NAME = "name"
    CONNECTION = "connection"
    ENCRYPTION = "encryption"
    EXCHANGE = "exchange"
    BUILD = "build"
    VERDICT = "verdict"


class StepState(Enum):
    """How far a step is."""

    WAITING = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()
    SKIPPED = auto()
    """It was not reached."""


@dataclass(frozen=True, slots=True)
class StepReport:
    """What is known of one step.

    Attributes:
        step: One of ``Step``, or of the steps of a sign-in.
        light: How good it is; None until it is done or has failed.
        message: What was found, or why it failed.
        hint: What to do next.
    """

    step: StrEnum
    state: StepState = StepState.WAITING
    light: TrafficLight | None = None
    message: Message | None = None
    hint: Message | None = None


class StepLog:
    """Keeps the report of each step while a trial goes on.

    Attributes:
        reports: The latest report of each step, in their order.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self.reports = {step: StepReport(step) for step in Step}
        self._run(Step.NAME)

    @property
    def running(self) -> Step | None:
        """The step that is under way."""
        states = self.reports.items()
        return next((step for step, one in states if one.state is StepState.RUNNING), None)

    def reach(self, progress: Progress) -> None:
        """Take a stage of the way; a connection that is opened again says nothing new."""
        match progress.stage:
            case Stage.RESOLVED:
                self._pass(Step.NAME, self._name(progress), Step.CONNECTION)
            case Stage.CONNECTED:
                values: Params = {"address": progress.address, "port": self._target.port}
                message = Message("trial.connection.done", values)
                self._pass(Step.CONNECTION, message, Step.ENCRYPTION)
            case Stage.TUNNELLED:
                self._pass(Step.NAME, Message("trial.name.proxy"), Step.CONNECTION)
                message = Message("trial.connection.proxy", {"address": progress.address})
                self._pass(Step.CONNECTION, message, Step.ENCRYPTION)
            case Stage.SECURED:
                self._secure(progress.tls)

    def fail(self, message: Message, hint: Message) -> None:
        """End the step that is under way, and leave those after it."""
        self._skip()
        step = self.running
        if step is not None:
            self._end(step, TrafficLight.RED, message, hint, state=StepState.FAILED)

    def stop(self) -> None:
        """Leave what is not done yet."""
        self._skip()
        step = self.running
        if step is not None:
            self.reports[step] = StepReport(
                step, StepState.SKIPPED, message=Message("trial.stopped")
            )

    def conclude(self, result: ServerResult) -> None:
        """Take what a trial has found out."""
        identity = result.identity
        answers = identity.verdict is not IdentityVerdict.UNREACHABLE
        if answers and self.running is Step.EXCHANGE:
            self._weigh_encryption(result.findings)
        else:
            self.fail(*_told(result.failures[0] if result.failures else None))
        # A mail service may have told what stands there although the web service didn't answer.
        if answers:
            self._end(Step.EXCHANGE, *_software(identity))
        if identity.verdict is IdentityVerdict.EXCHANGE:
            self._end(Step.BUILD, *_build(identity))
        self._skip()
        self._end(Step.VERDICT, result.light, result.headline)

    def _name(self, progress: Progress) -> Message:
        if is_address(self._target.host):
            return Message("trial.name.address")
        return Message("trial.name.done", {"addresses": ", ".join(progress.addresses)})

    def _secure(self, facts: TlsFacts | None) -> None:
        if facts is None or self.running is not Step.ENCRYPTION:
            return
        trusted = facts.trust == "trusted"
        kind = "trusted" if trusted else "untrusted"
        ends = facts.ends.date() if facts.ends else None
        values: Params = {"protocol": _spelled(facts.protocol), "ends": ends}
        message = Message(f"trial.encryption.{kind}", values)
        light = TrafficLight.GREEN if trusted else TrafficLight.YELLOW
        self._end(Step.ENCRYPTION, light, message)
        self._run(Step.EXCHANGE)

    def _weigh_encryption(self, findings: Iterable[Finding]) -> None:
        """Let the worst that was found about certificate and protocol speak."""
        for finding in findings:
            judged = finding.light in _WORTH_TELLING and finding.accepted is None
            if judged and finding.id.startswith(_OF_THE_CONNECTION):
                params = {**finding.details, "value": finding.value, "instance": finding.instance}
                message = Message(f"{finding.key}.title", params)
                hint = Message(f"{finding.key}.remedy", params)
                self._end(Step.ENCRYPTION, finding.light, message, hint)
                return

    def _pass(self, step: Step, message: Message, following: Step) -> None:
        if self.running is step:
            self._end(step, TrafficLight.GREEN, message)
            self._run(following)

    def _run(self, step: Step) -> None:
        self.reports[step] = StepReport(step, StepState.RUNNING)

    def _end(
        self,
        step: Step,
        light: TrafficLight,
        message: Message,
        hint: Message | None = None,
        *,
        state: StepState = StepState.DONE,
    ) -> None:
        self.reports[step] = StepReport(step, state, light, message, hint)

    def _skip(self) -> None:
        for step, report in self.reports.items():
            if report.state is StepState.WAITING:
                self.reports[step] = StepReport(step, StepState.SKIPPED)


def _told(failure: Failure | None) -> tuple[Message, Message]:
    if failure is None:
        return Message("headline.unreachable"), Message("trial.unreachable.hint")
    key = f"failure.{failure.kind}" + (f".{failure.reason}" if failure.reason else "")
    return Message(f"{key}.message", failure.params), Message(f"{key}.hint", failure.params)


def _software(identity: Identity) -> tuple[TrafficLight, Message, Message | None]:
    verdict = identity.verdict
    if verdict is IdentityVerdict.EXCHANGE:
        if identity.product:
            named = Message("trial.exchange.named", {"product": identity.product})
            return TrafficLight.GREEN, named, None
        return TrafficLight.GREEN, Message("trial.exchange.unnamed"), None
    if verdict is IdentityVerdict.NOT_EXCHANGE and identity.other_software:
        params = {"software": identity.other_software}
        message = Message("trial.exchange.not-exchange.named", params)
    else:
        message = Message(f"trial.exchange.{verdict}")
    return TrafficLight.GREY, message, Message(f"trial.exchange.{verdict}.hint")


def _build(identity: Identity) -> tuple[TrafficLight, Message, Message | None]:
    if identity.precision is Precision.FULL:
        level = " ".join(part for part in (identity.cumulative_update, identity.update) if part)
        kind = "exact" if level else "bare"
        values = {"build": identity.build, "level": level}
        return TrafficLight.GREEN, Message(f"trial.build.{kind}", values), None
    if identity.build:
        message = Message("trial.build.partly", {"build": identity.build})
    else:
        message = Message("trial.build.hidden")
    return TrafficLight.GREY, message, Message("trial.build.hint")


def _spelled(protocol: str) -> str:
    """Write ``TLSv1.3`` as ``TLS 1.3``."""
    return protocol.replace("TLSv", "TLS ")
