# SPDX-License-Identifier: MIT
"""What an export of HealthChecker says of Exchange on the server."""

from __future__ import annotations

from typing import Any

from tests.unit.clixml.export_web import web_server
from tests.unit.clixml.writing import Net, Table, enum

_TRANSPORT = (
    '<configuration><appSettings><add key="QueueDatabasePath" value="D:\\Queue"/>'
    "</appSettings></configuration>"
)
_SEARCH = '<configuration><nodeRunnerSettings memoryLimitMegabytes="0"/></configuration>'
_MALWARE = '<Definition><W CleanupFolderResponderFolderPaths="D:\\Quarantine"/></Definition>'


def exchange() -> dict[str, Any]:
    install = "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\"
    return {
        "BuildInformation": {
            "ServerRole": "Mailbox",
            "MajorVersion": "Exchange2019",
            "ExchangeSetup": Net(
                {
                    "FileVersion": "15.02.1748.039",
                    "FileName": f"{install}bin\\ExSetup.exe",
                    "FileMajorPart": 15,
                    "FileMinorPart": 2,
                    "FileBuildPart": 1748,
                    "FilePrivatePart": 39,
                }
            ),
            "KBsInstalledInfo": [{"PackageName": "Security Update KB5066369"}],
        },
        "GetExchangeServer": _server(),
        "GetMailboxServer": Net(
            {
                "Name": "EX01",
                "DatabaseAvailabilityGroup": None,
                "DatabaseCopyActivationDisabledAndMoveNow": False,
                "DatabaseCopyAutoActivationPolicy": enum("Unrestricted", 0),
            }
        ),
        "ServerMaintenance": {
            "GetServerComponentState": [
                Net(
                    {
                        "Component": "HubTransport",
                        "State": enum("Inactive", 0),
                        "LocalStates": [Net({"Requester": "Maintenance", "State": "Inactive"})],
                        "RemoteStates": [],
                    }
                )
            ],
            "GetClusterNode": None,
        },
        "SettingOverrides": {
            "LastUpdated": "2026-06-20T07:00:00Z",
            "SimpleSettingOverrides": [
                {
                    "Name": "Signing",
                    "ComponentName": "Data",
                    "SectionName": "EnableSerializationDataSigning",
                    "Status": "Accepted",
                    "Parameters": "Enabled=True",
                }
            ],
        },
        "VirtualDirectories": {
            "GetOwaVirtualDirectory": [
                _directory("owa (Default Web Site)"),
                _directory("owa (Exchange Back End)"),
            ],
            "GetWebServicesVirtualDirectory": [
                Net(
                    {
                        "Name": "EWS (Default Web Site)",
                        "InternalNLBBypassUrl": None,
                        "MRSProxyEnabled": False,
                    }
                )
            ],
        },
        "ExchangeCertificateInformation": {
            "Certificates": [Net({"RawData": b"DER of a certificate", "HasPrivateKey": True})],
            "InternalCertificateThumbprint": "BB" * 20,
        },
        "ADComputerObject": {
            "ADObject": {
                "DistinguishedName": Net(items=["CN=EX01,DC=contoso,DC=example"]),
                "ObjectSid": Net(text="S-1-5-21-1-2-3-1104"),
            },
            "ADGroupMembership": [
                {
                    "Name": Net(items=["Exchange Servers"]),
                    "DistinguishedName": Net(items=["CN=Exchange Servers,DC=contoso,DC=example"]),
                    "SID": Net(text="S-1-5-21-1-2-3-1119"),
                }
            ],
            "LocalGroupMember": [
                Net({"Name": "CONTOSO\\Exchange Trusted Subsystem", "SID": Net(text="S-1-5-21-1")})
            ],
        },
        "ApplicationConfigFileStatus": _files(
            {
                f"{install}Bin\\EdgeTransport.exe.config": _TRANSPORT,
                f"{install}Bin\\Search\\noderunner.exe.config": _SEARCH,
            }
        ),
        "FileContentInformation": _files(
            {
                f"{install}Bin\\Monitoring\\Config\\AntiMalware.xml": _MALWARE,
                "D:\\FIP-FS\\Configuration.xml": "a|NO b|NO",
            }
        ),
        "ApplicationPools": Table({"MSExchangeOWAAppPool": _pool()}),
        "DependentServices": {
            "Services": [
                {"Name": "W3SVC", "Status": "Running", "StartType": "Automatic"},
                {"Name": "pla", "Status": "Stopped", "StartType": "Manual"},
            ]
        },
        "ExchangeEmergencyMitigationServiceResult": Net({"StatusCode": 200}),
        "EdgeTransportResourceThrottling": {
            "Result": "<Diagnostics><ResourceTracker><ResourceMeter Resource='UsedDiskSpace'"
            " CurrentResourceUse='Low' Pressure='10' /></ResourceTracker></Diagnostics>"
        },
        "ExchangeServicesNotRunning": [],
        "FIPFSUpdateIssue": {"HighesVersionNumberDetected": 2606010001},
        "IISSettings": web_server(),
        "RegistryValues": {
            "DisableBaseTypeCheckForDeserialization": 0,
            "CtsProcessorAffinityPercentage": 0,
            "FipsAlgorithmPolicyEnabled": 0,
            "DisableGranularReplication": 0,
            "DisableAsyncNotification": 0,
            "SerializedDataSigning": 1,
            "MsiInstallPath": install,
            "DisablePreservation": "",
            "FipFsDatabasePath": "D:\\FIP-FS",
            "EnableEccCertificateSupport": "",
        },
        "GetServerMonitoringOverride": {
            "MonitoringOverrides": [],
            "SimpleView": [{"Identity": "OWA\\Probe", "ItemType": enum("Probe", 1)}],
        },
        "GetTransportService": Net(
            {"MaxPerDomainOutboundConnections": Net(text="40"), "MessageRetryInterval": "00:15:00"}
        ),
        "GetReceiveConnector": [
            Net({"Identity": Net(text="EX01\\Default"), "Enabled": True, "RequireTLS": False})
        ],
    }


def _server() -> Net:
    return Net(
        {
            "Name": "EX01",
            "Fqdn": "EX01.contoso.example",
            "ServerRole": enum("Mailbox", 2),
            "IsMailboxServer": True,
            "IsClientAccessServer": True,
            "IsEdgeServer": False,
            "Edition": enum("Standard", 1),
            "IsExchangeTrialEdition": False,
            "RemainingTrialPeriod": Net(text="00:00:00"),
            "Site": Net(text="contoso.example/Configuration/Sites/Berlin"),
            "AdminDisplayVersion": Net(text="Version 15.2 (Build 1748.10)"),
            "MitigationsEnabled": True,
            "MitigationsApplied": ["PING1"],
            "MitigationsBlocked": None,
            "Identity": Net(text="EX01"),
        }
    )


def _directory(name: str) -> Net:
    return Net(
        {
            "Name": name,
            "InternalUrl": Net(text="https://mail.contoso.example/owa"),
            "InternalDownloadHostName": "dl.contoso.example",
            "ExternalDownloadHostName": None,
        }
    )


def _files(texts: dict[str, str]) -> Table:
    return Table({path: file_content(path, text) for path, text in texts.items()})


def file_content(path: str, text: str | None) -> dict[str, Any]:
    """Make what is told of a file; without a text it isn't there."""
    return {
        "Present": text is not None,
        "FileName": path.rpartition("\\")[2],
        "FilePath": path,
        "Content": text,
    }


def _pool() -> dict[str, Any]:
    restart = {
        "privateMemory": "0",
        "time": "00:00:00",
        "memory": "0",
        "requests": "0",
        "schedule": None,
    }
    return {
        "ConfigContent": "",
        "AppSettings": {
            "add": {"recycling": {"periodicRestart": restart}},
            "state": "Started",
        },
        "GCUnknown": False,
        "GCServerEnabled": True,
    }
