# SPDX-License-Identifier: MIT
"""Reading the rows about vulnerabilities: actions, re-issues, campaigns and the CVEs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from exchpatch_gui.catalogue import scalars
from exchpatch_gui.catalogue.known import Known
from exchpatch_gui.catalogue.model import Action, Campaign, Cve, KnownExploited, Level, Override
from exchpatch_gui.catalogue.reader import (
    Fault,
    Row,
    Shape,
    array,
    field,
    matching,
    one_of,
    optional,
    table,
)
from exchpatch_gui.domain.builds import BuildNumber

ADVISORY_PAGE = "https://msrc.microsoft.com/update-guide/vulnerability/"
"""Microsoft's page of a vulnerability is found at this address with its id behind it."""

_ACTION = Shape(
    "id required scope applies_to summary url sources",
    "script default_state fixed_file fixed_files reference",
)
_REISSUE = Shape("id text sources")
_CAMPAIGN = Shape("id note confidence sources")
_OVERRIDE = Shape("component section parameter unsafe_value")
_STEP = Shape("id", "overrides")
_KEV = Shape("added due ransomware")
_CVE = Shape(
    "id title published sources",
    "impact severity cvss vector cwes fixed first_fixed restated needs_other_cu also_affected"
    " fix_unknown kbs fix_inferred build_is_enough actions kev exploited_at_release disclosed"
    " exploitability ssvc_exploitation campaigns note",
)


_scope = one_of("server", "organization", "forest", "organization-or-server")
_severity = one_of("Critical", "Important", "Moderate", "Low")
_exploitability = one_of(
    "Exploitation Detected",
    "Exploitation More Likely",
    "Exploitation Less Likely",
    "Exploitation Unlikely",
)
_ssvc = one_of("none", "poc", "active")
_keys = array(scalars.key)
_cwes = array(matching(r"CWE-[1-9][0-9]{0,4}", "not-cwe"))
_vector = matching(r"CVSS:[34]\.[01](?:/[A-Za-z]{1,3}:[A-Za-z])+", "not-vector")
_cve_id = matching(r"CVE-[0-9]{4}-[0-9]{4,7}|ADV[0-9]{6,8}", "not-cve")
_kbs = array(scalars.kb, empty=True)
_files = table(scalars.text, scalars.file_version)


def action(known: Known, value: object) -> Action:
    """Read a step beyond the build."""
    row = _ACTION.check(value)
    if ("fixed_file" in row) != ("fixed_files" in row):
        raise Fault("missing", "fixed_files" if "fixed_file" in row else "fixed_file")
    return Action(
        id=field(row, "id", scalars.key),
        required=field(row, "required", scalars.truth),
        scope=field(row, "scope", _scope),
        applies_to=field(row, "applies_to", _keys),
        summary=field(row, "summary", scalars.text),
        url=field(row, "url", scalars.url),
        script=optional(row, "script", scalars.url, ""),
        default_state=optional(row, "default_state", scalars.text, ""),
        fixed_files=optional(row, "fixed_files", _files, {}),
        fixed_file=optional(row, "fixed_file", scalars.text, ""),
        reference=optional(row, "reference", scalars.text, ""),
        sources=field(row, "sources", known.source_list),
    )


def reissue(known: Known, value: object) -> tuple[str, str]:
    """Read why a fix moved to a later package: id and text."""
    row = _REISSUE.check(value)
    field(row, "sources", known.source_list)
    return field(row, "id", scalars.key), field(row, "text", scalars.text)


def campaign(known: Known, value: object) -> Campaign:
    """Read a name under which vulnerabilities became known."""
    row = _CAMPAIGN.check(value)
    return Campaign(
        name=field(row, "id", scalars.text),
        note=field(row, "note", scalars.text),
        confidence=field(row, "confidence", scalars.confidence),
        sources=field(row, "sources", known.source_list),
    )


def cve(known: Known, value: object) -> Cve:
    """Read a vulnerability or an advisory."""
    row = _CVE.check(value)
    cve_id = field(row, "id", _cve_id)
    fixed = _builds(known, row, "fixed")
    first_fixed = _first_fixed(known, row, fixed)
    other_cu = _other_cu(known, row, fixed)
    if bool(first_fixed) != ("restated" in row):
        raise Fault("missing", "restated" if first_fixed else "first_fixed")
    steps = optional(row, "actions", array(partial(_step, known)), ())
    return Cve(
        id=cve_id,
        advisory=cve_id.startswith("ADV"),
        title=field(row, "title", scalars.text),
        impact=optional(row, "impact", scalars.text, ""),
        severity=optional(row, "severity", _severity, ""),
        cvss=optional(row, "cvss", scalars.score, None),
        cvss_vector=optional(row, "vector", _vector, ""),
        cwes=optional(row, "cwes", _cwes, ()),
        published=field(row, "published", known.past_day),
        fixed_on=_fixed_on(known, (*fixed.values(), *first_fixed.values())),
        fixed=fixed,
        first_fixed=first_fixed,
        needs_other_cu=other_cu,
        affected=_affected(known, row, (*fixed, *other_cu)),
        fix_unknown=optional(row, "fix_unknown", array(known.product_or_level), ()),
        kbs=_kbs_by_level(known, row, fixed),
        build_is_enough=optional(row, "build_is_enough", scalars.truth, otherwise=True),
        actions=steps,
        kev=optional(row, "kev", partial(_kev, known), None),
        campaigns=optional(row, "campaigns", array(known.campaign), ()),
        exploitability=optional(row, "exploitability", _exploitability, ""),
        note=optional(row, "note", scalars.text, ""),
        url=f"{ADVISORY_PAGE}{cve_id}",
        sources=field(row, "sources", known.source_list),
        exploited_at_release=optional(row, "exploited_at_release", scalars.truth, None),
        disclosed=optional(row, "disclosed", scalars.truth, None),
        restated=optional(row, "restated", known.reissue, ""),
        fix_inferred=optional(row, "fix_inferred", scalars.truth, otherwise=False),
        ssvc_exploitation=optional(row, "ssvc_exploitation", _ssvc, ""),
    )


def _builds(known: Known, row: Row, key: str) -> dict[Level, BuildNumber]:
    found = optional(row, key, known.builds_by_level, {})
    for level, build in found.items():
        if known.builds[build].level != level:
            raise Fault("wrong-level", key, str(level))
    return found


def _first_fixed(
    known: Known, row: Row, fixed: Mapping[Level, BuildNumber]
) -> dict[Level, BuildNumber]:
    found = _builds(known, row, "first_fixed")
    for level, build in found.items():
        if level not in fixed:
            raise Fault("not-fixed", "first_fixed", str(level))
        if build >= fixed[level]:
            raise Fault("not-earlier", "first_fixed", str(level))
    return found


def _other_cu(known: Known, row: Row, fixed: Mapping[Level, BuildNumber]) -> dict[Level, Level]:
    found = optional(row, "needs_other_cu", table(known.level, known.level), {})
    for level, other in found.items():
        if level in fixed:
            raise Fault("duplicate", "needs_other_cu", str(level))
        if other.product != level.product or other.rank <= level.rank:
            raise Fault("not-ascending", "needs_other_cu", str(level))
    return found


def _affected(known: Known, row: Row, named: tuple[Level, ...]) -> tuple[Level, ...]:
    also = optional(row, "also_affected", array(known.level), ())
    for index, level in enumerate(also):
        if level in named:
            raise Fault("duplicate", "also_affected", index)
    return tuple(sorted((*named, *also), key=known.levels.__getitem__))


def _kbs_by_level(
    known: Known, row: Row, fixed: Mapping[Level, BuildNumber]
) -> dict[Level, tuple[str, ...]]:
    """Microsoft names the article of the fix itself, unless the row says otherwise."""
    own = {level: known.builds[build].kbs for level, build in fixed.items()}
    named = own | optional(row, "kbs", table(known.level, _kbs), {})
    return {level: kbs for level, kbs in named.items() if kbs}


def _fixed_on(known: Known, builds: Iterable[BuildNumber]) -> date | None:
    return min((known.builds[build].released for build in builds), default=None)


def _step(known: Known, value: object) -> Action:
    row = _STEP.check(value)
    found = field(row, "id", known.action)
    overrides = optional(row, "overrides", array(_override), ())
    return found._replace(overrides=overrides) if overrides else found


def _override(value: object) -> Override:
    row = _OVERRIDE.check(value)
    return Override(
        component=field(row, "component", scalars.text),
        section=field(row, "section", scalars.text),
        parameter=field(row, "parameter", scalars.text),
        unsafe_value=field(row, "unsafe_value", scalars.text),
    )


def _kev(known: Known, value: object) -> KnownExploited:
    row = _KEV.check(value)
    found = KnownExploited(
        added=field(row, "added", known.past_day),
        due=field(row, "due", scalars.day),
        ransomware=field(row, "ransomware", scalars.truth),
    )
    scalars.in_order(added=found.added, due=found.due)
    return found
