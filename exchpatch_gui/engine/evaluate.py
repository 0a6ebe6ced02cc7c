# SPDX-License-Identifier: MIT
"""From what the probes of one server brought to its result: identity, findings, one light."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from exchpatch_gui.catalogue.assess import Assessor
from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.checks import base as checks
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Failure, Observation, ProbeOutcome
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import Profile, TrafficLight, fold
from exchpatch_gui.domain.runs import CatalogueInfo, ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.values import dataclass, replace
from exchpatch_gui.domain.verdicts import Acceptance, Finding
from exchpatch_gui.engine.headline import headline
from exchpatch_gui.identity.earlier import from_outside, is_superseded
from exchpatch_gui.identity.fuse import identify
from exchpatch_gui.identity.naming import identify_build

if TYPE_CHECKING:
    from exchpatch_gui.catalogue.seen_steps import SeenSteps
    from exchpatch_gui.collected.document import Collected

STALE_AFTER_DAYS = 35
EARLIER = "earlier facts"
"""The source of what is known by facts that were not collected with the rest."""
_ORDER = {light: place for place, light in enumerate(TrafficLight)}

Place = tuple[str, str]
"""A finding's id and instance."""


class Memory(Protocol):
    """What is remembered of servers; asked from many threads at once."""

    def first_seen(self, server: Server, build: BuildNumber) -> date | None:
        """Give the day a build was first seen on a server."""

    def accepted(self, server: Server) -> Mapping[Place, Acceptance]:
        """Give what somebody answers for on the judging day."""


class NoMemory:
    """Stands in where nothing is stored."""

    def first_seen(self, _server: Server, _build: BuildNumber) -> date | None:
        """Know of no sighting."""
        return None

    def accepted(self, _server: Server) -> Mapping[Place, Acceptance]:
        """Know of no acceptance."""
        return {}


def catalogue_info(catalogue: Catalogue, day: date) -> CatalogueInfo:
    """Say which catalogue judges and how old it is on the judging day."""
    age = (day - min(catalogue.date, day)).days
    return CatalogueInfo(catalogue.date, age, catalogue.source, stale=age > STALE_AFTER_DAYS)


class Judge:
    """Judges by one catalogue as on one day; without state, so many threads may share it.

    Attributes:
        day: The judging day.
        info: The catalogue as it appears in results.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        day: date,
        memory: Memory | None = None,
        *,
        profile: Profile = Profile.SMALL,
    ) -> None:
        self.day = day
        self.info = catalogue_info(catalogue, day)
        self._catalogue = catalogue.as_of(day)
        self._assessor = Assessor(self._catalogue, day)
        self._memory = memory or NoMemory()
        checks.discover()  # now, and not in each of the threads that share this judge
        self._profile = profile

    def judge(
        self,
        server: Server,
        outcomes: Sequence[ProbeOutcome],
        at: datetime,
        *,
        collected: Collected | None = None,
        earlier: Collected | None = None,
    ) -> ServerResult:
        """Weigh what the probes brought, and what was collected on the server itself.

        Args:
            server: Whose evidence it is.
            outcomes: What the probes brought. What ``collected`` says of the build has to be
                among them.
            at: When it was seen.
            collected: What was collected with it.
            earlier: What was collected some time before; it counts as long as nothing was
                installed since.
        """
        outdated = None
        if collected is None:
            outcomes = tuple(from_outside(outcomes))
            facts = _of_build(earlier)
            if facts is not None and is_superseded(facts, outcomes):
                outdated = earlier
            elif facts is not None:
                collected, outcomes = earlier, (*outcomes, facts)
        identity = identify(server.target.host, outcomes, self._catalogue)
        evidence = _Evidence(
            server,
            tuple(outcomes),
            at,
            self._memory.first_seen(server, identity.judged) if identity.judged else None,
            self._memory.accepted(server),
            collected,
            outdated,
        )
        return self._conclude(identity, evidence)

    def look_up(self, text: str, at: datetime) -> ServerResult:
        """Judge a build that was only named.

        Raises:
            ValueError: The text is no build, neither four-part nor three-part.
        """
        identity = identify_build(text, self._catalogue)
        return self._conclude(identity, _Evidence(None, (), at, None, {}))

    def _conclude(self, identity: Identity, evidence: _Evidence) -> ServerResult:
        assessment = self._assessor.assess(identity, evidence.first_seen)
        context = checks.CheckContext(
            identity=identity,
            support=assessment.support,
            cves=assessment.cves,
            advice=assessment.advice,
            exposure=assessment.exposure,
            observations=evidence.observations,
            failures=evidence.failures,
            catalogue=self.info,
            day=self.day,
            standing=assessment.standing,
            collected=evidence.collected,
            outdated=evidence.outdated,
            profile=self._profile,
        )
        if evidence.collected is not None:
            seen = _steps_taken(context, self._catalogue)
            assessment = self._assessor.assess(identity, evidence.first_seen, seen)
            context = replace(
                context,
                cves=assessment.cves,
                advice=assessment.advice,
                exposure=assessment.exposure,
            )
        findings = tuple(_findings(context, evidence.accepted))
        light = _light(identity, findings)
        return ServerResult(
            server=evidence.server,
            at=evidence.at,
            light=light,
            headline=headline(context, findings, light),
            identity=identity,
            support=assessment.support,
            cves=assessment.cves,
            advice=assessment.advice,
            findings=findings,
            observations=evidence.observations,
            failures=evidence.failures,
            exposure=assessment.exposure,
            first_seen=evidence.first_seen,
        )


@dataclass(frozen=True, slots=True)
class _Evidence:
    server: Server | None
    outcomes: tuple[ProbeOutcome, ...]
    at: datetime
    first_seen: date | None
    accepted: Mapping[Place, Acceptance]
    collected: Collected | None = None
    outdated: Collected | None = None

    @property
    def observations(self) -> tuple[Observation, ...]:
        return tuple(one for outcome in self.outcomes for one in outcome.observations)

    @property
    def failures(self) -> tuple[Failure, ...]:
        return tuple(one for outcome in self.outcomes for one in outcome.failures)


def _of_build(facts: Collected | None) -> ProbeOutcome | None:
    """Give what facts say of the build, if there are any."""
    if facts is None:
        return None
    from exchpatch_gui.collected.observations import (  # noqa: PLC0415 (takes 0.2 s to load)
        observations_of,
    )

    return observations_of(facts, EARLIER)


def _steps_taken(context: checks.CheckContext, catalogue: Catalogue) -> SeenSteps:
    from exchpatch_gui.engine.steps_taken import steps_taken  # noqa: PLC0415 (takes 0.2 s to load)

    return steps_taken(context, catalogue)


def _findings(context: checks.CheckContext, accepted: Mapping[Place, Acceptance]) -> list[Finding]:
    patchable = context.identity.verdict is IdentityVerdict.EXCHANGE
    found = [
        _with_acceptance(finding, accepted)
        for check_id, function in _checks(context)
        if patchable or check_id.startswith("identity.")
        for finding in function(context)
    ]
    return sorted(found, key=lambda one: (_ORDER[one.light], one.id, one.instance))


def _with_acceptance(finding: Finding, accepted: Mapping[Place, Acceptance]) -> Finding:
    acceptance = accepted.get((finding.id, finding.instance))
    return replace(finding, accepted=acceptance) if acceptance else finding


def _checks(context: checks.CheckContext) -> Iterable[tuple[str, checks.CheckFunction]]:
    if context.collected is None:
        return checks.discover()
    from exchpatch_gui.checks.inside import base as inside  # noqa: PLC0415 (takes 0.2 s to load)

    return (*checks.discover(), *((check.id, check.run) for check in inside.discover()))


def _light(identity: Identity, findings: Sequence[Finding]) -> TrafficLight:
    """Fold the findings; what is not on-premises Exchange has no patch light."""
    if identity.verdict is not IdentityVerdict.EXCHANGE:
        return TrafficLight.GREY
    return fold(finding.light for finding in findings if finding.accepted is None)
