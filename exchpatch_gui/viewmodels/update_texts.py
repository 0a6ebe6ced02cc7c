# SPDX-License-Identifier: MIT
"""An update, looked at before and after, in the parts that the window shows."""

from __future__ import annotations

from collections.abc import Sequence

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.reporting.facts import web_address
from exchpatch_gui.reporting.restore_script import restore_script
from exchpatch_gui.reporting.sentences import Sentences
from exchpatch_gui.reporting.update_text import (
    difference_text,
    duty_lines,
    headline,
    unseen_text,
    update_text,
)
from exchpatch_gui.services.snapshots import UpdateCheck
from exchpatch_gui.upkeep.differences import Area, Judged, Outcome
from exchpatch_gui.upkeep.duties import DutyState
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.wording import Wording

_OUTCOMES = {
    Outcome.RESTORE: TrafficLight.RED,
    Outcome.LOOK: TrafficLight.YELLOW,
    Outcome.UNKNOWN: TrafficLight.GREY,
    Outcome.AS_BEFORE: TrafficLight.GREEN,
}
_JUDGED = {
    Judged.RESTORE: TrafficLight.RED,
    Judged.LOOK: TrafficLight.YELLOW,
    Judged.EXPECTED: TrafficLight.INFO,
}
_DUTIES = {
    DutyState.OPEN: TrafficLight.YELLOW,
    DutyState.UNSEEN: TrafficLight.GREY,
    DutyState.DONE: TrafficLight.GREEN,
}


@dataclass(frozen=True, slots=True)
class Point:
    """One line with its sign.

    Attributes:
        more: What is to be said below it.
        url: A guide, or empty.
    """

    light: TrafficLight
    text: str
    more: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Points under a heading.

    Attributes:
        is_quiet: Whether it may be folded away.
    """

    heading: str
    points: tuple[Point, ...]
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class UpdateText:
    """Everything that is to be said.

    Attributes:
        when: Of which times the two snapshots are.
        blocks: Those that have something in them, the most urgent first.
        script: The commands that put everything back; empty if nothing is to be put back.
        whole: All of it as text.
    """

    light: TrafficLight
    headline: str
    when: str
    services: str
    blocks: tuple[Block, ...]
    script: str
    whole: str


def word_update(check: UpdateCheck, words: Wording) -> UpdateText:
    """Word the look at an update."""
    comparison = check.comparison
    services = comparison.area(Area.SERVICES)
    counted: Params = {"same": services.same, "total": services.count}
    when: Params = {
        "before": local(comparison.before_at),
        "after": local(comparison.after_at),
    }
    return UpdateText(
        light=_OUTCOMES[comparison.outcome],
        headline=words.say(headline(comparison)),
        when=words.text("signing.update.when", when),
        services=words.text("upkeep.services-as-before", counted) if services.count else "",
        blocks=tuple(one for one in _blocks(check, words) if one.points),
        script=restore_script(comparison, words),
        whole=update_text(comparison, check.duties, words),
    )


def _blocks(check: UpdateCheck, words: Wording) -> Sequence[Block]:
    comparison = check.comparison
    judged = {
        kind: Block(
            words.text(f"upkeep.judged.{kind}"),
            tuple(
                Point(_JUDGED[kind], difference_text(one, words))
                for one in comparison.differences
                if one.judged is kind
            ),
            is_quiet=kind is Judged.EXPECTED,
        )
        for kind in Judged
    }
    unseen = (Point(TrafficLight.GREY, unseen_text(one, words)) for one in comparison.unseen)
    return (
        judged[Judged.RESTORE],
        judged[Judged.LOOK],
        Block(words.text("upkeep.duties"), tuple(_duties(check, words))),
        Block(words.text("upkeep.unseen"), tuple(unseen)),
        judged[Judged.EXPECTED],
    )


def _duties(check: UpdateCheck, words: Wording) -> list[Point]:
    made, sentences = [], Sentences(words)
    for duty in check.duties:
        _whole, *others = duty_lines(duty, words)
        state = words.text(f"upkeep.duty.{duty.state}")
        title = sentences.say(duty.title)
        first = words.text("panel.spoken", {"state": state, "text": title})
        url = web_address(duty.url) or ""
        more = tuple(clean(one, 400) for one in others if one != duty.url)
        made.append(Point(_DUTIES[duty.state], clean(first, 400), more, url))
    return made
