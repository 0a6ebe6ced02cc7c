# SPDX-License-Identifier: MIT
"""What HealthChecker read in the directory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exchpatch_gui.collected.ad_directory import (
    AdComputer,
    AdDomain,
    AdDomains,
    AdGroup,
    AdOrganization,
    AdSchema,
    AdWellKnownGroups,
    DenyWriteAce,
    WellKnownGroup,
)
from exchpatch_gui.collected.clixml.node import AbsentError, Node
from exchpatch_gui.collected.healthchecker.export import Export

# Access entries that refuse objects in the security descriptor language, MS-DTYP section 2.5.1:
# kind; flags; rights; property; class; whom. WP is the right to write a property, ID says that
# the entry comes from above.
_ACE = re.compile(r"\((O?D);([A-Z]*);([^;)]*);([^;)]*);([^;)]*);([^;)]*)\)", re.ASCII)
_WRITE = "WP"
_INHERITED = "ID"
_ADMIN_HOLDER, _ROOT = "cn=adminsdholder,cn=system,", "dc="
_DOMAIN, _HOLDER = "domain", "AdminSDHolder"
_UNKNOWN = "Unknown"


def ad_computer(export: Export) -> AdComputer:
    """Read the server's groups; two releases put them in different places."""
    found = export.exchange.get("ADComputerObject")
    groups = found.get("ADGroupMembership")
    if not groups:
        groups = export.exchange.filled("ComputerMembership.ADGroupMembership")
    computer = found.get("ADObject")
    return AdComputer(
        distinguished_name=computer.get("DistinguishedName").text() or "",
        sid=computer.get("ObjectSid").text(),
        # Without the module for the directory this is a text that says so, and has no SID.
        member_of=tuple(
            AdGroup(
                name=one.get("Name").text(),
                distinguished_name=one.get("DistinguishedName").text() or "",
                sid=one["SID"].needed_text(),
            )
            for one in groups.items()
        ),
    )


def ad_well_known_groups(export: Export) -> AdWellKnownGroups:
    """Read Exchange's own groups."""
    found = export.organization.filled("WellKnownSecurityGroups").items()
    return AdWellKnownGroups(
        tuple(
            WellKnownGroup(guid, one.get("DistinguishedName").text(), one.get("SID").text())
            for one in found
            if (guid := one["WellKnownGuid"].text()) is not None
        )
    )


def ad_domains(export: Export) -> AdDomains:
    """Read the domains; those never prepared for Exchange are left out."""
    found = export.organization.filled("DomainsAclPermissions").items()
    return AdDomains(tuple(_domain(one) for one in found))


def _domain(domain: Node) -> AdDomain:
    name = domain.get("DomainDN").text()
    rights = {
        (one.get("DN").text() or "").lower(): one.get("Acl").get("Sddl").text()
        for one in domain.filled("Permissions").items()
    }
    holder = _starting(rights, _ADMIN_HOLDER)
    root = _starting(rights, _ROOT)
    return AdDomain(
        name=domain["DomainName"].needed_text(),
        distinguished_name=None if name == _UNKNOWN else name,
        meso_object_version=domain.filled("MesoObject")["ObjectVersion"].whole() or None,
        acl_readable=root is not None and holder is not None,
        deny_write_property_aces=(
            *_refusals(_DOMAIN, root or ""),
            *_refusals(_HOLDER, holder or ""),
        ),
    )


def _starting(rights: dict[str, str | None], start: str) -> str | None:
    return next((text for name, text in rights.items() if name.startswith(start)), None)


def _refusals(target: str, sddl: str) -> Iterator[DenyWriteAce]:
    for _, flags, rights, property_type, class_type, sid in _ACE.findall(sddl):
        if _WRITE in _pairs(rights) and _INHERITED not in _pairs(flags):
            yield DenyWriteAce(target, sid, property_type or None, class_type or None)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(0, len(text), 2)}


def ad_schema(export: Export) -> AdSchema:
    """Read the version of the schema, and what may hold a storage group."""
    found = export.organization.filled("AdSchemaInformation")
    version = found.filled("MsExchSchemaVersionPt.Properties")["rangeUpper"].whole()
    group = found.filled("MsExchStorageGroup.Properties")
    if version is None:
        raise AbsentError(f"{found.path}.MsExchSchemaVersionPt.Properties.rangeUpper")
    return AdSchema(version, group.get("possSuperiors").texts())


def ad_organization(export: Export) -> AdOrganization:
    """Read whether permissions are split, and how many sites there are."""
    if export.is_edge:
        raise AbsentError("OrganizationInformation.ADSiteCount")
    return AdOrganization(
        split_permissions=export.organization["IsSplitADPermissions"].truth(),
        # None at all would be no directory: so HealthChecker writes that it could not ask.
        site_count=export.organization["ADSiteCount"].whole() or None,
    )
