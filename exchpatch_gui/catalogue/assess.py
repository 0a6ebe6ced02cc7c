# SPDX-License-Identifier: MIT
"""All that follows from an identity, a catalogue and a day: the one entrance to judging."""

from datetime import date
from typing import NamedTuple

from exchpatch_gui.catalogue.advice import Situation, advise, newest_restricted
from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.cve_rule import CveRule
from exchpatch_gui.catalogue.exposure import exposure, past_exposure
from exchpatch_gui.catalogue.lifecycle import KnownIssue
from exchpatch_gui.catalogue.model import Level, Update, UpdateKind
from exchpatch_gui.catalogue.placement import Placement, place
from exchpatch_gui.catalogue.route import best_update
from exchpatch_gui.catalogue.seen_steps import NOTHING_SEEN, SeenSteps
from exchpatch_gui.catalogue.support import LevelSupport, level_support, support_on
from exchpatch_gui.catalogue.vulnerabilities import cve_results
from exchpatch_gui.domain.builds import BuildNumber, parse_family
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import Precision, Relation
from exchpatch_gui.domain.verdicts import Advice, CveResult, Exposure, Support


class Standing(NamedTuple):
    """How an installed build stands among the releases: what the checks judge.

    Attributes:
        installed: The release that is installed, if it is known exactly and listed.
        level: The cumulative update that is installed, if it is known and listed.
        level_support: Whether it still gets fixes; None without a level.
        level_released: The day that cumulative update came out.
        newest_level: The product's newest cumulative update; None if nothing is listed.
        newest: The newest package for the level that anyone may have.
        restricted: The newest package for customers of the paid extension.
        missing: What the level has beyond the installed build, oldest first; without packages
            that were replaced. Empty where the update level isn't known.
        below: The newest listed release below a build that isn't listed.
        above: The oldest listed release above it.
        issues: Known faults of the installed build.
        exact: Whether the build is known with all four parts.
    """

    installed: Update | None = None
    level: Level | None = None
    level_support: LevelSupport | None = None
    level_released: date | None = None
    newest_level: Level | None = None
    newest: Update | None = None
    restricted: Update | None = None
    missing: tuple[Update, ...] = ()
    below: Update | None = None
    above: Update | None = None
    issues: tuple[KnownIssue, ...] = ()
    exact: bool = False

    @property
    def missing_security(self) -> tuple[Update, ...]:
        """What is missing and closes vulnerabilities, oldest first."""
        return tuple(one for one in self.missing if one.kind is not UpdateKind.HU)


class Assessment(NamedTuple):
    """What is concluded of one server's build."""

    support: Support
    cves: tuple[CveResult, ...] = ()
    advice: Advice = Advice()
    exposure: Exposure | None = None
    standing: Standing = Standing()


class _Question(NamedTuple):
    """What of an identity decides the judgement."""

    product: str
    builds: tuple[BuildNumber, ...]
    exact: bool


class Assessor:
    """Judges many servers by one catalogue as on one day.

    Servers with the same build share one judgement, so a run over a thousand servers judges as
    many times as it meets different builds. Several threads may share it.
    """

    def __init__(self, catalogue: Catalogue, day: date) -> None:
        """Take the catalogue as it was on the day: ``catalogue.as_of(day)``."""
        self._rule = CveRule(catalogue)
        self._day = day
        self._known: dict[_Question, Assessment] = {}

    def assess(
        self,
        identity: Identity,
        first_seen: date | None = None,
        seen: SeenSteps = NOTHING_SEEN,
    ) -> Assessment:
        """Judge what was identified; pure, and it never raises for any build.

        Args:
            identity: What stands at the address.
            first_seen: The day the judged build was first seen on this server, if that is stored.
            seen: What is known of this server's steps beyond the build.
        """
        exact = identity.precision is Precision.FULL
        question = _Question(identity.product, judged_builds(identity), exact)
        if seen != NOTHING_SEEN:
            known = self._answer(question, self._rule.knowing(seen))
        elif question not in self._known:
            known = self._known[question] = self._answer(question, self._rule)
        else:
            known = self._known[question]
        installed = known.standing.installed
        if known.exposure is not None or installed is None or first_seen is None:
            return known
        past = past_exposure(installed.build, installed.released, first_seen, known.cves)
        return known._replace(exposure=past)

    def _answer(self, question: _Question, rule: CveRule) -> Assessment:
        catalogue, day = rule.catalogue, self._day
        support = support_on(question.product, catalogue, day)
        if not question.builds:
            start = (_somewhere_in(question.product, catalogue),)
            situation = Situation(start, False, support, (), rule, day)
            return Assessment(support, advice=advise(situation))
        placements = tuple(place(build, catalogue) for build in question.builds)
        cves = cve_results(placements, rule)
        situation = Situation(placements, question.exact, support, cves, rule, day)
        return Assessment(
            support=support,
            cves=cves,
            advice=advise(situation),
            exposure=exposure(cves, day),
            standing=_standing(placements, catalogue, exact=question.exact),
        )


def assess(
    identity: Identity, catalogue: Catalogue, day: date, first_seen: date | None = None
) -> Assessment:
    """Judge one server by the catalogue of the day; :class:`Assessor` says how."""
    return Assessor(catalogue, day).assess(identity, first_seen)


def judged_builds(identity: Identity) -> tuple[BuildNumber, ...]:
    """Give the builds that have to be judged: one, or every one it may be, oldest first.

    A build that was seen with all four parts is judged as it is. Three parts that no listed
    release has are judged as the lowest build with these parts.
    """
    if identity.precision is Precision.FULL and identity.judged is not None:
        return (identity.judged,)
    if identity.candidates:
        return tuple(sorted(identity.candidates))
    if identity.judged is not None:
        return (identity.judged,)
    try:
        return (BuildNumber(*parse_family(identity.build), 0),)
    except ValueError:
        return ()


def _somewhere_in(product: str, catalogue: Catalogue) -> Placement:
    """Stand below everything of a product, for a server of which nothing else is known."""
    listed = catalogue.releases_of(product)
    below_all = BuildNumber(0, 0, 0, 0)
    above = listed[0] if listed else None
    return Placement(below_all, product, None, None, Relation.NONE, None, above)


def _standing(placements: tuple[Placement, ...], catalogue: Catalogue, *, exact: bool) -> Standing:
    start = placements[0]
    levels = catalogue.levels_of(start.product)
    level = start.level if all(one.level == start.level for one in placements) else None
    updates = catalogue.updates_of(level) if level else ()
    missing = (one for one in updates if one.build > start.build and not one.replaced)
    return Standing(
        installed=start.update if exact else None,
        level=level,
        level_support=level_support(level, catalogue) if level else None,
        level_released=updates[0].released if updates else None,
        newest_level=levels[-1] if levels else None,
        newest=best_update(level, catalogue) if level else None,
        restricted=newest_restricted(start, catalogue),
        missing=tuple(missing) if exact else (),
        below=start.below,
        above=start.above,
        issues=_issues(start.build, catalogue) if exact else (),
        exact=exact,
    )


def _issues(build: BuildNumber, catalogue: Catalogue) -> tuple[KnownIssue, ...]:
    """Find the known faults of a build."""
    return tuple(one for one in catalogue.lifecycle.known_issues if one.affects(build))
