# SPDX-License-Identifier: MIT
"""Small catalogues and what is judged by them, for tests that need just one fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from exchpatch_gui import wording
from exchpatch_gui.catalogue.assess import Assessment, Assessor, assess
from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.lifecycle import KnownIssue, Lifecycle
from exchpatch_gui.catalogue.model import (
    Action,
    Cve,
    EsuPeriod,
    KnownExploited,
    Level,
    Product,
    Update,
    UpdateKind,
)
from exchpatch_gui.catalogue.placement import place, place_family
from exchpatch_gui.checks import build as build_checks
from exchpatch_gui.checks import catalogue_age, known_issues, support, vulnerabilities
from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight, fold
from exchpatch_gui.domain.runs import CatalogueInfo
from exchpatch_gui.domain.verdicts import Finding

DAY = date(2026, 6, 20)
"""The day the small catalogues are complete and, unless told otherwise, the judging day."""

JUDGING_CHECKS = (
    build_checks.version,
    build_checks.latest_update,
    build_checks.newer_hotfix,
    build_checks.cumulative_update,
    known_issues.known_issue,
    support.end_of_life,
    support.unpatched_at_the_end,
    vulnerabilities.open_by_build,
    vulnerabilities.summary,
    vulnerabilities.beyond_build,
    vulnerabilities.unknown,
    catalogue_age.stale,
    catalogue_age.behind,
)


def number(text: str) -> BuildNumber:
    """Read a build."""
    return BuildNumber.parse(text)


def level(text: str) -> Level:
    """Read a level such as ``2019 CU15``."""
    return Level.parse(text)


def product(product_id: str, **changes: Any) -> Product:
    """Make a product: modern for SE, supported until 14 October 2025 otherwise."""
    modern = product_id == "SE"
    facts = Product(
        id=product_id,
        name=f"Exchange Server {product_id}",
        versions="",
        released=date(2025, 7, 1) if modern else date(2018, 10, 22),
        modern=modern,
        mainstream_ends=None,
        support_ends=None if modern else date(2025, 10, 14),
        retirement_not_before=date(2035, 12, 31) if modern else None,
        esu=(),
        sources=(),
        move_to="" if modern else "SE",
    )
    return facts._replace(**changes)


def update(title: str, build: str, released: date, **changes: Any) -> Update:
    """Make a release from ``2019 CU15 Feb26SU``; without a name it is the level itself."""
    product_id, cu, *rest = title.split(" ")
    name = rest[0] if rest else ""
    kinds = [kind for kind in (UpdateKind.SU, UpdateKind.HU, UpdateKind.RU) if kind in name]
    own_kind = UpdateKind.RTM if cu == "RTM" else UpdateKind.CU
    facts = Update(
        level=Level(product_id, cu),
        kind=kinds[0] if kinds else own_kind,
        name=name,
        build=number(build),
        released=released,
    )
    return facts._replace(**changes)


def cve(cve_id: str, fixed: Mapping[str, str] | None = None, **changes: Any) -> Cve:
    """Make a vulnerability, published and fixed on 9 June 2026 unless told otherwise."""
    by_level = {level(text): number(build) for text, build in (fixed or {}).items()}
    facts = Cve(
        id=cve_id,
        advisory=False,
        title="A hole",
        impact="",
        severity="Important",
        cvss=5.0,
        cvss_vector="",
        cwes=(),
        published=date(2026, 6, 9),
        fixed_on=date(2026, 6, 9),
        fixed=by_level,
        first_fixed={},
        needs_other_cu={},
        affected=tuple(by_level),
        fix_unknown=(),
        kbs={},
        build_is_enough=True,
        actions=(),
        kev=None,
        campaigns=(),
        exploitability="",
        note="",
        url="",
        sources=(),
    )
    return facts._replace(**changes)


def exploited(added: date = date(2026, 6, 10)) -> KnownExploited:
    """Make an entry among the known exploited."""
    return KnownExploited(added=added, due=added, ransomware=True)


def action(action_id: str, **changes: Any) -> Action:
    """Make a required step beyond a build."""
    facts = Action(
        id=action_id,
        required=True,
        scope="server",
        applies_to=("mailbox",),
        summary="Do it.",
        url="https://aka.ms/guide",
    )
    return facts._replace(**changes)


def known_issue(
    issue_id: str, builds: Mapping[str, str | None], *, ongoing: bool = False, url: str = ""
) -> KnownIssue:
    """Make a fault of some builds, each with the build that mends it or None."""
    mended = {number(bad): number(good) if good else None for bad, good in builds.items()}
    return KnownIssue(issue_id, "It fails.", mended, ongoing, url, ())


def esu_period(period_id: str, starts: date, ends: date, *levels: str) -> EsuPeriod:
    """Make a period of the paid extension."""
    covered = tuple(level(text) for text in levels)
    return EsuPeriod(period_id, f"Period {period_id}", covered, starts, ends, (), "")


def catalogue(
    updates: Iterable[Update],
    cves: Iterable[Cve] = (),
    *,
    products: Iterable[Product] = (),
    lifecycle: Lifecycle | None = None,
    esu_periods: Iterable[EsuPeriod] = (),
) -> Catalogue:
    """Make a catalogue; products are 2016, 2019 and SE unless told otherwise."""
    named = tuple(products) or (product("2016"), product("2019"), product("SE"))
    return Catalogue(
        date=DAY,
        source="file",
        products={one.id: one for one in named},
        updates=tuple(sorted(updates, key=lambda one: one.build)),
        cves=tuple(cves),
        esu_periods=tuple(esu_periods),
        lifecycle=lifecycle or Lifecycle(),
    )


def se_updates() -> tuple[Update, ...]:
    """Give SE with a hotfix update and two security updates; Jun26SU is the newest."""
    return (
        update("SE RTM", "15.2.2562.17", date(2025, 7, 1), kbs=("5047155",)),
        update("SE RTM Feb26SU", "15.2.2562.37", date(2026, 2, 10)),
        update("SE RTM May26HU", "15.2.2562.41", date(2026, 5, 7)),
        update("SE RTM Jun26SU", "15.2.2562.43", date(2026, 6, 9), kbs=("5094139",)),
    )


def identity(build: str, judging: Catalogue) -> Identity:
    """Identify a server whose build was seen with all four parts."""
    placement = place(number(build), judging)
    return Identity(
        verdict=IdentityVerdict.EXCHANGE,
        product=placement.product,
        cumulative_update=placement.level.cu if placement.level else "",
        update=placement.update.name if placement.update else "",
        build=build,
        judged=placement.build,
        precision=Precision.FULL,
        relation=placement.relation,
        candidates=(placement.build,) if placement.update else (),
        evidence=("obs-1",),
    )


def identity_of_family(family: tuple[int, int, int], judging: Catalogue) -> Identity:
    """Identify a server of which only three parts show."""
    placement = place_family(family, judging)
    return Identity(
        verdict=IdentityVerdict.EXCHANGE,
        product=placement.product,
        cumulative_update=placement.level.cu if placement.level else "",
        build=".".join(map(str, family)),
        precision=Precision.CUMULATIVE_UPDATE,
        relation=placement.relation,
        candidates=tuple(one.build for one in placement.candidates),
    )


def context(
    who: Identity, judging: Catalogue, day: date = DAY, *, assessor: Assessor | None = None
) -> CheckContext:
    """Judge an identity and put what the checks need together."""
    assessment = (assessor or Assessor(judging, day)).assess(who)
    age = (day - min(judging.date, day)).days
    return CheckContext(
        identity=who,
        support=assessment.support,
        cves=assessment.cves,
        advice=assessment.advice,
        exposure=assessment.exposure,
        observations=(),
        failures=(),
        catalogue=CatalogueInfo(judging.date, age, judging.source, stale=age > 35),
        day=day,
        standing=assessment.standing,
    )


def judged(build: str, judging: Catalogue, day: date = DAY) -> Assessment:
    """Judge a build."""
    return assess(identity(build, judging), judging, day)


def findings(checked: CheckContext) -> list[Finding]:
    """Run every check about builds, support, vulnerabilities and the catalogue."""
    return [finding for one in JUDGING_CHECKS for finding in one(checked)]


def finding(checked: CheckContext, finding_id: str) -> Finding:
    """Give the only finding with an id, which can be worded with its own parameters."""
    (found,) = (one for one in findings(checked) if one.id == finding_id)
    assert all(worded(found))
    return found


def worded(found: Finding) -> tuple[str, str]:
    """Give title and detail of a finding; a missing remedy or parameter raises as well."""
    table = wording.load()
    params = {**found.details, "value": found.value, "instance": found.instance}
    key = f"finding.{found.id}.{found.variant}"
    table.text(f"{key}.remedy", params)
    return table.text(f"{key}.title", params), table.text(f"{key}.detail", params)


def light(found: Sequence[Finding]) -> TrafficLight:
    """Fold findings to the light of the server."""
    return fold(one.light for one in found)


def light_of(build: str, judging: Catalogue, day: date = DAY) -> TrafficLight:
    """Give the light of a build."""
    return light(findings(context(identity(build, judging), judging, day)))
