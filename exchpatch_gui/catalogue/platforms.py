# SPDX-License-Identifier: MIT
"""What the levels of Exchange stand on: .NET Framework, Windows Server, Active Directory."""

from __future__ import annotations

from dataclasses import dataclass

from exchpatch_gui.catalogue.model import Level

Keys = tuple[str, ...]
"""Keys into the catalogue's ``sources``."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of cumulative updates of one product, both ends included.

    Attributes:
        first: ``CU14``; empty for the first there is.
        last: ``CU15``; empty for the newest there is and all to come.
    """

    product: str
    first: str = ""
    last: str = ""

    def covers(self, level: Level) -> bool:
        """Tell whether a level lies in the run."""
        if level.product != self.product:
            return False
        if self.first and level.rank < Level(self.product, self.first).rank:
            return False
        return not self.last or level.rank <= Level(self.product, self.last).rank


@dataclass(frozen=True, slots=True)
class DotnetVersion:
    """One version of the .NET Framework.

    Attributes:
        release_key: The registry's ``Release`` value; 0 where the version has none.
        first_windows: The oldest Windows Server it can be installed on, or empty for any.
    """

    version: str
    release_key: int
    first_windows: str


@dataclass(frozen=True, slots=True)
class DotnetSupport:
    """The only .NET Framework versions Microsoft supports under a run of levels."""

    span: Span
    versions: tuple[str, ...]
    note: str
    sources: Keys


@dataclass(frozen=True, slots=True)
class DotnetRecommendation:
    """The .NET Framework version to have under a run of levels.

    Attributes:
        windows: It holds on these Windows versions only; empty for all.
        not_windows: It does not hold on these.
    """

    span: Span
    version: str
    windows: tuple[str, ...]
    not_windows: tuple[str, ...]
    sources: Keys


@dataclass(frozen=True, slots=True)
class WindowsSupport:
    """The only Windows versions a run of levels may be installed on."""

    span: Span
    systems: tuple[str, ...]
    note: str
    sources: Keys


@dataclass(frozen=True, slots=True)
class DirectoryLevel:
    """The version numbers a level leaves in Active Directory.

    Attributes:
        schema: ``rangeUpper`` of ``ms-Exch-Schema-Version-Pt``.
        domain: ``objectVersion`` of ``Microsoft Exchange System Objects`` in the domain.
        organization: ``objectVersion`` of the organisation in the configuration partition.
    """

    level: Level
    schema: int
    domain: int
    organization: int
    sources: Keys


@dataclass(frozen=True, slots=True)
class DirectoryException:
    """A domain version that an update raises, once ``/PrepareAllDomains`` has run.

    Attributes:
        update: Short name of the first update that does.
    """

    level: Level
    update: str
    domain: int
    sources: Keys
