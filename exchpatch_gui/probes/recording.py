# SPDX-License-Identifier: MIT
"""One probe's notes while it runs: observations, faults, pauses, and the outcome of it all."""

from __future__ import annotations

import time
from collections.abc import Iterable

from exchpatch_gui.domain.evidence import (
    Confidence,
    Failure,
    FailureKind,
    Kind,
    Observation,
    ProbeOutcome,
    ProbeStatus,
)
from exchpatch_gui.domain.messages import Scalar
from exchpatch_gui.net.http import Answer, BrokenOffError
from exchpatch_gui.net.settings import NetError
from exchpatch_gui.probes.base import ProbeContext
from exchpatch_gui.probes.signs.sign import Sign

_ANSWERS = (Kind.ANSWER, Kind.MAIL_SERVICE)


def may_ask_more(context: ProbeContext) -> bool:
    """Tell whether further web requests make sense and are welcome.

    They are not where nothing answered, somebody asked us to stop, or it is Exchange Online.
    """
    seen = [one for outcome in context.earlier for one in outcome.observations]
    faults = [one.kind for outcome in context.earlier for one in outcome.failures]
    is_cloud = any(one.kind is Kind.CLOUD and one.confidence is not Confidence.LOW for one in seen)
    answered = any(one.kind is Kind.ANSWER for one in seen)
    return answered and not is_cloud and FailureKind.BLOCKED not in faults


class CancelledError(Exception):
    """The user has had enough; what was seen so far is kept."""


class Recorder:
    """Collects what one run of a probe sees.

    Attributes:
        requests: How many web requests were sent.
    """

    def __init__(self, context: ProbeContext, probe: str) -> None:
        self._context = context
        self._probe = probe
        self._began = time.monotonic()
        self._observations: list[Observation] = []
        self._failures: list[Failure] = []
        self.requests = 0

    def get(
        self, path: str, *, fresh: bool = False, headers: dict[str, str] | None = None
    ) -> Answer | None:
        """Ask once, after the pause that politeness asks for; None if there is no answer.

        Raises:
            CancelledError: The user cancelled before or while waiting.
        """
        asked_before = self.requests or any(one.observations for one in self._context.earlier)
        self.wait(self._context.options.pause if asked_before else 0.0)
        self.requests += 1
        try:
            return self._context.session.get(path, headers=headers or {}, fresh=fresh)
        except BrokenOffError as error:
            self.fail(error.kind, error.reason, **error.params)
            return error.answer
        except NetError as error:
            self.fail(error.kind, error.reason, **error.params)
            return None

    def wait(self, seconds: float) -> None:
        """Pause without being deaf.

        Raises:
            CancelledError: The user cancelled.
        """
        if self._context.cancel.wait(seconds):
            raise CancelledError

    def note(
        self,
        kind: Kind,
        value: str,
        *,
        source: str,
        method: str,
        confidence: Confidence = Confidence.HIGH,
    ) -> None:
        """Keep one observation."""
        log = self._context.log
        self._observations.append(
            log.note(kind, value, source=source, method=method, confidence=confidence)
        )

    def note_signs(self, signs: Iterable[Sign], *, source: str, node: str = "") -> None:
        """Keep all signs that were read from one source."""
        for sign in signs:
            self._observations.append(
                self._context.log.note(
                    sign.kind,
                    sign.value,
                    source=source,
                    method=sign.method,
                    confidence=sign.confidence,
                    node=node,
                )
            )

    def fail(self, kind: FailureKind, reason: str = "", **params: Scalar) -> None:
        """Keep a fault."""
        self._failures.append(Failure(self._probe, kind, reason, params))

    def outcome(self, status: ProbeStatus | None = None) -> ProbeOutcome:
        """Conclude: failed only if nothing answered, unless a status is given."""
        cancelled = any(one.kind is FailureKind.CANCELLED for one in self._failures)
        if status is ProbeStatus.CANCELLED and not cancelled:
            self.fail(FailureKind.CANCELLED)
        return ProbeOutcome(
            probe=self._probe,
            status=status or self._status(cancelled=cancelled),
            observations=tuple(self._observations),
            failures=tuple(self._failures),
            seconds=time.monotonic() - self._began,
        )

    def _status(self, *, cancelled: bool) -> ProbeStatus:
        if cancelled:
            return ProbeStatus.CANCELLED
        answered = any(one.kind in _ANSWERS for one in self._observations)
        return ProbeStatus.FAILED if self._failures and not answered else ProbeStatus.OK
