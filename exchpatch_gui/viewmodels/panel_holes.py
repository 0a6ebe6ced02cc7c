# SPDX-License-Identifier: MIT
"""The vulnerabilities of a server as the panel lists them: what attackers use comes first."""

from __future__ import annotations

from collections.abc import Callable

from exchpatch_gui.catalogue.model import Update
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import CveResult, CveState, Finding
from exchpatch_gui.reporting import facts
from exchpatch_gui.viewmodels.panel_areas import is_standing
from exchpatch_gui.viewmodels.panel_content import PanelComposer

UpdateAt = Callable[[BuildNumber], Update | None]
"""Looks a build up in the catalogue."""


@dataclass(frozen=True, slots=True)
class Hole:
    """One vulnerability in one line, or two.

    Attributes:
        fixed_in: The update that closes it, or a dash.
        remark: Since when it is used, or its state where it is not simply open.
        is_exploited: Whether it is open, or may be, and attackers use it.
        finding: The judgement on it, where there is one.
        acknowledged: Who answers for it, or empty.
        spoken: All of it in one sentence.
    """

    id: str
    title: str
    fixed_in: str
    score: str
    remark: str
    is_exploited: bool
    url: str
    finding: Finding | None
    acknowledged: str
    spoken: str

    @property
    def may_acknowledge(self) -> bool:
        """Whether the light hangs on it and nobody answers for it yet."""
        return self.finding is not None and is_standing(self.finding)


def holes(result: ServerResult, composer: PanelComposer, update_at: UpdateAt) -> tuple[Hole, ...]:
    """Word what is open or may be, the most urgent first."""
    judged = {one.instance: one for one in result.findings if one.id == "cve.by_build"}
    told = (*facts.open_cves(result), *facts.unsettled_cves(result))
    maker = _Maker(composer, update_at, own_level=_level(result, update_at))
    return tuple(maker.hole(one, judged.get(one.id)) for one in told)


def is_listed(finding: Finding, result: ServerResult) -> bool:
    """Tell whether the list of vulnerabilities tells a finding already."""
    return finding.id == "cve.by_build" and finding.instance in {one.id for one in result.cves}


class _Maker:
    def __init__(self, composer: PanelComposer, update_at: UpdateAt, own_level: str) -> None:
        self._composer = composer
        self._update_at = update_at
        self._own_level = own_level

    def hole(self, cve: CveResult, finding: Finding | None) -> Hole:
        say = self._composer.sentences
        fixed_in, score = self._fix(cve), say.value(cve.cvss)
        acknowledged = self._composer.acknowledged(finding) if finding else ""
        remark = self._remark(cve, is_acknowledged=bool(acknowledged))
        params = {
            "id": clean(cve.id),
            "state": say.word("cve", cve.state),
            "remark": remark or say.word("cve", cve.state),
            "fixed_in": fixed_in,
            "score": score,
        }
        return Hole(
            id=clean(cve.id),
            title=clean(facts.dotted(cve.name, cve.title)),
            fixed_in=fixed_in,
            score=score,
            remark=remark,
            is_exploited=cve.known_exploited and cve.state in {CveState.OPEN, CveState.POSSIBLE},
            url=facts.vulnerability_page(clean(cve.id)),
            finding=finding,
            acknowledged=acknowledged,
            spoken=self._composer.text("hole.spoken", params),
        )

    def _remark(self, cve: CveResult, *, is_acknowledged: bool) -> str:
        say = self._composer
        state = "" if cve.state is CveState.OPEN else say.sentences.word("unsettled", cve.state)
        used = ""
        if cve.exploited_since is not None:
            used = say.text("hole.used_since", {"since": cve.exploited_since})
        elif cve.known_exploited:
            used = say.text("hole.used")
        flag = say.text("hole.acknowledged") if is_acknowledged else ""
        return facts.dotted(flag, state, used)

    def _fix(self, cve: CveResult) -> str:
        if cve.fixed_in is None:
            return "–"
        update = self._update_at(cve.fixed_in)
        if update is None:
            return str(cve.fixed_in)
        level = str(update.level)
        return update.name if update.name and level == self._own_level else update.title


def _level(result: ServerResult, update_at: UpdateAt) -> str:
    build = result.identity.judged
    update = update_at(build) if build else None
    return str(update.level) if update else ""
