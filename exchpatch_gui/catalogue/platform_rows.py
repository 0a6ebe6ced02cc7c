# SPDX-License-Identifier: MIT
"""Reading what the levels stand on: .NET Framework, Windows Server, Active Directory."""

from __future__ import annotations

from exchpatch_gui.catalogue import scalars
from exchpatch_gui.catalogue.known import Known
from exchpatch_gui.catalogue.platforms import (
    DirectoryException,
    DirectoryLevel,
    DotnetRecommendation,
    DotnetSupport,
    DotnetVersion,
    WindowsSupport,
)
from exchpatch_gui.catalogue.reader import Fault, Shape, array, field, matching, optional

_VERSION = Shape("version", "release_key first_windows")
_DOTNET = Shape("span versions sources", "note")
_RECOMMENDED = Shape("span version sources", "windows not_windows")
_WINDOWS = Shape("span systems sources", "note")
_DIRECTORY = Shape("level schema domain organization sources")
_EXCEPTION = Shape("level update domain sources")
_windows = matching(r"Windows Server [0-9]{4}(?: R2)?(?: SP[1-9])?", "not-windows")
_systems = array(_windows)
_version = matching(r"[1-9](?:\.[0-9]{1,2}){1,2}", "not-version")


def dotnet_version(_known: Known, value: object) -> DotnetVersion:
    """Read a version of the .NET Framework."""
    row = _VERSION.check(value)
    return DotnetVersion(
        version=field(row, "version", _version),
        release_key=optional(row, "release_key", scalars.whole, 0),
        first_windows=optional(row, "first_windows", _windows, ""),
    )


def dotnet(known: Known, value: object) -> DotnetSupport:
    """Read which versions of the .NET Framework are supported."""
    row = _DOTNET.check(value)
    return DotnetSupport(
        span=field(row, "span", known.span),
        versions=field(row, "versions", array(known.dotnet)),
        note=optional(row, "note", scalars.text, ""),
        sources=field(row, "sources", known.source_list),
    )


def dotnet_recommendation(known: Known, value: object) -> DotnetRecommendation:
    """Read which version of the .NET Framework to have."""
    row = _RECOMMENDED.check(value)
    return DotnetRecommendation(
        span=field(row, "span", known.span),
        version=field(row, "version", known.dotnet),
        windows=optional(row, "windows", _systems, ()),
        not_windows=optional(row, "not_windows", _systems, ()),
        sources=field(row, "sources", known.source_list),
    )


def windows(known: Known, value: object) -> WindowsSupport:
    """Read which versions of Windows are supported."""
    row = _WINDOWS.check(value)
    return WindowsSupport(
        span=field(row, "span", known.span),
        systems=field(row, "systems", _systems),
        note=optional(row, "note", scalars.text, ""),
        sources=field(row, "sources", known.source_list),
    )


def directory_level(known: Known, value: object) -> DirectoryLevel:
    """Read what a level leaves in Active Directory."""
    row = _DIRECTORY.check(value)
    return DirectoryLevel(
        level=field(row, "level", known.level),
        schema=field(row, "schema", scalars.whole),
        domain=field(row, "domain", scalars.whole),
        organization=field(row, "organization", scalars.whole),
        sources=field(row, "sources", known.source_list),
    )


def directory_exception(known: Known, value: object) -> DirectoryException:
    """Read an update that raises a level's domain version."""
    row = _EXCEPTION.check(value)
    level = field(row, "level", known.level)
    update = field(row, "update", known.update_name)
    if (level, update) not in known.names_of_level:
        raise Fault("unknown-update", "update")
    return DirectoryException(
        level=level,
        update=update,
        domain=field(row, "domain", scalars.whole),
        sources=field(row, "sources", known.source_list),
    )
