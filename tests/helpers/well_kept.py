# SPDX-License-Identifier: MIT
"""Collected facts of a server with which nothing is the matter: a newest one, in a hybrid."""

from __future__ import annotations

from tests.helpers.collected import Facts
from tests.helpers.collected_certificates import made, store
from tests.helpers.collected_iis import BACK, FRONT, apphost, complete

BUILD = "15.2.2562.43"
"""SE with the newest update of the judging day."""

_ROOT = "C:\\Program Files\\Microsoft\\Exchange Server\\V15"
_PANEL = f"{_ROOT}\\ClientAccess\\ecp\\web.config"
_GIBIBYTE = 1024**3
_APPLICATION = "33333333-3333-4333-8333-333333333333"
_CERTIFICATE = made("mail.contoso.example", issuer="Contoso CA", size=2048)
_CERTIFICATE_NAME = "<I>CN=Contoso CA<S>CN=mail.contoso.example"
_TRUSTED, _SERVERS, _PERMISSIONS = "S-1-5-21-1-1119", "S-1-5-21-1-1120", "S-1-5-21-1-1121"
_COMPUTERS = "bf967a86-0de6-11d0-a285-00aa003049e2"
_TLS = {"1.0": 0, "1.1": 0, "1.2": 1, "1.3": 1}

_WINDOWS: dict[str, Facts] = {
    "operating_system": {
        "version": "10.0.20348",
        "current_build": "20348",
        "ubr": 2700,
        "last_boot_up_time": "2026-06-14T03:00:00Z",
    },
    "hotfixes": {"items": [{"hotfix_id": "KB1", "installed_on": "2026-06-13"}]},
    "dotnet": {
        "release": 533320,
        "dlls": [
            {
                "name": "System.Data.dll",
                "file_version": "4.8.9181.0",
                "last_write_time": "2026-01-13T00:00:00Z",
            }
        ],
    },
    "hardware": {"manufacturer": "VMware, Inc.", "total_physical_memory": 128 * _GIBIBYTE},
    "counters": {"vmware_memory_reservation_mb": 128 * 1024.0},
    "page_files": {"items": [{"name": "C:\\pagefile.sys", "maximum_size_mb": 32 * 1024}]},
    "power_plan": {
        "instance_id": "{8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c}",
        "name": "High performance",
    },
    "network": {"adapters": [{"name": "LAN", "ipv6_enabled": True, "register_in_dns": True}]},
    "registry": {"tcp_keep_alive_time": 900_000, "device_guard_services_running": [0]},
    "tls": {
        "protocols": [
            {
                "version": version,
                "server_enabled": on,
                "server_disabled_by_default": 1 - on,
                "client_enabled": on,
                "client_disabled_by_default": 1 - on,
            }
            for version, on in _TLS.items()
        ],
        "dotnet": [
            {
                "version": "v4.0.30319",
                "wow6432": wow6432,
                "system_default_tls_versions": 1,
                "sch_use_strong_crypto": 1,
            }
            for wow6432 in (False, True)
        ],
    },
    "services": {
        "items": [
            {"name": name, "state": "Running", "start_mode": "Auto"}
            for name in ("W3SVC", "MSExchangeIS", "MSExchangeHM", "MSExchangeMitigation")
        ]
    },
    "certificates": store(_CERTIFICATE, chain_status=[]),
    "smb": {"enable_smb1_protocol": False},
    "windows_features": {"items": [{"name": "FS-SMB1", "installed": False}]},
    "vc_redistributables": {
        "items": [
            {"display_name": "Microsoft Visual C++ 2012 x64", "version": 184610406},
            {"display_name": "Microsoft Visual C++ 2013 x64", "version": 201367256},
        ]
    },
    "local_administrators": {"members": [{"sid": _TRUSTED}]},
    "volumes": {
        "items": [{"name": "C:\\", "capacity": 200 * _GIBIBYTE, "free_space": 100 * _GIBIBYTE}]
    },
    "winrm": {"allow_unencrypted": False, "auth_basic": False},
    "mitigation_endpoint": {"status_code": 200},
    "cluster": {"installed": True, "nodes": [{"name": "EX01", "state": "Up"}]},
}

_FILES: dict[str, Facts] = {
    "exchange_setup": {
        "msi_install_path": f"{_ROOT}\\",
        "exsetup_path": f"{_ROOT}\\Bin\\ExSetup.exe",
        "exsetup_file_version": "15.02.2562.043",
        "updates": [{"key_name": "KB5094139", "package_name": "Security Update KB5094139"}],
    },
    "exchange_files": {
        "edge_transport_config": {
            "path": f"{_ROOT}\\Bin\\EdgeTransport.exe.config",
            "exists": True,
            "temporary_storage_path": "D:\\Temp",
        },
        "noderunner_config": {"path": f"{_ROOT}\\Bin\\noderunner.exe.config", "exists": True},
        "antimalware_config": {
            "path": f"{_ROOT}\\Bin\\Antimalware.xml",
            "exists": True,
            "cleanup_folder_paths": ["D:\\Temp\\UnifiedContent"],
        },
    },
    "fip_fs": {"configuration_no_marker_count": 0, "engine_folders": ["2606010004"]},
    "iis_apphost": apphost(complete()),
    "iis_sites": {
        "items": [
            {
                "name": name,
                "state": "Started",
                "bindings": [
                    {
                        "protocol": "https",
                        "binding_information": f"*:{port}:",
                        "certificate_hash": _CERTIFICATE[1],
                    }
                ],
            }
            for name, port in ((FRONT, 443), (BACK, 444))
        ]
    },
    "iis_applications": {
        "items": [
            {
                "site": BACK,
                "path": "/ecp",
                "physical_path": f"{_ROOT}\\ClientAccess\\ecp",
                "config_path": _PANEL,
            }
        ]
    },
    "iis_config_files": {
        "items": [
            {
                "path": _PANEL,
                "exists": True,
                "kind": "application",
                "bin_search_folders": [
                    f"{_ROOT}\\{folder}"
                    for folder in ("bin", "bin\\CmdletExtensionAgents", "ClientAccess\\Owa\\bin")
                ],
            }
        ]
    },
    "iis_modules": {
        "token_cache_dll_version": "10.0.20348.2700",
        "items": [
            {
                "name": "TokenCacheModule",
                "signature_status": "Valid",
                "signer_subject": "CN=Microsoft Windows, O=Microsoft Corporation, C=US",
            }
        ],
    },
    "iis_app_pools": {"items": [{"name": "MSExchangeOWAAppPool", "state": "Started"}]},
}

_SERVER: dict[str, Facts] = {
    "exchange_server": {
        "name": "EX01",
        "server_role": "Mailbox, ClientAccess",
        "edition": "Standard",
        "is_trial_edition": False,
        "mitigations_enabled": True,
    },
    "mailbox_server": {
        "name": "EX01",
        "database_availability_group": "DAG1",
        "database_copy_activation_disabled_and_move_now": False,
        "database_copy_auto_activation_policy": "Unrestricted",
    },
    "component_states": {"items": [{"component": "HubTransport", "state": "Active"}]},
    "service_health": {"items": [{"role": "Mailbox", "required_services_running": True}]},
    "resource_throttling": {"meters": [{"resource": "PrivateBytes", "current_use": "Low"}]},
    "transport_service": {"internal_transport_certificate_thumbprint": _CERTIFICATE[1]},
    "mailbox_databases": {
        "items": [{"name": "DB1", "mounted": True, "last_full_backup": "2026-06-19T22:00:00Z"}]
    },
    "database_copies": {"items": [{"name": "DB1\\EX01", "status": "Mounted"}]},
    "queues": {"items": [{"identity": "EX01\\1", "status": "Ready", "message_count": 3}]},
    "replication_health": {"items": [{"check": "ClusterService", "result": "Passed"}]},
}

_ORGANIZATION: dict[str, Facts] = {
    "organization_config": {"enable_download_domains": True, "mitigations_enabled": True},
    "overrides_directory": {
        "items": [{"component": "Global", "section": "ExchangeOnpremAsThirdPartyAppId"}]
    },
    "auth_config": {"current_thumbprint": _CERTIFICATE[1], "next_thumbprint": "AB"},
    "auth_servers": {
        "items": [{"name": "EvoSts", "type": "AzureAD", "application_identifier": _APPLICATION}]
    },
    "hybrid_configuration": {
        "configured": True,
        "tls_certificate_name": _CERTIFICATE_NAME,
        "sending_transport_servers": ["EX01"],
    },
    "owa_virtual_directories": {
        "items": [
            {
                "name": "owa (Default Web Site)",
                "internal_url": "https://mail.contoso.example/owa",
                "external_url": "https://mail.contoso.example/owa",
                "internal_download_host_name": "download.contoso.example",
                "external_download_host_name": "download.contoso.example",
            }
        ]
    },
    "ews_virtual_directories": {
        "items": [{"name": "EWS (Default Web Site)", "mrs_proxy_enabled": False}]
    },
    "accepted_domains": {"items": [{"domain_name": "contoso.example"}]},
    "send_connectors": {
        "items": [
            {
                "id": "To the cloud",
                "enabled": True,
                "cloud_services_mail_enabled": True,
                "fqdn": "mail.contoso.example",
                "tls_certificate_name": _CERTIFICATE_NAME,
                "address_spaces": ["SMTP:contoso.mail.onmicrosoft.com;1"],
            }
        ]
    },
}

_DIRECTORY: dict[str, Facts] = {
    "ad_computer": {"member_of": [{"sid": _TRUSTED}, {"sid": _SERVERS}]},
    "ad_well_known_groups": {
        "items": [
            {"well_known_guid": "EA876A58DB6DD04C9006939818F800EB", "sid": _TRUSTED},
            {"well_known_guid": "A7D2016C83F003458132789EEB127B84", "sid": _SERVERS},
            {"well_known_guid": "4C17D0117EBE6642AFAEE03BC66D381F", "sid": _PERMISSIONS},
        ]
    },
    "ad_domains": {
        "items": [
            {
                "name": "contoso.example",
                "meso_object_version": 13243,
                "acl_readable": True,
                "deny_write_property_aces": [
                    {
                        "target": "domain",
                        "sid": sid,
                        "object_type": property_type,
                        "inherited_object_type": _COMPUTERS,
                    }
                    for sid, property_type in (
                        (_SERVERS, "bf967a7f-0de6-11d0-a285-00aa003049e2"),
                        (_PERMISSIONS, "0296c120-40da-11d1-a9c0-0000f80367c1"),
                    )
                ],
            }
        ]
    },
    "ad_schema": {"exchange_schema_version": 17003},
}

WELL_KEPT: dict[str, Facts] = _WINDOWS | _FILES | _SERVER | _ORGANIZATION | _DIRECTORY
"""Its sections; what is left out is plain."""
