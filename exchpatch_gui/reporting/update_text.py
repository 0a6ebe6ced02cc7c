# SPDX-License-Identifier: MIT
"""An update looked at before and after, in words for a terminal or a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.text import clean
from exchpatch_gui.reporting.restore_script import restore_script
from exchpatch_gui.reporting.sentences import SENTENCE_LIMIT, Sentences
from exchpatch_gui.upkeep.differences import Area, Comparison, Difference, Judged
from exchpatch_gui.upkeep.duties import Duty, DutyState
from exchpatch_gui.upkeep.snapshot import Unseen
from exchpatch_gui.wording import Wording

# A cumulative update replaces a hundred files; the document names them all.
_MOST_OF_A_KIND = 12
_MOST_FINDINGS = 4


def headline(comparison: Comparison) -> Message:
    """Say in one sentence how the update went."""
    judged = [one.judged for one in comparison.differences]
    return Message(
        f"upkeep.headline.{comparison.outcome}",
        {
            "build": comparison.build_after or "–",
            "restore": judged.count(Judged.RESTORE),
            "look": judged.count(Judged.LOOK),
            "unseen": len(comparison.unseen),
        },
    )


def difference_text(difference: Difference, wording: Wording) -> str:
    """Say in one harmless line what isn't as it was."""
    return clean(wording.say(difference.message), SENTENCE_LIMIT)


def unseen_text(unseen: Unseen, wording: Wording) -> str:
    """Say in one harmless line what could not be compared, and why."""
    reason = f".{unseen.role}.reason" if unseen.reason else f".{unseen.role}"
    facts = {"part": unseen.part, "reason": unseen.reason}
    return clean(wording.text(f"upkeep.unseen{reason}", facts), SENTENCE_LIMIT)


def duty_lines(duty: Duty, wording: Wording) -> list[str]:
    """Say how far a duty is; below it what was found there, or the guide to it."""
    sentences = Sentences(wording)
    state = wording.text(f"upkeep.duty.{duty.state}")
    lines = [f"[{state}] {sentences.say(duty.title)}"]
    if duty.state is DutyState.DONE:
        return lines
    lines += [sentences.finding(one).title for one in duty.findings[:_MOST_FINDINGS]]
    if len(duty.findings) > _MOST_FINDINGS:
        left = len(duty.findings) - _MOST_FINDINGS
        lines.append(wording.text("upkeep.more", {"count": left}))
    return [*lines, duty.url] if duty.url else lines


def update_text(comparison: Comparison, duties: Sequence[Duty], wording: Wording) -> str:
    """Write everything, the most urgent first."""
    return "\n".join(_lines(comparison, duties, wording)) + "\n"


def _lines(comparison: Comparison, duties: Sequence[Duty], wording: Wording) -> Iterator[str]:
    yield wording.text(
        "upkeep.when",
        {
            "computer": comparison.computer,
            "before": comparison.before_at,
            "after": comparison.after_at,
        },
    )
    yield wording.say(headline(comparison))
    services = comparison.area(Area.SERVICES)
    if services.count:
        facts = {"same": services.same, "total": services.count}
        yield wording.text("upkeep.services-as-before", facts)
    for judged in Judged:
        found = [one for one in comparison.differences if one.judged is judged]
        if found:
            yield from ("", wording.text(f"upkeep.judged.{judged}"))
            yield from _some(found, wording)
    if comparison.unseen:
        yield from ("", wording.text("upkeep.unseen"))
        yield from (f"  {unseen_text(one, wording)}" for one in comparison.unseen)
    if duties:
        yield from ("", wording.text("upkeep.duties"))
    for duty in duties:
        first, *others = duty_lines(duty, wording)
        yield f"  {first}"
        yield from (f"      {line}" for line in others)
    if script := restore_script(comparison, wording):
        yield from ("", wording.text("upkeep.paste"), "", script.rstrip("\n"))
    if comparison.unseen:
        yield from ("", wording.text("upkeep.collect-again"))


def _some(differences: Sequence[Difference], wording: Wording) -> Iterator[str]:
    for kind in dict.fromkeys((one.area, one.kind) for one in differences):
        own = [one for one in differences if (one.area, one.kind) == kind]
        yield from (f"  {difference_text(one, wording)}" for one in own[:_MOST_OF_A_KIND])
        if len(own) > _MOST_OF_A_KIND:
            left = len(own) - _MOST_OF_A_KIND
            yield f"  {wording.text('upkeep.more', {'count': left})}"
