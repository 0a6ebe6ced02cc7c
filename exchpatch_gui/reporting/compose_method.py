# SPDX-License-Identifier: MIT
"""How a report came about: method, sources of the catalogue, and the terms it uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.domain.evidence import FACTS_ID, SIGN_IN_PROBE, Kind
from exchpatch_gui.domain.runs import CheckRun, ServerResult, Trigger
from exchpatch_gui.domain.text import clean
from exchpatch_gui.reporting.compose_evidence import CONNECTION_KINDS
from exchpatch_gui.reporting.model import Entry
from exchpatch_gui.reporting.sentences import Sentences

_NAMED_REQUESTS = 12
_NOTHING_ASKED = frozenset({Trigger.IMPORT, Trigger.LOOKUP})
_IN_BRIEF = frozenset({"untouched"})
_TERMS = ("build", "cu", "cve", "cvss", "esu", "hu", "kev", "msrc", "owa", "ru", "se", "su")


def method(
    run: CheckRun, sentences: Sentences, stamp: Callable[[datetime], str], *, brief: bool
) -> tuple[Entry, ...]:
    """Say what was asked and when, what was not done, and by what it was judged.

    In brief, only what an owner asks for.
    """
    say = sentences.text
    catalogue = run.catalogue
    was_asked = run.trigger not in _NOTHING_ASKED
    texts = {
        "how": _how(run, sentences),
        "requests": _requests(run, sentences) if was_asked else "",
        "ports": _ports(run) if was_asked else "",
        "accounts": _accounts(run),
        "untouched": say(f"report.method.{_untouched(run)}"),
        "times": say(
            "report.method.times",
            {
                "started": stamp(run.started),
                "finished": stamp(run.finished),
                "trigger": sentences.word("trigger", run.trigger),
            },
        ),
        "day": say(
            "report.method.day" if run.day == run.started.date() else "report.method.other_day",
            {"day": run.day},
        ),
        "catalogue": say(
            "report.method.catalogue",
            {
                "date": catalogue.date,
                "count": catalogue.age_days,
                "source": sentences.word("catalogue", catalogue.source),
            },
        ),
        "rule": say("report.method.rule"),
    }
    return tuple(
        Entry(say(f"report.method_label.{key}"), text)
        for key, text in texts.items()
        if text and (key in _IN_BRIEF or not brief)
    )


def sources(catalogue: Catalogue | None) -> tuple[str, ...]:
    """Name where the catalogue's facts come from."""
    if catalogue is None:
        return ()
    return tuple(clean(text) for text in catalogue.sources.values())


def glossary(sentences: Sentences) -> tuple[Entry, ...]:
    """Explain the terms in alphabetical order."""
    say = sentences.text
    return tuple(Entry(say(f"report.term.{key}"), say(f"report.meaning.{key}")) for key in _TERMS)


def _how(run: CheckRun, sentences: Sentences) -> str:
    kind = "read" if run.trigger in _NOTHING_ASKED else "how"
    told = [sentences.text(f"report.method.{kind}", {"count": len(run.results)})]
    inside = sum(
        any(one.kind is Kind.ACCOUNT for one in result.observations) for result in run.results
    )
    if inside:
        told.append(sentences.text("report.method.inside", {"count": inside}))
    return " ".join(told)


def _requests(run: CheckRun, sentences: Sentences) -> str:
    seen = {
        clean(one.source)
        for result in run.results
        for one in result.observations
        if one.kind not in CONNECTION_KINDS and not one.id.startswith(f"{FACTS_ID}-")
    }
    listed = sorted(seen)
    text = " · ".join(listed[:_NAMED_REQUESTS])
    if len(listed) <= _NAMED_REQUESTS:
        return text
    return sentences.text(
        "report.and_more", {"listed": text, "count": len(listed) - _NAMED_REQUESTS}
    )


def _untouched(run: CheckRun) -> str:
    if run.trigger in _NOTHING_ASKED:
        return "read_untouched"
    return "signed_in_untouched" if any(map(_was_signed_in, run.results)) else "untouched"


def _was_signed_in(result: ServerResult) -> bool:
    """Tell whether a password was used, with whatever success."""
    return any(one.kind is Kind.ACCOUNT for one in result.observations) or any(
        failure.probe == SIGN_IN_PROBE for failure in result.failures
    )


def _accounts(run: CheckRun) -> str:
    """Name who looked into servers; their names are all that is known of them here."""
    seen = {
        clean(one.value)
        for result in run.results
        for one in result.observations
        if one.kind is Kind.ACCOUNT
    }
    return ", ".join(sorted(seen))


def _ports(run: CheckRun) -> str:
    ports = {one.server.target.port for one in run.results if one.server}
    return ", ".join(f"{port}" for port in sorted(ports))
