# SPDX-License-Identifier: MIT
"""Reading the facts around the builds: plans, coexistence, upgrade paths, known issues."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import Any, TypeVar

from exchpatch_gui.catalogue import platform_rows, scalars
from exchpatch_gui.catalogue.known import Known
from exchpatch_gui.catalogue.lifecycle import (
    Coexistence,
    CuPlan,
    KnownIssue,
    Lifecycle,
    Method,
    MitigationLimit,
    OnlineEnforcement,
    PathStep,
    PathStepKind,
    Permission,
    PlanStatement,
    Rule,
    UpgradePath,
)
from exchpatch_gui.catalogue.model import Level
from exchpatch_gui.catalogue.reader import (
    Fault,
    Row,
    Shape,
    array,
    choice,
    each,
    field,
    matching,
    optional,
    records,
    table,
)
from exchpatch_gui.domain.builds import BuildNumber

T = TypeVar("T")

_LIFECYCLE = Shape(
    "rules plans dotnet_versions dotnet dotnet_recommended windows coexistence upgrade_paths"
    " directory directory_exceptions known_issues mitigation_since mitigation_limits"
    " online_enforcement release_notes"
)
_RULE = Shape("id text sources")
_PLAN = Shape("level statements sources", "as_of effect url")
_STATEMENT = Shape("plan", "said")
_COEXISTENCE = Shape("newer older permission sources", "at_least announced")
_PATH = Shape("from to method steps sources")
_STEP = Shape("kind", "levels product")
_ISSUE = Shape("id issue sources", "builds before ongoing url")
_LIMIT = Shape("update text sources", "month")
_ENFORCEMENT = Shape("starts update text confidence sources")
_permission = choice(Permission)
_method = choice(Method)
_step_kind = choice(PathStepKind)
_month = matching(r"20[0-9]{2}-(?:0[1-9]|1[0-2])", "not-month")


def lifecycle(known: Known, value: object) -> Lifecycle:
    """Read all facts beyond releases, vulnerabilities and support dates."""
    row = _LIFECYCLE.check(value)

    def listed(key: str, read: Callable[[Known, object], T]) -> tuple[T, ...]:
        return field(row, key, array(partial(read, known), empty=True))

    def named(key: str, read: Callable[[Known, object], T], name: str) -> dict[Any, T]:
        return field(row, key, records(partial(read, known), attrgetter(name), name, empty=True))

    plans = named("plans", _plan, "level")
    known.planned = frozenset(plans)
    versions = named("dotnet_versions", platform_rows.dotnet_version, "version")
    known.dotnet_versions = versions
    return Lifecycle(
        rules=named("rules", _rule, "id"),
        plans=tuple(plans.values()),
        dotnet_versions=tuple(versions.values()),
        dotnet=listed("dotnet", platform_rows.dotnet),
        dotnet_recommended=listed("dotnet_recommended", platform_rows.dotnet_recommendation),
        windows=listed("windows", platform_rows.windows),
        coexistence=listed("coexistence", _coexistence),
        upgrade_paths=listed("upgrade_paths", _path),
        directory=named("directory", platform_rows.directory_level, "level"),
        directory_exceptions=listed("directory_exceptions", platform_rows.directory_exception),
        known_issues=tuple(named("known_issues", _issue, "id").values()),
        mitigation_since=listed("mitigation_since", Known.level),
        mitigation_limits=listed("mitigation_limits", _limit),
        online_enforcement=listed("online_enforcement", _enforcement),
        release_notes=field(
            row, "release_notes", table(known.update_name, scalars.text, empty=True)
        ),
    )


def _rule(known: Known, value: object) -> Rule:
    row = _RULE.check(value)
    return Rule(
        id=field(row, "id", scalars.key),
        text=field(row, "text", scalars.text),
        sources=field(row, "sources", known.source_list),
    )


def _plan(known: Known, value: object) -> CuPlan:
    row = _PLAN.check(value)
    level = field(row, "level", known.level_of_product)
    base = known.bases.get(level)
    return CuPlan(
        level=level,
        statements=field(row, "statements", array(_statement)),
        shipped=base.released if base else None,
        build=base.build if base else None,
        as_of=optional(row, "as_of", known.past_day, None),
        effect=optional(row, "effect", scalars.text, ""),
        url=optional(row, "url", scalars.url, ""),
        sources=field(row, "sources", known.source_list),
    )


def _statement(value: object) -> PlanStatement:
    row = _STATEMENT.check(value)
    return PlanStatement(
        said=optional(row, "said", scalars.text, ""), plan=field(row, "plan", scalars.text)
    )


def _coexistence(known: Known, value: object) -> Coexistence:
    row = _COEXISTENCE.check(value)
    older = field(row, "older", known.span)
    at_least = optional(row, "at_least", known.build, None)
    if at_least is not None and known.builds[at_least].level.product != older.product:
        raise Fault("wrong-product", "at_least")
    return Coexistence(
        newer=field(row, "newer", known.span),
        older=older,
        permission=field(row, "permission", _permission),
        at_least=at_least,
        announced=optional(row, "announced", scalars.truth, otherwise=False),
        sources=field(row, "sources", known.source_list),
    )


def _path(known: Known, value: object) -> UpgradePath:
    row = _PATH.check(value)
    goal, _, cu = field(row, "to", known.product_or_level).partition(" ")
    return UpgradePath(
        source=field(row, "from", known.span),
        to=goal,
        to_cu=cu,
        method=field(row, "method", _method),
        steps=field(row, "steps", each(partial(_step, known))),
        sources=field(row, "sources", known.source_list),
    )


def _step(known: Known, value: object) -> PathStep:
    row = _STEP.check(value)
    kind = field(row, "kind", _step_kind)
    if (kind is PathStepKind.REMOVE) != ("product" in row):
        raise Fault("only-remove", "product")
    return PathStep(
        kind=kind,
        levels=optional(row, "levels", array(known.level), ()),
        product=optional(row, "product", known.product, ""),
    )


def _issue(known: Known, value: object) -> KnownIssue:
    row = _ISSUE.check(value)
    if "builds" not in row and "before" not in row:
        raise Fault("missing", "builds")
    return KnownIssue(
        id=field(row, "id", scalars.key),
        issue=field(row, "issue", scalars.text),
        builds=optional(row, "builds", partial(_mended, known), {}),
        ongoing=optional(row, "ongoing", scalars.truth, otherwise=False),
        url=optional(row, "url", scalars.url, ""),
        sources=field(row, "sources", known.source_list),
        before=optional(row, "before", partial(_mending, known), ()),
    )


def _mending(known: Known, value: object) -> tuple[BuildNumber, ...]:
    found = array(known.build)(value)
    for index, (one, following) in enumerate(pairwise(found), 1):
        if one > following:
            raise Fault("not-ascending", index)
    return found


def _mended(known: Known, value: object) -> dict[BuildNumber, BuildNumber | None]:
    def build_or_none(one: object) -> BuildNumber | None:
        return None if one is None else known.build(one)

    found = table(known.build, build_or_none)(value)
    for build, mended in found.items():
        if mended is not None and not _is_later(known, build, mended):
            raise Fault("not-later", str(build))
    return found


def _is_later(known: Known, build: BuildNumber, mended: BuildNumber) -> bool:
    same_level: tuple[Level, Level] = (known.builds[build].level, known.builds[mended].level)
    return same_level[0] == same_level[1] and mended > build


def _limit(known: Known, value: object) -> MitigationLimit:
    row: Row = _LIMIT.check(value)
    return MitigationLimit(
        update=field(row, "update", known.update_name),
        month=optional(row, "month", _month, ""),
        text=field(row, "text", scalars.text),
        sources=field(row, "sources", known.source_list),
    )


def _enforcement(known: Known, value: object) -> OnlineEnforcement:
    row = _ENFORCEMENT.check(value)
    return OnlineEnforcement(
        starts=field(row, "starts", scalars.day),
        update=field(row, "update", known.update_name),
        text=field(row, "text", scalars.text),
        confidence=field(row, "confidence", scalars.confidence),
        sources=field(row, "sources", known.source_list),
    )
