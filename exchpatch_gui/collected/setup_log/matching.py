# SPDX-License-Identifier: MIT
"""Gathers, line by line, what a step of an installation shows: errors, and causes known by them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from exchpatch_gui.collected.setup_log.causes.base import Cause
from exchpatch_gui.collected.setup_log.causes.registry import BY_ERROR, EXPLAINED, ORDER
from exchpatch_gui.domain.messages import NO_PARAMS, Params
from exchpatch_gui.domain.setup_logs import LogLine, SetupCause
from exchpatch_gui.domain.text import clean

EVIDENCE_LINES = 3
ERROR_LINES = 12
_TEXT = 300
_DETAIL = 160
_COMPANIONS = frozenset(cause.also for cause in BY_ERROR if cause.also)


def log_line(number: int, text: str) -> LogLine:
    """Make a line fit to be kept and shown."""
    return LogLine(number, clean(text, _TEXT))


@dataclass(slots=True)
class _Hit:
    """A cause that was seen.

    Attributes:
        is_certain: Whether its lines say that it stopped the installation.
    """

    details: Params
    is_certain: bool
    lines: list[LogLine] = field(default_factory=list)


class Findings:
    """What one step shows, or several together."""

    def __init__(self) -> None:
        self.errors: deque[LogLine] = deque(maxlen=ERROR_LINES)
        self._hits: dict[str, _Hit] = {}
        self._waiting: dict[str, list[tuple[str, _Hit]]] = {}
        self._companions: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self.errors or self._hits)

    def see_error(self, number: int, text: str, *, begins: bool = True) -> None:
        """Take in a line of an error.

        Args:
            number: Of the line.
            text: Its message.
            begins: Whether the error begins here; only then it is one of the last errors.
        """
        if begins and (not self.errors or self.errors[-1].text != clean(text, _TEXT)):
            self.errors.append(log_line(number, text))
        self.see(number, text)

    def see(self, number: int, text: str) -> None:
        """Look for causes in a line without counting it as an error."""
        self._companions.update(sign for sign in _COMPANIONS if sign in text)
        for cause in BY_ERROR:
            if any(sign in text for sign in cause.signs):
                self._see_cause(cause, number, text)

    def note(
        self,
        cause_id: str,
        number: int,
        text: str,
        *,
        details: Params = NO_PARAMS,
        is_certain: bool = True,
    ) -> None:
        """Take in a cause that something else tells than the text of an error."""
        hit = self._hits.get(cause_id)
        if hit is None or (is_certain and not hit.is_certain):
            hit = self._hits[cause_id] = _Hit(details, is_certain)
        if is_certain >= hit.is_certain:
            _add(hit, [log_line(number, text)])

    def take_in(self, other: Findings) -> None:
        """Add what another step shows; causes that lacked their other half there are left out."""
        self.errors.extend(other.errors)
        for cause_id, hit in other._complete():
            known = self._hits.setdefault(cause_id, _Hit(hit.details, hit.is_certain))
            _add(known, hit.lines)

    def causes(self) -> tuple[SetupCause, ...]:
        """Give the causes, most decisive first, without those that others explain."""
        found: dict[str, _Hit] = {}
        for cause_id, hit in self._complete():
            _add(found.setdefault(cause_id, _Hit(hit.details, hit.is_certain)), hit.lines)
        return tuple(
            SetupCause(one, tuple(found[one].lines), found[one].details)
            for one in sorted(found, key=ORDER.__getitem__)
            if not found.keys() & EXPLAINED[one]
        )

    def _see_cause(self, cause: Cause, number: int, text: str) -> None:
        details = _details(cause, text)
        if details is None:
            return
        if not cause.also:
            self.note(cause.id, number, text, details=details)
            return
        waiting = self._waiting.setdefault(cause.also, [])
        if len(waiting) < EVIDENCE_LINES:
            waiting.append(
                (cause.id, _Hit(details, is_certain=True, lines=[log_line(number, text)]))
            )

    def _complete(self) -> Iterable[tuple[str, _Hit]]:
        yield from self._hits.items()
        for companion in self._companions & self._waiting.keys():
            yield from self._waiting[companion]


def _details(cause: Cause, text: str) -> Params | None:
    """Give what a line says of a cause; None if it doesn't tell it after all."""
    if cause.pattern is None:
        return NO_PARAMS
    match = cause.pattern.search(text)
    if match is None:
        return None
    return {name: clean(value or "", _DETAIL) for name, value in match.groupdict().items()}


def _add(hit: _Hit, lines: Iterable[LogLine]) -> None:
    texts = {one.text for one in hit.lines}
    for line in lines:
        if len(hit.lines) < EVIDENCE_LINES and line.text not in texts:
            hit.lines.append(line)
            texts.add(line.text)
