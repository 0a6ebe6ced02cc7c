# SPDX-License-Identifier: MIT
"""An update looked at before and after as JSON: ``exchpatch.comparison/1``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from exchpatch_gui.reporting.restore_script import restore_script
from exchpatch_gui.reporting.sentences import Sentences
from exchpatch_gui.reporting.update_text import difference_text, headline
from exchpatch_gui.upkeep.differences import Compared, Comparison, Difference
from exchpatch_gui.upkeep.duties import Duty
from exchpatch_gui.wording import Wording

SCHEMA = "exchpatch.comparison/1"
Document = dict[str, object]


def update_document(comparison: Comparison, duties: Sequence[Duty], wording: Wording) -> bytes:
    """Write the document; everything beyond ASCII is escaped."""
    content: Document = {
        "schema": SCHEMA,
        "computer": comparison.computer,
        "before": {"at": _moment(comparison.before_at), "build": comparison.build_before or None},
        "after": {"at": _moment(comparison.after_at), "build": comparison.build_after or None},
        "outcome": comparison.outcome,
        "headline": wording.say(headline(comparison)),
        "areas": [_area(one, wording) for one in comparison.areas],
        "duties": [_duty(one, Sentences(wording)) for one in duties],
        "script": restore_script(comparison, wording) or None,
    }
    return (json.dumps(content, indent=2, allow_nan=False) + "\n").encode("ascii")


def _area(area: Compared, wording: Wording) -> Document:
    return {
        "area": area.area,
        "count": area.count,
        "same": area.same,
        "differences": [_difference(one, wording) for one in area.differences],
        "unseen": [
            {"part": one.part, "snapshot": one.role, "reason": one.reason or None}
            for one in area.unseen
        ],
    }


def _difference(difference: Difference, wording: Wording) -> Document:
    return {
        "kind": difference.kind,
        "name": difference.name,
        "judged": difference.judged,
        "before": difference.before or None,
        "after": difference.after or None,
        "text": difference_text(difference, wording),
        "commands": [*difference.commands, *difference.starts],
    }


def _duty(duty: Duty, sentences: Sentences) -> Document:
    return {
        "id": duty.id,
        "title": sentences.say(duty.title),
        "state": duty.state,
        "findings": [sentences.finding(one).title for one in duty.findings],
        "url": duty.url or None,
    }


def _moment(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
