# SPDX-License-Identifier: MIT
"""Extended Protection as the web server is set, against what Exchange expects of it."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.checks.inside.base import UnreadableError
from exchpatch_gui.checks.inside.iis_sites import BACK_END, FRONT_END, ssl_flags
from exchpatch_gui.checks.inside.installed import EXTENDED_PROTECTION, has
from exchpatch_gui.collected.document import section_name
from exchpatch_gui.collected.local_iis import IisAppHost, IisLocation
from exchpatch_gui.collected.local_security import Registry


class Level(IntEnum):
    """How strictly a sign-in is bound to its connection."""

    NONE = 0
    ALLOW = 1
    REQUIRE = 2

    @property
    def word(self) -> str:
        """The web server's own word."""
        return self.name.capitalize()


_NONE, _ALLOW, _REQUIRE = Level.NONE, Level.ALLOW, Level.REQUIRE
_LEVELS = {level.name: level for level in Level}
_EXPECTED = {
    f"{FRONT_END}/API": _REQUIRE,
    f"{FRONT_END}/Autodiscover": _NONE,
    f"{FRONT_END}/ECP": _REQUIRE,
    f"{FRONT_END}/EWS": _ALLOW,
    f"{FRONT_END}/Microsoft-Server-ActiveSync": _ALLOW,
    f"{FRONT_END}/Microsoft-Server-ActiveSync/Proxy": _ALLOW,
    f"{FRONT_END}/OAB": _ALLOW,
    f"{FRONT_END}/PowerShell": _NONE,
    f"{FRONT_END}/OWA": _REQUIRE,
    f"{FRONT_END}/RPC": _REQUIRE,
    f"{FRONT_END}/MAPI": _REQUIRE,
    f"{BACK_END}/API": _REQUIRE,
    f"{BACK_END}/Autodiscover": _NONE,
    f"{BACK_END}/ECP": _REQUIRE,
    f"{BACK_END}/EWS": _REQUIRE,
    f"{BACK_END}/Microsoft-Server-ActiveSync": _REQUIRE,
    f"{BACK_END}/Microsoft-Server-ActiveSync/Proxy": _REQUIRE,
    f"{BACK_END}/OAB": _REQUIRE,
    f"{BACK_END}/PowerShell": _REQUIRE,
    f"{BACK_END}/OWA": _REQUIRE,
    f"{BACK_END}/RPC": _REQUIRE,
    f"{BACK_END}/PushNotifications": _REQUIRE,
    f"{BACK_END}/RPCWithCert": _REQUIRE,
    f"{BACK_END}/MAPI/emsmdb": _REQUIRE,
    f"{BACK_END}/MAPI/nspi": _REQUIRE,
}
"""What Microsoft's script for Extended Protection sets on builds that support it."""

_EXCUSED_BY_ADDRESSES = f"{BACK_END}/EWS"
_SHELL = f"{FRONT_END}/PowerShell"


class Directory(NamedTuple):
    """One virtual directory.

    Attributes:
        secured: Set as expected, or more strictly where that is allowed, or only open to listed
            addresses where that will do.
        too_strict: Set more strictly than clients can take.
    """

    path: str
    level: Level
    expected: Level
    secured: bool
    too_strict: bool


class Protection(NamedTuple):
    """The web server's Extended Protection.

    Attributes:
        supported: Whether the build can handle it.
        suppressed: Whether Windows is told to ignore it; None if that isn't known.
    """

    directories: tuple[Directory, ...]
    supported: bool
    suppressed: bool | None

    @property
    def configured(self) -> bool:
        """Whether it is on for any directory."""
        return any(one.level is not _NONE for one in self.directories)

    @property
    def unsecured(self) -> tuple[Directory, ...]:
        """Directories that are not as they should be."""
        return tuple(one for one in self.directories if not one.secured)

    @property
    def protects(self) -> bool | None:
        """Whether sign-ins can't be passed on to this server; None if a part isn't known."""
        if not self.supported or self.unsecured or self.suppressed:
            return False
        return None if self.suppressed is None else True


def protection(context: CheckContext) -> Protection:
    """Read Extended Protection from the web server's main file.

    Raises:
        NotCollectedError: The file wasn't collected.
        UnreadableError: It can't be read, or the build isn't known well enough.
    """
    file = context.section(IisAppHost)
    if not file.exists or file.parse_error is not None:
        raise UnreadableError(section_name(IisAppHost), "locations")
    supported = has(context, EXTENDED_PROTECTION)
    registry = context.optional(Registry)
    locations = {one.path.lower(): one for one in file.locations}
    return Protection(
        directories=tuple(
            _directory(path, expected if supported else _NONE, locations)
            for path, expected in _EXPECTED.items()
        ),
        supported=supported,
        suppressed=None if registry is None else bool(registry.suppress_extended_protection),
    )


def _directory(path: str, expected: Level, locations: dict[str, IisLocation]) -> Directory:
    location = locations.get(path.lower())
    level = _level(path, locations)
    is_listed_only = location is not None and location.ip_security_allow_unlisted is False
    stricter = level > expected
    excused = path == _EXCUSED_BY_ADDRESSES and is_listed_only
    needs_no_look = path == _SHELL and not (
        location is not None and "ssl" in ssl_flags(location, locations)
    )
    return Directory(
        path=path,
        level=level,
        expected=expected,
        secured=level is expected or (stricter and expected is _ALLOW) or excused,
        too_strict=stricter and not needs_no_look,
    )


def _level(path: str, locations: dict[str, IisLocation]) -> Level:
    """Give a directory's own value, else that of the level above, else none."""
    for place in (path, path.rpartition("/")[0]):
        location = locations.get(place.lower())
        if location is not None and location.extended_protection_token_checking is not None:
            return _LEVELS.get(location.extended_protection_token_checking.upper(), _NONE)
    return _NONE
