# SPDX-License-Identifier: MIT
"""Facts around the builds: what may stand beside what, where a way leads, what is planned."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from exchpatch_gui.catalogue.model import Level
from exchpatch_gui.catalogue.platforms import (
    DirectoryException,
    DirectoryLevel,
    DotnetRecommendation,
    DotnetSupport,
    DotnetVersion,
    Keys,
    Span,
    WindowsSupport,
)
from exchpatch_gui.domain.builds import BuildNumber


class Rule(NamedTuple):
    """A rule of Microsoft's that has no narrower form, in one or two sentences."""

    id: str
    text: str
    sources: Keys


class PlanStatement(NamedTuple):
    """What Microsoft said of a date, when.

    Attributes:
        said: A day, a month or a bound such as ``before 2026-05``; empty if not known.
        plan: The date that was then announced.
    """

    said: str
    plan: str


class CuPlan(NamedTuple):
    """A cumulative update of SE, shipped or announced.

    Attributes:
        shipped: None while it is not out.
        build: Of the shipped one.
        as_of: The day on which it was last known not to be out; None if nobody looked.
        effect: What it will change for an organisation, or empty.
    """

    level: Level
    statements: tuple[PlanStatement, ...]
    shipped: date | None
    build: BuildNumber | None
    as_of: date | None
    effect: str
    url: str
    sources: Keys


class Permission(StrEnum):
    """Whether two products may stand in one organisation."""

    ALLOWED = "allowed"
    NOT_ALLOWED = "not-allowed"
    SETUP_REFUSES = "setup-refuses"
    """Not allowed, and setup checks it."""


class Coexistence(NamedTuple):
    """Whether a newer product may be brought into an organisation that has an older one.

    Attributes:
        at_least: The lowest build every older server has to be on; None for any.
        announced: True for what Microsoft has said it will do and has not shipped.
    """

    newer: Span
    older: Span
    permission: Permission
    at_least: BuildNumber | None
    announced: bool
    sources: Keys


class Method(StrEnum):
    """How a server, or what it serves, comes to a newer product."""

    IN_PLACE = "in-place"
    IN_PLACE_TWICE = "in-place-twice"
    SIDE_BY_SIDE = "side-by-side"
    """New server, move everything, remove the old one."""
    SIDE_BY_SIDE_TWICE = "side-by-side-twice"


class PathStepKind(StrEnum):
    """One step of an upgrade path."""

    CHECK_DOTNET = "check-dotnet"
    """See that the .NET version suits the level to come."""
    BRIDGE_DOTNET = "bridge-dotnet"
    """Where both levels share no .NET version: the newest the old one supports, then at once
    the new level."""
    INSTALL = "install"
    """Install one of the levels on the same server."""
    NEWEST_UPDATE = "newest-update"
    """Install the newest update there is for the level."""
    NEW_SERVER = "new-server"
    """Set up another server with one of the levels."""
    MOVE = "move"
    """Move mailboxes and everything else to it."""
    REMOVE = "remove"
    """Uninstall every server of the product."""
    CONTINUE = "continue"
    """Go on by the path that starts at the level reached."""


class PathStep(NamedTuple):
    """One step of an upgrade path.

    Attributes:
        levels: What it aims at, the best first; no level stands for the newest of the product.
        product: For ``remove``: what goes.
    """

    kind: PathStepKind
    levels: tuple[Level, ...] = ()
    product: str = ""


class UpgradePath(NamedTuple):
    """The way from a run of levels to a product.

    Attributes:
        to: The product at the end.
        to_cu: Its level; empty for its newest.
    """

    source: Span
    to: str
    to_cu: str
    method: Method
    steps: tuple[PathStep, ...]
    sources: Keys


class KnownIssue(NamedTuple):
    """A fault that came with some builds.

    Attributes:
        builds: Each build that has it, with the build that mends it or None.
        ongoing: True where builds newer than those listed are not known to be free of it.
        before: The builds that mended a fault of old, lowest first. Everything of a product
            below its lowest one has it, and below each other one what has its first three parts.
    """

    id: str
    issue: str
    builds: Mapping[BuildNumber, BuildNumber | None]
    ongoing: bool
    url: str
    sources: Keys
    before: tuple[BuildNumber, ...] = ()

    def affects(self, build: BuildNumber) -> bool:
        """Tell whether a build has it; an ongoing one is taken to last above its newest."""
        if build in self.builds or self.mended_in(build) is not None:
            return True
        return self.ongoing and any(
            build.family == one.family and build > one for one in self.builds
        )

    def mended_in(self, build: BuildNumber) -> BuildNumber | None:
        """Give the build that mends it on a build that has it, if one is known.

        What lies between a faulty build and the one that mends it is an interim update on top of
        the faulty one, and has the fault as well.
        """
        if build in self.builds:
            return self.builds[build]
        for faulty, mended in self.builds.items():
            if mended is not None and faulty.family == build.family and faulty < build < mended:
                return mended
        own = [one for one in self.before if _of_one_product(one, build)]
        same = [one for one in own if one.family == build.family]
        return next((one for one in same or own[:1] if build < one), None)


def _of_one_product(one: BuildNumber, other: BuildNumber) -> bool:
    return (one.major, one.minor) == (other.major, other.minor)


class MitigationLimit(NamedTuple):
    """Servers below an update get less from the Emergency Mitigation Service.

    Attributes:
        update: Short name of the update a server needs.
        month: From when that holds, as ``2026-07``, or empty.
    """

    update: str
    month: str
    text: str
    sources: Keys


class OnlineEnforcement(NamedTuple):
    """What Exchange Online does to mail from servers that are too old.

    Attributes:
        starts: First day of the week it was announced for.
        update: Short name of the update a server needs.
        confidence: How sure that is.
    """

    starts: date
    update: str
    text: str
    confidence: str
    sources: Keys


class Lifecycle(NamedTuple):
    """All of it.

    Attributes:
        rules: By id.
        directory: By level.
        mitigation_since: The first level of each product that has the Emergency Mitigation
            Service.
        release_notes: Short name of an update to a remark on the release as a whole.
    """

    rules: Mapping[str, Rule] = MappingProxyType({})
    plans: tuple[CuPlan, ...] = ()
    dotnet_versions: tuple[DotnetVersion, ...] = ()
    dotnet: tuple[DotnetSupport, ...] = ()
    dotnet_recommended: tuple[DotnetRecommendation, ...] = ()
    windows: tuple[WindowsSupport, ...] = ()
    coexistence: tuple[Coexistence, ...] = ()
    upgrade_paths: tuple[UpgradePath, ...] = ()
    directory: Mapping[Level, DirectoryLevel] = MappingProxyType({})
    directory_exceptions: tuple[DirectoryException, ...] = ()
    known_issues: tuple[KnownIssue, ...] = ()
    mitigation_since: tuple[Level, ...] = ()
    mitigation_limits: tuple[MitigationLimit, ...] = ()
    online_enforcement: tuple[OnlineEnforcement, ...] = ()
    release_notes: Mapping[str, str] = MappingProxyType({})
