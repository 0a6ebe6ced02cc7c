# SPDX-License-Identifier: MIT
"""Which Exchange is installed, for checks that hold for some builds and roles only."""

from __future__ import annotations

from typing import NamedTuple

from exchpatch_gui.catalogue.assess import judged_builds
from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.checks.inside.base import UnreadableError
from exchpatch_gui.collected.document import section_name
from exchpatch_gui.collected.local_system import ExchangeSetup, OperatingSystem
from exchpatch_gui.domain.builds import BuildNumber


class Milestone(NamedTuple):
    """The builds with which something came, one for each cumulative update that got it.

    Later cumulative updates of the same product contain it, earlier ones never got it.
    """

    name: str
    builds: tuple[BuildNumber, ...]

    @classmethod
    def of(cls, name: str, *builds: str) -> Milestone:
        """Make one of builds as they are written."""
        return cls(name, tuple(BuildNumber.parse(one) for one in builds))

    def is_in(self, build: BuildNumber) -> bool:
        """Tell whether a build contains it."""
        own = [one for one in self.builds if one[:2] == build[:2]]
        same = [one for one in own if one.family == build.family]
        if same:
            return build >= min(same)
        return bool(own) and build > max(own)


MAR22SU = Milestone.of(
    "Mar22SU", "15.0.1497.33", "15.1.2308.27", "15.1.2375.24", "15.2.922.27", "15.2.986.22"
)
JAN23SU = Milestone.of("Jan23SU", "15.0.1497.45", "15.1.2507.17", "15.2.986.37", "15.2.1118.21")
AUG23SU = Milestone.of("Aug23SU", "15.1.2507.31", "15.2.1118.36", "15.2.1258.23")
NOV23SU = Milestone.of("Nov23SU", "15.1.2507.35", "15.2.1118.40", "15.2.1258.28")
MAR24SU = Milestone.of("Mar24SU", "15.1.2507.37", "15.2.1258.32", "15.2.1544.9")
NOV24SU = Milestone.of("Nov24SU", "15.1.2507.43", "15.2.1258.38", "15.2.1544.13")
AUG25SU = Milestone.of("Aug25SU", "15.1.2507.58", "15.2.1544.33", "15.2.1748.36", "15.2.2562.20")
JUN26SU = Milestone.of("Jun26SU", "15.1.2507.69", "15.2.1544.41", "15.2.1748.46", "15.2.2562.43")

SECURITY_UPDATES = (MAR22SU, JAN23SU, AUG23SU, NOV23SU, MAR24SU, NOV24SU, AUG25SU, JUN26SU)

EXTENDED_PROTECTION = Milestone.of(
    "Aug22SU", "15.0.1497.38", "15.1.2375.30", "15.1.2507.11", "15.2.986.28", "15.2.1118.11"
)
"""Microsoft lets it begin one revision below the public packages."""

CU18_CU7 = Milestone.of("2016 CU18, 2019 CU7", "15.1.2106.0", "15.2.721.0")
CU21_CU10 = Milestone.of("2016 CU21, 2019 CU10", "15.1.2308.0", "15.2.922.0")
CU22_CU11 = Milestone.of("2016 CU22, 2019 CU11", "15.1.2375.0", "15.2.986.0")
CU15 = Milestone.of("2019 CU15", "15.2.1748.0")
EXCHANGE_2016 = Milestone.of("2016", "15.1.0.0", "15.2.0.0")

WINDOWS_2016 = (10, 0, 14393)
WINDOWS_2022 = (10, 0, 20348)
WINDOWS_2025 = (10, 0, 26100)


def has(context: CheckContext, milestone: Milestone) -> bool:
    """Tell whether the installed build contains something.

    Raises:
        UnreadableError: It depends on an update level that isn't known.
    """
    answers = {milestone.is_in(build) for build in judged_builds(context.identity)}
    if len(answers) != 1:
        raise UnreadableError(section_name(ExchangeSetup), "exsetup_file_version")
    return answers.pop()


def windows(context: CheckContext) -> tuple[int, ...]:
    """Give the version of Windows as numbers.

    Raises:
        NotCollectedError: It isn't known.
        UnreadableError: It is no version.
    """
    version = version_of(context.section(OperatingSystem).version)
    if version is None:
        raise UnreadableError(section_name(OperatingSystem), "version")
    return version


def version_of(text: str | None) -> tuple[int, ...] | None:
    """Read a version such as ``10.0.17763.4968``; None if it is none."""
    parts = (text or "").strip().split(".")
    if not all(part.isascii() and part.isdecimal() and len(part) <= _MOST_DIGITS for part in parts):
        return None
    return tuple(int(part) for part in parts)


_MOST_DIGITS = 10
