# SPDX-License-Identifier: MIT
"""What the panel says of a server, worded and ordered; without Qt, so that it is easily proven.

Everything is worded when it is asked for: what is folded away costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import NO_PARAMS, Params
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import DEFAULT_PORT, Server
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import CveState, Finding
from exchpatch_gui.reporting import facts
from exchpatch_gui.reporting.sentences import Sentences
from exchpatch_gui.storage.records import HistoryEntry
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.viewmodels.panel_areas import Area, AreaFindings, is_standing
from exchpatch_gui.viewmodels.section_words import section_words
from exchpatch_gui.wording import Wording

_FEW = 3
"""So many findings of an area are worth naming one of them even if all is well."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a web address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Header:
    """Which server this is.

    Attributes:
        lines: What is installed, where it is, whose it is; without empty ones.
    """

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerdictText:
    """The state in a shape, a word and a sentence.

    Attributes:
        more: What else is to be known at once: a cause, the days it has stood open.
        may_check: Whether to check now is the next step.
    """

    light: TrafficLight
    word: str
    sentence: str
    more: tuple[str, ...] = ()
    may_check: bool = False


@dataclass(frozen=True, slots=True)
class AreaText:
    """One area in one line.

    Attributes:
        spoken: The same with the state in words.
    """

    name: str
    summary: str
    line: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Card:
    """One finding in full.

    Attributes:
        remedy: What to do, or empty.
        about: Its id and the judged value.
        acknowledged: Who answers for it until when and why, or empty.
        may_acknowledge: Whether the light hangs on it and nobody answers for it yet.
    """

    finding: Finding
    title: str
    spoken: str
    detail: str
    remedy: str
    about: str
    links: tuple[Link, ...]
    acknowledged: str
    may_acknowledge: bool


class PanelComposer:
    """Words results in one language.

    Attributes:
        words: The language.
        sentences: It, for everything a result carries.
    """

    def __init__(self, words: Wording) -> None:
        self.sentences = Sentences(words)
        self.words = words
        self._fixed: dict[str, str] = {}

    def text(self, key: str, params: Params = NO_PARAMS) -> str:
        """Word a text of the panel's own, by its id without ``panel.``."""
        if params:
            return self.sentences.text(f"panel.{key}", params)
        known = self._fixed.get(key)
        if known is None:
            known = self._fixed[key] = self.sentences.text(f"panel.{key}")
        return known

    def section(self, name: str) -> str:
        """Name a section of the collected facts."""
        return section_words(self.words, name)

    def header(self, server: Server, result: ServerResult | None) -> Header:
        """Say which server this is and what is installed on it."""
        target = server.target
        address = target.netloc if target.port == DEFAULT_PORT else str(target)
        lines = (
            self._installed(result) if result else "",
            "" if address == server.name.lower() else clean(address),
            facts.dotted(clean(server.group), *map(clean, server.tags)),
            clean(server.notes, 600),
            "" if server.enabled else self.text("disabled"),
        )
        return Header(clean(server.name), tuple(line for line in lines if line))

    def checked(self, result: ServerResult) -> str:
        """Say when the server was checked."""
        return self.text("checked", {"when": local(result.at)})

    def never_checked(self) -> VerdictText:
        """Say that nobody has asked the server yet."""
        word, sentence = self.text("never.word"), self.text("never.sentence")
        return VerdictText(TrafficLight.GREY, word, sentence, may_check=True)

    def verdict(self, result: ServerResult, history: Sequence[HistoryEntry]) -> VerdictText:
        """Give the state in a sentence, with its cause where there is no answer."""
        say = self.sentences
        word, sentence = say.word("light", result.light), say.say(result.headline)
        if result.identity.verdict is IdentityVerdict.UNREACHABLE:
            more = (*self._causes(result), self._last_known(history))
            return VerdictText(result.light, word, sentence, _told(more), may_check=True)
        if result.identity.verdict is not IdentityVerdict.EXCHANGE:
            details = (self.sentences.finding(one).detail for one in _verdicts(result))
            return VerdictText(result.light, word, sentence, _told(details))
        return VerdictText(result.light, word, sentence, _told((self._exposure(result),)))

    def area(self, group: AreaFindings, result: ServerResult) -> AreaText:
        """Sum an area up in one line."""
        name = self.text(f"area.{group.area}")
        summary = facts.dotted(
            self._holes(group, result) or self._calm(group) or self._worst_title(group),
            self._further(group),
            self.text("acknowledged.count", {"count": group.acknowledged})
            if group.acknowledged
            else "",
        )
        line = self.text("area.line", {"area": name, "summary": summary})
        light = self.sentences.word("light", group.light)
        return AreaText(name, summary, line, self.text("spoken", {"state": light, "text": line}))

    def card(self, finding: Finding) -> Card:
        """Word a finding in full."""
        words = self.sentences.finding(finding)
        urls = [url for link in finding.links if (url := facts.web_address(link))]
        light = self.sentences.word("light", finding.light)
        return Card(
            finding=finding,
            title=words.title,
            spoken=self.text("spoken", {"state": light, "text": words.title}),
            detail=words.detail,
            remedy=words.remedy,
            about=self._about(finding),
            links=tuple(Link(self.text("link", {"host": host_of(url)}), url) for url in urls),
            acknowledged=self.acknowledged(finding),
            may_acknowledge=is_standing(finding),
        )

    def acknowledged(self, finding: Finding) -> str:
        """Say who answers for a finding, or nothing."""
        accepted = finding.accepted
        if accepted is None:
            return ""
        params: Params = {
            "owner": clean(accepted.owner),
            "until": accepted.until,
            "reason": clean(accepted.reason, 600),
        }
        return self.text("acknowledged", params)

    def _installed(self, result: ServerResult) -> str:
        identity, say = result.identity, self.sentences
        if identity.verdict is IdentityVerdict.UNREACHABLE:
            return ""
        if identity.verdict is not IdentityVerdict.EXCHANGE:
            what = clean(identity.other_software or say.word("identity", identity.verdict))
            return what[:1].upper() + what[1:]
        if identity.precision is Precision.CUMULATIVE_UPDATE:
            update = say.text("report.level_unknown")
        else:
            update = identity.update
        product = say.product(identity) or say.word("identity", identity.verdict)
        level = facts.dotted(f"{product} {identity.cumulative_update}".strip(), update)
        return clean(facts.dotted(level, identity.build))

    def _causes(self, result: ServerResult) -> list[str]:
        causes = [self.sentences.failure(one).message for one in result.failures]
        return causes[:1] or [self.sentences.finding(one).detail for one in _verdicts(result)]

    def _last_known(self, history: Sequence[HistoryEntry]) -> str:
        for entry in reversed(history):
            if entry.verdict is IdentityVerdict.EXCHANGE and entry.build:
                what = facts.dotted(
                    f"{entry.product} {entry.cumulative_update}".strip(), entry.update, entry.build
                )
                when = local(entry.at).date()
                return self.text("last_known", {"what": clean(what), "when": when})
        return ""

    def _exposure(self, result: ServerResult) -> str:
        exposure = result.exposure
        if exposure is None or exposure.days < 1 or not facts.open_cves(result):
            return ""
        return self.text("exposed", {"count": exposure.days, "since": exposure.since})

    def _holes(self, group: AreaFindings, result: ServerResult) -> str:
        """Count the open vulnerabilities, where the area is theirs and there are any."""
        holes = [one for one in result.cves if one.state is CveState.OPEN]
        if group.area is not Area.SECURITY or not holes:
            return ""
        exploited = sum(one.known_exploited for one in holes)
        return facts.dotted(
            self.text("holes.open", {"count": len(holes)}),
            self.text("holes.exploited", {"count": exploited}) if exploited else "",
        )

    def _calm(self, group: AreaFindings) -> str:
        """Count the checks of an area in which many were made and nothing is wrong."""
        count = len(group.findings)
        if group.light is not TrafficLight.GREEN or count <= _FEW:
            return ""
        return self.text("area.calm", {"count": count})

    def _worst_title(self, group: AreaFindings) -> str:
        return self.sentences.finding(group.findings[0]).title

    def _further(self, group: AreaFindings) -> str:
        """Say how many more there are to do something about than the one that is named."""
        count = sum(map(is_standing, group.findings)) - 1
        if count < 1 or group.area is Area.SECURITY:
            return ""
        return self.text("area.more", {"count": count})

    def _about(self, finding: Finding) -> str:
        parts = (
            self.text("finding.id", {"id": clean(facts.dotted(finding.id, finding.instance))}),
            self.text("finding.value", {"value": clean(finding.value)}) if finding.value else "",
        )
        return facts.dotted(*parts)


def host_of(url: str) -> str:
    """Give the host that a web address leads to."""
    return clean(url.partition("://")[2].partition("/")[0], 80)


def _verdicts(result: ServerResult) -> list[Finding]:
    return [one for one in result.findings if one.id == "identity.verdict"]


def _told(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in sentences if one)
