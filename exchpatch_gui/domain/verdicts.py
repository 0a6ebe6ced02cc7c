# SPDX-License-Identifier: MIT
"""What is concluded of a server: findings, vulnerabilities, support, the way forward."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message, Params
from exchpatch_gui.domain.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding somebody answers for until a day.

    Attributes:
        until: The last day it holds; at most a year from ``at``.
    """

    reason: str
    owner: str
    until: date
    at: datetime


NOT_COLLECTED = "not_collected"
"""The variant of every check that could not be made; ``status`` in its details says why."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One judgement with what it rests on.

    Attributes:
        id: The check's id, such as ``build.latest_su``.
        light: How much it counts for the server.
        variant: Selects its sentences ``finding.<id>.<variant>.title``, ``.detail`` and
            ``.remedy``; one id has one variant for each thing it may have to say.
        instance: Which of several (a certificate, a node), or empty.
        value: The judged value in its normal form, or empty.
        details: Named facts, flat; also the placeholders of its sentences.
        evidence: Ids of observations.
        links: Addresses of Microsoft's own pages on it.
        unweighed: The verdict of advice on performance, where it counts for less.
    """

    id: str
    light: TrafficLight
    variant: str
    instance: str = ""
    value: str = ""
    details: Params = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    accepted: Acceptance | None = None
    unweighed: TrafficLight | None = None

    @property
    def verdict(self) -> TrafficLight:
        """What the check itself says, however much that counts."""
        return self.unweighed or self.light

    @property
    def key(self) -> str:
        """The id of its sentences up to ``.title``, ``.detail`` or ``.remedy``.

        Those of checks that could not be made stand once for all checks.
        """
        if self.variant == NOT_COLLECTED:
            return f"finding.{NOT_COLLECTED}.{self.details['status']}"
        return f"finding.{self.id}.{self.variant}"


class CveState(StrEnum):
    """How a vulnerability stands on one server."""

    OPEN = "open"
    MITIGATED = "mitigated"
    CONFIGURATION_MISSING = "configuration-missing"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"
    FIXED = "fixed"
    NOT_AFFECTED = "not-affected"


class CveReason(StrEnum):
    """Why a vulnerability has its state, where the state alone does not say it."""

    BUILD = "build"
    REISSUED = "reissued"
    """The first package is in; Microsoft has since replaced it."""
    OTHER_CU = "other-cu"
    """No fix exists for this cumulative update; a newer one has it."""
    NOT_ASSESSED = "not-assessed"
    """Fixed elsewhere after this product's support ended: assume it is vulnerable."""
    ACTION = "action"
    """The build makes the fix available; a step beyond it is not verified."""
    CANDIDATES = "candidates"
    """The update level is not exact; some candidates are open."""
    NO_FIX = "no-fix"
    """Affected, and no build with a fix is known."""


@dataclass(frozen=True, slots=True)
class CveResult:
    """One vulnerability on one server.

    Attributes:
        fixed_in: The lowest build of this product that closes it, if one is known.
        exploited_since: The day it was listed as exploited, if it is and was by that day.
        name: The campaign it is known by, such as ``ProxyShell``, or empty.
        needs: Ids of the steps beyond the build.
        since: The day a fix was published: exposure counts from here.
    """

    id: str
    state: CveState
    reason: CveReason = CveReason.BUILD
    fixed_in: BuildNumber | None = None
    known_exploited: bool = False
    exploited_since: date | None = None
    ransomware: bool = False
    name: str = ""
    title: str = ""
    cvss: float | None = None
    severity: str = ""
    needs: tuple[str, ...] = ()
    since: date | None = None


class SupportStatus(StrEnum):
    """Whether the product still gets fixes."""

    SUPPORTED = "supported"
    SUPPORTED_UNTIL = "supported-until"
    OUT_OF_SUPPORT = "out-of-support"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Support:
    """Support of a product on the judging day.

    Attributes:
        ends: The last day of support where one is set, past or to come.
        esu_ends: The last day of the last paid extension, if there was one.
    """

    status: SupportStatus
    ends: date | None
    esu_ends: date | None
    sentence: Message


class StepKind(StrEnum):
    """What a step of the way forward is."""

    PREREQUISITE = "prerequisite"
    CUMULATIVE_UPDATE = "cumulative-update"
    SECURITY_UPDATE = "security-update"
    HOTFIX_UPDATE = "hotfix-update"
    MIGRATE = "migrate"
    CONFIGURE = "configure"
    VERIFY = "verify"


class UrlKind(StrEnum):
    """What a step's link leads to."""

    DOWNLOAD = "download"
    ARTICLE = "article"
    GUIDE = "guide"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, in its place.

    Attributes:
        order: From 1.
        title: ``step.*`` in the wording.
        note: What to know before doing it, or None.
        kb: ``KB5121573`` or empty.
        url: The best link there is; ``article`` where the package has no public address.
        article: The article about it, if ``url`` is the download.
        build: The build the server has after it, if it changes the build.
        minutes: Planned duration; 0 if it can't be said.
        closes: Vulnerabilities it closes, known-exploited ones first.
    """

    order: int
    kind: StepKind
    title: Message
    note: Message | None = None
    kb: str = ""
    url: str = ""
    url_kind: UrlKind = UrlKind.ARTICLE
    article: str = ""
    build: BuildNumber | None = None
    reboot: bool = False
    minutes: int = 0
    closes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """The way from here to where the server should be.

    Attributes:
        target_build: The build at the end of the way, if one is known.
        reached: Whether the server is already there.
    """

    target_build: BuildNumber | None = None
    reached: bool = False
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Exposure:
    """How long an exploitable hole has stood open.

    Attributes:
        since: The day the oldest open fix was published.
        until: The judging day, or the day the fix was first seen installed.
        days: Whole days between the two.
    """

    since: date
    until: date
    days: int
