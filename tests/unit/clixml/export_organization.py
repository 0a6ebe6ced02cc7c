# SPDX-License-Identifier: MIT
"""What an export of HealthChecker says of the organization and its directory."""

from __future__ import annotations

from typing import Any

from tests.unit.clixml.writing import Net, Table, enum


def organization() -> dict[str, Any]:
    return {
        "GetOrganizationConfig": Net(
            {
                "Name": "Contoso",
                "MapiHttpEnabled": True,
                "EnableDownloadDomains": True,
                "MitigationsEnabled": True,
            }
        ),
        "DomainsAclPermissions": [domain()],
        "WellKnownSecurityGroups": [
            {
                "WellKnownName": "Exchange Servers",
                "WellKnownGuid": "A7D2016C83F003458132789EEB127B84",
                "DistinguishedName": "CN=Exchange Servers,DC=contoso,DC=example",
                "SID": "S-1-5-21-1-2-3-1119",
            },
            {
                "WellKnownName": "Exchange Windows Permissions",
                "WellKnownGuid": "4C17D0117EBE6642AFAEE03BC66D381F",
                "DistinguishedName": "CN=Exchange Windows Permissions,DC=contoso,DC=example",
                "SID": "S-1-5-21-1-2-3-1122",
            },
        ],
        "AdSchemaInformation": {
            "msExchSchemaVersionPt": Net(
                {"Properties": Table({"rangeupper": Net(items=[17003])})}, text="SearchResult"
            ),
            "MsExchStorageGroup": Net({"Properties": Table({"cn": Net(items=["group"])})}),
        },
        "GetHybridConfiguration": None,
        "GetPartnerApplication": [
            Net({"Name": "Exchange Online", "ApplicationIdentifier": "00000002", "Enabled": True})
        ],
        "EnableDownloadDomains": True,
        "AcceptedDomain": {"WildCardAcceptedDomain": None},
        "MapiHttpEnabled": True,
        "IsSplitADPermissions": False,
        "ADSiteCount": 2,
        "GetSettingOverride": None,
        "GetDynamicDgPublicFolderMailboxes": [Net({"Name": "PublicFolderMailboxes"})],
        "GetIrmConfiguration": Net(
            {"InternalLicensingEnabled": False, "ExternalLicensingEnabled": False}
        ),
        "GetGlobalMonitoringOverride": [{"MonitoringOverrides": [], "SimpleView": []}],
        "GetAuthConfig": Net(
            {
                "CurrentCertificateThumbprint": "AA" * 20,
                "PreviousCertificateThumbprint": None,
                "NextCertificateThumbprint": None,
                "NextCertificateEffectiveDate": None,
            }
        ),
        "GetAuthServer": [
            Net({"Name": "ACS", "Type": enum("MicrosoftACS", 1), "Enabled": True, "DomainName": []})
        ],
        "GetSendConnector": [
            Net({"Identity": Net(text="Out"), "Enabled": True, "SmartHosts": [], "TlsDomain": None})
        ],
    }


def domain() -> dict[str, Any]:
    root = "DC=contoso,DC=example"
    computer = "bf967a86-0de6-11d0-a285-00aa003049e2"
    sddl = (
        "O:BAG:BAD:AI(A;;RP;;;AU)"
        f"(OD;CI;WP;bf967a7f-0de6-11d0-a285-00aa003049e2;{computer};S-1-5-21-1-2-3-1119)"
        f"(OD;CI;WPRP;0296c120-40da-11d1-a9c0-0000f80367c1;{computer};S-1-5-21-1-2-3-1122)"
        "(OD;CIID;WP;;;S-1-5-21-1-2-3-999)"
    )
    return {
        "DomainName": "contoso.example",
        "DomainDN": root,
        "Permissions": [
            {"DN": root, "Acl": Net({"Sddl": sddl})},
            {"DN": f"CN=AdminSDHolder,CN=System,{root}", "Acl": Net({"Sddl": "O:BAG:BAD:"})},
        ],
        "MesoObject": {
            "DN": f"CN=Microsoft Exchange System Objects,{root}",
            "ObjectVersion": 13243,
        },
    }
