# SPDX-License-Identifier: MIT
"""The catalogue's values: products, updates, vulnerabilities, the facts of their lifecycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from exchpatch_gui.domain.builds import BuildNumber


class UpdateKind(StrEnum):
    """The kinds of Exchange releases, in Microsoft's terms."""

    RTM = "RTM"
    SP = "SP"
    CU = "CU"
    SU = "SU"
    HU = "HU"
    RU = "RU"


class Level(NamedTuple):
    """A cumulative update of a product: the key that joins builds and fixes.

    Attributes:
        product: ``2010``, ``2013``, ``2016``, ``2019`` or ``SE``.
        cu: ``RTM``, ``SP1``, ``SP3``, ``CU1`` …
    """

    product: str
    cu: str

    def __str__(self) -> str:
        return f"{self.product} {self.cu}"


@dataclass(frozen=True, slots=True)
class Update:
    """One released build.

    Attributes:
        name: Short name such as ``Feb26SU``; empty for the cumulative update itself.
        exact_date: False where only the month is known and ``released`` is its first day.
        kbs: Article numbers without ``KB``; empty where none is known.
        download: Address of the public package, or empty.
        article: Address of Microsoft's article, or empty.
        blog: Address of the announcement, or empty.
        public: False for packages that only customers of the paid extension get.
        replaced: Microsoft has withdrawn or re-issued it.
        sequence: Number in package titles such as ``SU9``, or empty.
        other_builds: Further builds the same package was seen to show.
        sources: Keys into the catalogue's ``sources``.
    """

    level: Level
    kind: UpdateKind
    name: str
    build: BuildNumber
    released: date
    exact_date: bool = True
    kbs: tuple[str, ...] = ()
    download: str = ""
    article: str = ""
    blog: str = ""
    public: bool = True
    replaced: bool = False
    sequence: str = ""
    other_builds: tuple[BuildNumber, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """A setting override that switches a fix off when it has ``unsafe_value``."""

    component: str
    section: str
    parameter: str
    unsafe_value: str


@dataclass(frozen=True, slots=True)
class Action:
    """A step beyond the build that a vulnerability asks for.

    Attributes:
        required: False for advice that is not part of the fix.
        scope: ``server``, ``organization``, ``forest`` or ``organization-or-server``.
        applies_to: Roles or situations such as ``mailbox``, ``edge``, ``hybrid-only``, ``all``.
        fixed_files: Windows version to the lowest good file version, where a file decides.
    """

    id: str
    required: bool
    scope: str
    applies_to: tuple[str, ...]
    summary: str
    url: str
    script: str = ""
    default_state: str = ""
    overrides: tuple[Override, ...] = ()
    fixed_files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownExploited:
    """The entry in CISA's catalogue of known exploited vulnerabilities.

    Attributes:
        ransomware: Whether use by ransomware is known.
    """

    added: date
    due: date
    ransomware: bool


@dataclass(frozen=True, slots=True)
class Cve:
    """One vulnerability or advisory.

    Attributes:
        advisory: True for ``ADV…`` entries.
        fixed_on: The day the first fix came out; None without a fix.
        fixed: Level to the build that closes it, as Microsoft says today.
        first_fixed: Level to the build of a first package that was re-issued since.
        needs_other_cu: Level to the level it has to move to, where it got no fix of its own.
        affected: Levels Microsoft names.
        fix_unknown: Products or levels that are affected with no known build of a fix.
        build_is_enough: False where a required action must be verified too.
        sources: Keys into the catalogue's ``sources``.
    """

    id: str
    advisory: bool
    title: str
    impact: str
    severity: str
    cvss: float | None
    cvss_vector: str
    cwes: tuple[str, ...]
    published: date
    fixed_on: date | None
    fixed: Mapping[Level, BuildNumber]
    first_fixed: Mapping[Level, BuildNumber]
    needs_other_cu: Mapping[Level, Level]
    affected: tuple[Level, ...]
    fix_unknown: tuple[str, ...]
    kbs: Mapping[Level, tuple[str, ...]]
    build_is_enough: bool
    actions: tuple[Action, ...]
    kev: KnownExploited | None
    campaigns: tuple[str, ...]
    exploitability: str
    note: str
    url: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """One product and its support dates.

    Attributes:
        modern: True for SE, whose support has no fixed end.
        esu: Ids of the paid extension periods it took part in.
        retirement_not_before: For a modern product: support lasts at least until then.
    """

    id: str
    name: str
    versions: str
    released: date
    modern: bool
    mainstream_ends: date | None
    support_ends: date | None
    retirement_not_before: date | None
    esu: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EsuPeriod:
    """One period of the paid Extended Security Update programme.

    Attributes:
        levels: The cumulative updates it covers.
        updates: Short names of what it brought.
    """

    id: str
    name: str
    levels: tuple[Level, ...]
    starts: date
    ends: date
    updates: tuple[str, ...]
    url: str
