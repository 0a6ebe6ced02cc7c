# SPDX-License-Identifier: MIT
"""What every output says of a result in the same way: counts, labels, dates, order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.model import Update
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Kind
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message, Params
from exchpatch_gui.domain.runs import CheckRun, ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import (
    Acceptance,
    CveReason,
    CveResult,
    CveState,
    Finding,
    Step,
    StepKind,
    SupportStatus,
    UrlKind,
)
from exchpatch_gui.reporting.sentences import Sentences

EXPOSURE_TARGET_DAYS = 14
"""Days within which a security update is to be installed (Cyber Essentials v3.3)."""

_LIGHTS = tuple(TrafficLight)
_STATES = tuple(CveState)
# What moves a server on: the first step of the first kind in this order is the one to name.
_MAIN_KINDS = (
    frozenset({StepKind.MIGRATE}),
    frozenset({StepKind.SECURITY_UPDATE, StepKind.CUMULATIVE_UPDATE, StepKind.HOTFIX_UPDATE}),
    frozenset({StepKind.CONFIGURE}),
)
# What these areas find is mended by the steps of the way forward.
_MENDED_BY_STEPS = frozenset({"build", "cve", "support", "exposure", "identity"})
_FEW = 2
_HOURS_FROM = 120
NAMED_SERVERS = 6
LARGE_RUN = 50
"""From this many servers on a report tells once what several servers have in common."""


def is_large(run: CheckRun) -> bool:
    """Tell whether a run has too many servers to tell everything of each."""
    return len(run.results) >= LARGE_RUN


def name(result: ServerResult) -> str:
    """Give what a result is called: the server, or the build that was looked up."""
    return result.server.name if result.server else result.identity.build


def light_rank(light: TrafficLight) -> int:
    """Give a light's place, the worst 0."""
    return _LIGHTS.index(light)


def urgency(cve: CveResult) -> tuple[bool, int, float, str]:
    """Order vulnerabilities: exploited ones first, then by state, score and id."""
    return not cve.known_exploited, _STATES.index(cve.state), -(cve.cvss or 0.0), cve.id


def open_cves(result: ServerResult) -> list[CveResult]:
    """Give the vulnerabilities that are open, the most urgent first."""
    return sorted((one for one in result.cves if one.state is CveState.OPEN), key=urgency)


def exploited_open(result: ServerResult) -> list[CveResult]:
    """Give the open vulnerabilities that attackers are known to use."""
    return [one for one in open_cves(result) if one.known_exploited]


def unsettled_cves(result: ServerResult) -> list[CveResult]:
    """Give those that are neither open nor fixed: possible, mitigated, to be verified, unknown."""
    settled = {CveState.OPEN, CveState.FIXED, CveState.NOT_AFFECTED}
    return sorted((one for one in result.cves if one.state not in settled), key=urgency)


def told_findings(result: ServerResult) -> list[Finding]:
    """Leave out findings on single vulnerabilities: the lists of vulnerabilities tell them."""
    listed = {cve.id for cve in result.cves}
    return [one for one in result.findings if one.instance not in listed or one.accepted]


def is_mended_by_steps(finding: Finding, result: ServerResult) -> bool:
    """Tell whether the way forward mends a finding, so that it asks for nothing of its own."""
    return main_step(result) is not None and finding.id.partition(".")[0] in _MENDED_BY_STEPS


def is_in_headline(finding: Finding, result: ServerResult) -> bool:
    """Tell whether the headline of a server and its open holes say already what was found."""
    if finding.accepted is not None:
        return False
    if finding.id == "build.end_of_life":
        return result.support.status is SupportStatus.OUT_OF_SUPPORT
    return finding.id == "cve.summary" and bool(open_cves(result))


def holes_are_known(result: ServerResult) -> bool:
    """Tell whether counting vulnerabilities says anything: none found is not none there."""
    return result.identity.verdict is IdentityVerdict.EXCHANGE and bool(result.cves)


def worst_first(results: Iterable[ServerResult]) -> list[ServerResult]:
    """Order results by light, then by how many exploited and open holes they have, then name."""
    return sorted(results, key=_badness)


def _badness(result: ServerResult) -> tuple[int, int, int, str]:
    holes = open_cves(result)
    exploited = sum(one.known_exploited for one in holes)
    return light_rank(result.light), -exploited, -len(holes), name(result)


def certificate_end(result: ServerResult) -> date | None:
    """Give the earliest end of a certificate that was seen."""
    ends = [one.value for one in result.observations if one.kind is Kind.CERT_ENDS]
    return min((datetime.fromisoformat(end).date() for end in ends), default=None)


def installed(result: ServerResult, sentences: Sentences) -> str:
    """Name what is installed in a few words, or what stands there instead."""
    identity = result.identity
    if identity.verdict is not IdentityVerdict.EXCHANGE:
        return identity.other_software or sentences.word("identity", identity.verdict)
    level = " ".join(part for part in (identity.product, identity.cumulative_update) if part)
    if identity.precision is Precision.CUMULATIVE_UPDATE:
        return dotted(level, sentences.text("report.level_unknown"))
    return dotted(level, identity.update) or sentences.word("precision", Precision.NONE)


def needed(result: ServerResult, sentences: Sentences, catalogue: Catalogue | None) -> str:
    """Name what is to be installed in a few words."""
    advice = result.advice
    if advice.reached:
        return sentences.text("word.up_to_date")
    if advice.target_build is None:
        return "–"
    return update_name(advice.target_build, catalogue)


def named_servers(
    names: Sequence[str], total: int, sentences: Sentences, *, most: int = NAMED_SERVERS
) -> str:
    """List server names, and after a few only how many more there are.

    Args:
        names: Those concerned.
        total: How many servers the report has.
        sentences: The language.
        most: How many are listed.
    """
    if len(names) == total > _FEW:
        return sentences.text("report.all_servers", {"count": total})
    listed = ", ".join(names[:most])
    more = len(names) - most
    if more <= 0:
        return listed
    return sentences.text("report.and_more", {"listed": listed, "count": more})


def find_update(build: BuildNumber, catalogue: Catalogue | None) -> Update | None:
    """Look a build up where there is a catalogue."""
    return catalogue.update_at(build) if catalogue else None


def update_name(build: BuildNumber, catalogue: Catalogue | None) -> str:
    """Give an update's short name such as ``SE RTM · Aug26SU``, or its build if it isn't known."""
    update = find_update(build, catalogue)
    if update is None:
        return str(build)
    return dotted(str(update.level), update.name)


def main_step(result: ServerResult) -> Step | None:
    """Give the step that moves a server on most, or None if there is nothing to do."""
    if result.advice.reached:
        return None
    steps = result.advice.steps
    for kinds in _MAIN_KINDS:
        for step in steps:
            if step.kind in kinds:
                return step
    return steps[0] if steps else None


@dataclass(frozen=True, slots=True)
class WayStep:
    """A step of the way forward as it is told.

    Attributes:
        order: Its place among the steps told.
        note: What to know before, unless an earlier step told the same.
        url: The best link, unless an earlier step led to the same guide.
    """

    order: int
    step: Step
    note: Message | None
    url: str


def way(result: ServerResult) -> list[WayStep]:
    """Give the steps of the way forward, without the settings to check.

    A server that has arrived has no way.
    """
    guides: set[str] = set()
    notes: list[Message] = []
    told: list[WayStep] = []
    for step in () if result.advice.reached else result.advice.steps:
        if step.kind is StepKind.CONFIGURE:
            continue
        url = "" if step.url_kind is UrlKind.GUIDE and step.url in guides else step.url
        note = None if step.note in notes else step.note
        told.append(WayStep(len(told) + 1, step, note, url))
        guides.add(step.url)
        if step.note:
            notes.append(step.note)
    return told


def settings(result: ServerResult) -> list[Step]:
    """Give the steps that are settings of which nobody knows whether they are done.

    What was seen to be missing on the server itself is a finding with its own remedy.
    """
    missing = {
        cve.id
        for cve in result.cves
        if cve.state is CveState.OPEN and cve.reason is CveReason.ACTION
    }
    return [
        one
        for one in result.advice.steps
        if one.kind is StepKind.CONFIGURE and missing.isdisjoint(one.closes)
    ]


def setting_name(step: Step, sentences: Sentences) -> str:
    """Name a setting in a few words, for a list of them."""
    return sentences.text(f"{step.title.key}.short", step.title.params)


def step_facts(step: Step, sentences: Sentences) -> str:
    """Say a step's package, duration and restart in one line."""
    return dotted(
        clean(step.kb),
        _duration(step.minutes, sentences) if step.minutes else "",
        sentences.text("report.restart") if step.reboot else "",
    )


def _duration(minutes: int, sentences: Sentences) -> str:
    if minutes < _HOURS_FROM:
        return sentences.text("report.minutes", {"count": minutes})
    return sentences.text("report.hours", {"count": round(minutes / 60)})


def accepted(acceptance: Acceptance, sentences: Sentences) -> str:
    """Say who answers for a finding until when, and why."""
    params: Params = {
        "owner": clean(acceptance.owner),
        "until": acceptance.until,
        "reason": clean(acceptance.reason),
    }
    return sentences.text("report.accepted", params)


def web_address(url: str) -> str:
    """Give an address back if a report may link to it, else nothing."""
    return url if url.startswith(("https://", "http://")) else ""


def vulnerability_page(cve_id: str) -> str:
    """Give the address of Microsoft's page on a vulnerability or advisory."""
    kind = "advisory" if cve_id.startswith("ADV") else "vulnerability"
    return f"https://msrc.microsoft.com/update-guide/{kind}/{cve_id}"


def dotted(*parts: str) -> str:
    """Join what isn't empty with middle dots."""
    return " · ".join(part for part in parts if part)
