# SPDX-License-Identifier: MIT
"""The doctor: how far a sign-in comes, step by step, and the one thing to change."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum, StrEnum, auto

from exchpatch_gui.domain.evidence import Failure
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.net.tls import TlsFacts
from exchpatch_gui.remote.order import Order


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

    The secret is sent once. Nothing is left on the server, and no step raises.
    """
    raise NotImplementedError(order.place, cancel, told)
