# SPDX-License-Identifier: MIT
"""One server's part of a report: what it is, what to do, what is open, how that is known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from exchpatch_gui.domain.evidence import Failure, Kind, Observation
from exchpatch_gui.domain.identity import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import (
    Acceptance,
    CveReason,
    CveResult,
    CveState,
    Finding,
    Step,
)
from exchpatch_gui.reporting import facts
from exchpatch_gui.reporting.first_things import step_link
from exchpatch_gui.reporting.model import (
    FindingEntry,
    Gap,
    LightText,
    Link,
    ServerReport,
    Sighting,
    StepText,
    Vulnerability,
    VulnerabilityGroup,
)
from exchpatch_gui.reporting.options import ReportOptions
from exchpatch_gui.reporting.sentences import Sentences

_NAMED_IN_STEP = 3
_PROOFS = 2
# For the other reasons the state says it all.
_TELLING_REASONS = frozenset(CveReason) - {
    CveReason.BUILD,
    CveReason.CANDIDATES,
    CveReason.ACTION,
}
_WORST_UNSETTLED = (
    CveState.POSSIBLE,
    CveState.UNKNOWN,
    CveState.MITIGATED,
    CveState.CONFIGURATION_MISSING,
)
_DATED = frozenset({Kind.CERT_STARTS, Kind.CERT_ENDS})
_TO_DO = frozenset({TrafficLight.RED, TrafficLight.YELLOW})


class ServerComposer:
    """Words the results of single servers.

    Args:
        sentences: The language.
        options: Time zone and catalogue.
        compact: Tell only the essence: findings by title, no observations.
    """

    def __init__(self, sentences: Sentences, options: ReportOptions, *, compact: bool) -> None:
        self._sentences = sentences
        self._catalogue = options.catalogue
        self._timezone = options.timezone
        self._compact = compact
        self._worded: dict[
            tuple[CveResult, ...], tuple[tuple[Vulnerability, ...], tuple[VulnerabilityGroup, ...]]
        ] = {}

    def compose(self, number: int, result: ServerResult) -> ServerReport:
        """Word all that the report says of one server."""
        say = self._sentences
        server, advice, exposure = result.server, result.advice, result.exposure
        target_build = None if advice.reached else advice.target_build
        named = target_build and facts.find_update(target_build, self._catalogue)
        vulnerabilities, others = self._vulnerabilities(result)
        return ServerReport(
            number=number,
            name=clean(facts.name(result)),
            target=clean(str(server.target)) if server else "",
            group=clean(server.group) if server else "",
            light=self._light(result.light),
            headline=say.say(result.headline),
            installed=clean(facts.installed(result, say)),
            installed_build=clean(result.identity.build),
            needed=facts.needed(result, say, self._catalogue),
            needed_build=str(target_build) if named else "",
            exploited=self._exploited(result),
            exposure=say.text("report.days", {"count": exposure.days}) if exposure else "–",
            late=exposure is not None and exposure.days > facts.EXPOSURE_TARGET_DAYS,
            certificate=say.value(facts.certificate_end(result)),
            identity=self._identity(result),
            support=say.say(result.support.sentence) if _is_exchange(result) else "",
            notes=tuple(self._notes(result)),
            compact=self._compact,
            plan=0,
            steps=tuple(self._step(one) for one in advice.steps),
            vulnerabilities=vulnerabilities,
            other_vulnerabilities=others,
            findings=tuple(self._finding(one) for one in self._told(facts.told_findings(result))),
            sightings=tuple(self._sighting(one) for one in self._shown(result)),
            gaps=tuple(self._gaps(result.failures)),
        )

    def _light(self, light: TrafficLight) -> LightText:
        return LightText(light.value, self._sentences.word("light", light))

    def _exploited(self, result: ServerResult) -> str:
        """Count the exploited holes, or say that it can't be known."""
        if not facts.holes_are_known(result):
            return "–"
        if certain := len(facts.exploited_open(result)):
            return str(certain)
        possible = [cve for cve in facts.unsettled_cves(result) if cve.known_exploited]
        states = {cve.state for cve in possible}
        if not states:
            return "0"
        state = next(one for one in _WORST_UNSETTLED if one in states)
        count = sum(cve.state is state for cve in possible)
        return self._sentences.text(
            "report.exploited_unsettled",
            {"count": count, "state": self._sentences.word("unsettled", state)},
        )

    def _identity(self, result: ServerResult) -> str:
        identity, word = result.identity, self._sentences.word
        if identity.verdict is not IdentityVerdict.EXCHANGE:
            what = word("identity", identity.verdict)
            return clean(facts.dotted(what, identity.other_software))
        return clean(
            facts.dotted(
                self._sentences.product(identity),
                identity.cumulative_update,
                identity.update,
                identity.build,
                word("precision", identity.precision),
                word("relation", identity.relation),
            )
        )

    def _notes(self, result: ServerResult) -> Iterable[str]:
        """Say what is to be known about the identity: farm nodes, contradictions, first sight."""
        say = self._sentences
        identity = result.identity
        if len(identity.nodes) > 1:
            nodes = ", ".join(f"{node.name} ({node.build or '–'})" for node in identity.nodes)
            yield say.text("report.nodes", {"count": len(identity.nodes), "nodes": clean(nodes)})
        for remark in (*identity.contradictions, *identity.notes):
            yield say.say(remark)
        if result.first_seen is not None:
            yield say.text("report.first_seen", {"day": result.first_seen})

    def _step(self, step: Step) -> StepText:
        say = self._sentences
        links = [step_link(step, say)]
        article = facts.web_address(step.article)
        if article and article != step.url:
            links.append(Link(say.word("url", "article"), article))
        return StepText(
            order=step.order,
            title=say.say(step.title),
            note=say.say(step.note) if step.note else "",
            facts=facts.step_facts(step, say),
            closes=self._closes(step.closes),
            links=tuple(link for link in links if link is not None),
        )

    def _closes(self, closed: tuple[str, ...]) -> str:
        if not closed:
            return ""
        listed = ", ".join(clean(cve) for cve in closed[:_NAMED_IN_STEP])
        key = "report.closes" if len(closed) <= _NAMED_IN_STEP else "report.closes_many"
        return self._sentences.text(key, {"listed": listed, "count": len(closed)})

    def _vulnerabilities(
        self, result: ServerResult
    ) -> tuple[tuple[Vulnerability, ...], tuple[VulnerabilityGroup, ...]]:
        """Word the vulnerabilities; servers with the same build have the same ones."""
        known = self._worded.get(result.cves)
        if known is None:
            full = tuple(self._vulnerability(one) for one in _told_in_full(result))
            known = self._worded[result.cves] = full, tuple(self._groups(result))
        return known

    def _vulnerability(self, cve: CveResult) -> Vulnerability:
        say = self._sentences
        return Vulnerability(
            link=Link(clean(cve.id), facts.vulnerability_page(clean(cve.id))),
            name=clean(cve.name),
            state=facts.dotted(say.word("cve", cve.state), self._reason(cve)),
            exploited=say.value(cve.exploited_since),
            fixed_in=self._fix(cve),
            score=say.value(cve.cvss),
        )

    def _reason(self, cve: CveResult) -> str:
        telling = cve.reason in _TELLING_REASONS
        return self._sentences.word("reason", cve.reason) if telling else ""

    def _fix(self, cve: CveResult) -> str:
        if cve.fixed_in is None:
            return "–"
        return facts.update_name(cve.fixed_in, self._catalogue)

    def _groups(self, result: ServerResult) -> Iterable[VulnerabilityGroup]:
        """Put what isn't told in full into groups: by the update that closes it, by state."""
        groups: dict[str, list[str]] = {}
        full = {cve.id for cve in _told_in_full(result)}
        rest = [*facts.open_cves(result), *facts.unsettled_cves(result)]
        for cve in sorted(rest, key=lambda one: (_state_rank(one), one.fixed_in or (), one.id)):
            if cve.id not in full:
                groups.setdefault(self._group_title(cve), []).append(clean(cve.id))
        for title, ids in groups.items():
            counted = self._sentences.text("report.group_size", {"title": title, "count": len(ids)})
            yield VulnerabilityGroup(counted[:1].upper() + counted[1:], tuple(ids))

    def _group_title(self, cve: CveResult) -> str:
        say = self._sentences
        state = say.word("cve", cve.state)
        if cve.state is not CveState.OPEN:
            return facts.dotted(state, self._reason(cve))
        if cve.fixed_in is None:
            return facts.dotted(state, self._reason(cve) or say.text("report.no_fix"))
        return say.text("report.closed_by", {"state": state, "update": self._fix(cve)})

    def _told(self, findings: list[Finding]) -> list[Finding]:
        """Leave out of a compact report what is in order and what another part lists."""
        if not self._compact:
            return findings
        return [one for one in findings if one.light in _TO_DO or one.accepted]

    def _finding(self, finding: Finding) -> FindingEntry:
        text = self._sentences.finding(finding)
        urls = [url for link in finding.links if (url := facts.web_address(link))]
        return FindingEntry(
            light=self._light(finding.light),
            id=clean(facts.dotted(finding.id, finding.instance)),
            title=text.title,
            detail="" if self._compact else text.detail,
            remedy="" if self._compact else text.remedy,
            accepted=self._accepted(finding.accepted),
            links=() if self._compact else tuple(Link(url, url) for url in urls),
        )

    def _accepted(self, accepted: Acceptance | None) -> str:
        if accepted is None:
            return ""
        params: Params = {
            "owner": clean(accepted.owner),
            "until": accepted.until,
            "reason": clean(accepted.reason),
        }
        return self._sentences.text("report.accepted", params)

    def _shown(self, result: ServerResult) -> tuple[Observation, ...]:
        """Leave out of a compact report what the identity doesn't rest on."""
        if not self._compact:
            return result.observations
        proof = set(result.identity.evidence)
        return tuple(one for one in result.observations if one.id in proof)[:_PROOFS]

    def _sighting(self, seen: Observation) -> Sighting:
        return Sighting(
            what=self._sentences.word("kind", seen.kind),
            value=clean(facts.dotted(self._seen(seen), seen.node), 400),
            source=clean(facts.dotted(seen.source, seen.method), 600),
            at=f"{seen.at.astimezone(self._timezone):%H:%M:%S}",
            confidence=self._sentences.word("confidence", seen.confidence),
        )

    def _seen(self, seen: Observation) -> str:
        if seen.kind not in _DATED:
            return seen.value
        return self._sentences.value(datetime.fromisoformat(seen.value).date())

    def _gaps(self, failures: tuple[Failure, ...]) -> Iterable[Gap]:
        for failure in failures:
            text = self._sentences.failure(failure)
            yield Gap(self._sentences.word("probe", failure.probe), text.message, text.hint)


def _is_exchange(result: ServerResult) -> bool:
    return result.identity.verdict is IdentityVerdict.EXCHANGE


def _told_in_full(result: ServerResult) -> list[CveResult]:
    """Choose what attackers use and what is open or may be."""
    candidates = [*facts.open_cves(result), *facts.unsettled_cves(result)]
    return [cve for cve in candidates if cve.known_exploited]


def _state_rank(cve: CveResult) -> int:
    return tuple(CveState).index(cve.state)
