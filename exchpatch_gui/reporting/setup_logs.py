# SPDX-License-Identifier: MIT
"""What the log of an installation came to, in words: for the window, a terminal and other programs.

``told`` words a diagnosis once; the other functions only set what it gives.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from exchpatch_gui.collected.setup_log.causes.registry import SOURCES
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.setup_logs import LogLine, SetupCause, SetupDiagnosis, SetupOutcome
from exchpatch_gui.domain.text import clean
from exchpatch_gui.wording import Wording

SCHEMA = "exchpatch.setup-diagnosis/1"
_WIDTH = 79
_NO_CAUSE = "no_cause"
_PARTS = ("title", "detail", "remedy")


@dataclass(frozen=True, slots=True)
class ToldCause:
    """A cause in words.

    Attributes:
        source: The address of the page it is known from; empty if there is none.
        evidence: The lines that show it, with their numbers.
    """

    title: str
    detail: str
    remedy: str
    source: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldLog:
    """A diagnosis in words.

    Attributes:
        headline: How the installation ended, in one sentence.
        facts: What is known of it: label and text, in the order of telling.
        causes: The most decisive first; where none is known, one that says so. None for a success.
        errors: The last errors in the log, with the numbers of their lines.
    """

    headline: str
    facts: tuple[tuple[str, str], ...]
    causes: tuple[ToldCause, ...]
    errors: tuple[str, ...]


def told(diagnosis: SetupDiagnosis, words: Wording, now: datetime) -> ToldLog:
    """Word a diagnosis; ``now`` decides how old it is."""
    causes = tuple(_cause(one, words) for one in diagnosis.causes)
    known = _facts(diagnosis, words, now)
    if not causes and diagnosis.outcome is not SetupOutcome.SUCCESS:
        causes = (_cause(SetupCause(_NO_CAUSE, ()), words),)
    return ToldLog(
        words.text(f"setup.headline.{diagnosis.log}.{diagnosis.outcome}"),
        tuple((words.text(f"setup.label.{label}"), text) for label, text in known),
        causes,
        tuple(_line(one, words) for one in diagnosis.errors),
    )


def age(at: datetime, words: Wording, now: datetime) -> str:
    """Say how many days ago a log was written."""
    days = max(0, (now - at).days)
    return words.text("setup.age", {"count": days}) if days else words.text("setup.age.today")


def terminal_text(file: str, diagnosis: SetupDiagnosis, words: Wording, now: datetime) -> str:
    """Write a diagnosis for people at a terminal."""
    return "\n".join(_lines(file, told(diagnosis, words, now), words)) + "\n"


def document(file: str, diagnosis: SetupDiagnosis, words: Wording, now: datetime) -> dict[str, Any]:
    """Put a diagnosis in the form that other programs read."""
    said = told(diagnosis, words, now)
    return {
        "file": clean(file),
        "log": diagnosis.log.value,
        "outcome": diagnosis.outcome.value,
        "headline": said.headline,
        "at": _instant(diagnosis.at),
        "started": _instant(diagnosis.started),
        "exact_time": diagnosis.has_zone,
        "computer": diagnosis.computer,
        "product": diagnosis.product,
        "mode": diagnosis.mode,
        "build_before": diagnosis.build_before,
        "build": diagnosis.build,
        "roles": list(diagnosis.roles),
        "account": diagnosis.account,
        "task": diagnosis.task,
        "step": diagnosis.step,
        "run": diagnosis.run,
        "runs": diagnosis.runs,
        "causes": [
            {
                "id": cause.id,
                "title": told_.title,
                "detail": told_.detail,
                "remedy": told_.remedy,
                "source": told_.source,
                "details": dict(cause.details),
                "evidence": _numbered(cause.evidence),
            }
            for cause, told_ in zip(diagnosis.causes, said.causes, strict=False)
        ],
        "errors": _numbered(diagnosis.errors),
        "services_left_disabled": list(diagnosis.services),
    }


def _cause(cause: SetupCause, words: Wording) -> ToldCause:
    title, detail, remedy = (words.text(f"setup.{cause.id}.{one}", cause.details) for one in _PARTS)
    evidence = tuple(_line(one, words) for one in cause.evidence)
    return ToldCause(title, detail, remedy, SOURCES.get(cause.id, ""), evidence)


def _facts(diagnosis: SetupDiagnosis, words: Wording, now: datetime) -> Iterator[tuple[str, str]]:
    builds = tuple(one for one in (diagnosis.build_before, diagnosis.build) if one)
    if len(set(builds)) > 1:
        build = words.text("setup.builds", {"before": builds[0], "after": builds[1]})
    else:
        build = "".join(builds[:1])
    step = ", ".join(one for one in (diagnosis.task, diagnosis.step) if one)
    several: Params = {"run": diagnosis.run, "total": diagnosis.runs}
    of_these = words.text("setup.run", several) if diagnosis.runs > 1 else ""
    known = {
        "server": diagnosis.computer,
        "product": diagnosis.product,
        "mode": diagnosis.mode,
        "build": build,
        "account": diagnosis.account,
        "time": _time(diagnosis, words, now),
        "which": of_these,
        "step": step,
    }
    return ((label, text) for label, text in known.items() if text)


def _time(diagnosis: SetupDiagnosis, words: Wording, now: datetime) -> str:
    if diagnosis.at is None:
        return words.text("setup.time.none")
    facts: Params = {
        "at": diagnosis.at.astimezone(UTC),
        "age": age(diagnosis.at, words, now),
    }
    return words.text(f"setup.time.{'exact' if diagnosis.has_zone else 'local'}", facts)


def _line(line: LogLine, words: Wording) -> str:
    return words.text("setup.line", {"number": line.number, "text": line.text})


def _lines(file: str, said: ToldLog, words: Wording) -> Iterator[str]:
    yield f"{clean(file)}: {said.headline}"
    for label, text in said.facts:
        yield from _wrapped(words.labelled(label, text), 2)
    for number, cause in enumerate(said.causes, start=1):
        yield ""
        yield from _wrapped(f"{number}. {cause.title}", 2, hanging=3)
        yield from _wrapped(cause.detail, 5)
        yield from _wrapped(words.labelled(words.text("setup.label.remedy"), cause.remedy), 5)
        for line in cause.evidence:
            yield f"     > {line}"
        if cause.source:
            yield f"     {cause.source}"
    if said.errors and not any(cause.evidence for cause in said.causes):
        yield ""
        yield f"  {words.text('setup.label.errors')}"
        yield from (f"     > {line}" for line in said.errors)


def _wrapped(text: str, indent: int, *, hanging: int = 0) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _numbered(lines: tuple[LogLine, ...]) -> list[dict[str, Any]]:
    return [{"line": one.number, "text": one.text} for one in lines]


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
