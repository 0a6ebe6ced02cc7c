# SPDX-License-Identifier: MIT
"""Reading the facts around the builds: plans, coexistence, upgrade paths, known issues."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from exchpatch_gui.catalogue import platform_rows, reader
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
_ISSUE = Shape("id issue builds sources", "ongoing url")
_LIMIT = Shape("update text sources", "month")
_ENFORCEMENT = Shape("starts update text confidence sources")
_permission = choice(Permission)
_method = choice(Method)
_step_kind = choice(PathStepKind)
_month = matching(r"20[0-9]{2}-(?:0[1-9]|1[0-2])", "not-month")


def lifecycle(known: Known, value: object) -> Lifecycle:
    """Read all facts beyond releases, vulnerabilities and support dates."""
    row = _LIFECYCLE.check(value)
    plans = field(row, "plans", array(partial(_plan, known)))
    known.planned = frozenset(plan.level for plan in plans)
    platforms = platform_rows.Platforms.read(known, row)
    return Lifecycle(
        rules=field(
            row,
            "rules",
            records(partial(_rule, known), attrgetter("id")),
        ),
        plans=plans,
        dotnet_versions=platforms.dotnet_versions,
        dotnet=platforms.dotnet,
        dotnet_recommended=platforms.dotnet_recommended,
        windows=platforms.windows,
        coexistence=field(row, "coexistence", array(partial(_coexistence, known))),
        upgrade_paths=field(row, "upgrade_paths", array(partial(_path, known))),
        directory=platforms.directory,
        directory_exceptions=platforms.directory_exceptions,
        known_issues=field(row, "known_issues", partial(_issues, known)),
        mitigation_since=field(row, "mitigation_since", array(known.level)),
        mitigation_limits=field(row, "mitigation_limits", array(partial(_limit, known))),
        online_enforcement=field(row, "online_enforcement", array(partial(_enforcement, known))),
        release_notes=field(row, "release_notes", table(known.update_name, reader.text)),
    )


def _rule(known: Known, value: object) -> Rule:
    row = _RULE.check(value)
    return Rule(
        id=field(row, "id", reader.key),
        text=field(row, "text", reader.text),
        sources=field(row, "sources", known.source_list),
    )


def _plan(known: Known, value: object) -> CuPlan:
    row = _PLAN.check(value)
    level = field(row, "level", known.level_of_product)
    base = next((one for one in known.builds.values() if one.level == level), None)
    return CuPlan(
        level=level,
        statements=field(row, "statements", array(_statement)),
        shipped=base.released if base else None,
        build=base.build if base else None,
        as_of=optional(row, "as_of", known.past_day, None),
        effect=optional(row, "effect", reader.text, ""),
        url=optional(row, "url", reader.url, ""),
        sources=field(row, "sources", known.source_list),
    )


def _statement(value: object) -> PlanStatement:
    row = _STATEMENT.check(value)
    return PlanStatement(
        said=optional(row, "said", reader.text, ""), plan=field(row, "plan", reader.text)
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
        announced=optional(row, "announced", reader.truth, otherwise=False),
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


def _issues(known: Known, value: object) -> tuple[KnownIssue, ...]:
    found = records(partial(_issue, known), attrgetter("id"))(value)
    return tuple(found.values())


def _issue(known: Known, value: object) -> KnownIssue:
    row = _ISSUE.check(value)
    return KnownIssue(
        id=field(row, "id", reader.key),
        issue=field(row, "issue", reader.text),
        builds=field(row, "builds", partial(_mended, known)),
        ongoing=optional(row, "ongoing", reader.truth, otherwise=False),
        url=optional(row, "url", reader.url, ""),
        sources=field(row, "sources", known.source_list),
    )


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
        text=field(row, "text", reader.text),
        sources=field(row, "sources", known.source_list),
    )


def _enforcement(known: Known, value: object) -> OnlineEnforcement:
    row = _ENFORCEMENT.check(value)
    return OnlineEnforcement(
        starts=field(row, "starts", reader.day),
        update=field(row, "update", known.update_name),
        text=field(row, "text", reader.text),
        confidence=field(row, "confidence", reader.confidence),
        sources=field(row, "sources", known.source_list),
    )
