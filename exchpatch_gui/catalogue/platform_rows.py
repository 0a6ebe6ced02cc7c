# SPDX-License-Identifier: MIT
"""Reading what the levels stand on: .NET Framework, Windows Server, Active Directory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from exchpatch_gui.catalogue import reader
from exchpatch_gui.catalogue.known import Known
from exchpatch_gui.catalogue.model import Level
from exchpatch_gui.catalogue.platforms import (
    DirectoryException,
    DirectoryLevel,
    DotnetRecommendation,
    DotnetSupport,
    DotnetVersion,
    WindowsSupport,
)
from exchpatch_gui.catalogue.reader import (
    Fault,
    Row,
    Shape,
    array,
    field,
    matching,
    optional,
    records,
)

_VERSION = Shape("version", "release_key first_windows")
_DOTNET = Shape("span versions sources", "note")
_RECOMMENDED = Shape("span version sources", "windows not_windows")
_WINDOWS = Shape("span systems sources", "note")
_DIRECTORY = Shape("level schema domain organization sources")
_EXCEPTION = Shape("level update domain sources")
_windows = matching(r"Windows Server [0-9]{4}(?: R2)?(?: SP[1-9])?", "not-windows")
_systems = array(_windows)
_version = matching(r"[1-9](?:\.[0-9]{1,2}){1,2}", "not-version")


@dataclass(frozen=True, slots=True)
class Platforms:
    """The part of the lifecycle facts that is read here."""

    dotnet_versions: tuple[DotnetVersion, ...]
    dotnet: tuple[DotnetSupport, ...]
    dotnet_recommended: tuple[DotnetRecommendation, ...]
    windows: tuple[WindowsSupport, ...]
    directory: Mapping[Level, DirectoryLevel]
    directory_exceptions: tuple[DirectoryException, ...]

    @classmethod
    def read(cls, known: Known, row: Row) -> Platforms:
        """Read them from the object of all lifecycle facts, whose keys were checked."""
        versions = field(row, "dotnet_versions", _versions)
        return cls(
            dotnet_versions=tuple(versions.values()),
            dotnet=field(row, "dotnet", array(partial(_dotnet, known, versions))),
            dotnet_recommended=field(
                row, "dotnet_recommended", array(partial(_recommended, known, versions))
            ),
            windows=field(row, "windows", array(partial(_windows_support, known))),
            directory=field(row, "directory", partial(_directory, known)),
            directory_exceptions=field(
                row, "directory_exceptions", array(partial(_exception, known))
            ),
        )


def _versions(value: object) -> dict[str, DotnetVersion]:
    return records(_dotnet_version, attrgetter("version"), key="version")(value)


def _dotnet_version(value: object) -> DotnetVersion:
    row = _VERSION.check(value)
    return DotnetVersion(
        version=field(row, "version", _version),
        release_key=optional(row, "release_key", reader.whole, 0),
        first_windows=optional(row, "first_windows", _windows, ""),
    )


def _dotnet(known: Known, versions: Mapping[str, DotnetVersion], value: object) -> DotnetSupport:
    row = _DOTNET.check(value)
    return DotnetSupport(
        span=field(row, "span", known.span),
        versions=field(row, "versions", array(_listed(versions))),
        note=optional(row, "note", reader.text, ""),
        sources=field(row, "sources", known.source_list),
    )


def _recommended(
    known: Known, versions: Mapping[str, DotnetVersion], value: object
) -> DotnetRecommendation:
    row = _RECOMMENDED.check(value)
    return DotnetRecommendation(
        span=field(row, "span", known.span),
        version=field(row, "version", _listed(versions)),
        windows=optional(row, "windows", _systems, ()),
        not_windows=optional(row, "not_windows", _systems, ()),
        sources=field(row, "sources", known.source_list),
    )


def _listed(versions: Mapping[str, DotnetVersion]) -> reader.Reader[str]:
    def read_listed(value: object) -> str:
        if not isinstance(value, str) or value not in versions:
            raise Fault("unknown-version")
        return value

    return read_listed


def _windows_support(known: Known, value: object) -> WindowsSupport:
    row = _WINDOWS.check(value)
    return WindowsSupport(
        span=field(row, "span", known.span),
        systems=field(row, "systems", _systems),
        note=optional(row, "note", reader.text, ""),
        sources=field(row, "sources", known.source_list),
    )


def _directory(known: Known, value: object) -> dict[Level, DirectoryLevel]:
    return records(partial(_directory_level, known), attrgetter("level"), key="level")(value)


def _directory_level(known: Known, value: object) -> DirectoryLevel:
    row = _DIRECTORY.check(value)
    return DirectoryLevel(
        level=field(row, "level", known.level),
        schema=field(row, "schema", reader.whole),
        domain=field(row, "domain", reader.whole),
        organization=field(row, "organization", reader.whole),
        sources=field(row, "sources", known.source_list),
    )


def _exception(known: Known, value: object) -> DirectoryException:
    row = _EXCEPTION.check(value)
    level = field(row, "level", known.level)
    update = field(row, "update", known.update_name)
    if (level, update) not in known.names_of_level:
        raise Fault("unknown-update", "update")
    return DirectoryException(
        level=level,
        update=update,
        domain=field(row, "domain", reader.whole),
        sources=field(row, "sources", known.source_list),
    )
