# SPDX-License-Identifier: MIT
"""A server's last twelve months: which light when, which build since when, what came out when.

Between two checks the light of the earlier one holds, unless they lie so far apart that nobody
can say: then there is a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import CveState
from exchpatch_gui.reporting import facts
from exchpatch_gui.storage.records import HistoryEntry
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.viewmodels.panel_content import PanelComposer
from exchpatch_gui.viewmodels.panel_holes import UpdateAt

SPAN = timedelta(days=365)
HOLDS = timedelta(days=10)
"""So long after a check its light may be taken for true: a weekly check leaves no gaps."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of time in which nothing changed.

    Attributes:
        text: What was the case, with its days.
    """

    start: datetime
    end: datetime
    light: TrafficLight
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at one point.

    Attributes:
        label: In a word or two.
        text: In a sentence.
        is_ours: Whether it happened on the server; otherwise Microsoft published something.
    """

    at: datetime
    label: str
    text: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """All of it.

    Attributes:
        summary: The present state and since when, in a sentence or two.
    """

    start: datetime
    end: datetime
    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]
    summary: str

    @property
    def has_gaps(self) -> bool:
        """Whether nobody can say what was so at some time after the first check."""
        begins = (*(one.start for one in self.segments[1:]), self.end)
        ends = (one.end for one in self.segments)
        return any(begin > end for begin, end in zip(begins, ends, strict=True))


def timeline(
    history: Sequence[HistoryEntry],
    result: ServerResult | None,
    now: datetime,
    composer: PanelComposer,
    update_at: UpdateAt,
) -> Timeline | None:
    """Draw up the months up to ``now``; None if no check falls into them.

    Args:
        history: The oldest first.
        result: The present one: it knows which updates are missing.
        now: UTC.
        composer: The language.
        update_at: Names updates.
    """
    start = now - SPAN
    known = [one for one in history if one.at <= now]
    entries = [one for one in known if one.at >= start]
    if not entries:
        return None
    segments = tuple(_segments(entries, now, composer))
    published = _published(result, start.date(), composer, update_at) if result else ()
    marks = sorted((*_changes(entries, composer), *published), key=lambda mark: mark.at)
    return Timeline(start, now, segments, tuple(marks), _summary(known, composer))


def _segments(
    entries: Sequence[HistoryEntry], now: datetime, composer: PanelComposer
) -> Iterator[Segment]:
    """Join neighbouring checks that found the same."""
    first = entries[0]
    for one, following in zip(entries, [*entries[1:], None], strict=True):
        until = min(one.at + HOLDS, now) if following is None else following.at
        is_gap = following is not None and following.at - one.at > HOLDS
        if is_gap:
            until = one.at + HOLDS
        if following is None or is_gap or _state(following) != _state(one):
            yield _segment(first, one, until, composer)
            if following is not None:
                first = following


def _segment(
    first: HistoryEntry, last: HistoryEntry, until: datetime, composer: PanelComposer
) -> Segment:
    say = composer.sentences
    level = clean(facts.dotted(_level(last), last.build))
    holes = composer.text("holes.open", {"count": last.open_cves}) if last.open_cves else ""
    used = last.exploited_cves
    exploited = composer.text("holes.exploited", {"count": used}) if used else ""
    what = level or say.word("identity", last.verdict)
    params: Params = {
        "from": local(first.at).date(),
        "to": local(until).date(),
        "state": say.word("light", last.light),
        "what": facts.dotted(what, holes, exploited),
    }
    return Segment(first.at, until, last.light, composer.text("timeline.segment", params))


def _state(entry: HistoryEntry) -> tuple[object, ...]:
    """Give what makes two checks the same; how many holes are open may change in between."""
    return entry.light, entry.verdict, entry.product, entry.cumulative_update, entry.build


def _level(entry: HistoryEntry) -> str:
    return facts.dotted(f"{entry.product} {entry.cumulative_update}".strip(), entry.update)


def _changes(entries: Sequence[HistoryEntry], composer: PanelComposer) -> Iterator[Mark]:
    """Mark each build where it was seen first; failed checks in between change nothing."""
    known = ""
    for entry in entries:
        if not entry.build or entry.build == known:
            continue
        known = entry.build
        name = clean(entry.update or _level(entry) or entry.build)
        params: Params = {
            "update": name,
            "build": clean(entry.build),
            "day": local(entry.at).date(),
        }
        label = composer.text("timeline.seen.label", params)
        yield Mark(entry.at, label, composer.text("timeline.seen", params), is_ours=True)


def _published(
    result: ServerResult, start: date, composer: PanelComposer, update_at: UpdateAt
) -> Iterator[Mark]:
    """Mark when each update came out that would close holes that are open."""
    days: dict[str, date] = {}
    for hole in result.cves:
        if hole.state is not CveState.OPEN or hole.fixed_in is None or hole.since is None:
            continue
        update = update_at(hole.fixed_in)
        name = (update.name or update.title) if update else str(hole.fixed_in)
        day = update.released if update else hole.since
        days[name] = min(day, days.get(name, day))
    for name, day in days.items():
        if day >= start:
            params: Params = {"update": clean(name), "day": day}
            label = composer.text("timeline.published.label", params)
            text = composer.text("timeline.published", params)
            yield Mark(datetime.combine(day, time(), UTC), label, text, is_ours=False)


def _summary(known: Sequence[HistoryEntry], composer: PanelComposer) -> str:
    """Say since when the light is what it is, and since when the build.

    A spell without an answer doesn't end what was so before and after it.
    """
    last = known[-1]
    since = last.at
    for entry in reversed(known):
        if entry.light is last.light:
            since = entry.at
        elif entry.verdict is not IdentityVerdict.UNREACHABLE:
            break
    params: Params = {
        "state": composer.sentences.word("light", last.light),
        "since": local(since).date(),
    }
    told = composer.text("timeline.since", params)
    first = next((one.at for one in known if last.build and one.build == last.build), None)
    if first is None:
        return told
    params = {"build": clean(last.build), "since": local(first).date(), "state": told}
    return composer.text("timeline.build_since", params)
