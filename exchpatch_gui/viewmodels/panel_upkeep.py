# SPDX-License-Identifier: MIT
"""What is kept of a server around an update: two snapshots, and what logs have told."""

from __future__ import annotations

from datetime import datetime

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.viewmodels.panel_content import Link, PanelComposer, host_of
from exchpatch_gui.viewmodels.upkeep import Upkeep

_LIMIT = 400
_LIGHTS = {
    "success": TrafficLight.GREEN,
    "failed": TrafficLight.RED,
    "unfinished": TrafficLight.RED,
    "unknown": TrafficLight.GREY,
}


@dataclass(frozen=True, slots=True)
class CauseText:
    """Why an installation ended as it did.

    Attributes:
        evidence: The lines of the log that show it.
    """

    title: str
    detail: str
    remedy: str
    link: Link | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogText:
    """One log in words.

    Attributes:
        key: Tells it from other logs of the server.
        line: How the installation ended, and how old that is.
        facts: What else is known, one line each.
    """

    key: str
    light: TrafficLight
    line: str
    spoken: str
    facts: tuple[str, ...]
    causes: tuple[CauseText, ...]


def snapshots_line(upkeep: Upkeep, composer: PanelComposer) -> str:
    """Say which snapshots there are."""
    before, after = upkeep.taken.get(Role.BEFORE), upkeep.taken.get(Role.AFTER)
    if before is None:
        return composer.text("upkeep.none")
    params: Params = {"before": local(before.at), "after": local(after.at) if after else None}
    return composer.text("upkeep.both" if after else "upkeep.before", params)


def log_texts(upkeep: Upkeep, composer: PanelComposer, now: datetime) -> tuple[LogText, ...]:
    """Word the logs, the newest first."""
    from exchpatch_gui.reporting.setup_logs import age, told  # noqa: PLC0415 (few have any)

    made = []
    for stored in upkeep.logs:
        diagnosis, words = stored.diagnosis, composer.words
        text = told(diagnosis, words, now)
        params: Params = {
            "headline": text.headline,
            "cause": text.causes[0].title if text.causes else "",
            "file": clean(stored.file, 60),
            "age": age(stored.at, words, now),
        }
        light = _LIGHTS[diagnosis.outcome.value]
        line = clean(composer.text("upkeep.log", params), _LIMIT)
        state = composer.sentences.word("light", light)
        made.append(
            LogText(
                key=f"log:{diagnosis.log}",
                light=light,
                line=line,
                spoken=composer.text("spoken", {"state": state, "text": line}),
                facts=tuple(words.labelled(label, clean(one, _LIMIT)) for label, one in text.facts),
                causes=tuple(
                    CauseText(
                        clean(cause.title, _LIMIT),
                        clean(cause.detail, 2 * _LIMIT),
                        clean(cause.remedy, 2 * _LIMIT),
                        _link(cause.source, composer),
                        tuple(clean(one, _LIMIT) for one in cause.evidence),
                    )
                    for cause in text.causes
                ),
            )
        )
    return tuple(made)


def _link(url: str, composer: PanelComposer) -> Link | None:
    return Link(composer.text("link", {"host": host_of(url)}), url) if url else None
