# SPDX-License-Identifier: MIT
"""What the levels of Exchange stand on: .NET Framework, Windows Server, Active Directory."""

from typing import NamedTuple

from exchpatch_gui.catalogue.model import Level

Keys = tuple[str, ...]
"""Keys into the catalogue's ``sources``."""


class Span(NamedTuple):
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


class DotnetVersion(NamedTuple):
    """One version of the .NET Framework.

    Attributes:
        release_key: The registry's ``Release`` value; 0 where the version has none.
        first_windows: The oldest Windows Server it can be installed on, or empty for any.
    """

    version: str
    release_key: int
    first_windows: str


class DotnetSupport(NamedTuple):
    """The only .NET Framework versions Microsoft supports under a run of levels."""

    span: Span
    versions: tuple[str, ...]
    note: str
    sources: Keys


class DotnetRecommendation(NamedTuple):
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


class WindowsSupport(NamedTuple):
    """The only Windows versions a run of levels may be installed on."""

    span: Span
    systems: tuple[str, ...]
    note: str
    sources: Keys


class DirectoryLevel(NamedTuple):
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


class DirectoryException(NamedTuple):
    """A domain version that an update raises, once ``/PrepareAllDomains`` has run.

    Attributes:
        update: Short name of the first update that does.
    """

    level: Level
    update: str
    domain: int
    sources: Keys
