# SPDX-License-Identifier: MIT
"""All observations of one server, found by what they are about and where they come from."""

from __future__ import annotations

from collections.abc import Sequence

from exchpatch_gui.domain.evidence import Confidence, Kind, Observation, ProbeOutcome
from exchpatch_gui.domain.values import dataclass

_MAIL_PROBES = frozenset({"smtp", "imap", "pop3"})
_RANK = (
    Confidence.NONE,
    Confidence.LOW,
    Confidence.MEDIUM,
    Confidence.HIGH,
    Confidence.CERTAIN,
)


def at_least(confidence: Confidence, wanted: Confidence) -> bool:
    """Tell whether one word of confidence is as strong as another."""
    return _RANK.index(confidence) >= _RANK.index(wanted)


def weaker(one: Confidence, other: Confidence) -> Confidence:
    """Give the weaker of two words of confidence."""
    return other if at_least(one, other) else one


def strongest(observations: Sequence[Observation]) -> Confidence:
    """Give the strongest confidence among observations, none without any."""
    return max((one.confidence for one in observations), key=_RANK.index, default=Confidence.NONE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen of one server.

    Attributes:
        host: The name or address it was asked by.
    """

    host: str
    outcomes: tuple[ProbeOutcome, ...]

    def all(self, *kinds: Kind) -> tuple[Observation, ...]:
        """Give the observations of these kinds, in the order they were made."""
        return tuple(
            one for outcome in self.outcomes for one in outcome.observations if one.kind in kinds
        )

    def web(self, *kinds: Kind) -> tuple[Observation, ...]:
        """Give those that did not come from a mail protocol."""
        return self._of(kinds, mail=False)

    def mail(self, *kinds: Kind) -> tuple[Observation, ...]:
        """Give those that came from SMTP, IMAP or POP3."""
        return self._of(kinds, mail=True)

    def markers(self, least: Confidence) -> tuple[Observation, ...]:
        """Give the markers of the web that are at least so strong."""
        return tuple(one for one in self.web(Kind.MARKER) if at_least(one.confidence, least))

    @property
    def answered(self) -> bool:
        """Whether any service said anything at all."""
        return bool(self.all(Kind.ANSWER, Kind.MAIL_SERVICE, Kind.FILE_BUILD))

    def _of(self, kinds: tuple[Kind, ...], *, mail: bool) -> tuple[Observation, ...]:
        return tuple(
            one
            for outcome in self.outcomes
            if (outcome.probe in _MAIL_PROBES) is mail
            for one in outcome.observations
            if one.kind in kinds
        )
