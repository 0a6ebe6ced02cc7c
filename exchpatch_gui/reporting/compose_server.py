# SPDX-License-Identifier: MIT
"""One server's part of a report: what it is, what to do, what is open, how that is known."""

from __future__ import annotations

from collections.abc import Iterable

from exchpatch_gui.domain.evidence import Failure, Observation
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.reporting import compose_steps, facts
from exchpatch_gui.reporting.compose_evidence import EvidenceComposer
from exchpatch_gui.reporting.compose_findings import FindingComposer
from exchpatch_gui.reporting.compose_holes import HoleComposer
from exchpatch_gui.reporting.model_server import (
    Gap,
    LightText,
    ServerReport,
)
from exchpatch_gui.reporting.options import ReportOptions
from exchpatch_gui.reporting.sentences import Sentences

_PROOFS = 2


class ServerComposer:
    """Words the results of single servers.

    Args:
        sentences: The language.
        options: Time zone and catalogue.
        compact: Tell only the essence: findings by title, little of the evidence.
    """

    def __init__(self, sentences: Sentences, options: ReportOptions, *, compact: bool) -> None:
        self._sentences = sentences
        self._catalogue = options.catalogue
        self._compact = compact
        self._holes = HoleComposer(sentences, options.catalogue)
        self._findings = FindingComposer(sentences, compact=compact)
        self._evidence = EvidenceComposer(sentences, options.timezone)

    def compose(self, number: int, result: ServerResult) -> ServerReport:
        """Word all that the report says of one server."""
        say = self._sentences
        server, advice, exposure = result.server, result.advice, result.exposure
        target_build = None if advice.reached else advice.target_build
        named = target_build and facts.find_update(target_build, self._catalogue)
        vulnerabilities, others = self._holes.vulnerabilities(result)
        seen = self._shown(result)
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
            exploited=self._holes.exploited(result),
            exposure=say.text("word.days", {"count": exposure.days}) if exposure else "–",
            late=exposure is not None and exposure.days > facts.EXPOSURE_TARGET_DAYS,
            certificate=say.value(facts.certificate_end(result)),
            identity=self._identity(result),
            support=say.say(result.support.sentence) if _is_exchange(result) else "",
            notes=tuple(self._notes(result)),
            compact=self._compact,
            plan=0,
            steps=compose_steps.way(result, say),
            settings=compose_steps.settings_named(result, say),
            vulnerabilities=vulnerabilities,
            other_vulnerabilities=others,
            findings=self._findings.entries(result),
            fine=self._findings.fine(result),
            noted=self._findings.noted(result),
            seen_at=self._evidence.time(seen),
            sightings=self._evidence.sightings(seen),
            connections=self._evidence.connections(seen),
            gaps=tuple(self._gaps(result.failures)),
        )

    def _light(self, light: TrafficLight) -> LightText:
        return LightText(light.value, self._sentences.word("light", light))

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

    def _shown(self, result: ServerResult) -> tuple[Observation, ...]:
        """Leave out of a compact report what the identity doesn't rest on."""
        if not self._compact:
            return result.observations
        proof = set(result.identity.evidence)
        return tuple(one for one in result.observations if one.id in proof)[:_PROOFS]

    def _gaps(self, failures: tuple[Failure, ...]) -> Iterable[Gap]:
        for failure in failures:
            text = self._sentences.failure(failure)
            yield Gap(self._sentences.word("probe", failure.probe), text.message, text.hint)


def _is_exchange(result: ServerResult) -> bool:
    return result.identity.verdict is IdentityVerdict.EXCHANGE
