# SPDX-License-Identifier: MIT
"""Exchange build numbers: every spelling read, one order, one way to write them."""

import re
from functools import lru_cache
from typing import NamedTuple

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{1,5})\.(\d{1,5})", re.ASCII)
_DISPLAY = re.compile(
    r"Version (\d{1,2})\.(\d{1,2}) \(Build (\d{1,5})\.(\d{1,5})\)", re.ASCII | re.IGNORECASE
)
# The serialNumber of a server object in Active Directory carries the third part plus 30000.
_DIRECTORY_OFFSET = 30000


class BuildNumber(NamedTuple):
    """A four-part build of ExSetup.exe, ordered part by part.

    Attributes:
        major: 8 for Exchange 2007, 14 for 2010, 15 from 2013 on.
        minor: Separates 2013 (0), 2016 (1) and 2019 and SE (2).
        build: Identifies the cumulative update from 2013 on.
        revision: Identifies the security or hotfix update within a cumulative update.
    """

    major: int
    minor: int
    build: int
    revision: int

    @classmethod
    def parse(cls, text: str) -> "BuildNumber":
        """Read any of the four spellings in use.

        ``15.2.1748.10``, the zero-padded ``15.02.1748.010``, the management shell's
        ``Version 15.2 (Build 1748.10)`` and the directory's ``Version 15.2 (Build 31748.10)``.

        Raises:
            ValueError: The text is none of them.
        """
        return cls(*_parts(text.strip()))

    @property
    def family(self) -> tuple[int, int, int]:
        """The first three parts: from 2013 on, the cumulative update."""
        return self.major, self.minor, self.build

    @property
    def padded(self) -> str:
        """The zero-padded spelling of Microsoft's tables: ``15.02.1748.010``."""
        return f"{self.major:02d}.{self.minor:02d}.{self.build:04d}.{self.revision:03d}"

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.build}.{self.revision}"


@lru_cache(256)  # the same build is read again and again while a server is judged
def _parts(text: str) -> tuple[int, int, int, int]:
    match = _DOTTED.fullmatch(text) or _DISPLAY.fullmatch(text)
    if match is None:
        raise ValueError(f"not a build number: {text[:60]!r}")
    major, minor, build, revision = (int(part) for part in match.groups())
    if match.re is _DISPLAY and build >= _DIRECTORY_OFFSET:
        build -= _DIRECTORY_OFFSET
    return major, minor, build, revision


def parse_family(text: str) -> tuple[int, int, int]:
    """Read a three-part build, as it stands in the paths of a sign-in page.

    Raises:
        ValueError: The text is not three numbers with dots.
    """
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{1,5})", text.strip(), re.ASCII)
    if match is None:
        raise ValueError(f"not a three-part build: {text.strip()[:60]!r}")
    major, minor, build = (int(part) for part in match.groups())
    return major, minor, build
