# SPDX-License-Identifier: MIT
"""What an update has done to virtual directories: theirs in the web server and in Exchange."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exchpatch_gui.collected.exchange_organization import (
    EwsVirtualDirectories,
    OwaVirtualDirectories,
)
from exchpatch_gui.collected.local_iis import IisAppHost, IisApplications, IisLocation
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.domain.text import clean
from exchpatch_gui.upkeep.differences import Area, Compared, Difference, Judged
from exchpatch_gui.upkeep.powershell import written
from exchpatch_gui.upkeep.snapshot import Pair, Unseen, UnseenError

_LEVELS = {"none": 0, "allow": 1, "require": 2}
_EMPTY = IisLocation("", None, None, None, (), ())
_SECURITY = "system.webServer/security"
_SET = "Set-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location {}"


class _Setting(NamedTuple):
    """A property of a virtual directory and the parameter that sets it."""

    field: str
    parameter: str


_OWA = (
    _Setting("internal_url", "InternalUrl"),
    _Setting("external_url", "ExternalUrl"),
    _Setting("internal_download_host_name", "InternalDownloadHostName"),
    _Setting("external_download_host_name", "ExternalDownloadHostName"),
)
_EWS = (
    _Setting("internal_url", "InternalUrl"),
    _Setting("internal_nlb_bypass_url", "InternalNLBBypassUrl"),
    _Setting("mrs_proxy_enabled", "MRSProxyEnabled"),
)


def compare_applications(pair: Pair) -> Compared:
    """Compare which applications the web server has."""
    old, new = pair.both(IisApplications)
    before, after = (
        {f"{one.site}{one.path}".lower(): f"{one.site}{one.path}" for one in side.items}
        for side in (old, new)
    )
    gone = [
        Difference(Area.DIRECTORIES, "application_gone", clean(name), Judged.RESTORE, clean(name))
        for key, name in before.items()
        if key not in after
    ]
    judged = Judged.EXPECTED if pair.new_level else Judged.LOOK
    added = [
        Difference(Area.DIRECTORIES, "application_new", clean(name), judged, after=clean(name))
        for key, name in after.items()
        if key not in before
    ]
    return Compared(Area.DIRECTORIES, len(before), (*gone, *added))


def compare_locations(pair: Pair) -> Compared:
    """Compare sign-in, encryption and Extended Protection of every path.

    Raises:
        UnseenError: The web server's main file is missing or broken.
    """
    old, new = pair.both(IisAppHost)
    unseen = [
        Unseen("iis_apphost", role, clean(file.parse_error or ""))
        for role, file in ((Role.BEFORE, old), (Role.AFTER, new))
        if not file.exists or file.parse_error is not None
    ]
    if unseen:
        raise UnseenError(tuple(unseen))
    before, after = ({one.path.lower(): one for one in file.locations} for file in (old, new))
    found = [
        difference
        for key in dict.fromkeys((*before, *after))
        for difference in _location(before.get(key), after.get(key), pair)
    ]
    return Compared(Area.DIRECTORIES, len(before), tuple(found))


def compare_owa(pair: Pair) -> Compared:
    """Compare addresses of Outlook on the web."""
    old, new = pair.both(OwaVirtualDirectories)
    return _compared("Set-OwaVirtualDirectory", _OWA, old.items, new.items, pair)


def compare_ews(pair: Pair) -> Compared:
    """Compare addresses of Exchange Web Services."""
    old, new = pair.both(EwsVirtualDirectories)
    return _compared("Set-WebServicesVirtualDirectory", _EWS, old.items, new.items, pair)


def _location(old: IisLocation | None, new: IisLocation | None, pair: Pair) -> Iterator[Difference]:
    path = (old or new or _EMPTY).path
    before, after = old or _EMPTY, new or _EMPTY
    yield from _protection(path, before, after, pair)
    if _flags(before) != _flags(after):
        yield Difference(
            Area.DIRECTORIES,
            "encryption",
            clean(path),
            Judged.LOOK,
            clean(", ".join(_flags(before)) or "None"),
            clean(", ".join(_flags(after)) or "None"),
            commands=written(
                f"{_SET} -Filter '{_SECURITY}/access' -Name sslFlags -Value {{}}",
                path,
                ",".join(_flags(before)) or "None",
            ),
        )
    if set(before.enabled_authentication) != set(after.enabled_authentication):
        yield Difference(
            Area.DIRECTORIES,
            "sign_in",
            clean(path),
            Judged.LOOK,
            clean(", ".join(before.enabled_authentication) or "None"),
            clean(", ".join(after.enabled_authentication) or "None"),
        )


def _protection(path: str, old: IisLocation, new: IisLocation, pair: Pair) -> Iterator[Difference]:
    was, now = (one.extended_protection_token_checking or "None" for one in (old, new))
    levels = [_LEVELS.get(one.lower(), 0) for one in (was, now)]
    if levels[0] == levels[1]:
        return
    is_weaker = levels[1] < levels[0]
    by_setup = Judged.EXPECTED if pair.new_level else Judged.LOOK
    yield Difference(
        Area.DIRECTORIES,
        "protection_weaker" if is_weaker else "protection_stronger",
        clean(path),
        Judged.RESTORE if is_weaker else by_setup,
        clean(was),
        clean(now),
        commands=written(
            f"{_SET} -Filter '{_SECURITY}/authentication/windowsAuthentication'"
            " -Name extendedProtection.tokenChecking -Value {}",
            path,
            was,
        ),
    )


def _flags(location: IisLocation) -> list[str]:
    parts = (part.strip() for part in (location.ssl_flags or "").split(","))
    return sorted(part for part in parts if part and part.lower() != "none")


def _compared(
    cmdlet: str,
    settings: Iterable[_Setting],
    old: Iterable[object],
    new: Iterable[object],
    pair: Pair,
) -> Compared:
    """Compare the settings of the directories that Exchange keeps in its own directory."""
    before, after = ({_name(one).lower(): one for one in side} for side in (old, new))
    found: list[Difference] = []
    count = 0
    for key, one in before.items():
        name = clean(_name(one))
        if key not in after:
            count += 1
            found.append(
                Difference(Area.DIRECTORIES, "directory_gone", name, Judged.RESTORE, before=name)
            )
            continue
        identity = f"{pair.after.collected.computer}\\{_name(one)}"
        for setting in settings:
            count += 1
            was, now = (_value(side, setting) for side in (one, after[key]))
            if was != now:
                found.append(_changed(cmdlet, identity, setting, was, now))
    found += [
        Difference(Area.DIRECTORIES, "directory_new", clean(_name(one)), Judged.LOOK, after=key)
        for key, one in after.items()
        if key not in before
    ]
    return Compared(Area.DIRECTORIES, count, tuple(found))


def _changed(cmdlet: str, identity: str, setting: _Setting, was: str, now: str) -> Difference:
    start = f"{cmdlet} -Identity {{}} -{setting.parameter}"
    if was in {"", "$true", "$false"}:
        commands = written(f"{start} {was or '$null'}", identity)
    else:
        commands = written(f"{start} {{}}", identity, was)
    return Difference(
        Area.DIRECTORIES,
        "setting_lost" if was and not now else "setting",
        clean(f"{identity} {setting.parameter}"),
        Judged.RESTORE if was and not now else Judged.LOOK,
        clean(was) or "–",
        clean(now) or "–",
        commands=commands,
    )


def _name(directory: object) -> str:
    return str(getattr(directory, "name", ""))


def _value(directory: object, setting: _Setting) -> str:
    value = getattr(directory, setting.field)
    if isinstance(value, bool):
        return "$true" if value else "$false"
    return str(value or "")
