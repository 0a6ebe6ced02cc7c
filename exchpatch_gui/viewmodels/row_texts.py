# SPDX-License-Identifier: MIT
"""What each cell of the table says: two lines, how they look, and what a reader speaks."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message, Params
from exchpatch_gui.domain.outline import Need, Outline
from exchpatch_gui.domain.text import clean
from exchpatch_gui.viewmodels.ages import OLD_AFTER, age, local
from exchpatch_gui.viewmodels.fleet import Activity, Row
from exchpatch_gui.viewmodels.section_words import section_words
from exchpatch_gui.wording import Wording

if TYPE_CHECKING:
    from exchpatch_gui.domain.events import SectionRead

_LIMIT = 300


class Column(IntEnum):
    """The columns of the table, in their order."""

    STATE = 0
    SERVER = 1
    INSTALLED = 2
    NEEDED = 3
    EXPOSED = 4
    CHECKED = 5


class Cell(NamedTuple):
    """One cell.

    Attributes:
        top: Its first line.
        bottom: Its second line, or empty.
        tone: The light whose colour the first line has, or None.
        strong: Whether the first line is heavier.
        link: Whether the first line looks like something to click.
    """

    top: str
    bottom: str = ""
    tone: TrafficLight | None = None
    strong: bool = False
    link: bool = False

    @property
    def text(self) -> str:
        """Both lines as one."""
        return f"{self.top} · {self.bottom}" if self.bottom else self.top


class RowTexts:
    """Words the cells of rows in one language, as on one day."""

    def __init__(self, words: Wording, day: date) -> None:
        self.words = words
        self.day = day

    def cell(self, row: Row, column: Column, now: datetime) -> Cell:
        """Word one cell."""
        match column:
            case Column.STATE:
                return self._state(row)
            case Column.SERVER:
                return self._server(row)
            case Column.INSTALLED:
                return self._installed(row.outline, now)
            case Column.NEEDED:
                return self._needed(row.outline)
            case Column.EXPOSED:
                return self._exposed(row.outline)
            case Column.CHECKED:
                return self._checked(row, now)

    def sentence(self, row: Row) -> str:
        """Give the whole sentence about a server."""
        if row.outline is None:
            return self.words.text("window.row.never")
        return clean(self.words.say(row.outline.headline), _LIMIT)

    def tip(self, row: Row, column: Column, now: datetime) -> str:
        """Say everything about a cell."""
        if column in {Column.STATE, Column.SERVER}:
            server = row.server
            parts = [server.name, str(server.target) if server.name != server.target.host else ""]
            parts += [server.group, ", ".join(server.tags), self.sentence(row)]
            return "\n".join(part for part in parts if part)
        if column is Column.CHECKED and row.outline:
            return self.words.value(local(row.outline.at))
        cell = self.cell(row, column, now)
        return "\n".join(part for part in (cell.top, cell.bottom) if part not in {"", "–"})

    def _state(self, row: Row) -> Cell:
        say = self.words.text
        light = row.light
        bottom = ""
        if row.activity is not Activity.IDLE:
            bottom = say(f"window.row.{row.activity.name.lower()}")
        if row.outline is None and row.activity is Activity.IDLE:
            return Cell(say("window.row.unchecked"), tone=light, strong=True)
        return Cell(say(f"word.light.{light}"), bottom, light, strong=True)

    def _server(self, row: Row) -> Cell:
        if row.reading is not None:
            return Cell(clean(row.server.name), self._reading(row.reading), strong=True)
        return Cell(clean(row.server.name), self._short_sentence(row.outline), strong=True)

    def _reading(self, event: SectionRead) -> str:
        """Say which section is read of a server that is signed in to."""
        params: Params = {
            "section": section_words(self.words, event.section),
            "done": event.done,
            "count": event.count,
        }
        return self.words.text("window.row.reading", params)

    def _short_sentence(self, brief: Outline | None) -> str:
        if brief is None:
            return self.words.text("window.row.never")
        short = f"window.row.{brief.headline.key}"
        key = short if self.words.has(short) else brief.headline.key
        return clean(self.words.say(Message(key, brief.headline.params)), _LIMIT)

    def _installed(self, brief: Outline | None, now: datetime) -> Cell:
        if brief is None:
            return Cell("–")
        if brief.last_seen is not None and brief.verdict is IdentityVerdict.UNREACHABLE:
            params: Params = {"build": brief.last_seen.build}
            last = self.words.text("window.row.last-seen", params)
            return Cell(last, age(self.words, brief.last_seen.at, now))
        if brief.verdict is not IdentityVerdict.EXCHANGE:
            return Cell(clean(brief.other_software) or self._identity(brief.verdict))
        level = " ".join(part for part in (brief.product, brief.cumulative_update) if part)
        if not level:
            return Cell(self.words.text("window.row.exchange"), brief.build)
        if brief.precision is Precision.CUMULATIVE_UPDATE:
            return Cell(level, self.words.text("window.row.level-unknown"))
        return Cell(f"{level} {brief.update}".rstrip(), brief.build)

    def _identity(self, verdict: IdentityVerdict) -> str:
        short = f"window.row.identity.{verdict}"
        return self.words.text(short if self.words.has(short) else f"word.identity.{verdict}")

    def _needed(self, brief: Outline | None) -> Cell:
        say = self.words.text
        if brief is None or brief.verdict is not IdentityVerdict.EXCHANGE:
            unknown = brief is not None and brief.verdict is IdentityVerdict.UNREACHABLE
            return Cell(say("window.row.why"), link=True) if unknown else Cell("–")
        steps = say("window.row.steps", {"count": brief.steps})
        match brief.need:
            case Need.NOTHING:
                return Cell(say("word.up_to_date"), tone=TrafficLight.GREEN, strong=True)
            case Need.UPDATE:
                return Cell(brief.target, steps, strong=True)
            case Need.UPGRADE | Need.MOVE:
                way = say(f"window.row.{brief.need}", {"count": brief.steps})
                return Cell(say("window.row.successor"), way, strong=True)
            case Need.CONFIGURE:
                settings = say("window.row.settings", {"count": brief.steps})
                return Cell(say("word.up_to_date"), settings, TrafficLight.GREEN, strong=True)
            case Need.UNKNOWN:
                return Cell(say("window.row.why"), link=True)

    def _exposed(self, brief: Outline | None) -> Cell:
        if brief is None or brief.open_cves is None:
            exchange = brief is not None and brief.verdict is IdentityVerdict.EXCHANGE
            return Cell(self.words.text("window.row.unknown") if exchange else "–")
        if brief.open_cves == 0:
            return Cell("–")
        since = ""
        if brief.exposed_since is not None:
            days = max(0, (self.day - brief.exposed_since).days)
            since = self.words.text("word.days", {"count": days})
        tone = TrafficLight.RED if brief.light is TrafficLight.RED else None
        holes = self.words.text("window.row.cves", {"count": brief.open_cves})
        return Cell(holes, since, tone, strong=True)

    def _checked(self, row: Row, now: datetime) -> Cell:
        if row.outline is None:
            return Cell("–")
        old = now - row.outline.at > OLD_AFTER
        tone = TrafficLight.YELLOW if old else None
        return Cell(age(self.words, row.outline.at, now), tone=tone)
