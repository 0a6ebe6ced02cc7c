# SPDX-License-Identifier: MIT
"""The CSV report: one line for each server, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import CheckRun, ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import CveResult
from exchpatch_gui.reporting import facts
from exchpatch_gui.reporting.sentences import Sentences
from exchpatch_gui.wording import Wording

# A cell that begins so is a formula to a spreadsheet, or turns into one after trimming.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_TOLD = frozenset({TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN, TrafficLight.INFO})
_BYTE_ORDER_MARK = "\ufeff"
# A list of the findings of a server may be longer than any one foreign text.
_CELL_LIMIT = 30_000

Cell = Callable[[ServerResult, Sentences], object]


def render_csv(run: CheckRun, wording: Wording) -> str:
    """Write the servers of a run, the worst first, with ``COLUMNS`` as the heading.

    The text is RFC 4180 with CRLF; it begins with a byte order mark, without which spreadsheets
    misread umlauts. Dates are ISO 8601.
    """
    sentences = Sentences(wording)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for result in facts.worst_first(run.results):
        writer.writerow([_safe(cell(result, sentences)) for cell in COLUMNS.values()])
    return _BYTE_ORDER_MARK + stream.getvalue()


def _safe(value: object) -> str:
    """Write a value so that no spreadsheet takes it for a formula."""
    text = clean(_plain(value), _CELL_LIMIT)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return str(value)


def _target(result: ServerResult) -> str:
    return str(result.server.target) if result.server else ""


def _group(result: ServerResult) -> str:
    return result.server.group if result.server else ""


def _needed_build(result: ServerResult) -> BuildNumber | None:
    return None if result.advice.reached else result.advice.target_build


def _count(result: ServerResult, holes: list[CveResult]) -> int | None:
    return len(holes) if facts.holes_are_known(result) else None


def _exposed_days(result: ServerResult) -> int | None:
    return result.exposure.days if result.exposure else None


def _next_step(result: ServerResult, sentences: Sentences) -> str:
    step = facts.main_step(result)
    return sentences.say(step.title) if step else ""


def _next_address(result: ServerResult) -> str:
    step = facts.main_step(result)
    return facts.web_address(step.url) if step else ""


def _findings(result: ServerResult, sentences: Sentences) -> list[str]:
    return [
        sentences.finding(one).title for one in facts.told_findings(result) if one.light in _TOLD
    ]


def _not_checked(result: ServerResult, sentences: Sentences) -> list[str]:
    hidden = [one for one in facts.told_findings(result) if one.light is TrafficLight.GREY]
    titles = [sentences.finding(one).title for one in hidden]
    return titles + [sentences.failure(one).message for one in result.failures]


COLUMNS: dict[str, Cell] = {
    "name": lambda one, _: facts.name(one),
    "group": lambda one, _: _group(one),
    "target": lambda one, _: _target(one),
    "light": lambda one, _: one.light,
    "state": lambda one, say: say.word("light", one.light),
    "headline": lambda one, say: say.say(one.headline),
    "verdict": lambda one, _: one.identity.verdict,
    "product": lambda one, say: say.product(one.identity),
    "cumulative_update": lambda one, _: one.identity.cumulative_update,
    "update": lambda one, _: one.identity.update,
    "build": lambda one, _: one.identity.build,
    "precision": lambda one, _: one.identity.precision,
    "needed_build": lambda one, _: _needed_build(one),
    "open_exploited": lambda one, _: _count(one, facts.exploited_open(one)),
    "open": lambda one, _: _count(one, facts.open_cves(one)),
    "open_exploited_ids": lambda one, _: [cve.id for cve in facts.exploited_open(one)],
    "days_exposed": lambda one, _: _exposed_days(one),
    "support": lambda one, _: one.support.status,
    "support_ends": lambda one, _: one.support.ends,
    "certificate_ends": lambda one, _: facts.certificate_end(one),
    "first_seen": lambda one, _: one.first_seen,
    "next_step": _next_step,
    "next_step_url": lambda one, _: _next_address(one),
    "findings": _findings,
    "not_checked": _not_checked,
    "checked_at": lambda one, _: one.at,
}
"""What each line says, in this order; the names are part of the format."""
