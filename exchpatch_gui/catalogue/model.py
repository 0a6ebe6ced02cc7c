# SPDX-License-Identifier: MIT
"""The catalogue's values: products, updates, vulnerabilities.

Rows are named tuples in all of the catalogue: a row of 20 fields is made in a quarter of the time
of a frozen dataclass. Their modules don't postpone annotations: the makers of named tuples compile
each one that is a text.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from exchpatch_gui.domain.builds import BuildNumber

_LEVEL = re.compile(r"(?:20(?:07|10|13|16|19)|SE) (?:RTM|SP[1-9]|CU[1-9][0-9]?)", re.ASCII)


class UpdateKind(StrEnum):
    """The kinds of Exchange releases, in Microsoft's terms."""

    RTM = "RTM"
    SP = "SP"
    CU = "CU"
    SU = "SU"
    HU = "HU"
    RU = "RU"


class UpdateStatus(StrEnum):
    """What became of a release."""

    RELEASED = "released"
    KNOWN_ISSUE = "known-issue"
    """It has faults that a later package mends."""
    REPLACED = "replaced"
    """A second version of the same package exists."""
    WITHDRAWN = "withdrawn"


class Level(NamedTuple):
    """A cumulative update of a product: the key that joins builds and fixes.

    Attributes:
        product: ``2010``, ``2013``, ``2016``, ``2019`` or ``SE``.
        cu: ``RTM``, ``SP1``, ``SP3``, ``CU1`` …
    """

    product: str
    cu: str

    @classmethod
    def parse(cls, text: str) -> "Level":
        """Read ``2019 CU15``.

        Raises:
            ValueError: The text is not a product and a cumulative update.
        """
        if not _LEVEL.fullmatch(text):
            raise ValueError(f"not a level: {text[:40]!r}")
        product, _, cu = text.partition(" ")
        return cls(product, cu)

    @property
    def rank(self) -> int:
        """Its place among the cumulative updates of its product: SP1 of 2013 stands for CU4.

        Only levels of one product compare; 2010 counts service packs.
        """
        if self.cu == "RTM":
            return 0
        if self.product == "2013" and self.cu == "SP1":
            return 4
        return int(self.cu[2:])

    def __str__(self) -> str:
        return f"{self.product} {self.cu}"


class Update(NamedTuple):
    """One released build.

    Attributes:
        name: Short name such as ``Feb26SU``; empty for the cumulative update itself.
        exact_date: False where only the month is known and ``released`` is its first day.
        kbs: Article numbers without ``KB``; empty where none is known.
        download: Address of the public package, or empty.
        article: Address of Microsoft's article, or empty.
        blog: Address of the announcement, or empty.
        public: False for packages that only customers of the paid extension get.
        replaced: Microsoft has withdrawn it, re-issued it or mended it with another package.
        sequence: Number in package titles such as ``SU9``, or empty.
        other_builds: Further builds the same package was seen to show.
        sources: Keys into the catalogue's ``sources``.
        status: Why it counts as replaced.
        date_basis: Key into ``sources``: where the day comes from.
        aliases: Further short names of the same package.
        name_derived: True where Microsoft gave no short name and ours follows its pattern.
        esu_period: Id of the paid period it belongs to, or empty.
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
    status: UpdateStatus = UpdateStatus.RELEASED
    date_basis: str = ""
    aliases: tuple[str, ...] = ()
    name_derived: bool = False
    esu_period: str = ""

    @property
    def title(self) -> str:
        """Its short name with level, as in ``2019 CU15 Feb26SU``."""
        return f"{self.level} {self.name}" if self.name else str(self.level)


class Override(NamedTuple):
    """A setting override that switches a fix off when it has ``unsafe_value``."""

    component: str
    section: str
    parameter: str
    unsafe_value: str


class Action(NamedTuple):
    """A step beyond the build that a vulnerability asks for.

    Attributes:
        required: False for advice that is not part of the fix.
        scope: ``server``, ``organization``, ``forest`` or ``organization-or-server``.
        applies_to: Roles or situations such as ``mailbox``, ``edge``, ``hybrid-only``, ``all``.
        fixed_file: The file that decides, such as ``cachtokn.dll``, or empty.
        fixed_files: Windows version to the lowest good version of that file.
        reference: The function of Microsoft's HealthChecker that looks for it, or empty.
        sources: Keys into the catalogue's ``sources``.
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
    fixed_files: Mapping[str, str] = MappingProxyType({})
    fixed_file: str = ""
    reference: str = ""
    sources: tuple[str, ...] = ()


class KnownExploited(NamedTuple):
    """The entry in CISA's catalogue of known exploited vulnerabilities.

    Attributes:
        ransomware: Whether use by ransomware is known.
    """

    added: date
    due: date
    ransomware: bool


class Cve(NamedTuple):
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
        campaigns: Keys into the catalogue's ``campaigns``.
        sources: Keys into the catalogue's ``sources``.
        exploited_at_release: What Microsoft said on the day of the fix; None if it said nothing.
        disclosed: Whether details were public before the fix; None if Microsoft said nothing.
        restated: Why ``fixed`` names a later package than ``first_fixed``, or empty.
        fix_inferred: True where the build of the fix is a conclusion, not Microsoft's word.
        ssvc_exploitation: CISA's SSVC value where a record carried one, or empty.
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
    exploited_at_release: bool | None = None
    disclosed: bool | None = None
    restated: str = ""
    fix_inferred: bool = False
    ssvc_exploitation: str = ""


class Campaign(NamedTuple):
    """The name under which some vulnerabilities became known.

    Attributes:
        confidence: How sure the membership is: ``high`` or ``medium``.
    """

    name: str
    note: str
    confidence: str
    sources: tuple[str, ...]


class Product(NamedTuple):
    """One product and its support dates.

    Every end is the last day that still counts, to midnight.

    Attributes:
        modern: True for SE, whose support has no fixed end.
        esu: Ids of the paid extension periods it took part in.
        retirement_not_before: For a modern product: support lasts at least until then.
        move_to: The product to leave for; empty where it is to stay and be kept current.
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
    note: str = ""
    move_to: str = ""


class EsuPeriod(NamedTuple):
    """One period of the paid Extended Security Update programme.

    Attributes:
        levels: The cumulative updates it covers.
        ends: The last day that counts.
        updates: Short names of what it brought.
        sold_from: First day it could be ordered.
        terms: Who gets it and what it covers.
    """

    id: str
    name: str
    levels: tuple[Level, ...]
    starts: date
    ends: date
    updates: tuple[str, ...]
    url: str
    announced: date | None = None
    sold_from: date | None = None
    terms: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
