# SPDX-License-Identifier: MIT
"""Valid collected documents with just the facts a test is about, and what the checks make of them.

Whatever a test doesn't name has the plainest value of its type: null, nothing in a list, no.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from exchpatch_gui import wording
from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.checks.inside.base import discover
from exchpatch_gui.collected.decoder import decode
from exchpatch_gui.collected.document import SCHEMA, Collected, section_kinds
from exchpatch_gui.collected.section import Base64
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.reporting.sentences import Sentences
from tests.helpers.catalogues import context as judged_context
from tests.helpers.catalogues import identity

Document = dict[str, Any]
Facts = Mapping[str, Any]

BUILD = "15.2.1748.39"
"""2019 CU15, unless a test says otherwise."""
DAY = date(2026, 6, 20)
COLLECTED_AT = "2026-06-20T08:00:00Z"

_PLAIN: dict[Any, object] = {
    str: "text",
    int: 0,
    float: 0.0,
    bool: False,
    datetime: "2026-01-01T00:00:00Z",
    date: "2026-01-01",
    Base64: "AAAA",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A section without data."""

    status: str
    reason: str


def not_collected(status: str = "error", reason: str = "It failed.") -> Missing:
    """Take a section away: ``error``, ``access_denied`` or ``skipped``."""
    return Missing(status, reason)


def document(**sections: Facts | Missing) -> Document:
    """Make a document afresh; facts of a section and of its rows replace the plain ones.

    ``document(services={"items": [{"name": "W3SVC", "state": "Running"}]})``
    """
    if unknown := sections.keys() - section_kinds().keys():
        raise ValueError(f"no such sections: {sorted(unknown)}")
    return {
        "schema": SCHEMA,
        "collector_version": "1.0.0",
        "collected_at": COLLECTED_AT,
        "computer": "EX01",
        "sections": {
            name: _section(kind, sections.get(name, {})) for name, kind in section_kinds().items()
        },
    }


def encoded(content: Document) -> bytes:
    """Write a document as a collector does."""
    return json.dumps(content).encode("utf-8")


def collected(**sections: Facts | Missing) -> Collected:
    """Make a document and decode it."""
    return decode(encoded(document(**sections)), "ex01.json")


def context_of(
    facts: Collected,
    *,
    build: str = BUILD,
    day: date = DAY,
    judging: Catalogue | None = None,
) -> CheckContext:
    """Put together what the checks see of a server with this build and these facts."""
    who, catalogue = _known(build, day) if judging is None else (identity(build, judging), judging)
    return replace(judged_context(who, catalogue, day), collected=facts)


def findings_of(
    check_id: str, *, build: str = BUILD, day: date = DAY, **sections: Facts | Missing
) -> tuple[Finding, ...]:
    """Run one check on a server with these facts; every finding can be worded."""
    (check,) = (one for one in discover() if one.id == check_id)
    found = tuple(check.run(context_of(collected(**sections), build=build, day=day)))
    table = Sentences(wording.load())
    for finding in found:
        text = table.finding(finding)
        assert text.title
        assert text.detail
        assert "{" not in f"{text.title}{text.detail}{text.remedy}"
    return found


def finding_of(
    check_id: str, *, build: str = BUILD, day: date = DAY, **sections: Facts | Missing
) -> Finding:
    """Run a check that says one thing."""
    (found,) = findings_of(check_id, build=build, day=day, **sections)
    return found


@cache
def _known(build: str, day: date) -> tuple[Any, Catalogue]:
    catalogue = load_shipped().as_of(day)
    return identity(build, catalogue), catalogue


def _section(kind: Any, facts: Facts | Missing) -> Document:
    if isinstance(facts, Missing):
        return {"status": facts.status, "error": facts.reason, "elapsed_ms": 1, "data": None}
    return {"status": "ok", "error": None, "elapsed_ms": 1, "data": _filled(kind, facts)}


def _filled(hint: Any, facts: Any) -> Any:
    """Fill what the facts leave out of rows and objects; other values stand as they are."""
    inner = _without_null(hint)
    if is_dataclass(inner) and isinstance(facts, Mapping):
        hints = get_type_hints(inner)
        own = {name: facts[name] for name in facts if name not in hints}
        return {
            name: _filled(one, facts[name]) if name in facts else deepcopy(_plain(one))
            for name, one in hints.items()
        } | own
    if get_origin(inner) is tuple and isinstance(facts, list | tuple):
        return [_filled(get_args(inner)[0], one) for one in facts]
    return facts


def _plain(hint: Any) -> Any:
    if _without_null(hint) is not hint:
        return None
    if get_origin(hint) is tuple:
        return []
    if is_dataclass(hint):
        return {name: _plain(one) for name, one in get_type_hints(hint).items()}
    return _PLAIN[hint]


def _without_null(hint: Any) -> Any:
    if get_origin(hint) in {Union, UnionType}:
        return next(one for one in get_args(hint) if one is not type(None))
    return hint


def worst_of(context: CheckContext) -> tuple[TrafficLight, set[str]]:
    """Run all checks of collected facts; give the worst light and the ids that aren't content."""
    order = (TrafficLight.GREEN, TrafficLight.GREY, TrafficLight.YELLOW, TrafficLight.RED)
    found = [one for check in discover() for one in check.run(context) if one.light in order]
    matter = {one.id for one in found if one.light is not TrafficLight.GREEN}
    return max((one.light for one in found), key=order.index), matter
