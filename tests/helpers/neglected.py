# SPDX-License-Identifier: MIT
"""Collected facts of a server with which everything is the matter."""

from __future__ import annotations

from tests.helpers.collected import Facts
from tests.helpers.collected_certificates import made, store
from tests.helpers.collected_iis import BACK, FRONT
from tests.helpers.well_kept import WELL_KEPT

BUILD = "15.2.1748.10"
"""2019 CU15 without any update."""

_ROOT = "C:\\Program Files\\Microsoft\\Exchange Server\\V15"
_PANEL = f"{_ROOT}\\ClientAccess\\ecp\\web.config"
_SHARED = f"{_ROOT}\\FrontEnd\\HttpProxy\\SharedWebConfig.config"
_SITE_FILE = "C:\\inetpub\\wwwroot\\web.config"
_GIBIBYTE = 1024**3
# Settings of WinHTTP: a header of twelve bytes, and ``a:80`` behind its length.
_PROXY = "AAAAAAAAAAAAAAAABAAAAGE6ODAAAAAA"
_CERTIFICATE = made("mail.contoso.example", -1, issuer="Contoso CA", size=1024, weak=True)
_CERTIFICATE_NAME = "<I>CN=Contoso CA<S>CN=mail.contoso.example"
_OFF = {
    "Cafe/HttpRequestFiltering": ["Enabled=False"],
    "Cafe/AmsiRequestBodyScanning": ["EnabledEws=False"],
    "Cafe/BlockRequestBodyGreaterThanMaxScanSize": ["EnabledAll=True"],
    "Data/EnableSerializationDataSigning": ["Enabled=False"],
    "Data/DeserializationBinderSettings": ["LearningLocations=Here", "LearningLocations=There"],
    "Transport/NonCompliantSenderSettings": ["AddP2FromRegexMatchHeader=False"],
}
_BAD_RULE = {"name": "All", "enabled": True, "match_url": "*"}

_WINDOWS: dict[str, Facts] = {
    "operating_system": {
        "version": "10.0.17763",
        "current_build": "17763",
        "ubr": 1,
        "last_boot_up_time": "2024-01-01T03:00:00Z",
    },
    "hotfixes": {"items": [{"hotfix_id": "KB1", "installed_on": "2024-01-01"}]},
    "dotnet": {
        "release": 533320,
        "dlls": [
            {
                "name": "System.Data.dll",
                "file_version": "4.8.4180.0",
                "last_write_time": "2020-01-01T00:00:00Z",
            }
        ],
    },
    "hardware": {"manufacturer": "VMware, Inc.", "total_physical_memory": 16 * _GIBIBYTE},
    "counters": {"vmware_memory_reservation_mb": 0.0},
    "page_files": {"items": [{"name": "C:\\pagefile.sys"}, {"name": "D:\\pagefile.sys"}]},
    "power_plan": {"instance_id": "{381b4222-f694-41f0-9685-ff5bb260df2e}", "name": "Balanced"},
    "network": {"adapters": [{"name": "LAN", "ipv6_enabled": False, "register_in_dns": False}]},
    "winhttp_proxy": {"settings_base64": _PROXY},
    "registry": {
        "tcp_keep_alive_time": None,
        "lsa_cfg_flags": 1,
        "disable_root_auto_update": 1,
        "suppress_extended_protection": 1,
        "disable_base_type_check_for_deserialization": 1,
        "msipc_server_sddl": "O:SYG:SYD:PAI(A;CI;KR;;;NS)",
    },
    "tls": {
        "protocols": [
            {"version": "1.0"},
            {"version": "1.1", "server_disabled_by_default": 1},
            {"version": "1.2", "server_enabled": 1, "client_enabled": 0},
            {"version": "1.3", "server_enabled": 1, "client_enabled": 1},
        ],
        "dotnet": [{"version": "v4.0.30319"}],
    },
    "services": {
        "items": [
            {"name": name, "state": "Stopped", "start_mode": "Disabled"}
            for name in ("W3SVC", "MSExchangeIS", "MSExchangeHM", "MSExchangeMitigation")
        ]
    },
    "certificates": store(_CERTIFICATE, chain_status=["Revoked"]),
    "smb": {"enable_smb1_protocol": True},
    "windows_features": {"items": [{"name": "FS-SMB1", "installed": True}]},
    "vc_redistributables": {"items": []},
    "pending_reboot": {"pending_file_rename_operations": True},
    "local_administrators": {"members": []},
    "volumes": {"items": [{"name": "C:\\", "capacity": 200 * _GIBIBYTE, "free_space": _GIBIBYTE}]},
    "winrm": {"allow_unencrypted": True, "auth_basic": True},
    "mitigation_endpoint": {"status_code": None, "error_text": "No way out."},
    "cluster": {"installed": True, "nodes": [{"name": "EX01", "state": "Down"}]},
}

_FILES: dict[str, Facts] = {
    "exchange_setup": {"msi_install_path": f"{_ROOT}\\", "updates": [{"key_name": "KB1"}]},
    "exchange_files": {
        "edge_transport_config": {"path": f"{_ROOT}\\Bin\\EdgeTransport.exe.config"},
        "noderunner_config": {
            "path": f"{_ROOT}\\Bin\\noderunner.exe.config",
            "exists": True,
            "parse_error": "line 3",
        },
    },
    "fip_fs": {"configuration_no_marker_count": 1, "engine_folders": []},
    "iis_apphost": {
        "exists": True,
        "locations": [
            {
                "path": f"{FRONT}/PowerShell",
                "ssl_flags": "Ssl",
                "extended_protection_token_checking": "Require",
                "enabled_authentication": ["basicAuthentication"],
            }
        ],
    },
    "iis_sites": {
        "items": [
            {
                "name": name,
                "state": "Stopped",
                "config_path": _SITE_FILE,
                "hsts": {"enabled": True},
                "bindings": [
                    {
                        "protocol": "https",
                        "binding_information": "*:443:",
                        "certificate_hash": _CERTIFICATE[1],
                    }
                ],
            }
            for name in (FRONT, BACK)
        ]
    },
    "iis_applications": {
        "items": [
            {
                "site": BACK,
                "path": "/ecp",
                "physical_path": "C:\\Elsewhere",
                "config_path": _SITE_FILE,
            }
        ]
    },
    "iis_config_files": {
        "items": [
            {"path": _SHARED, "exists": False, "kind": "shared"},
            {"path": f"{_ROOT}\\x\\web.config", "exists": True, "parse_error": "line 3"},
            {
                "path": _PANEL,
                "exists": True,
                "contains_install_dir_variable": True,
                "bin_search_folders": [],
                "rewrite_rules": [_BAD_RULE],
            },
        ]
    },
    "iis_modules": {
        "token_cache_dll_version": "10.0.17763.1",
        "items": [{"name": "TokenCacheModule", "signature_status": "NotSigned"}],
    },
    "iis_app_pools": {"items": [{"name": "MSExchangeOWAAppPool", "state": "Stopped"}]},
}

_SERVER: dict[str, Facts] = {
    "exchange_server": {
        "name": "EX01",
        "server_role": "Mailbox, ClientAccess",
        "edition": "StandardEvaluation",
        "is_trial_edition": True,
        "remaining_trial_period": "00:00:00",
        "internet_web_proxy": "https://proxy.contoso.example",
        "mitigations_enabled": False,
        "mitigations_blocked": ["M1"],
    },
    "mailbox_server": {
        "name": "EX01",
        "database_availability_group": "DAG1",
        "database_copy_activation_disabled_and_move_now": True,
        "database_copy_auto_activation_policy": "Blocked",
    },
    "component_states": {"items": [{"component": "HubTransport", "state": "Inactive"}]},
    "service_health": {"items": [{"role": "Mailbox", "services_not_running": ["MSExchangeIS"]}]},
    "overrides_effective": {
        "items": [
            {
                "name": place,
                "status": "Accepted",
                "component": place.partition("/")[0],
                "section": place.partition("/")[2],
                "parameters": parameters,
            }
            for place, parameters in _OFF.items()
        ]
    },
    "resource_throttling": {"meters": [{"resource": "PrivateBytes", "current_use": "High"}]},
    "transport_service": {"internal_transport_certificate_thumbprint": "AB" * 20},
    "mailbox_databases": {"items": [{"name": "DB1", "mounted": False}]},
    "database_copies": {"items": [{"name": "DB1\\EX01", "status": "Failed"}]},
    "queues": {"items": [{"identity": "EX01\\1", "status": "Suspended", "message_count": 3}]},
    "replication_health": {"items": [{"check": "ClusterService", "result": "*FAILED*"}]},
}

_ORGANIZATION: dict[str, Facts] = {
    "organization_config": {"enable_download_domains": None, "mitigations_enabled": False},
    "auth_config": {"current_thumbprint": "AB" * 20},
    "hybrid_configuration": {"configured": True, "sending_transport_servers": ["EX01"]},
    "owa_virtual_directories": {"items": [{"name": "owa (Default Web Site)"}]},
    "ews_virtual_directories": {
        "items": [{"name": "EWS (Default Web Site)", "mrs_proxy_enabled": True}]
    },
    "accepted_domains": {"items": [{"domain_name": "*", "domain_type": "InternalRelay"}]},
    "send_connectors": {
        "items": [
            {
                "id": name,
                "enabled": True,
                "cloud_services_mail_enabled": True,
                "tls_certificate_name": certificate,
                "address_spaces": ["SMTP:contoso.mail.onmicrosoft.com;1"],
            }
            for name, certificate in (("Expired", _CERTIFICATE_NAME), ("Bare", None))
        ]
    },
    "irm_configuration": {"internal_licensing_enabled": True},
}

_DIRECTORY: dict[str, Facts] = {
    "ad_computer": {"member_of": []},
    "ad_well_known_groups": WELL_KEPT["ad_well_known_groups"],
    "ad_domains": {
        "items": [{"name": "contoso.example", "meso_object_version": 1, "acl_readable": True}]
    },
    "ad_schema": {"exchange_schema_version": 17003, "storage_group_poss_superiors": ["computer"]},
}

NEGLECTED: dict[str, Facts] = _WINDOWS | _FILES | _SERVER | _ORGANIZATION | _DIRECTORY
"""Its sections; what is left out is plain."""
