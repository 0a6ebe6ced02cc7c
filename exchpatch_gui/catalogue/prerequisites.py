# SPDX-License-Identifier: MIT
"""What has to be seen to before a level can be installed: other servers, Windows, .NET, AD."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.lifecycle import Permission
from exchpatch_gui.catalogue.model import Level
from exchpatch_gui.catalogue.route import Station, StationKind


class Need(StrEnum):
    """What a level needs that the one before it did not."""

    OLD_SERVERS_GONE = "old-servers"
    WINDOWS = "windows"
    DOTNET = "dotnet"
    SCHEMA = "schema"
    DIRECTORY = "directory"


class Prerequisite(NamedTuple):
    """One thing to see to.

    Attributes:
        subject: What it is about: products, Windows versions or a .NET version, with commas.
        bridge: The .NET version to have until then, or empty.
    """

    need: Need
    subject: str = ""
    bridge: str = ""


_LEVELS_APART = frozenset({StationKind.UPGRADE, StationKind.IN_PLACE, StationKind.NEW_SERVER})


def prerequisites(
    station: Station, catalogue: Catalogue, gone: Collection[str] = ()
) -> list[Prerequisite]:
    """Name what to see to before a station, in the order it has to be done.

    Args:
        station: Where the way goes on.
        catalogue: Knows what each level asks for.
        gone: Products of which the way has left no server by then.
    """
    if station.update is None or station.kind not in _LEVELS_APART:
        return []
    old, new = station.came_from, station.update.level
    found = _other_servers(old, new, catalogue, gone)
    if station.kind is not StationKind.NEW_SERVER:
        found += _windows(old, new, catalogue) + _dotnet(old, new, catalogue)
    return found + _directory(old, new, catalogue)


def supported_windows(level: Level, catalogue: Catalogue) -> tuple[str, ...]:
    """Give the Windows versions a level may be installed on; none where nothing is known."""
    rows = catalogue.lifecycle.windows
    return next((row.systems for row in rows if row.span.covers(level)), ())


def _other_servers(
    old: Level, new: Level, catalogue: Catalogue, gone: Collection[str]
) -> list[Prerequisite]:
    """Find products that may stand beside the old level and that the new one's setup refuses."""
    rules = [rule for rule in catalogue.lifecycle.coexistence if not rule.announced]
    beside = {
        rule.older.product
        for rule in rules
        if rule.newer.covers(old) and rule.permission is Permission.ALLOWED
    }
    refused = {
        rule.older.product
        for rule in rules
        if rule.newer.covers(new) and rule.permission is Permission.SETUP_REFUSES
    }
    left = ", ".join(sorted((beside & refused).difference(gone)))
    return [Prerequisite(Need.OLD_SERVERS_GONE, left)] if left else []


def _windows(old: Level, new: Level, catalogue: Catalogue) -> list[Prerequisite]:
    """Find out whether the server may run a Windows that the new level is not made for."""
    allowed = supported_windows(new, catalogue)
    if not allowed or set(supported_windows(old, catalogue)) <= set(allowed):
        return []
    return [Prerequisite(Need.WINDOWS, ", ".join(allowed))]


def _dotnet(old: Level, new: Level, catalogue: Catalogue) -> list[Prerequisite]:
    """Find out whether both levels share a .NET version; where they do, nothing is to be done.

    Where they don't, Microsoft's way is the newest one that the old level supports, then the
    new level at once; its setup asks for one of its own.
    """
    rows = catalogue.lifecycle.dotnet
    before = next((row.versions for row in rows if row.span.covers(old)), ())
    after = next((row.versions for row in rows if row.span.covers(new)), ())
    if not before or not after or set(before) & set(after):
        return []
    return [Prerequisite(Need.DOTNET, after[0], before[-1])]


def _directory(old: Level, new: Level, catalogue: Catalogue) -> list[Prerequisite]:
    """Compare what both levels leave in Active Directory; the schema takes higher rights."""
    levels = catalogue.lifecycle.directory
    target = levels.get(new)
    if target is None:
        return []
    present = levels.get(old)
    if present is None or present.schema < target.schema:
        return [Prerequisite(Need.SCHEMA)]
    if present.domain < target.domain or present.organization < target.organization:
        return [Prerequisite(Need.DIRECTORY)]
    return []
