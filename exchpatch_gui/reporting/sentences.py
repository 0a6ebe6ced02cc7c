# SPDX-License-Identifier: MIT
"""The sentences of findings, failures and closed choices, worded and made harmless once."""

from __future__ import annotations

from enum import StrEnum

from exchpatch_gui.domain.evidence import Failure
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import NO_PARAMS, Message, Params, Scalar
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import NOT_COLLECTED, Finding
from exchpatch_gui.wording import Wording

# A worded sentence holds at most a few foreign values, each cut to 300 before.
SENTENCE_LIMIT = 2000
# Texts of findings that are kept for the next server, which has most of them too.
_MOST_FOUND = 2000
_NUMBERS = {name: f"{{{name}}}" for name in ("page", "pages", "number")}
# What judges badly must say what to do; the others only where there is something to do.
_NEEDS_REMEDY = frozenset({TrafficLight.RED, TrafficLight.YELLOW})


@dataclass(frozen=True, slots=True)
class FindingText:
    """What a finding says.

    Attributes:
        remedy: Empty where nothing is to be done.
    """

    title: str
    detail: str
    remedy: str


@dataclass(frozen=True, slots=True)
class FailureText:
    """What a failure says: the cause and the next step."""

    message: str
    hint: str


class Sentences:
    """Words everything a result carries; each text is one harmless line.

    A sentence that is missing from the wording raises ``KeyError``: that is a fault of ours.
    """

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._words: dict[tuple[str, str], str] = {}
        self._found: dict[tuple[str, ...], FindingText] = {}

    @property
    def language(self) -> str:
        """The language's two letters."""
        return self._wording.language

    def text(self, key: str, params: Params = NO_PARAMS) -> str:
        """Word one sentence by its id."""
        return clean(self._wording.text(key, params), SENTENCE_LIMIT)

    def say(self, message: Message) -> str:
        """Word a message."""
        return self.text(message.key, message.params)

    def word(self, area: str, choice: str | StrEnum) -> str:
        """Word one of a closed set, such as ``light`` and ``red``."""
        known = self._words.get((area, choice))
        if known is None:
            known = self._words[area, choice] = self.text(f"word.{area}.{choice}")
        return known

    def value(self, value: Scalar) -> str:
        """Write a date, time or number the way the language writes it."""
        return self._wording.value(value)

    def labels(self, prefix: str) -> dict[str, str]:
        """Give all texts whose id starts so, by the rest of their id.

        The numbers of pages and plans are only known where the page is made: their
        placeholders stay.
        """
        start = len(prefix)
        return {
            key[start:]: self._wording.text(key, _NUMBERS)
            for key in sorted(self._wording.keys())
            if key.startswith(prefix)
        }

    def finding(self, finding: Finding) -> FindingText:
        """Word a finding from its id, variant and details."""
        said = (finding.id, finding.variant, finding.instance, finding.value, finding.light)
        known = (*said, repr(finding.details))  # in a key of values, 1 and True would be the same
        text = self._found.get(known)
        if text is None:
            if len(self._found) == _MOST_FOUND:
                self._found.clear()
            text = self._found[known] = self._finding(finding)
        return text

    def _finding(self, finding: Finding) -> FindingText:
        key = finding.key
        params = {**finding.details, "value": finding.value, "instance": finding.instance}
        if "severity" in params:
            params["severity"] = self._severity(finding)
        if finding.variant == NOT_COLLECTED:
            params["check"] = self.text(f"check.{finding.id}")
        has_remedy = finding.light in _NEEDS_REMEDY or self._wording.has(f"{key}.remedy")
        return FindingText(
            title=self.text(f"{key}.title", params),
            detail=self.text(f"{key}.detail", params),
            remedy=self.text(f"{key}.remedy", params) if has_remedy else "",
        )

    def is_inside(self, finding: Finding) -> bool:
        """Tell whether a finding is of the checks that need facts from the server itself."""
        return self._wording.has(f"check.{finding.id}")

    def failure(self, failure: Failure) -> FailureText:
        """Word why a probe could not look."""
        key = f"failure.{failure.kind}"
        if failure.reason:
            key = f"{key}.{failure.reason}"
        return FailureText(
            message=self.text(f"{key}.message", failure.params),
            hint=self.text(f"{key}.hint", failure.params),
        )

    def labelled(self, label: str, text: str) -> str:
        """Put a label before a text."""
        return clean(self._wording.labelled(label, text), SENTENCE_LIMIT)

    def product(self, identity: Identity) -> str:
        """Give the product's full name, or nothing if it is unknown."""
        if not identity.product:
            return ""
        return self.text("word.product", {"product": identity.product})

    def _severity(self, finding: Finding) -> str | None:
        """Word Microsoft's rating, if it gave one."""
        rating = finding.details["severity"]
        return self.word("severity", str(rating).lower()) if rating else None
