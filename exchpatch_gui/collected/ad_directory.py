# SPDX-License-Identifier: MIT
"""Facts of the directory."""

from __future__ import annotations

from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class AdGroup:
    """A group it is a member of."""

    name: str | None
    distinguished_name: str
    sid: str | None


@dataclass(frozen=True, slots=True)
class AdComputer:
    """The server's computer object and its groups."""

    distinguished_name: str
    sid: str | None
    member_of: tuple[AdGroup, ...]


@dataclass(frozen=True, slots=True)
class WellKnownGroup:
    """One group."""

    well_known_guid: str
    distinguished_name: str | None
    sid: str | None


@dataclass(frozen=True, slots=True)
class AdWellKnownGroups:
    """Exchange's own groups, found by GUID whatever they are called."""

    items: tuple[WellKnownGroup, ...]


@dataclass(frozen=True, slots=True)
class DenyWriteAce:
    """An explicit refusal to write a property.

    Attributes:
        sid: Whom it concerns.
        object_type: GUID of the property.
        inherited_object_type: GUID of the class.
    """

    target: str
    sid: str
    object_type: str | None
    inherited_object_type: str | None


@dataclass(frozen=True, slots=True)
class AdDomain:
    """One domain.

    Attributes:
        meso_object_version: Version of the container Microsoft Exchange System Objects.
    """

    name: str
    distinguished_name: str | None
    meso_object_version: int | None
    acl_readable: bool
    deny_write_property_aces: tuple[DenyWriteAce, ...]


@dataclass(frozen=True, slots=True)
class AdDomains:
    """Per domain, what ``PrepareDomain`` has set."""

    items: tuple[AdDomain, ...]


@dataclass(frozen=True, slots=True)
class AdSchema:
    """The directory's schema."""

    exchange_schema_version: int | None
    storage_group_poss_superiors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdOrganization:
    """The configuration partition."""

    split_permissions: bool | None
    site_count: int | None
