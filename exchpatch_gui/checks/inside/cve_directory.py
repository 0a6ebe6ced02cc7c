# SPDX-License-Identifier: MIT
"""Vulnerabilities whose fix has to reach the directory: schema and rights of the domains."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, UnreadableError, check, readable
from exchpatch_gui.checks.inside.installed import CU21_CU10, has
from exchpatch_gui.collected.ad_directory import AdDomain, AdDomains, AdSchema, AdWellKnownGroups
from exchpatch_gui.collected.document import section_name
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

SCHEMA_CVE, DOMAINS_CVE = "CVE-2021-34470", "CVE-2022-21978"
_COMPUTER = "computer"
_EXCHANGE_SERVERS = "A7D2016C83F003458132789EEB127B84"
_WINDOWS_PERMISSIONS = "4C17D0117EBE6642AFAEE03BC66D381F"
# Schema GUIDs: the class of computers, and the two properties that must not be written there.
_COMPUTER_CLASS = "bf967a86-0de6-11d0-a285-00aa003049e2"
_CERTIFICATE = "bf967a7f-0de6-11d0-a285-00aa003049e2"
_MANAGED_BY = "0296c120-40da-11d1-a9c0-0000f80367c1"
_ROOT = "domain"
# The schema of Exchange 2016 begins at 15317.
_FIRST_SCHEMA_OF_2016 = 15317
_MESO, _MESO_OF_2013 = 13243, 13238


@check("cve.2021-34470", needs=(), on_edge=False)
def schema(context: CheckContext) -> Iterator[Finding]:
    """See whether anybody may still put a computer below a storage group (CVE-2021-34470).

    Red if the schema has ``computer`` among the possible superiors of a storage group, green
    otherwise. Not judged from 2016 CU21 and 2019 CU10 on, whose setup has extended the schema.
    """
    if has(context, CU21_CU10):
        return
    is_open = not schema_is_extended(context)
    yield Finding(
        id="cve.2021-34470",
        light=TrafficLight.RED if is_open else TrafficLight.GREEN,
        variant="open" if is_open else "closed",
        instance=SCHEMA_CVE,
        value=SCHEMA_CVE if is_open else "Not vulnerable",
        links=("https://aka.ms/HC-July21SU",) if is_open else (),
    )


@check("cve.2022-21978", needs=(AdDomains, AdWellKnownGroups, AdSchema), on_edge=False)
def domains(context: CheckContext) -> Iterator[Finding]:
    """See whether every domain has been prepared since May 2022 (CVE-2022-21978).

    Red for a domain whose ``objectVersion`` of Microsoft Exchange System Objects is below 13243
    (13238 with the schema of Exchange 2013), or where Exchange Servers are not refused to write
    ``userCertificate`` of computers, or Exchange Windows Permissions ``managedBy``; green
    otherwise, grey if a domain could not be read.
    """
    unreadable = ""
    for domain in context.section(AdDomains).items:
        if not domain.acl_readable or domain.meso_object_version is None:
            unreadable = domain.name
            continue
        lacking = _lacking(domain, context)
        yield Finding(
            id="cve.2022-21978",
            light=TrafficLight.RED if lacking else TrafficLight.GREEN,
            variant="open" if lacking else "closed",
            instance=domain.name,
            value=DOMAINS_CVE if lacking else "Not vulnerable",
            details={"lacking": ", ".join(lacking), "version": domain.meso_object_version},
            links=("https://aka.ms/HC-May22SU",) if lacking else (),
        )
    if unreadable:
        raise UnreadableError(section_name(AdDomains), unreadable)


def schema_is_extended(context: CheckContext) -> bool:
    """Tell whether the schema keeps computers from below storage groups."""
    superiors = context.section(AdSchema).storage_group_poss_superiors
    return _COMPUTER not in {one.lower() for one in superiors}


def domains_are_prepared(context: CheckContext) -> bool:
    """Tell whether all domains have been prepared since May 2022.

    Raises:
        NotCollectedError: The facts for it are missing.
        UnreadableError: One of the domains could not be read, and the others are prepared.
    """
    found = context.section(AdDomains).items
    seen = [one for one in found if one.acl_readable and one.meso_object_version is not None]
    if any(_lacking(one, context) for one in seen):
        return False
    if len(seen) < len(found) or not found:
        raise UnreadableError(section_name(AdDomains), "acl_readable")
    return True


def _lacking(domain: AdDomain, context: CheckContext) -> list[str]:
    """Name what a domain lacks, in the words of the directory."""
    schema_version = readable(
        context.section(AdSchema).exchange_schema_version, AdSchema, "exchange_schema_version"
    )
    wanted = _MESO_OF_2013 if schema_version < _FIRST_SCHEMA_OF_2016 else _MESO
    lacking = [] if (domain.meso_object_version or 0) >= wanted else [f"objectVersion {wanted}"]
    refused = {
        (one.sid.upper(), (one.object_type or "").lower())
        for one in domain.deny_write_property_aces
        if one.target == _ROOT and (one.inherited_object_type or "").lower() == _COMPUTER_CLASS
    }
    for group, property_type, name in (
        (_EXCHANGE_SERVERS, _CERTIFICATE, "userCertificate"),
        (_WINDOWS_PERMISSIONS, _MANAGED_BY, "managedBy"),
    ):
        if (_sid(group, context).upper(), property_type) not in refused:
            lacking.append(name)
    return lacking


def _sid(group: str, context: CheckContext) -> str:
    for one in context.section(AdWellKnownGroups).items:
        if one.well_known_guid.upper() == group:
            return readable(one.sid, AdWellKnownGroups, "sid")
    raise UnreadableError(section_name(AdWellKnownGroups), group)
