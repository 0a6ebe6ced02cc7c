# SPDX-License-Identifier: MIT
"""What an export of HealthChecker says of hardware and Windows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from tests.unit.clixml.writing import Net, Table

GENERATED = datetime(2026, 6, 20, 10, 0, tzinfo=timezone(timedelta(hours=2)))


def hardware() -> dict[str, Any]:
    processor = Net(
        {
            "Name": "Xeon",
            "MaxClockSpeed": 2200,
            "CurrentClockSpeed": 2200,
            "NumberOfCores": 8,
            "NumberOfLogicalProcessors": 16,
        }
    )
    return {
        "Manufacturer": "Fabrikam",
        "System": Net(
            {
                "Manufacturer": "Fabrikam",
                "Model": "Tower",
                "TotalPhysicalMemory": 137438953472,
                "AutomaticManagedPagefile": False,
                "Domain": "contoso.example",
                "DomainRole": 3,
            }
        ),
        "Processor": {"ProcessorClassObject": processor, "EnvironmentProcessorCount": 16},
        "TotalMemory": 137438953472,
        "MemoryInformation": [Net({"Capacity": 68719476736}), Net({"Capacity": 68719476736})],
    }


def windows() -> dict[str, Any]:
    return {
        "BuildInformation": {
            "BuildVersion": Net(text="10.0.20348"),
            "InstallationType": "Server",
            "FriendlyName": "Windows Server 2022",
            "OperatingSystem": Net(
                {
                    "Version": "10.0.20348",
                    "Caption": "Microsoft Windows Server 2022 Datacenter",
                    "OSLanguage": 1033,
                    "LastBootUpTime": "20260610080000.500000+120",
                    "BuildNumber": "20348",
                }
            ),
        },
        "NetworkInformation": {
            "HttpProxy": {
                "HttpProxy32": {
                    "ProxyAddress": "proxy.contoso.example:8080",
                    "ByPassList": "<local>",
                },
                "HttpProxy64": {"ProxyAddress": "None", "ByPassList": ""},
            },
            "PacketsReceivedDiscarded": [
                Net({"InstanceName": "fabrikam nic [2]", "CookedValue": 12.0})
            ],
            "NetworkAdapters": [_adapter()],
        },
        "PowerPlan": {
            "HighPerformanceSet": True,
            "PowerPlanSetting": "High performance",
            "PowerPlan": Net(
                {"InstanceID": "Microsoft:PowerPlan\\{8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c}"}
            ),
        },
        "PageFile": [{"Name": "c:\\pagefile.sys", "InitialSize": 32768, "MaximumSize": 32768}],
        "ServerPendingReboot": {
            "PendingFileRenameOperations": True,
            "ComponentBasedServicingPendingReboot": False,
            "AutoUpdatePendingReboot": False,
            "CcmRebootPending": None,
        },
        "TimeZone": {
            "DynamicDaylightTimeDisabled": 0,
            "TimeZoneKeyName": "W. Europe Standard Time",
            "StandardStart": bytes([0, 0, 10, 0, 5, 0, 3, 0]),
            "DaylightStart": bytes([0, 0, 3, 0, 5, 0, 2, 0]),
            "CurrentTimeZone": "W. Europe Standard Time",
        },
        "TLSSettings": {
            "Registry": {
                "TLS": Table(
                    {version: _protocol(version) for version in ("1.3", "1.2", "1.1", "1.0")}
                ),
                "NET": Table({"NETv4": _generation(1), "NETv2": _generation(None)}),
            },
            "SecurityProtocol": "Tls12, Tls13",
            "TlsCipherSuite": [{"Name": "TLS_AES_256_GCM_SHA384"}],
        },
        "ServerBootUp": {"Days": 10, "Hours": 0, "Minutes": 0, "Seconds": 0},
        "VcRedistributable": [
            {
                "DisplayName": "Microsoft Visual C++ 2012 x64 Minimum Runtime - 11.0.61030",
                "DisplayVersion": "11.0.61030",
                "InstallDate": "20240102",
                "VersionIdentifier": 184610406,
            },
            {"DisplayName": "Microsoft Visual C++ 2022 X64", "VersionIdentifier": 1},
        ],
        "RegistryValues": {
            "SuppressExtendedProtection": 0,
            "LmCompatibilityLevel": 3,
            "CurrentVersionUbr": 2529,
            "LanManServerDisabledCompression": 0,
            "IPv6DisabledComponents": 0,
            "TCPKeepAlive": 900000,
            "RpcMinConnectionTimeout": 0,
            "AllowInsecureRenegoServers": "NULL",
            "AllowInsecureRenegoClients": 0,
            "CredentialGuard": 0,
            "ProductName": "Windows Server 2022 Datacenter",
            "ReleaseId": "2009",
            "CurrentBuild": "20348",
        },
        "Smb1ServerSettings": {"SmbServerConfiguration": Net({"EnableSMB1Protocol": False})},
        "HotFixes": [
            Net({"HotFixID": "KB5040430", "Description": "Update", "InstalledOn": "2026-06-12"})
        ],
        "NETFramework": {
            "RegistryValue": 533320,
            "FileInformation": Table({"System.Data.dll": _library()}),
        },
        "CredentialGuardCimInstance": [0],
        "WindowsFeature": [
            Net({"Name": "FS-SMB1", "Installed": False}),
            Net({"Name": "Web-Server", "Installed": True}),
        ],
        "EventLogInformation": Table(
            {"Application": {"LastLogEntry": GENERATED, "MaxSize": 1000, "FileSize": 900}}
        ),
        "PerformanceCounters": [
            Net({"Path": "\\\\ex01\\processor(_total)\\% processor time", "CookedValue": 12.5})
        ],
    }


def _adapter() -> dict[str, Any]:
    return {
        "Name": "Ethernet",
        "LinkSpeed": "10000 Mbps",
        "DriverDate": datetime(2024, 5, 1, tzinfo=UTC),
        "NetAdapterRss": Net({"MaxProcessors": 8, "NumberOfReceiveQueues": 8}),
        "RssEnabledValue": 1,
        "IPv6Enabled": True,
        "Description": "Fabrikam NIC (2)",
        "DriverVersion": "1.2.3.4",
        "MTUSize": 1500,
        "PnPCapabilities": 24,
        "IPv4Addresses": [
            {"Address": "192.0.2.10", "Subnet": 24, "DefaultGateway": "192.0.2.1"},
        ],
        "IPv6Addresses": [],
        "RegisteredInDns": True,
        "DnsServer": ["192.0.2.2"],
    }


def _protocol(version: str) -> dict[str, Any]:
    on = 1 if version in {"1.2", "1.3"} else 0
    return {
        "TLSVersion": version,
        "ServerEnabledValue": on,
        "ServerDisabledByDefaultValue": 1 - on,
        "ClientEnabledValue": on,
        "ClientDisabledByDefaultValue": 1 - on,
    }


def _generation(value: int | None) -> dict[str, Any]:
    return {
        "SystemDefaultTlsVersionsValue": value,
        "SchUseStrongCryptoValue": value,
        "WowSystemDefaultTlsVersionsValue": value,
        "WowSchUseStrongCryptoValue": value,
    }


def _library() -> dict[str, Any]:
    return {
        "GetItem": Net({"DirectoryName": "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319"}),
        "LastWriteTimeUtc": datetime(2025, 1, 2, tzinfo=UTC),
        "VersionInfo": {
            "FileMajorPart": 4,
            "FileMinorPart": 8,
            "FileBuildPart": 9290,
            "FilePrivatePart": 0,
        },
    }
